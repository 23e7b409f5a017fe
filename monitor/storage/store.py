"""Store: the only place that opens a connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, insert, select
from sqlmodel import col

from monitor.errors import TryLaterError
from monitor.storage.engine import connect, database_file, translated
from monitor.storage.keys import Key, load_key
from monitor.storage.reading import Reader
from monitor.storage.recount import Recount
from monitor.storage.tables import FactRow
from monitor.storage.upgrade import upgrade
from monitor.storage.writing import Writer


class Store:
    """One database. Readers see one moment; writers come one after another."""

    def __init__(self, path: Path, reading: Engine, writing: Engine, key: Key) -> None:
        self.path = path
        self._reading = reading
        self._writing = writing
        self._key = key

    @classmethod
    def open(cls, url: str, now: datetime, key_file: Path | None = None) -> "Store":
        """Open the database, making or upgrading it where needed.

        The author key stands beside it (`<database>.key`) unless named.
        Raises `StorageError` for a database or key that cannot be used,
        `TryLaterError` where another process holds it.
        """
        path = database_file(url)
        with translated(path):
            writing = connect(url, write=True)
            upgrade(writing, path, now)
            with writing.begin() as connection:
                key = _key(connection, key_file or path.with_name(f"{path.name}.key"))
            return cls(path, connect(url, write=False), writing, key)

    def close(self) -> None:
        self._reading.dispose()
        self._writing.dispose()

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One consistent view: what others write meanwhile is not seen."""
        with translated(self.path), self._reading.begin() as connection:
            yield Reader(connection)

    @contextmanager
    def recount(self) -> Iterator[Recount]:
        """One consistent view, for comparing what is kept with what is true."""
        with translated(self.path), self._reading.begin() as connection:
            yield Recount(connection)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction: all of it is kept, or none of it."""
        with translated(self.path), self._writing.begin() as connection:
            yield Writer(connection, self._key)

    @contextmanager
    def only_writer_of(self, source: str) -> Iterator[None]:
        """Hold the source, so that no second process collects from it.

        The system lets go of the lock when the process dies, however it
        dies. Raises `TryLaterError` naming the holder.
        """
        lock = FileLock(self.path.with_name(f"{self.path.name}.{source}.lock"), mode=0o600)
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            with self.read() as reader:
                holder = reader.holder_of(source)
            raise TryLaterError(
                f"{holder or 'another process'} holds the source {source}. "
                "Wait until it is done, then run the same command again."
            ) from error
        try:
            yield
        finally:
            lock.release()


def _key(connection: Connection, path: Path) -> Key:
    """The key that the database was made with; a new database takes a new one."""
    name = "author key fingerprint"
    expected = connection.scalar(select(col(FactRow.value)).where(col(FactRow.name) == name))
    key = load_key(path, expected)
    if expected is None:
        connection.execute(insert(FactRow).values(name=name, value=key.fingerprint))
    return key
