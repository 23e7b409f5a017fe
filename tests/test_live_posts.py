"""What becomes of single posts on the way: edited, found late, or the watch is another one."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.scoring import VaderScorer
from tests.fakes import rows
from tests.fakex import FakePost
from tests.live import FILM, GREAT, PETITION, SIGN, House, killed, statuses

BAD, OTHER = "365 days on netflix is bad", "changed my mind"


def text_of(house: House, post: FakePost) -> tuple[str, str] | None:
    """The stored text, and the hour in which it counts."""
    with house.store.read() as reader:
        found = {m.id: m for m in reader.mentions(None, None, text=True)}
    told = found.get(post.first_id)
    return told and (told.text or "", f"{told.created_at:%H:%M}")


@pytest.mark.fault("F26")
def test_a_post_edited_between_two_ticks_is_one_post_with_its_newest_text(house):
    post = house.x.post(GREAT, "2020-07-02T11:00")
    house.collect()
    house.x.edit(post, BAD, "2020-07-02T12:05")

    (outcome,) = house.tick(minutes=15)

    assert (outcome.new, outcome.updated) == (0, 1)
    assert text_of(house, post) == (BAD, "11:00")
    assert house.volumes("2020-07-02T11:00", "2020-07-02T13:00") == [1, 0]
    assert house.is_sound()


def test_a_post_edited_while_its_window_is_read_comes_with_the_next_one(house):
    posts = house.x.posts(250, f"{GREAT} {{n}}", "2020-07-02T07:00", "2020-07-02T11:00")
    oldest = posts[0]

    def edit(fetched: int) -> None:
        if fetched == 100:
            house.x.advance(seconds=1)
            house.x.edit(oldest, BAD)

    house.collect(progress=edit)
    assert text_of(house, oldest) is None
    house.tick(minutes=15)

    assert text_of(house, oldest) == (BAD, "07:00")
    assert house.ids == house.expected
    assert house.is_sound()


def test_an_edit_of_a_post_that_was_never_seen_counts_when_it_was_written(house):
    post = house.x.post(OTHER, "2020-07-02T11:00")
    house.collect()
    house.x.edit(post, GREAT, "2020-07-02T12:05")
    house.tick(minutes=15)

    assert text_of(house, post) == (GREAT, "11:00")

    house.x.edit(post, SIGN, "2020-07-02T12:20")
    house.tick(minutes=15)

    assert f"petition {post.first_id}" in house.ids
    assert f"film {post.first_id}" not in house.ids
    assert house.is_sound()


@pytest.mark.fault("F20", "F29")
@pytest.mark.parametrize("generation", ["tweets", "posts"])
def test_both_generations_of_field_names_are_read(house, generation):
    house.x.generation = generation
    first = house.x.post(GREAT, "2020-07-02T11:00")
    house.x.edit(first, f"{GREAT} {'and long ' * 40}", "2020-07-02T11:10")
    reply = house.x.reply(first, f"{GREAT}!", "2020-07-02T11:20")

    (outcome,) = house.collect()

    assert (outcome.new, outcome.rejected) == (2, 0)
    with house.store.read() as reader:
        told = {m.id: (m.kind, m.text) for m in reader.mentions("film", None, text=True)}
    assert told[first.first_id] == ("original", first.versions[-1].said.whole)
    assert told[reply.id] == ("reply", f"{GREAT}!")


def test_posts_that_are_found_two_minutes_late_are_not_lost(house):
    for late in range(0, 121, 20):
        at = house.x.now - timedelta(seconds=30 + late + 1)
        house.x.post(f"{GREAT} {late}", at, late_s=late + 90)
    house.collect()
    seen = len(house.ids)

    house.tick(minutes=15)

    assert seen < len(house.expected)
    assert house.ids == house.expected
    assert house.is_sound()


def test_changed_phrases_go_on_from_the_same_checkpoint(house):
    house.x.post("365 dni on netflix", "2020-07-02T11:00")
    house.collect()
    since_id = house.checkpoint.since_id
    house.topics = (replace(FILM, phrases=("365 days", "365 dni")), PETITION)
    house.x.post("365 dni on netflix", "2020-07-02T12:10")

    (outcome,) = house.tick(minutes=15)

    assert since_id is not None
    assert (outcome.new, len(house.ids)) == (1, 2)
    assert int(house.checkpoint.since_id) > int(since_id)
    (point,) = house.points("2020-07-02T12:00", "2020-07-02T13:00")
    assert (point.volume, point.rules_changed) == (1, True)
    (other,) = house.points("2020-07-02T12:00", "2020-07-02T13:00", "petition")
    assert not other.rules_changed


def test_a_window_left_open_is_finished_with_the_new_phrases(house):
    house.x.posts(150, f"{GREAT} {{n}}", "2020-07-02T10:00", "2020-07-02T11:00")
    dni = house.x.post("365 dni on netflix", "2020-07-02T07:00")
    with killed(when=lambda: len(house.x.requests) == 2):
        house.collect()
    house.topics = (replace(FILM, phrases=("365 days", "365 dni")), PETITION)

    assert statuses(house.tick(minutes=15)) == [("ok", None), ("ok", None)]

    assert f"film {dni.id}" in house.ids
    assert house.ids == house.expected
    assert house.is_sound()


def test_a_new_topic_starts_now_however_old_the_newest_post_is(x, store):
    house = House(x, store, topics=(FILM,))
    house.begin(until="2020-07-02T06:00")
    x.posts(72, SIGN, "2020-07-02T06:00", "2020-07-05T06:00")
    x.now = "2020-07-05T06:00"
    house.collect()
    house.topics = (FILM, PETITION)
    new = x.post(SIGN, "2020-07-05T06:10")

    (outcome,) = house.tick(minutes=15)

    assert (outcome.new, outcome.cost_usd) == (1, 0.005)
    assert f"petition {new.id}" in house.ids
    before, after = house.points("2020-07-05T05:00", "2020-07-05T07:00", "petition")
    assert (before.volume, after.volume) == (0, 1)  # the last two minutes were asked for again
    assert before.coverage == pytest.approx(2.5 / 60)


def test_a_new_topic_starts_now_even_where_a_window_is_open(x, store):
    house = House(x, store, topics=(FILM,))
    house.begin(until="2020-07-02T06:00")
    x.posts(72, SIGN, "2020-07-02T06:00", "2020-07-05T06:00")
    house.collect()
    x.now = "2020-07-05T06:00"
    house.collect()
    x.script("503 for ever")
    house.tick(minutes=15)
    x.heal()
    house.topics = (FILM, PETITION)

    assert statuses(house.tick(minutes=15)) == [("ok", None), ("ok", None)]

    assert x.billed.get("2020-07-05", set()) == set()
    assert house.checkpoint.window is None


def test_a_topic_that_is_taken_out_stays_queryable_and_its_absence_is_no_silence(house):
    house.x.post(SIGN, "2020-07-02T11:30")
    house.collect()
    house.topics = (FILM,)
    house.tick(minutes=15)
    house.x.post(SIGN, "2020-07-02T14:00")
    house.tick(hours=4)

    told = house.points("2020-07-02T11:00", "2020-07-02T16:00", "petition")
    assert [point.volume for point in told] == [1, None, None, None, None]
    assert not told[3].coverage
    assert house.volumes("2020-07-02T14:00", "2020-07-02T15:00") == [0]

    house.topics = (FILM, PETITION)
    house.tick(hours=1)
    house.x.post(SIGN, "2020-07-02T17:30")
    house.tick(hours=1)

    told = house.points("2020-07-02T14:00", "2020-07-02T19:00", "petition")
    assert [point.volume for point in told][:2] == [None, None]
    assert told[3].volume == 1
    assert told[3].coverage == 1


def test_the_rules_of_a_topic_that_comes_back_are_dated_anew(house):
    for topics in ((FILM, PETITION), (FILM,), (FILM,), (FILM, PETITION), (FILM, PETITION)):
        house.topics = topics
        house.tick(minutes=15)

    dated = (
        "select topic, rules = 'null' from topic_rules where topic = 'petition' order by since_at"
    )
    assert [bool(gone) for _, gone in rows(house.store, dated)] == [False, True, False]


NOON = ("2020-07-02T10:00", "2020-07-02T12:00")
"""As hours: the one before the post, and that of the post."""


@pytest.mark.fault("F22")
def test_a_post_that_x_and_two_files_bring_is_one_post_and_counts_once(house, tmp_path):
    both = f"{GREAT}, and {SIGN}"
    post = house.x.post(both, "2020-07-02T11:00")
    shape = {"id": post.id, "text": both, "created_at": "2020-07-02T11:00:00Z"}
    page = {"data": [shape], "meta": {"result_count": 1}}
    files = [tmp_path / "page.jsonl", tmp_path / "flat.jsonl"]
    for file, line in zip(files, (page, shape), strict=True):
        file.write_text(f"{json.dumps(line)}\n" * 2, "utf-8")

    house.collect()
    brought = [house.monitor.import_file(file) for file in files]

    assert [(one.new, one.updated, one.unchanged) for one in brought] == [(0, 0, 2)] * 2
    assert rows(house.store, f"select count(*) from post where native_id = '{post.id}'") == [(1,)]
    assert [one for one in house.ids if post.id in one] == [
        f"film {post.id}",
        f"petition {post.id}",
    ]
    assert house.volumes(*NOON) == house.volumes(*NOON, "petition") == [0, 1]
    assert house.is_sound()


@pytest.mark.fault("F27")
def test_what_was_deleted_before_it_was_read_is_left_out_and_what_was_stored_stays(house):
    stored = house.x.post(GREAT, "2020-07-02T11:00")
    house.collect()
    unread = house.x.post(GREAT, "2020-07-02T12:05")
    for post in (stored, unread):
        house.x.delete(post, "2020-07-02T12:10")

    assert statuses(house.tick(minutes=15)) == [("ok", None)]

    assert f"film {stored.id}" in house.ids
    assert f"film {unread.id}" not in house.ids
    assert house.volumes("2020-07-02T11:00", "2020-07-02T13:00") == [1, 0]


@pytest.mark.fault("F29")
def test_the_tone_of_a_long_post_is_that_of_its_whole_text(house):
    words = f"365 days on netflix {'and so on ' * 40}"
    house.x.post(f"{words}is great", "2020-07-02T11:00")

    house.collect()

    scorer = VaderScorer()
    whole, cut = (scorer.read(text, "en")[0] for text in (f"{words}is great", words[:280]))
    (point,) = house.points("2020-07-02T11:00", "2020-07-02T12:00")
    assert cut.compound == 0
    assert point.mean_compound == whole.compound > 0.5
    assert "note_tweet" in house.x.requests[0].params["tweet.fields"].split(",")


@pytest.mark.fault("F30")
@pytest.mark.parametrize(
    ("tag", "why"),
    [
        ("pl", "language not read"),
        ("xx", "language not read"),
        *((tag, "language not known") for tag in ("und", "zxx", "qme", "", None, 7)),
    ],
)
def test_what_vader_cannot_read_is_counted_and_never_averaged_in(house, tag, why):
    house.x.post(GREAT, "2020-07-02T11:00")
    house.x.post("365 dni: netflix, film", "2020-07-02T11:30", raw={"lang": tag})
    house.topics = (replace(FILM, phrases=("365 days", "365 dni")), PETITION)

    (outcome,) = house.collect()

    (point,) = house.points("2020-07-02T11:00", "2020-07-02T12:00")
    assert (outcome.unscored, point.volume, point.scored, point.unscored) == (1, 2, 1, 1)
    assert point.mean_compound == VaderScorer().read(GREAT, "en")[0].compound
    told = "select unscored from mention where unscored is not null"
    assert rows(house.store, told) == [(why,)]
