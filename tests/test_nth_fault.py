"""The n-th thing that can fail fails, for n = 1, 2, 3 … until nothing fails any more.

After each n all is mended and done again; then everything must hold that
`tests.invariants` knows of. As SQLite is tested: whoever names the points at
which to fail forgets one.
"""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config as Alembic
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from jobs import report
from monitor.app import Monitor
from monitor.runs import RunOutcome
from monitor.storage.databases import database_of
from monitor.storage.upgrade import MIGRATIONS
from monitor.upkeep import verify
from tests import invariants
from tests.databases import Place, only_on
from tests.fakes import FakeSource, driver, listening, rows, run
from tests.live import FILM, GREAT, House
from tests.test_collect import everything, three_pages

FULL = "disk full"
LOCKED = "locked"
LOST = "connection lost"
FAULTS = (FULL, LOCKED, LOST)
_SAID = {
    FULL: "database or disk is full",
    LOCKED: "database is locked",
    LOST: "disk I/O error",  # what comes next to a lost connection where there is none
}


def say(fault: str, on: Connection) -> None:
    """Raise what the driver of that connection says."""
    if on.dialect.name == "sqlite":
        raise OperationalError("statement", {}, sqlite3.OperationalError(_SAID[fault]))
    from psycopg import errors

    if fault == LOST:  # no words: the server really throws it out, and the statement fails
        throw_out(on)
        return
    orig = errors.DiskFull if fault == FULL else errors.LockNotAvailable
    raise OperationalError("statement", {}, orig("as the server says"))


def throw_out(connection: Connection) -> None:
    pid = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
    url = connection.engine.url.render_as_string(hide_password=False)
    with driver(url) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", (pid,))


@dataclass
class Nth:
    """Counts statements and commits, and lets the n-th of them fail; `lasting`: the rest too."""

    n: int
    fault: str
    lasting: bool = False
    seen: int = 0

    def _look(self, connection: Connection, *_: Any) -> None:
        self.seen += 1
        if self.seen == self.n or (self.lasting and self.seen > self.n):
            say(self.fault, connection)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with (
            listening(Engine, "before_cursor_execute", self._look),
            listening(Engine, "commit", self._look),
        ):
            yield

    @property
    def was_in_the_way(self) -> bool:
        return self.seen >= self.n


def each_fault(every: int) -> Iterator[Nth]:
    """n = 1, 2, 3 …, each with another fault than the one before; until one is in nobody's way."""
    for n in count(1, every):
        kind = (n - 1) // every
        nth = Nth(n, FAULTS[kind % 3], lasting=kind // 3 % 2 == 1)
        yield nth
        if not nth.was_in_the_way:
            assert n > every, "there was nothing that could fail"
            return


def ends_well_or_explains(work: Callable[[], list[RunOutcome]]) -> None:
    """Whatever stops it is told in our own words, as an error or on the run."""
    try:
        outcomes = work()
    except Exception as error:
        invariants.explains(error)
        return
    for outcome in outcomes:
        assert outcome.status == "ok" or outcome.error
        if outcome.error:
            invariants.explains(outcome.error)


def loop(
    place: str = "place", *, few: int = 23, sqlite: int = 1, postgresql: int = 3
) -> pytest.MarkDecorator:
    """How far one n is from the next: on SQLite nearly always 1, where it goes so fast."""
    long = pytest.mark.long
    each = [
        pytest.param("sqlite", few),
        pytest.param("postgresql", few),
        pytest.param("sqlite", sqlite, marks=long),
        pytest.param("postgresql", postgresql, marks=long),
    ]
    return pytest.mark.parametrize((place, "every"), each, indirect=[place])


@pytest.mark.fault("F34", "F36", "F37", "F46")
@loop()
def test_whatever_statement_of_a_collection_fails_the_next_run_completes_it(house, every):
    for nth in each_fault(every):
        house.x.posts(6, f"{GREAT} {nth.n} {{n}}", house.x.now, house.x.now + timedelta(minutes=9))
        house.x.advance(minutes=15)
        house.x.script("empty-page", "ok")  # so that there are two pages
        with nth.at_work():
            ends_well_or_explains(house.collect)
        house.x.heal()

        invariants.settle(house)
        assert house.ids == house.expected, nth
        assert house.gaps == [], nth


@pytest.mark.fault("F12", "F13", "F15")
@only_on("sqlite")
@pytest.mark.parametrize(
    "fault",
    [
        "reset",
        *(pytest.param(f, marks=pytest.mark.long) for f in ("503", "truncated", "short", "html")),
    ],
)
def test_whatever_answer_of_x_fails_once_or_for_ever_the_next_run_completes_it(house, fault):
    for n in count(1):
        for step in (fault, f"{fault} for ever"):
            start, end = house.x.now, house.x.now + timedelta(minutes=9)
            house.x.posts(210, f"{GREAT} {n} {step} {{n}}", start, end)
            house.x.advance(minutes=15)
            house.x.requests.clear()
            house.x.script(*["ok"] * (n - 1), step)
            ends_well_or_explains(house.collect)
            asked = len(house.x.requests)
            house.x.heal()

            invariants.settle(house)
            assert house.ids == house.expected, (n, step)
        if asked < n:
            break
    assert n == 4, "three pages were asked for"


# A report


@pytest.fixture
def reporting(house: House, tmp_path: Path) -> Monitor:
    """The report of 2 July is due, and goes to a folder of its own."""
    house.topics = (FILM,)
    house.x.posts(12, f"{GREAT} {{n}}", "2020-07-02T07:00", "2020-07-02T11:00")
    house.collect()
    house.x.now = "2020-07-03T12:00"
    made = house.monitor
    return replace(made, config=replace(made.config, reports_folder=tmp_path / "reports"))


def report_of(monitor: Monitor) -> dict[str, str]:
    """What a reader finds in the folder, whatever else lies there."""
    folder = monitor.config.reports_folder
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*"))}


def published(monitor: Monitor) -> list[tuple[Any, ...]]:
    return rows(monitor.store, "select day, revision, state from summary")


def begin_anew(monitor: Monitor) -> None:
    """As if no report had been made yet."""
    with driver(monitor.store.database.url) as connection:
        connection.execute("delete from summary")


def make(monitor: Monitor) -> list[RunOutcome]:
    list(report.run(monitor))
    return []


FILES = {"2020-07-02.html", "2020-07-02.json", "2020-07-02.md"}


@pytest.mark.fault("F36", "F43")
@loop(few=41, sqlite=2, postgresql=9)
def test_whatever_statement_of_a_report_fails_the_next_sweep_makes_it_once(reporting, every):
    make(reporting)
    whole, done = report_of(reporting), published(reporting)
    assert whole.keys() == FILES
    for nth in each_fault(every):
        begin_anew(reporting)
        with nth.at_work():
            ends_well_or_explains(lambda: make(reporting))
        assert report_of(reporting) == whole, nth

        make(reporting)
        assert (report_of(reporting), published(reporting)) == (whole, done), nth
        assert list(report.run(reporting)) == []
    invariants.nothing_is_left_running(reporting.store)


class Disk:
    """Counts what is done to files in a folder, and lets the n-th fail."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path, n: int, number: int) -> None:
        self.folder, self.n, self.number, self.seen = folder, n, number, 0
        for owner, name in ((Path, "mkdir"), (Path, "open"), (os, "fsync"), (Path, "replace")):
            patch.setattr(owner, name, self._counted(getattr(owner, name)))

    def _counted(self, honest: Callable[..., Any]) -> Callable[..., Any]:
        def counting(first: Any, *more: Any, **named: Any) -> Any:
            self.seen += isinstance(first, int) or first.is_relative_to(self.folder)
            if self.seen == self.n:
                self.seen += 1  # what follows is well
                raise OSError(self.number, os.strerror(self.number))
            return honest(first, *more, **named)

        return counting


NUMBERS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT)


@pytest.mark.fault("F36", "F43")
@only_on("sqlite")
@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.long), 5])
def test_whatever_is_done_to_a_report_s_files_fails_none_is_ever_half(reporting, every):
    folder = reporting.config.reports_folder
    make(reporting)
    whole, done = report_of(reporting), published(reporting)
    for n in count(1, every):
        begin_anew(reporting)
        old = None if n % 2 else "an old report"
        for path in folder.iterdir():
            path.unlink() if old is None else path.write_text(old)
        with pytest.MonkeyPatch.context() as patch:
            disk = Disk(patch, folder, n, NUMBERS[n % len(NUMBERS)])
            ends_well_or_explains(lambda: make(reporting))
        found = report_of(reporting)
        assert all(text in (whole[name], old) for name, text in found.items()), n
        if disk.seen < n:
            break
        assert published(reporting) == [], n

        make(reporting)
        assert (report_of(reporting), published(reporting)) == (whole, done), n
        assert list(report.run(reporting)) == []
    assert n > 3 * 4, "three files: each in a folder, opened, synced and put in its place"


# An import


@pytest.mark.fault("F34", "F36", "F37", "F46")
@loop()
def test_whatever_statement_of_an_import_fails_the_next_one_completes_it(store, every):
    source = FakeSource()
    for nth in each_fault(every):
        source = FakeSource(written=list(source.written))  # with ids of its own
        three_pages(source)
        with nth.at_work():
            ends_well_or_explains(lambda source=source: [run(source, store)])

        assert run(source, store).fetched == 9, nth
        stored = everything(store)
        again = run(source, store)
        assert (again.status, again.new, again.unchanged) == ("ok", 0, 6), nth
        assert everything(store) == stored, nth
        matched = len(source.written) * 6 // 9
        assert rows(store, "select count(*) from post") == [(matched,)], nth
        assert verify(store) == [], nth
        invariants.nothing_is_left_running(store)


# An upgrade


def at_the_first_schema(place: Place) -> None:
    """As the first version left it, with a run, a post and its mention."""
    config = Alembic()
    config.set_main_option("script_location", str(MIGRATIONS))
    database = database_of(place.url)
    engine = database.connect(write=True)
    with database.changing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with driver(place.url) as connection:
        for statement in OLD_ROWS:
            connection.execute(statement)


OLD_ROWS = (
    "insert into run values (900, 'import', 'archive', 'x', 'a.jsonl', 'ok', '2020-07-02 10:00', "
    "'2020-07-02 10:01', null, null, 1, 0, 0, 0, '{}', '{}', 0, 0, 1, 0, null, 'process 1', '1')",
    "insert into coverage values (900, '2020-07-01', '2020-07-02')",
    "insert into spend values (900, 'x', '2020-07-02', 900, 'a', false, 1, 5000, '2020-07-02')",
    "insert into checkpoint values ('x', '12', null, null, '2020-07-02')",
)
SCHEMA = """
    select table_name, column_name, data_type, is_nullable from information_schema.columns
    where table_schema = 'public'
    union all select tablename, indexname, indexdef, '' from pg_indexes
    where schemaname = 'public' order by 1, 2
"""


def schema(place: Place) -> list[Any]:
    question = "select tbl_name, name, sql from sqlite_master order by 1, 2"
    with driver(place.url) as connection:
        asked = question if place.url.startswith("sqlite") else SCHEMA
        return [tuple(row) for row in connection.execute(asked).fetchall()]


def dump(place: Place) -> list[Any]:
    """All that stands there: schema and rows."""
    found = schema(place)
    with driver(place.url) as connection:
        tables = sorted({table for table, *_ in found})
        held = [connection.execute(f'select * from "{t}"').fetchall() for t in tables]
    return [found, *(sorted(map(repr, of)) for of in held)]


def opened(place: Place) -> list[RunOutcome]:
    place.open().close()
    return []


@pytest.mark.fault("F36", "F37", "F45", "F46")
@loop("new_place")
@pytest.mark.parametrize("since", ["nothing", "the first schema"])
def test_whatever_statement_of_an_upgrade_fails_the_schema_is_the_old_one_or_the_new(
    new_place, since, every
):
    if since != "nothing":
        at_the_first_schema(new_place)
    before = dump(new_place)
    for nth in each_fault(every):
        with nth.at_work():
            ends_well_or_explains(lambda: opened(new_place))
        if dump(new_place) != before:  # it failed behind the upgrade, if at all
            break
    after = schema(new_place)

    store = new_place.open()
    assert schema(new_place) == after, "what stood behind the upgrade was half of it"
    kept = [rows(store, f"select count(*) from {t}") for t in ("run", "coverage", "spend")]
    assert kept == [[(int(since != "nothing"),)]] * 3
    three_pages(source := FakeSource())
    assert run(source, store).new == 6
    assert verify(store) == []
    store.close()
