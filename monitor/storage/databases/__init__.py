"""The databases that the wall can stand on, and what each of them must be able to do."""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from monitor.errors import StorageError
from monitor.storage.databases.copies import Copy
from monitor.storage.databases.postgresql import PostgreSQL
from monitor.storage.databases.sqlite import SQLite


class Database(Protocol):
    """One place where posts are kept. It is asked, never inherited from."""

    @property
    def name(self) -> str:
        """For messages: a URL may hold a password, this does not."""

    @property
    def url(self) -> str:
        """With its password: for opening it again, never for showing."""

    def key_file(self, folder: Path) -> Path:
        """Where the author key stands unless it is named; `folder` is the watch's own."""

    def exists(self) -> bool:
        """Whether the monitor was here already. To look makes nothing."""

    @property
    def is_lost(self) -> bool:
        """Whether there was one, which is gone."""

    def connect(self, *, write: bool, make: bool = True) -> Engine:
        """An engine to read (each transaction sees one moment) or to write (they come
        one after another, and each sees what the last one left). Without `make` nothing is
        made where nothing stands, and nothing at all is written."""

    def translated(self) -> AbstractContextManager[None]:
        """Turn the driver's words into ours: what happened, and what to do."""

    def locked(self, source: str) -> AbstractContextManager[bool]:
        """Hold a source until the end or death of the process; False where another does."""

    def changing(self, engine: Engine) -> AbstractContextManager[Connection]:
        """A writing transaction in which the schema may change, whole or not at all."""

    def keep_copy(self, engine: Engine, standing: str, now: datetime) -> None:
        """Keep what could be lost, before the schema changes from `standing`."""

    def must_stand(self) -> None:
        """Raises `StorageError` where what was opened does not stand there any more: what
        is written into it would be gone with it."""

    def back_up(self, engine: Engine, to: Path | None, now: datetime) -> Copy:
        """Write a whole copy, and look at it. Raises `UsageError` where that is the work of
        the database's own tools."""

    def look_at(self, file: Path) -> Copy:
        """What a backup says of itself. Raises `StorageError` where it is none, `UsageError`
        where restoring is the work of the database's own tools."""

    def restore(self, copy: Path, now: datetime) -> tuple[Path | None, int | None]:
        """Put a copy in the place of what stands, whole or not at all: where that is kept,
        and how many millionths of a dollar were spent since, which stay spent (None: nobody
        knows). Only for the holder of all locks."""

    def must_be_whole(self, connection: Connection) -> None:
        """Raises `StorageError` for one that is damaged, as far as a quick look tells."""

    def damage(self, connection: Connection) -> list[str]:
        """What the database finds broken in itself, in words."""

    def size(self, connection: Connection) -> int:
        """Bytes on disk."""


def database_of(url: str) -> Database:
    """The database behind a URL. Raises `StorageError` where it is none of ours."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # they may hold a piece of the password
        raise StorageError(_UNKNOWN) from None
    if parsed.get_backend_name() == "sqlite":
        return SQLite(url)
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return PostgreSQL(parsed)
    raise StorageError(_UNKNOWN)


_UNKNOWN = (
    "the URL of the database is neither that of a SQLite file nor of a PostgreSQL database. "
    "Write it as sqlite:///monitor.db or postgresql://user:password@host/database."
)
