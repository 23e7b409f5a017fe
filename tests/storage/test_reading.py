"""What can be asked of the store, and what it costs in a large one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from monitor.errors import TryLaterError
from tests.databases import only_on
from tests.fakes import NOW, FakeSource, at, between, driver, listening, run

DAY = between("00:00", "23:59")
MORNING = between("00:00", "12:00")


@pytest.fixture
def plans(store):
    """How SQLite goes about each question that is asked."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        if sql.startswith("SELECT"):
            asked.append((sql, values))

    def explain() -> list[str]:
        with driver(store.database.url) as connection:
            rows = [connection.execute(f"EXPLAIN QUERY PLAN {q}", v).fetchall() for q, v in asked]
        return [row[3] for plan in rows for row in plan]

    with listening(Engine, "before_cursor_execute", note):
        yield explain


@only_on("sqlite")
def test_questions_about_a_day_look_at_that_day_alone(store, plans):
    with store.read() as reader:
        reader.languages("film", DAY)
        reader.wordings("film", DAY)
        reader.shared(DAY)
        list(reader.mentions("film", DAY, text=True))
        list(reader.series("film").author_sums(DAY, ()))
        list(reader.series("film").copies(DAY, ()))
        list(reader.series("film", "x", "en").counts(DAY, ()))

    outer = [step for step in plans() if "mention" in step or "post " in step]
    assert outer
    assert not [step for step in outer if step.startswith("SCAN")]
    by_topic = [step for step in outer if "(topic=" in step and "post_id=?" not in step]
    assert all("bucket>?" in step for step in by_topic)


@only_on("sqlite")
def test_a_whole_archive_is_not_sorted_in_memory(store, plans, source):
    source.post("365 days on netflix, petition")
    run(source, store)
    with store.read() as reader:
        list(reader.mentions(None, None, text=True))

    assert "USE TEMP B-TREE FOR ORDER BY" not in plans()


def test_mentions_come_oldest_first_over_all_topics_and_pages(store, source):
    for minute in (40, 5, 59, 20, 5):
        source.post("petition about 365 days on netflix", f"10:{minute:02}")
        source.post("365 days on netflix", f"11:{minute:02}")
        source.page()
    run(source, store)

    with store.read() as reader:
        found = list(reader.mentions(None, None, text=False))

    assert len(found) == 15
    assert found == sorted(found, key=lambda m: (m.created_at, m.platform, m.id, m.topic))
    assert {mention.text for mention in found} == {None}


def test_ties_fall_in_the_order_of_bytes_whatever_language_the_database_speaks(store, source):
    first = source.post("365 days on netflix")
    for name in ("a", "B", "_", "é", "Z"):
        source.again(replace(first, native_id=name, latest_id=name))
    run(source, store)

    with store.read() as reader:
        found = list(reader.mentions("film", None, text=False))

    assert [mention.id for mention in found] == ["1001", "B", "Z", "_", "a", "é"]


def test_mentions_of_a_window_are_cut_to_the_second(store, source):
    for moment in ("09:59:59", "10:00:00", "10:07:29", "10:07:30"):
        source.post("365 days on netflix", moment)
    run(source, store)

    with store.read() as reader:
        found = list(reader.mentions("film", between("10:00:00", "10:07:30"), text=True))
        span = reader.stored_span("film")

    assert [mention.id for mention in found] == ["1002", "1003"]
    assert found[0].text == "365 days on netflix"
    assert span == between("09:59:59", "10:07:30")


def test_a_window_may_end_within_the_first_second_of_a_bucket(store, source):
    source.post("365 days on netflix", "10:00:00.200")
    source.post("365 days on netflix", "10:00:00.400")
    run(source, store)

    with store.read() as reader:
        before = list(reader.mentions("film", between("09:00", "10:00:00.300"), text=False))
        after = list(reader.mentions("film", between("10:00:00.300", "11:00"), text=False))

    assert [mention.id for mention in before] == ["1001"]
    assert [mention.id for mention in after] == ["1002"]


def test_a_day_is_told_by_language_platform_and_wording(store, source):
    source.post("365 days on netflix", author="ann")
    source.post("365 days on NETFLIX!", author="bob")
    source.post("365 days na netflix", author="ann", language="pl")
    source.post("365 days on netflix", "2020-07-03T00:00")
    source.repost(source.written[0])
    run(source, store)

    with store.read() as reader:
        assert reader.languages("film", DAY) == {"en": (3, 2), "pl": (1, 1)}
        assert reader.platforms("film", DAY) == {"fake": 4}
        assert reader.wordings("film", DAY) == 2
        assert reader.shared(DAY) == (0, 0, 0)


def watched(store, *windows, name="fake", platform="fake"):
    source = FakeSource(name=name, platform=platform, covered=windows)
    run(source, store)


def covered(store, start, end, platform=None):
    with store.read() as reader:
        return reader.watched.covered(between(start, end), NOW, platform)


def test_time_watched_by_many_runs_is_told_as_one(store):
    for hour in range(0, 20, 2):
        start = at("00:00") + timedelta(hours=hour)
        watched(store, between(f"{start:%H:%M}", f"{start + timedelta(hours=3):%H:%M}"))

    assert covered(store, "05:00", "06:00")["fake"].windows == (between("04:00", "07:00"),)
    assert covered(store, "00:00", "23:00")["fake"].windows == (between("00:00", "21:00"),)


def test_what_a_run_left_out_is_known_not_to_be_watched(store):
    """In a day that lies whole in the hole, the source is named all the same."""
    watched(store, between("2020-06-20T00:00", "2020-06-23T09:00"), between("00:00", "12:00"))

    found = covered(store, "2020-06-25T00:00", "2020-06-26T00:00")["fake"]

    assert found.frames == (between("2020-06-20T00:00", "12:00"),)
    assert found.windows == (between("2020-06-20T00:00", "2020-06-23T09:00"), MORNING)


def test_between_two_runs_nothing_is_known(store):
    watched(store, between("08:00", "09:00"))
    watched(store, between("12:00", "13:00"))

    assert covered(store, "09:00", "12:00") == {}


def test_only_runs_that_ended_well_count_and_only_those_of_the_platform(store):
    watched(store, MORNING, name="archive", platform="csv")
    failed = FakeSource(covered=(MORNING,))
    failed.fail(TryLaterError("the network is down"))
    with pytest.raises(TryLaterError):
        run(failed, store)

    assert list(covered(store, "08:00", "09:00")) == ["archive"]
    assert covered(store, "08:00", "09:00", "x") == {}
    assert list(covered(store, "08:00", "09:00", "csv")) == ["archive"]
