"""The line over a fake source and a real database."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.errors import TryLaterError
from monitor.models import Topic
from monitor.storage import Store
from tests.fakes import NOW, FakeSource, between, rows, run

GREAT = "365 days on netflix is great"
EVERYTHING = (
    "select * from post order by id",
    "select * from mention order by topic, post_id",
    "select * from bucket order by topic, start, platform, scorer, sealed",
    "select * from language_bucket order by topic, start, platform, language, sealed",
    "select * from unmatched_sample order by id",
)


def everything(store: Store) -> list[list[tuple[Any, ...]]]:
    return [rows(store, question) for question in EVERYTHING]


def last_run(store: Store, columns: str) -> tuple[Any, ...]:
    return rows(store, f"select {columns} from run order by id desc limit 1")[0]


def three_pages(source: FakeSource) -> None:
    for text in (GREAT, "365 days on netflix is bad", "petition against netflix"):
        source.post(text)
        source.post(text, "10:30", language="pl")
        source.post("nothing of it")
        source.page()


def test_the_counts_of_a_run_add_up_to_all_that_was_read(store, source):
    first = source.post(GREAT)
    source.post("petition against 365 days on netflix", language="pl")
    source.again(first)
    source.post("365 days of sun")
    source.post("nothing of it")
    source.reject()
    source.page()
    source.edit(first, "365 days on netflix is bad")
    source.repost(first)
    source.post(GREAT, "2020-07-22T10:00")

    outcome = run(source, store)

    assert outcome.status == "ok"
    assert (outcome.new, outcome.updated, outcome.unchanged) == (3, 1, 1)
    assert outcome.unmatched == {"phrase without context": 1, "no phrase": 1}
    assert outcome.rejected == 2
    assert outcome.fetched == len(source.written) + 1
    assert outcome.matched == {"film": 5, "petition": 1}
    assert (outcome.unscored, outcome.reposts, outcome.pages) == (1, 1, 2)


def test_the_run_is_kept_as_it_is_told(store, source):
    three_pages(source)

    outcome = run(source, store)

    kept = last_run(store, "status, new, unscored, pages, matched, finished_at is null, error")
    assert kept == ("ok", 6, 3, 3, '{"film": 4, "petition": 2}', 0, None)
    assert outcome.window == (source.written[0].created_at, source.written[1].created_at)


@pytest.mark.fault("F22")
def test_running_again_changes_nothing(store, source):
    three_pages(source)
    source.repost(source.edit(source.written[0], "petition on netflix"))
    run(source, store)
    before = everything(store)

    outcome = run(source, store)

    assert (outcome.new, outcome.updated, outcome.unchanged) == (0, 0, 8)
    assert everything(store) == before


@pytest.mark.fault("F38")
def test_a_second_collector_of_a_source_is_told_who_holds_it(store, source, place):
    source.post(GREAT)
    second = place.open()
    told = []

    def meet(_position: int) -> None:
        with pytest.raises(TryLaterError) as refused:
            run(source, second)
        told.append(str(refused.value))
        assert run(FakeSource(name="other"), second).status == "ok"

    run(source, store, progress=meet)

    assert told[0].startswith("test by process ")
    assert "holds the source fake" in told[0]
    assert rows(store, "select source, status from run order by id") == [
        ("fake", "ok"),
        ("other", "ok"),
    ]
    second.close()


def test_reposts_are_counted_but_never_scored_and_speak_for_nobody(store, source):
    source.repost(source.post(GREAT), author="bob")

    run(source, store)

    repost = rows(store, "select label, compound_e4, unscored from mention where post_id = 2")
    assert repost == [(None, None, None)]
    counted = "select n, reposts, unscored, positive from bucket order by start"
    assert rows(store, counted) == [(1, 0, 0, 1), (1, 1, 0, 0)]


def test_a_repost_is_matched_on_the_full_text_of_the_original(store, source):
    original = source.post("a very long beginning of a post about 365 days on netflix")
    cut = source.repost(original)
    source.again(replace(cut, native_id="2", latest_id="2", original_text=None))

    outcome = run(source, store)

    assert "365" not in cut.text
    assert (outcome.matched, outcome.reposts) == ({"film": 2}, 1)


def test_a_post_dated_in_the_future_is_rejected_but_clocks_may_differ(store, source):
    source.post(GREAT, (NOW + timedelta(hours=23)).isoformat())
    source.post(GREAT, (NOW + timedelta(hours=25)).isoformat())

    outcome = run(source, store)

    assert (outcome.new, outcome.rejected) == (1, 1)
    assert outcome.rejected_because == ("post 1002: it is dated in the future",)


@pytest.mark.fault("F32")
def test_text_that_no_database_can_hold_costs_no_page(store, source):
    dirty = "365 days\x00 on netflix \ud800"
    source.file = "caf\udce9.csv"
    source.post(dirty, links=("https://a.example/\x00\udfff",))
    source.again(replace(source.repost(source.post(GREAT)), original_text=dirty))
    source.post("nothing of it \udfff")

    outcome = run(source, store)

    assert (outcome.new, outcome.file) == (3, "caf�.csv")
    kept = rows(store, "select text, links from post where id = 1")
    assert kept == [("365 days on netflix �", "https://a.example/�")]
    assert run(source, store).unchanged == 4


@pytest.mark.fault("F32")
def test_control_characters_come_back_as_they_came_from_either_database(store, source):
    controls = "".join(map(chr, [*range(1, 32), *range(127, 160)]))
    source.post(f"{GREAT} {controls}\x00\udc00")

    run(source, store)

    with store.read() as reader:
        [mention] = reader.mentions("film", None, text=True)
    assert mention.text == f"{GREAT} {controls}\ufffd"


def test_an_edit_that_matches_no_more_leaves_neither_text_nor_author(store, source):
    first = source.post(GREAT)
    source.page()
    source.edit(first, "changed my mind")

    run(source, store)

    left = "select text, author_hash, wording_hash, latest_id from post"
    assert rows(store, left) == [(None, None, None, "1501")]
    assert rows(store, "select * from mention") == rows(store, "select * from bucket") == []


def test_a_few_unmatched_posts_are_kept_for_audit_and_the_same_ones_every_time(store, source):
    for number in range(1000):
        source.post(f"nothing of it {number}")
    run(source, store)
    sampled = rows(store, "select native_id, text, reason from unmatched_sample")

    run(source, store)

    assert 0 < len(sampled) < 60
    assert rows(store, "select native_id, text, reason from unmatched_sample") == sampled


def test_an_earlier_version_of_a_post_we_know_is_no_sample(store, source):
    """Its author has changed the text since."""
    firsts = [source.post("nothing of it yet") for _ in range(400)]
    middles = [source.edit(post, GREAT) for post in firsts]
    lasts = [source.edit(post, "nothing of it any more") for post in middles]
    other_way = FakeSource()
    for post in (*middles, *lasts):
        other_way.again(post)
    run(other_way, store)

    run(source, store)

    assert rows(store, "select * from unmatched_sample") == []


def test_only_a_whole_run_covers_its_time_and_nobody_covers_the_future(store, source):
    source.covered = (between("08:00", "09:00"),)
    tomorrow = "2020-07-21T00:00"
    source.fail(TryLaterError("the network is down"))
    with pytest.raises(TryLaterError):
        run(source, store)
    whole = FakeSource(
        covered=(*source.covered, between("08:30", "10:00"), between("11:00", tomorrow))
    )

    outcome = run(whole, store)

    assert outcome.covered == (
        (between("08:00", "10:00").start, between("08:00", "10:00").end),
        (between("11:00", tomorrow).start, NOW),
    )
    assert rows(store, "select run_id, count(*) from coverage group by run_id") == [(2, 2)]


def test_a_topics_rules_are_dated_once(store, source):
    run(source, store)
    run(source, store)
    run(source, store, Topic("film", phrases=("365 days",)))

    assert rows(store, "select count(*) from topic_rules where topic = 'petition'") == [(1,)]


def test_whose_words_a_repost_holds_is_kept_with_it(store, source):
    source.repost(source.post("365 days on netflix is great", author="ann"), author="bob")
    run(source, store)

    original, repost = rows(
        store, "select author_hash, original_author_hash, original_id from post order by native_id"
    )
    assert repost == (repost[0], original[0], "1001")
    assert repost[0] != original[0]
    assert original[1:] == (None, None)


def test_a_post_that_matches_after_all_leaves_the_audit_sample(store, source):
    posts = [source.post("365 days with you") for _ in range(200)]
    run(source, store)
    assert rows(store, "select count(*) > 0 from unmatched_sample") == [(1,)]

    later = FakeSource()
    for post in posts:
        later.edit(post, "365 days on netflix")
    run(later, store)

    assert rows(store, "select count(*) from unmatched_sample") == [(0,)]
