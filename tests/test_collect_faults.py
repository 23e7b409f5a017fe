"""What becomes of a run that something stops.

Faults come in where they come from in life: through the driver, the disk,
the process.
"""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import Pool

from monitor.errors import TryLaterError, UnreadableFileError
from monitor.runs import RunOutcome
from monitor.storage import Store
from monitor.upkeep import verify
from tests.fakes import NOW, FakeSource, listening, rows, run
from tests.test_collect import GREAT, last_run, three_pages


def disk_full(on: Any) -> None:
    """As the driver of that connection says it."""
    error: Exception = sqlite3.OperationalError("disk is full")
    if on.dialect.name == "postgresql":
        from psycopg.errors import DiskFull

        error = DiskFull("disk is full")
    raise OperationalError("statement", {}, error)


@pytest.mark.fault("F36")
@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO post", "INSERT INTO mention", "INSERT INTO bucket", "UPDATE run SET window"],
)
def test_a_page_is_stored_whole_or_not_at_all(statement, store, source):
    three_pages(source)
    seen = []

    def fail(connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        seen.append(sql.startswith(statement))
        if seen[-1] and sum(seen) == 2:
            disk_full(connection)

    refused = pytest.raises(TryLaterError, match="run the same command again")
    with listening(Engine, "before_cursor_execute", fail), refused:
        run(source, store)

    assert rows(store, "select count(*) from post") == [(2,)]
    assert last_run(store, "status, new, pages") == ("partial", 2, 1)
    assert verify(store) == []
    assert run(source, store).new == 4


def test_a_page_whose_commit_fails_is_not_counted(store, source):
    three_pages(source)
    commits = []

    def fail(connection: Any) -> None:
        commits.append(1)
        if len(commits) == 4:  # a look at it, the start of the run, the first page, the second
            disk_full(connection)

    with listening(Engine, "commit", fail), pytest.raises(TryLaterError):
        run(source, store)

    assert rows(store, "select count(*) from post") == [(2,)]
    assert last_run(store, "status, new, pages") == ("partial", 2, 1)


def test_a_page_that_was_stored_is_counted_though_the_run_was_interrupted_just_then(store, source):
    three_pages(source)
    returned = []

    def interrupt(*_: Any) -> None:
        returned.append(1)
        if len(returned) == 4:
            raise KeyboardInterrupt

    with listening(Pool, "reset", interrupt), pytest.raises(KeyboardInterrupt):
        run(source, store)

    assert rows(store, "select count(*) from post") == [(4,)]
    assert last_run(store, "status, new, pages") == ("partial", 4, 2)


@pytest.mark.fault("F36")
def test_a_disk_that_fills_up_keeps_the_pages_before(tmp_path):
    def small(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count=120")

    source = FakeSource()
    for number in range(40):
        source.post(f"{GREAT} {'and long ' * 2000}", author=str(number))
        source.page()
    with listening(Engine, "connect", small):
        store = Store.open(f"sqlite:///{tmp_path}/small.db", NOW)
        with pytest.raises(TryLaterError, match="full"):
            run(source, store)
        store.close()

    store = Store.open(f"sqlite:///{tmp_path}/small.db", NOW)
    stored = rows(store, "select count(*) from post")[0][0]
    assert 0 < stored < 40
    assert verify(store) == []
    assert run(source, store).new == 40 - stored
    store.close()


def test_a_source_that_fails_leaves_a_partial_run_with_what_was_read(store, source):
    source.post(GREAT)
    source.fail(TryLaterError("the network is down"))

    with pytest.raises(TryLaterError):
        run(source, store)

    assert last_run(store, "status, new, error") == ("partial", 1, "the network is down")


def test_a_bug_is_noted_on_the_run_and_raised(store, source):
    source.post(GREAT)
    source.fail(ZeroDivisionError("division by zero"))

    with pytest.raises(ZeroDivisionError):
        run(source, store)

    assert last_run(store, "status, error") == ("partial", "ZeroDivisionError: division by zero")


def test_a_file_without_posts_is_a_failed_run_with_the_reason(store, source):
    source.fail(UnreadableFileError("it is empty"))

    outcome = run(source, store)

    assert (outcome.status, outcome.error, outcome.fetched) == ("failed", "it is empty", 0)


def test_ctrl_c_leaves_a_partial_run(store, source):
    three_pages(source)

    def interrupt(_position: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, store, progress=interrupt)

    assert last_run(store, "status, new, error") == ("partial", 2, "interrupted")


KILLED = """
import os, sys
from pathlib import Path
from tests.fakes import NOW, FakeSource, run
from tests.test_collect import three_pages
from monitor.storage import Store
source = FakeSource()
three_pages(source)
store = Store.open(sys.argv[1], NOW, folder=Path(sys.argv[2]))
run(source, store, progress=lambda position: os.kill(os.getpid(), 9))
"""


@pytest.mark.fault("F34")
def test_a_killed_run_is_abandoned_and_the_next_one_completes_it(place, source):
    root = Path(__file__).parents[1]
    command = [sys.executable, "-c", KILLED, place.url, str(place.folder)]
    killed = subprocess.run(command, cwd=root, check=False)
    assert killed.returncode == -signal.SIGKILL
    three_pages(source)
    store = place.open()

    outcome = run(source, store)

    assert (outcome.new, outcome.unchanged) == (4, 2)
    assert rows(store, "select status from run order by id") == [("abandoned",), ("ok",)]
    assert verify(store) == []
    store.close()


@pytest.mark.fault("F38")
def test_a_run_whose_source_was_taken_over_writes_nothing_more(store, source):
    """Its lock file was deleted, its connection to the server was cut."""
    three_pages(source)
    other = FakeSource()
    three_pages(other)
    taken = []

    def take_over(_position: int) -> None:
        if not taken:
            with store.write() as writer:
                taken.append(writer.start_run("test", RunOutcome(0, "fake"), "fake", NOW))

    with pytest.raises(TryLaterError, match="another process has taken over the source fake"):
        run(source, store, progress=take_over)

    assert rows(store, "select status, new from run order by id") == [
        ("abandoned", 2),
        ("running", 0),
    ]
    assert rows(store, "select count(*) from post") == [(2,)]
    assert verify(store) == []
