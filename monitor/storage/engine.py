"""Connections: one way to read, one way to write."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from monitor.errors import StorageError, TryLaterError

_PRAGMAS = (
    # NORMAL may lose the last commits on power loss and never corrupts; what
    # is lost is read again, since the checkpoint is lost with it.
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "temp_store=MEMORY",
)


def database_file(url: str) -> Path:
    """The file behind a SQLite URL."""
    return Path(make_url(url).database or "")


def connect(url: str, *, write: bool) -> Engine:
    """An engine whose transactions all begin the same way.

    Writers open with BEGIN IMMEDIATE: with SQLite's default two writers
    silently corrupted counters (-62,260 stored against -85,445 true), since
    what the second had read was stale by the time it wrote.
    """
    path = database_file(url)
    _create(path)
    engine = create_engine(url, connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _create(path: Path) -> None:
    """Make the file for its owner's eyes alone; WAL files inherit its mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StorageError(
            f"the database {path} cannot be opened: {error.strerror}. "
            "Check `database` in config.yaml and the rights on that folder."
        ) from error


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the driver's words into ours."""
    try:
        yield
    except OperationalError as error:
        cause = str(error.orig)
        if "locked" in cause or "busy" in cause:
            raise TryLaterError(
                f"the database {path} is held by another process. Try again in a moment."
            ) from error
        if "full" in cause or "I/O" in cause:
            raise TryLaterError(
                f"the disk of {path} is full or failing ({cause}). Nothing half-written "
                "was kept; make room and run the same command again."
            ) from error
        raise StorageError(f"the database {path} cannot be used: {cause}.") from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise  # a broken constraint, a wrong statement: our fault, not the file's
        raise StorageError(
            f"the database {path} cannot be read: {error.orig}. "
            "If it is damaged, restore a backup; nothing was changed."
        ) from error
