"""A store that was opened to look reads beside whoever writes, and changes nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from monitor.errors import StorageError
from monitor.storage import Store
from tests.databases import only_on
from tests.fakes import FakeSource, driver, run

GREAT = "365 days on netflix is great"


@pytest.fixture
def looking(place, store):
    opened = Store.look(place.url, place.folder)
    yield opened
    opened.close()


def test_what_a_writer_keeps_is_seen_at_once(looking, store, source):
    source.post(GREAT)
    outcome = run(source, store)

    with looking.read() as reader:
        (line,) = reader.listing.runs(10)
        assert reader.stored_span("film") is not None
    assert (line.run, line.new, dict(line.matched)) == (outcome.run, 1, {"film": 1})


def test_a_look_at_one_moment_holds_up_no_writer(looking, store, source):
    source.post(GREAT)
    run(source, store)
    other = FakeSource(name="other")
    other.post(f"{GREAT} again", author="ben")

    with looking.read() as reader:
        before = len(reader.listing.runs(10))
        run(other, store)
        assert len(reader.listing.runs(10)) == before == 1
    with looking.read() as reader:
        assert len(reader.listing.runs(10)) == 2


def test_nothing_can_be_written_through_it(looking):
    assert looking.reads_alone
    with pytest.raises(StorageError, match="opened to read alone"), looking.write():
        pass
    with pytest.raises(StorageError, match="opened to read alone"):
        looking.lot("anything")


def test_nor_can_the_connection_itself(looking):
    with pytest.raises(Exception, match="read"), looking._view() as connection:
        connection.execute(text("delete from run"))


@only_on("sqlite")
def test_no_author_key_is_needed(place, looking):
    (place.folder / "monitor.db.key").unlink()

    opened = Store.look(place.url, place.folder)

    assert opened.is_ours
    opened.close()


def test_where_there_is_no_database_none_is_made(new_place):
    with pytest.raises(StorageError, match="there is no database"):
        Store.look(new_place.url, new_place.folder)
    assert not Store.exists(new_place.url)


def test_an_empty_file_is_no_database_and_stays_empty(tmp_path):
    file = tmp_path / "monitor.db"
    file.touch()

    with pytest.raises(StorageError, match="no database of the monitor"):
        Store.look(f"sqlite:///{file}", tmp_path)
    assert file.stat().st_size == 0


@only_on("sqlite")
@pytest.mark.parametrize(
    ("standing", "told"), [("0001", "of an older version"), ("9999", "by a newer version")]
)
def test_another_schema_is_told_and_left_as_it_is(place, standing, told):
    with driver(place.url) as connection:
        connection.execute("update alembic_version set version_num = ?", (standing,))
        connection.commit()

    with pytest.raises(StorageError, match=told):
        Store.look(place.url, place.folder)
    with driver(place.url) as connection:
        found = connection.execute("select version_num from alembic_version").fetchone()
    assert found == (standing,)


@only_on("sqlite")
def test_a_schema_that_changes_meanwhile_is_seen(place, looking):
    assert looking.is_ours
    with driver(place.url) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
        connection.commit()

    assert not looking.is_ours


def test_whether_a_job_is_at_work_is_seen_without_naming_it(looking, store):
    assert not looking.is_held("run")
    with store.only_runner_of("run"):
        assert looking.is_held("run")
    assert not looking.is_held("run")


def test_runs_are_listed_newest_first_from_where_one_stopped(looking, store):
    for number in range(5):
        source = FakeSource(name=f"fake{number}")
        source.post(f"{GREAT} {number}")
        run(source, store)

    with looking.read() as reader:
        first = reader.listing.runs(2)
        rest = reader.listing.runs(10, before=first[-1].run)

    assert [line.source for line in (*first, *rest)] == [
        "fake4",
        "fake3",
        "fake2",
        "fake1",
        "fake0",
    ]


def test_costs_are_told_by_utc_day_and_source(looking, store, now):
    day = date(2020, 7, 2)
    with store.write() as writer:
        for source, on, micro in (("x", day, 5000), ("y", day, 1), ("x", day, 10_000)):
            writer.ledger.reserve(source, on, f"{source} {micro}", 0, 1, micro, now)
        tomorrow = day + timedelta(days=1)
        writer.ledger.reserve("x", tomorrow, "later", 0, 2, 20_000, now)

    with looking.read() as reader:
        both = reader.listing.costs(day, tomorrow)
        one = reader.listing.costs(day, day)

    assert [(c.day, c.source, c.usd, c.posts) for c in both] == [
        (day, "x", 0.015, 2),
        (day, "y", 0.000001, 1),
        (tomorrow, "x", 0.02, 2),
    ]
    assert one == both[:2]
