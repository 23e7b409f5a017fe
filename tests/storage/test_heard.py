"""The people behind a window, against plain counts of invented posts, on both databases."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Engine

from monitor.cues import Cues
from monitor.models import Post, Topic
from monitor.position import PositionTotals, position_of
from monitor.scoring import VaderScorer
from monitor.storage import Store
from monitor.text import wording
from monitor.timeline import Window
from monitor.voices import Voice
from tests.databases import BOTH, database_on, only_on
from tests.fakes import FakeSource, at, between, driver, listening, run

DAY = between("00:00", "2020-07-03T00:00")
GREAT, BAD = "365 days on netflix is great", "365 days on netflix is bad"
FILM = Topic("film", phrases=("365 days",), context=("netflix",), links=("film.example",))
WORDLESS = "❤ https://film.example/1"
SPAN = between("2020-06-30T00:00", "2020-07-04T00:00")


def voices(store: Store, window: Window = DAY, topic: str = "film") -> list[Voice]:
    with store.read() as reader:
        return reader.heard(topic, window).voices()


@pytest.fixture(scope="module", params=BOTH)
def invented(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterable[tuple[Store, list[Post]]]:
    """Four days of originals, replies and reposts, of known and unknown people, with copies."""
    chance, source = Random(11), FakeSource()
    for number in range(600):
        moment = SPAN.start + timedelta(seconds=chance.randrange(int(SPAN.seconds)))
        if chance.random() < 0.3:  # on the grid, and beside it
            moment = moment.replace(minute=15 * chance.randrange(4), second=chance.choice([0, 1]))
        author = None if chance.random() < 0.15 else f"one {int(25 * chance.random() ** 2)}"
        tone = chance.choice(["great", "bad", "awful", "here", "fine"])
        text = f"365 days on netflix is {tone} {chance.choice('abcdefgh')}"
        if chance.random() < 0.1:
            text = WORDLESS
        kind = chance.choice(["original", "original", "reply", "quote", "repost"])
        links = ("https://film.example/1",) if text == WORDLESS else ()
        platform = chance.choice(["fake", "bluesky"])
        name = str(1000 + number)
        language = chance.choice(["en", "en", "pl"])
        post = Post(platform, name, name, moment, text, kind, author, language, links)
        source.again(post)
    folder = tmp_path_factory.mktemp("heard")
    with database_on(request.param, request, folder) as place:
        store = place.open()
        run(source, store, FILM)
        yield store, source.written
        store.close()


def counted(posts: Sequence[Post], window: Window) -> list[tuple[object, ...]]:
    """Each author's sums, as plainly as they can be found."""
    scorer, seen = VaderScorer(), set()
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 5)
    for post in sorted(posts, key=lambda post: (post.created_at, post.platform, post.native_id)):
        words, own = wording(post.text), not post.is_repost
        fresh = own and (not words or words not in seen)
        seen |= {words} if own else set()
        if post.author is None or not window.start <= post.created_at < window.end:
            continue
        tone = scorer.read(post.text, post.language)[0] if own else None
        e4 = 0 if tone is None else tone.compound_e4
        scored = tone is not None
        found = (1, scored, e4, scored and fresh, e4 if fresh else 0)
        mine = sums[post.platform, post.author]
        sums[post.platform, post.author] = [a + b for a, b in zip(mine, found, strict=True)]
    return sorted((platform, *mine) for (platform, _), mine in sums.items())


def plain(found: Sequence[Voice]) -> list[tuple[object, ...]]:
    return sorted(
        (v.platform, v.posts, v.scored, v.compound_e4, v.fresh, v.fresh_e4) for v in found
    )


@pytest.mark.parametrize(
    "window",
    [
        DAY,
        SPAN,
        between("2020-06-30T23:53", "2020-07-02T10:07"),
        between("2020-07-01T00:00:01", "2020-07-01T00:15:01"),
        between("2020-07-02T10:15", "2020-07-02T10:15"),
        between("2020-08-01T00:00", "2020-08-02T00:00"),
    ],
    ids=["a day", "all", "off the grid", "minutes", "nothing", "later"],
)
def test_voices_are_those_of_a_plain_count(window, invented):
    store, posts = invented

    found = voices(store, window)

    assert plain(found) == counted(posts, window)
    assert [voice.author for voice in found] == sorted({voice.author for voice in found})


def test_windows_that_meet_add_up_to_the_whole(invented):
    store, _ = invented
    cut = at("2020-07-01T13:07")
    halves = [voices(store, Window(SPAN.start, cut)), voices(store, Window(cut, SPAN.end))]

    for name in ("posts", "scored", "compound_e4", "fresh", "fresh_e4"):
        whole = sum(getattr(voice, name) for voice in voices(store, SPAN))
        assert whole == sum(getattr(voice, name) for half in halves for voice in half)


def test_reposts_are_heard_and_say_nothing_and_unknown_people_are_nobody(store, source):
    source.repost(source.post(GREAT, author="ann"), author="bob")
    source.post(GREAT, author=None)
    run(source, store)

    one, other = sorted(voices(store), key=lambda voice: voice.scored)

    assert (one.posts, one.scored) == (1, 0)
    assert one.mean is one.fresh_mean is None
    assert (other.posts, other.scored, other.fresh) == (1, 1, 1)


def test_a_wording_is_fresh_once_ever_and_whoever_said_it_first(store, source):
    source.post(GREAT, "2020-06-01T10:00", author=None)
    source.post(GREAT.upper() + "!!", "10:00", author="ann")
    source.post(BAD, "10:00", author="bob")
    source.post(BAD, "10:01", author="cem")
    source.post("petition: " + GREAT, "09:00", author="cem")  # in the film, and first there
    run(source, store)

    found = sorted((v.scored, v.fresh) for v in voices(store))

    assert found == [(1, 0), (1, 1), (2, 1)]
    assert [(v.scored, v.fresh) for v in voices(store, topic="petition")] == [(1, 1)]


def test_the_topics_are_heard_apart(store, source):
    source.post(GREAT, author="ann")
    source.post("petition against 365 days on netflix, bad", author="bob")
    run(source, store)

    assert [voice.posts for voice in voices(store)] == [1, 1]
    [petition] = voices(store, topic="petition")
    assert petition.mean < 0


def test_one_name_on_two_platforms_is_two_people(store, source):
    source.post(GREAT, author="ann")
    source.again(Post("x", "1", "1", at("10:00"), BAD, author="ann", language="en"))
    run(source, store)

    assert sorted(voice.platform for voice in voices(store)) == ["fake", "x"]


def test_sayings_come_one_by_one_in_order_with_their_words(store, source):
    late = source.post(
        BAD, "12:00", author="bob", links=("https://a.example/1", "https://b.example")
    )
    early = source.post(GREAT, "10:00", author="ann", language="pl")
    source.repost(early, "11:00", author="cem")
    source.post(GREAT, "2020-07-03T00:00")
    run(source, store)

    with store.read() as reader:
        found = list(reader.heard("film", DAY).sayings())

    assert [saying.kind for saying in found] == ["original", "repost", "original"]
    assert [saying.is_original for saying in found] == [True, False, True]
    one, _, other = found
    assert (one.text, one.language, one.compound_e4) == (early.text, "pl", None)
    assert (other.text, other.links) == (late.text, late.links)
    assert other.compound_e4 == VaderScorer().read(BAD, "en")[0].compound_e4
    assert one.wording != other.wording
    assert len({saying.author for saying in found}) == 3
    assert not {"ann", "bob", "cem"} & {saying.author for saying in found}
    assert one.created_at == early.created_at


@pytest.mark.parametrize("turned", [False, True])
def test_sayings_of_one_second_and_the_position_do_not_depend_on_the_order_of_storing(
    store, source, turned
):
    """The texts have one wording, and are read otherwise; who stored last must not decide."""
    asks, doubts = f"{GREAT}: remove it!", f"{GREAT}: remove it?"
    told = [("fake", "B", doubts), ("fake", "a", asks), ("x", "B", asks), ("x", "a", doubts)]
    for platform, name, text in reversed(told) if turned else told:
        source.again(Post(platform, name, name, at("10:00"), text, author="ann", language="en"))
    run(source, store)

    with store.read() as reader:
        found = list(reader.heard("film", DAY).sayings())

    assert [(saying.platform, saying.text) for saying in found] == [(p, t) for p, _, t in told]
    assert len({saying.wording for saying in found}) == 1
    cues = Cues(supports=("remove it",))
    assert position_of(found, cues, 1) == PositionTotals(1, 0, 1, 2)


def test_a_mention_at_the_threshold_is_beyond_it(store, source):
    scorer = VaderScorer()
    exact = {word: scorer.read(f"365 days on netflix is {word}", "en")[0].compound
             for word in ("great", "bad", "fine", "here")}  # fmt: skip
    for word in exact:
        source.post(f"365 days on netflix is {word}", author=word)
    source.repost(source.written[0])
    source.post(GREAT, author="pia", language="pl")
    run(source, store)
    asked = (exact["fine"], exact["fine"] + 0.0001, exact["great"], -exact["bad"], 0.9)

    with store.read() as reader:
        found = reader.heard("film", DAY).beyond(asked)
        none = reader.heard("film", between("2020-08-01T00:00", "2020-08-02T00:00")).beyond((0.1,))

    assert [(up, down) for _, up, down in found] == [(2, 1), (1, 1), (1, 0), (1, 1), (0, 0)]
    assert [threshold for threshold, _, _ in found] == list(asked)
    assert none == [(0.1, 0, 0)]


def test_a_threshold_between_two_tones_counts_from_the_next_one_up(store, source):
    e4 = VaderScorer().read(GREAT, "en")[0].compound_e4
    source.post(GREAT, author="ann")
    source.post("365 days on netflix", author="bob")  # neither warm nor cold: exactly zero
    run(source, store)
    below, at_it, above = (e4 - 0.6) / 10_000, e4 / 10_000, (e4 + 0.4) / 10_000

    with store.read() as reader:
        found = reader.heard("film", DAY).beyond((0.0, 0.00001, 0.00004, below, at_it, above))

    assert [(up, down) for _, up, down in found] == [(1, 0)] * 5 + [(0, 0)]


def test_a_threshold_that_is_no_exact_binary_number_is_the_one_that_was_written(store, source):
    source.post(GREAT)
    run(source, store)
    with driver(store.database.url) as connection:
        connection.execute("update mention set compound_e4 = 700")

    with store.read() as reader:
        found = reader.heard("film", DAY).beyond((0.07, 0.0701))

    assert 0.07 * 10_000 > 700
    assert [(up, down) for _, up, down in found] == [(1, 0), (0, 0)]


@only_on("sqlite")
def test_a_day_is_heard_by_looking_at_that_day_alone(store, source):
    source.post(GREAT)
    run(source, store)
    asked = []

    def note(_connection, _cursor, sql, values, *_):
        if sql.startswith("SELECT"):
            asked.append((sql, values))

    with listening(Engine, "before_cursor_execute", note), store.read() as reader:
        heard = reader.heard("film", DAY)
        heard.voices()
        list(heard.sayings())
        heard.beyond((0.1,))

    with driver(store.database.url) as connection:
        plans = [connection.execute(f"EXPLAIN QUERY PLAN {q}", v).fetchall() for q, v in asked]
    steps = [row[3] for plan in plans for row in plan]
    assert [step for step in steps if "bucket>?" in step]
    assert not [step for step in steps if step.startswith(("SCAN mention", "SCAN post"))]
