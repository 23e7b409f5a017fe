"""Store: the only place that opens a connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import sleep

from sqlalchemy import Connection, Engine, insert, select
from sqlmodel import col

from monitor.errors import StorageError, TryLaterError
from monitor.storage.databases import Database, database_of
from monitor.storage.databases.copies import Copy
from monitor.storage.keys import Key, load_key
from monitor.storage.reading import Reader
from monitor.storage.recount import Recount
from monitor.storage.tables import FactRow
from monitor.storage.upgrade import HEAD, is_current, must_be_current, revision, upgrade
from monitor.storage.writing import Writer

_LOOKS, _LOOK_S = 3, 0.1
_FINGERPRINT = "author key fingerprint"


class Store:
    """One database. Readers see one moment; writers come one after another."""

    def __init__(
        self,
        database: Database,
        reading: Engine,
        writing: Engine | None,
        key: Key | None,
        key_file: Path,
    ) -> None:
        self.database = database
        self._reading = reading
        self._writing = writing
        self._key = key
        self.key_file = key_file
        """It goes into no backup."""
        self._is_whole = False
        """Whether it was looked at."""

    @classmethod
    def open(
        cls, url: str, now: datetime, key_file: Path | None = None, folder: Path | None = None
    ) -> "Store":
        """Open the database, making or upgrading it where needed.

        The author key, unless named, stands beside a SQLite file
        (`<database>.key`), and for PostgreSQL in `folder`, the watch's own.
        Raises `StorageError` for a database or key that cannot be used,
        `TryLaterError` where another process holds it or nobody answers.
        """
        database = database_of(url)
        if key_file is None and database.is_lost:
            raise StorageError(
                f"the database {database.name} is gone, though its author key is there. Put it "
                "back: monitor restore FILE, with a backup. To begin anew, move the key away; to "
                "use the key for a new database, name it in MONITOR_AUTHOR_KEY_FILE."
            )
        reading, writing = database.connect(write=False), database.connect(write=True)
        try:
            with database.translated():
                if not is_current(reading):
                    upgrade(database, writing, now)
                named = key_file or database.key_file(folder or Path())
                key = _key(reading, writing, named)
        except BaseException:
            reading.dispose()
            writing.dispose()
            raise
        return cls(database, reading, writing, key, named)

    @classmethod
    def look(cls, url: str, folder: Path | None = None) -> "Store":
        """Open the database to read alone, beside whoever writes: nothing is made, changed or
        upgraded, and no author key is needed.

        Raises `StorageError` where it is not there yet, or has another version's schema.
        """
        database = database_of(url)
        if not database.exists():
            raise StorageError(
                f"there is no database at {database.name} yet. Bring posts first: monitor run, or "
                "monitor import FILE. To see invented ones: monitor demo"
            )
        reading = database.connect(write=False, make=False)
        try:
            with database.translated():
                must_be_current(reading, database.name)
        except BaseException:
            reading.dispose()
            raise
        return cls(database, reading, None, None, database.key_file(folder or Path()))

    @staticmethod
    def exists(url: str) -> bool:
        """Whether a database of the monitor is there; none is made."""
        return database_of(url).exists()

    def close(self) -> None:
        self._reading.dispose()
        if self._writing:
            self._writing.dispose()

    @property
    def name(self) -> str:
        """What it is called where people read it: a path, or host and database."""
        return self.database.name

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._reading.dialect.name

    def lot(self, *of: str) -> str:
        """A draw of lots for something: the same each time, and nobody can guess it who
        has not the author key."""
        return self._own()[1].hash("lot", *of)

    @property
    def revision(self) -> str:
        """The schema that stands in the database."""
        with self._view() as connection:
            return revision(connection) or ""

    @property
    def reads_alone(self) -> bool:
        """Whether it was opened to look: nothing is written, and no key is at hand."""
        return self._key is None

    @property
    def is_ours(self) -> bool:
        """Whether it still answers, and nobody has changed its schema since it was opened."""
        return self.revision == HEAD

    @property
    def bytes(self) -> int:
        """How large it is on disk."""
        with self._view() as connection:
            return self.database.size(connection)

    def back_up(self, to: Path | None, now: datetime) -> Copy:
        """Write a whole copy of all that is committed, while others go on; beside the
        database where no file is named."""
        return self.database.back_up(self._reading, to, now)

    def damage(self) -> list[str]:
        """What the database finds broken in itself."""
        with self._view() as connection:
            return self.database.damage(connection)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One consistent view: what others write meanwhile is not seen."""
        with self._view() as connection:
            yield Reader(connection)

    @contextmanager
    def recount(self) -> Iterator[Recount]:
        """One consistent view, for comparing what is kept with what is true."""
        with self._view() as connection:
            yield Recount(connection)

    @contextmanager
    def _view(self) -> Iterator[Connection]:
        self.database.must_stand()
        with self.database.translated(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction: all of it is kept, or none of it."""
        self.database.must_stand()
        engine, key = self._own()
        with self.database.translated(), engine.begin() as connection:
            yield Writer(connection, key)

    def _own(self) -> tuple[Engine, Key]:
        """What a store has that was not opened to read alone."""
        if self._writing is None or self._key is None:
            raise StorageError(f"the database {self.name} was opened to read alone.")
        return self._writing, self._key

    def must_be_whole(self) -> None:
        """Raises `StorageError` for a damaged database: what is written into one may be
        lost. It is looked at once."""
        if not self._is_whole:
            with self._view() as connection:
                self.database.must_be_whole(connection)
            self._is_whole = True

    @contextmanager
    def only_writer_of(self, source: str) -> Iterator[None]:
        """Hold the source, so that no second process collects from it.

        The lock goes when the process dies, however it dies. Raises
        `TryLaterError` naming the holder, `StorageError` for a damaged database.
        """
        self.must_be_whole()
        with self.database.locked(source) as alone:
            if not alone:
                with self.read() as reader:
                    holder = reader.watched.holder_of(source)
                raise TryLaterError(
                    f"{holder or 'another process'} holds the source {source}. "
                    "Wait until it is done, then run the same command again."
                )
            yield

    def is_held(self, job: str) -> bool:
        """Whether a process is at that job now; it is held for a moment to see that."""
        with self.database.locked(f"job.{job}") as alone:
            return not alone

    @contextmanager
    def only_runner_of(self, job: str) -> Iterator[None]:
        """Hold a job that asks no source. Raises as `only_writer_of`.

        Whoever looks whether it is held (`status`) holds it for a moment: so
        it is tried again before it is given up.
        """
        self.must_be_whole()
        for number in range(_LOOKS):
            with self.database.locked(f"job.{job}") as alone:
                if alone:
                    yield
                    return
            if number < _LOOKS - 1:
                sleep(_LOOK_S)
        with self.read() as reader:
            holder = reader.watched.holder_of(None, job)
        raise TryLaterError(
            f"{holder or f'{job} by another process'} is at it already. "
            "Stop that one first, or leave the work to it."
        )


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
