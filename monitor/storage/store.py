"""Store: the only place that opens a connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, insert, select
from sqlmodel import col

from monitor.errors import StorageError, TryLaterError
from monitor.storage.engine import connect, database_file, translated
from monitor.storage.keys import Key, load_key
from monitor.storage.reading import Reader
from monitor.storage.recount import Recount
from monitor.storage.tables import FactRow
from monitor.storage.upgrade import is_current, upgrade
from monitor.storage.writing import Writer

_FINGERPRINT = "author key fingerprint"


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
        reading, writing = connect(url, write=False), connect(url, write=True)
        try:
            with translated(path):
                if not is_current(reading):
                    upgrade(writing, path, now)
                key = _key(reading, writing, key_file or path.with_name(f"{path.name}.key"))
        except BaseException:
            reading.dispose()
            writing.dispose()
            raise
        return cls(path, reading, writing, key)

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
        except OSError as error:
            raise StorageError(
                f"{lock.lock_file} cannot be locked: {error.strerror}. Check its rights."
            ) from error
        try:
            yield
        finally:
            lock.release()


def _key(reading: Engine, writing: Engine, path: Path) -> Key:
    """The key that the database was made with; a new database takes a new one.

    Only a new one waits for other writers: of two that make it at once, the
    second finds the key of the first.
    """
    with reading.begin() as connection:
        expected = _fingerprint(connection)
    if expected is not None:
        return load_key(path, expected)
    with writing.begin() as connection:
        expected = _fingerprint(connection)
        key = load_key(path, expected)
        if expected is None:
            fact = {"name": _FINGERPRINT, "value": key.fingerprint}
            connection.execute(insert(FactRow).values(fact))
    return key


def _fingerprint(connection: Connection) -> str | None:
    value = select(col(FactRow.value)).where(col(FactRow.name) == _FINGERPRINT)
    return connection.scalar(value)
