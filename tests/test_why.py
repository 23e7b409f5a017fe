"""What a day has that the days before had not: only what enough people say, and no names."""

from random import Random

import pytest

from monitor.voices import Saying
from monitor.why import why
from tests.fakes import NOW


def saying(author: str | None, text: str | None, kind: str = "original", **more) -> Saying:
    values = {"wording": text and text.casefold(), "language": "en", "links": ()} | more
    return Saying("x", author, values["wording"], kind, values["language"], text, values["links"],
                  None, NOW)  # fmt: skip


def people(size: int, text: str, prefix: str = "p", **more) -> list[Saying]:
    return [saying(f"{prefix}{n}", text, **more) for n in range(size)]


BEFORE = people(200, "the film is on netflix", "b")
DAY = [*people(60, "the film is on netflix"), *people(30, "the singer wrote a letter", "n")]


def words(day, before=BEFORE, fewest=10) -> dict[str, int]:
    return {cell.name: cell.people for cell in why(day, before, fewest).words}


def test_a_word_that_many_more_say_than_before_is_told():
    found = why(DAY, BEFORE, 10).words

    assert {cell.name for cell in found} == {"singer", "wrote", "letter"}
    [letter] = [cell for cell in found if cell.name == "letter"]
    assert (letter.people, letter.share, letter.before) == (30, 30 / 90, 0.0)


def test_the_most_telling_word_comes_first_and_eight_are_told():
    many = [s for n in range(12) for s in people(20 + n, f"new{'abcdefghijkl'[n]}", f"w{n}-")]

    found = [cell.name for cell in why([*DAY, *many], BEFORE, 10).words]

    assert len(found) == 8
    assert found[0] in ("letter", "singer", "wrote", "newl")


@pytest.mark.parametrize(("size", "told"), [(19, False), (20, True)])
def test_too_few_people_hide_a_cell(size, told):
    shown = people(size, "netflix letter", language="pl", links=("https://a.example/1",))

    found = why([*people(60, "the film"), *shown], people(200, "the film", "b"), 20)

    assert ("letter" in {cell.name for cell in found.words}) is told
    assert ([cell.name for cell in found.languages] == ["pl"]) is told
    assert ([cell.name for cell in found.sites] == ["a.example"]) is told


def test_one_loud_account_makes_no_word_telling():
    loud = [saying("loud", f"boycott {n}") for n in range(500)]

    assert words([*DAY[:60], *loud]) == {}
    assert "boycott" not in words([*DAY, *loud], fewest=1)


def test_a_word_that_as_many_say_as_ever_is_not_told():
    assert words(people(90, "the film is on netflix")) == {}


def test_names_that_are_mentioned_are_never_told():
    day = people(60, "@annsmith @ann_smith .@annsmith look at #thishashtag, 365 12345 by no")

    assert set(words(day)) == {"#thishashtag", "look"}


@pytest.mark.parametrize(
    "text",
    [
        "すごい@annsmith", "@ann@annsmith.example", "mail ann@annsmith.example", "﹫annsmith",
        "@\u200cannsmith", "@\u2060annsmith", "@\u200bannsmith", "@\u2068annsmith\u2069 says",
        "@a\u200bannsmith", "&commat;annsmith", "@ann.annsmith", "@ann-annsmith.bsky.example",
        "instagram.com/annsmith", "(INSTAGRAM.com/annsmith/)", "すごいinstagram.com/annsmith",
        "ann.annsmith@mail.example", "ａｎｎｓｍｉｔｈ＠mail.example",
        "José.annsmith@mail.example",
        "mastodon.example/@annsmith", "www.annsmith.example", "tell@annsmith",
    ],
)  # fmt: skip
def test_no_name_is_told_however_it_is_written(text):
    told = words(people(60, f"{text} letter"))

    assert "letter" in told
    assert not any("annsmith" in word for word in told)


@pytest.mark.fault("F31")
@pytest.mark.parametrize("piece", ["a", "a.", "@", "@a", "a@", "a@a.", "@.", "﹫", "@\u200b"])
def test_no_hostile_word_holds_the_report_up(piece):
    hostile = piece * (25_000 // len(piece))

    assert "letter" in words(people(30, f"letter {hostile}"))


def test_links_are_no_words_and_lead_to_sites():
    day = people(
        60, "read https://letters.example/duffy now",
        links=("https://www.Letters.example/duffy?x=1", "https://t.co/abc", "nonsense"),
    )  # fmt: skip

    found = why([*BEFORE[:40], *day], BEFORE, 10)

    assert {cell.name for cell in found.words} == {"read", "now"}
    assert [(cell.name, cell.people) for cell in found.sites] == [("letters.example", 60)]


def test_reposts_lend_their_links_but_not_their_words():
    day = people(60, "RT letter", kind="repost", links=("https://a.example",))

    found = why(day, BEFORE, 10)

    assert found.words == ()
    assert [cell.name for cell in found.sites] == ["a.example"]
    assert found.languages == ()
    assert found.reposts == (1.0, 0.0)


def test_languages_that_more_people_write_than_before_are_told():
    before = [*people(90, "film", "b"), *people(10, "film", "c", language="pl")]
    day = [*people(50, "film"), *people(50, "film", "n", language="pl")]

    [found] = why(day, before, 10).languages

    assert (found.name, found.people, found.share, found.before) == ("pl", 50, 0.5, 0.1)


def test_the_most_frequent_wordings_are_counts_of_posts_and_people():
    copied = [*people(30, "sign it"), *people(30, "sign it")]
    loud = [saying("loud", "my own words") for _ in range(100)]
    unknown = [saying(None, "nobody knows") for _ in range(100)]
    once = people(1, "only me", "q")

    assert why([*copied, *loud, *unknown, *once], [], 10).wordings == ((60, 30),)
    assert why([*copied, *loud, *once], [], 1).wordings == ((100, 1), (60, 30))


@pytest.mark.parametrize("known", [0, 49, 50])
def test_where_too_few_wrote_before_only_wordings_and_reposts_are_told(known):
    day = people(60, "letter", language="pl", links=("https://a.example",))

    found = why(day, [*people(known, "the film", "b"), saying(None, "the film")], 50)

    assert found.people == (60, known)
    told = [cell.name for cell in (*found.words, *found.languages, *found.sites)]
    assert told == (["letter", "pl", "a.example"] if known == 50 else [])
    assert found.wordings == ((60, 60),)
    assert found.reposts == (0.0, 0.0)


def test_where_nothing_was_before_nothing_breaks():
    assert why(DAY, [], 10).reposts == (0.0, None)
    empty = why([], [], 0)
    assert (empty.words, empty.languages, empty.sites, empty.wordings) == ((), (), (), ())


def test_texts_that_are_erased_tell_no_words():
    erased = [saying(f"e{n}", None, wording="w", language="de") for n in range(60)]

    found = why(erased, BEFORE, 10)

    assert found.words == ()
    assert [cell.name for cell in found.languages] == ["de"]


@pytest.mark.parametrize("differing", ["", "abcdefghijklmno"])
def test_of_whom_nobody_knows_are_not_many(differing):
    """One account may be behind all of them, with one wording or with fifteen."""
    unknown = [
        saying(None, f"an odd letter {differing[n : n + 1]}", language="pl",
               links=("https://a.example",))
        for n in range(15)
    ]  # fmt: skip

    found = why([*DAY[:60], *unknown], BEFORE, 10)

    assert (found.words, found.languages, found.sites) == ((), (), ())


def test_the_share_of_a_site_is_of_all_people():
    few = people(10, "film", "l", links=("https://a.example",))

    [site] = why([*people(90, "film"), *few], BEFORE, 10).sites

    assert site.share == 0.1


@pytest.mark.parametrize(
    ("size", "before"), [(0, 0.0), (1, None), (9, None), (10, 10 / 300)], ids=str
)
def test_of_how_few_said_it_before_nothing_is_told(size, before):
    more = {"language": "pl", "links": ("https://a.example",)}
    then = [*people(300 - size, "the film", "b"), *people(size, "letter", "c", **more)]

    found = why([*people(60, "the film"), *people(90, "letter", "n", **more)], then, 10)

    for cells, name in ((found.words, "letter"), (found.languages, "pl"),
                        (found.sites, "a.example")):  # fmt: skip
        [cell] = [cell for cell in cells if cell.name == name]
        assert (cell.people, cell.before) == (90, before)


def test_what_chance_brings_among_many_words_is_not_told():
    """Two hundred words, each said by some few more or fewer people than before: one in twenty
    would be told if each were looked at alone."""
    told = []
    for seed in range(20):
        chance = Random(seed)
        day, before = (_chatter(chance, size, prefix) for size, prefix in ((200, "p"), (800, "b")))
        found = why(day, before, 10)
        told += [*found.words, *found.languages, *found.sites]

    assert len(told) <= 3


def _chatter(chance: Random, size: int, prefix: str) -> list[Saying]:
    letters = "abcdefghijklmn"
    words = [f"w{one}{other}" for one in letters for other in letters]
    return [
        saying(f"{prefix}{n}", " ".join(chance.sample(words, 30)), wording=None,
               language=chance.choice(("en", "pl", "de")),
               links=(f"https://{chance.choice(words)[:2]}.example",))
        for n in range(size)
    ]  # fmt: skip


def test_signs_written_as_entities_are_no_words():
    day = people(60, "letters &amp; &lt;films&gt; &quot;now&quot; by &#64;annsmith")

    assert set(words(day)) == {"letters", "films", "now"}


def test_a_number_too_long_to_be_read_is_no_word():
    day = people(60, f"letter &#{'9' * 5000}; and &#x{'9' * 5000}; &#{'9' * 5000}")

    assert set(words(day)) == {"letter", "and"}


def test_how_many_wrote_is_told_of_the_day_and_of_the_days_before():
    repost = saying("only reposts", "RT letter", kind="repost")

    assert why([*DAY, repost, saying(None, "film")], BEFORE, 10).people == (90, 200)
    assert why(DAY, BEFORE, 10).to_dict()["people"] == (90, 200)
