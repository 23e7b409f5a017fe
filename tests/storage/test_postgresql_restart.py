"""A PostgreSQL of these tests' own, which is really stopped and started again.

It stops at once, as after a crash of the machine: whoever is connected is
thrown out, and what was not committed is lost.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Engine, make_url

from monitor.errors import TryLaterError
from monitor.storage import Store
from monitor.upkeep import verify
from tests import invariants
from tests.around_the_clock import Watch, until
from tests.databases import NAMED, SECRET, STOPS_IT, WHEEL, _memory, _started
from tests.fakes import FakeSource, driver, listening, rows, run
from tests.fakex import FakeX
from tests.live import GREAT, House
from tests.test_collect import three_pages

pytestmark = pytest.mark.fault("F46")

MORNING = ("2020-07-02T07:00", "2020-07-02T11:00")
KEPT = ("synchronous_commit", "full_page_writes")
"""What a server may lose that ends with its tests, and these must find again."""


@dataclass
class Mortal:
    """A server that can be stopped and started; each test gets a database of its own."""

    server: Any
    databases: list[str] = field(default_factory=list)

    def database(self) -> str:
        name = f"monitor_mortal_{len(self.databases)}"
        self.databases.append(name)
        with driver(self.server.get_uri()) as connection:
            connection.execute(f"create database {name}")
        return make_url(self.server.get_uri()).set(database=name).render_as_string(False)

    def stop(self) -> None:
        """SIGQUIT to its first process is `pg_ctl stop -m immediate`."""
        process = self.server.get_postmaster_info().process
        os.kill(process.pid, signal.SIGQUIT)
        process.wait(30)

    def start(self) -> None:
        self.server.ensure_postgres_running()

    def restart(self) -> None:
        self.stop()
        self.start()


@pytest.fixture(scope="module")
def the_server() -> Iterator[Mortal]:
    if NAMED:
        pytest.skip("the server of MONITOR_TEST_DATABASE_URL is not ours to stop")
    if not find_spec("psycopg") or not find_spec(WHEEL):
        pytest.skip("no PostgreSQL that can be stopped: install .ci/requirements.txt")
    with TemporaryDirectory(prefix="monitor-tests-", dir=_memory()) as folder:
        server = _started(Path(folder) / "server")
        with driver(server.get_uri()) as connection:
            for setting in KEPT:
                connection.execute(f"ALTER SYSTEM SET {setting} = on")
            connection.execute("SELECT pg_reload_conf()")
        command = [sys.executable, "-c", STOPS_IT, str(server.get_pid()), folder]
        with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):
            yield Mortal(server)
            server.cleanup()


@pytest.fixture
def mortal(the_server: Mortal) -> Iterator[Mortal]:
    yield the_server
    the_server.start()  # whatever a test has left


@pytest.fixture
def url(mortal: Mortal, tmp_path: Path) -> str:
    url = mortal.database()
    (tmp_path / f"{make_url(url).database}.key").write_text(SECRET, "ascii")
    return url


@pytest.fixture
def store(url: str, tmp_path: Path, now: datetime) -> Iterator[Store]:
    opened = Store.open(url, now, folder=tmp_path)
    yield opened
    opened.close()


def at_statement(n: int, deed: Callable[[], None]) -> Any:
    """Before the n-th statement of what runs, this happens."""
    seen: list[int] = []

    def look(*_: Any) -> None:
        seen.append(1)
        if len(seen) == n:
            deed()

    return listening(Engine, "before_cursor_execute", look)


def ends_well_or_explains(work: Callable[[], Any]) -> None:
    try:
        outcomes = work()
    except TryLaterError as error:
        invariants.explains(error)
        return
    for outcome in outcomes:
        if outcome.error:
            invariants.explains(outcome.error)


def is_whole(house: House) -> bool:
    invariants.settle(house)
    assert house.ids == house.expected
    assert house.gaps == []
    return True


def test_between_two_ticks_a_restart_is_no_news(house, mortal):
    house.x.posts(120, f"{GREAT} {{n}}", *MORNING)
    mortal.restart()

    assert [outcome.status for outcome in house.collect()] == ["ok"]
    assert is_whole(house)


def test_a_server_that_is_gone_is_told_and_the_next_tick_does_all_the_work(house, mortal):
    house.x.posts(120, f"{GREAT} {{n}}", *MORNING)
    mortal.stop()
    with pytest.raises(TryLaterError, match=r"cannot be reached: .*\. Try again") as told:
        house.collect()
    invariants.explains(told.value)
    with pytest.raises(TryLaterError, match="cannot be reached"):
        house.monitor.trend("film")
    mortal.start()

    assert is_whole(house)


@pytest.mark.parametrize("behind", [1, pytest.param(2, marks=pytest.mark.long)])
def test_a_restart_between_two_pages_costs_no_page(house, mortal, behind):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)
    pages: list[int] = []

    def restart(_fetched: int) -> None:
        pages.append(1)
        if len(pages) == behind:
            mortal.restart()

    ends_well_or_explains(lambda: house.collect(progress=restart))

    assert is_whole(house)
    assert len(house.x.requests) <= 3 + 2, "no page was asked for again, but for the last minutes"


@pytest.mark.parametrize(
    ("n", "again"),
    [
        (30, True),
        *(pytest.param(n, n % 2 == 0, marks=pytest.mark.long) for n in (2, 7, 13, 19, 24, 37, 45)),
    ],
)
def test_a_restart_in_the_midst_of_a_page_loses_nothing(house, mortal, n, again):
    """Whether the server is back at once, or only for the next tick."""
    house.x.posts(110, f"{GREAT} {{n}}", *MORNING)
    with at_statement(n, mortal.restart if again else mortal.stop):
        ends_well_or_explains(house.collect)
    mortal.start()

    assert is_whole(house)


@pytest.mark.long
def test_an_import_that_a_restart_ends_is_completed_by_the_next(store, mortal):
    three_pages(source := FakeSource())
    with at_statement(14, mortal.restart):
        try:
            run(source, store)
        except TryLaterError as error:
            invariants.explains(error)

    assert run(source, store).fetched == 9
    assert rows(store, "select count(*) from post") == [(6,)]
    assert verify(store) == []
    invariants.nothing_is_left_running(store)


@pytest.fixture
def watch(url: str, tmp_path: Path) -> Iterator[Watch]:
    with FakeX(now="2026-03-26T12:00") as x:
        made = Watch(tmp_path, x)
        made.environment["MONITOR_DATABASE_URL"] = url
        made.write(sources="{x: {budget: {daily_usd: 20}}}")
        made.at("2026-03-26T12:00", runs=True)
        yield made


@pytest.mark.long
def test_a_clock_goes_on_when_its_server_is_back(watch, mortal, url, now):
    posts = watch.x.posts(30, f"{GREAT} {{n}}", "2026-03-26T08:00", "2026-03-26T11:00")
    with watch.start("run") as running:
        running.line("next: ")
        mortal.stop()
        told = running.line("cannot be reached")
        mortal.start()
        seen = len(running.lines)
        until(
            lambda: any("collect x: " in line and "read" in line for line in running.lines[seen:]),
            running.lines,
        )
        assert running.stopped() == 0

    invariants.explains(told)
    assert not any("Traceback" in line for line in running.errors), running.errors
    with driver(url) as connection:
        assert connection.execute("select count(*) from post").fetchone() == (len(posts),)
        question = "select count(*) from run where status = 'running'"
        assert connection.execute(question).fetchone() == (0,)


def test_a_clock_is_kept_by_one_process_even_after_its_server_was_restarted(watch, mortal):
    with watch.start("run") as first:
        first.line("next: ")
        mortal.restart()
        until(lambda: len([one for one in first.lines if "collect x: " in one]) > 2, first.lines)
        with watch.start("run") as second:
            both = (first, second)
            gave_way = lambda: any(one.process.poll() is not None for one in both)  # noqa: E731
            until(gave_way, "one of two to give way", patience_s=15)
            gone, stays = sorted(both, key=lambda one: one.process.poll() is None)
            assert gone.ended() == 75
            seen = len(stays.lines)
            until(lambda: stays.lines[seen:], "the other to go on")
            assert stays.stopped() == 0

    assert any(
        "another process has taken over the clock" in one or "run by" in one for one in gone.errors
    )
