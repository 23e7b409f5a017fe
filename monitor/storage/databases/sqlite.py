"""SQLite: one file, for one machine."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from logging import getLogger
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DatabaseError, OperationalError

from monitor.errors import NO_ROOM, MonitorError, StorageError, TryLaterError, UsageError
from monitor.storage.databases import copies

_PRAGMAS = (
    # NORMAL may lose the last commits on power loss and never corrupts; what
    # is lost is read again, since the checkpoint is lost with it.
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "temp_store=MEMORY",
)
_LOOKING = ("query_only=ON", "busy_timeout=10000", "temp_store=MEMORY")
"""Of who only looks: to choose the journal is to write."""

_DAY = timedelta(days=1)

log = getLogger(__name__)


class SQLite:
    """The file, and what lies beside it: author key, locks, copies."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = Path(make_url(url).database or "")
        self._opened: int | None = None
        """The number of the file that was opened; another may stand there later."""

    @property
    def name(self) -> str:
        return str(self.path)

    def key_file(self, folder: Path) -> Path:
        """Beside the file, wherever the watch is: it goes with the file."""
        return self._beside("key")

    def exists(self) -> bool:
        return self.path.exists()

    def connect(self, *, write: bool, make: bool = True) -> Engine:
        """An engine whose transactions all begin the same way.

        Writers open with BEGIN IMMEDIATE: with SQLite's default two writers
        silently corrupted counters (-62,260 stored against -85,445 true), since
        what the second had read was stale by the time it wrote.
        """
        self._create(os.O_RDWR | os.O_CREAT if make else os.O_RDONLY)
        engine = create_engine(self.url, connect_args={"timeout": 10})
        pragmas = _PRAGMAS if make else _LOOKING

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # the driver's own BEGIN comes too late
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

        return engine

    def _create(self, flags: int) -> None:
        """Make the file for its owner's eyes alone, where it may be made; WAL files inherit
        its mode."""
        try:
            if flags & os.O_CREAT:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, flags, 0o600)
            self._opened = os.fstat(descriptor).st_ino
            os.close(descriptor)
        except OSError as error:
            raise StorageError(
                f"the database {self.path} cannot be opened: {error.strerror}. "
                "Check `database` in config.yaml and the rights on that folder."
            ) from error

    @property
    def is_lost(self) -> bool:
        """A key beside nothing: the schema stands before a key is made."""
        empty = not self.path.exists() or not self.path.stat().st_size
        return empty and self._beside("key").exists()

    def must_stand(self) -> None:
        try:
            stands = self._opened in (None, self.path.stat().st_ino)
        except OSError:
            stands = False
        if not stands:
            raise StorageError(
                f"the database {self.path} was taken away or replaced while it was in use. "
                "Nothing more is written. Put it back (monitor restore FILE, with a backup), then "
                "start again."
            )

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the driver's words into ours."""
        try:
            yield
        except OperationalError as error:
            cause = str(error.orig)
            if "locked" in cause or "busy" in cause:
                raise TryLaterError(
                    f"the database {self.path} is held by another process. Try again in a moment."
                ) from error
            if "full" in cause or "I/O" in cause:
                raise TryLaterError(
                    f"the disk of {self.path} is full or failing ({cause}). Nothing half-written "
                    "was kept; make room and run the same command again."
                ) from error
            raise StorageError(f"the database {self.path} cannot be used: {cause}.") from error
        except DatabaseError as error:
            if type(error) is not DatabaseError:
                raise  # a broken constraint, a wrong statement: our fault, not the file's
            raise StorageError(
                f"the database {self.path} cannot be read: {error.orig}. "
                "It is left as it is. If it is damaged: monitor restore FILE, with a backup."
            ) from error

    @contextmanager
    def locked(self, source: str) -> Iterator[bool]:
        """By a lock on a file: the system lets go of it however the process ends."""
        lock = FileLock(self._beside(f"{source}.lock"), mode=0o600)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            yield False
            return
        except OSError as error:
            raise StorageError(
                f"{lock.lock_file} cannot be locked: {error.strerror}. Check its rights."
            ) from error
        try:
            yield True
        finally:
            lock.release()

    @contextmanager
    def changing(self, engine: Engine) -> Iterator[Connection]:
        """With foreign keys off and checked after: batch mode drops and renames tables,
        and a drop would empty the children (seen: 1 row before, 0 after)."""
        with _foreign_keys_off(engine) as connection, connection.begin():
            yield connection
            broken = connection.execute(text("PRAGMA foreign_key_check")).first()
            if broken:
                raise StorageError(
                    f"the upgrade would orphan rows ({broken}); nothing was changed"
                )

    def keep_copy(self, engine: Engine, standing: str, now: datetime) -> None:
        """A copy that no reader has to wait for (2.8 s for 436 MB)."""
        copy = self._beside(f"before-{standing}-{now:%Y%m%dT%H%M%S}")
        try:
            copies.write(engine, copy)
        except (OSError, sqlite3.Error) as error:
            raise TryLaterError(
                f"the schema changes, and the copy {copy} that must be kept before cannot be "
                f"written ({error}). Nothing was changed; make room and run the same command "
                "again."
            ) from error
        log.warning("the schema changes: the database as it was is kept in %s", copy)

    def back_up(self, engine: Engine, to: Path | None, now: datetime) -> copies.Copy:
        """By way of a draft: under its name there is a whole copy or none."""
        to = to or self._beside(f"backup-{now:%Y%m%dT%H%M%S}")
        if not to.name or to.is_dir():
            raise UsageError(f"{to} is a folder; name a file in it")
        draft = to.with_name(f".{to.name}.draft")  # one that was killed leaves one draft alone
        try:
            copies.write(engine, draft)
            copy = copies.look_at(draft)
            os.link(draft, to)  # never over a file that is there
        except (OSError, sqlite3.Error) as error:
            raise self._not_backed_up(to, error) from error
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        return replace(copy, file=to)

    def _not_backed_up(self, to: Path, error: OSError | sqlite3.Error) -> MonitorError:
        if isinstance(error, FileExistsError):
            return UsageError(f"{to} is there already. Name another file.")
        if isinstance(error, OSError) and error.errno not in NO_ROOM:
            return UsageError(f"the backup {to} cannot be written: {error.strerror}.")
        if isinstance(error, OSError | sqlite3.OperationalError):
            return TryLaterError(
                f"the backup {to} cannot be written ({error}). Make room, or name another file."
            )
        return StorageError(
            f"the database {self.path} is damaged ({error}) and cannot be backed up. Put an "
            "older backup back: monitor restore FILE"
        )

    def look_at(self, file: Path) -> copies.Copy:
        return copies.look_at(file)

    def restore(self, copy: Path, now: datetime) -> tuple[Path | None, int | None]:
        """What stands is kept aside; then the copy is put in its place in one transaction."""
        kept: Path | None = None
        spent: copies.Spendings | None = None
        try:
            if self.path.exists():
                kept = self._beside(f"before-restore-{now:%Y%m%dT%H%M%S}")
                # By the platform's clock it may be another month.
                spent = copies.spendings(self.path, now.date().replace(day=1) - _DAY)
                copies.keep_aside(self.path, kept)
            carried = copies.put_back(copy, self.path, spent or {}, now)
        except (OSError, sqlite3.Error) as error:
            raise TryLaterError(
                f"the backup cannot be put in the place of {self.path} ({error}). Stop what uses "
                "it, make room, and run the same command again."
            ) from error
        return kept, None if spent is None else carried

    def must_be_whole(self, connection: Connection) -> None:
        """Half a second for 350 MB."""
        said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        if said != "ok":
            raise StorageError(
                f"the database {self.path} is damaged ({said}). Nothing is written, and it is "
                "left as it is. Put a backup back: monitor restore FILE"
            )

    def damage(self, connection: Connection) -> list[str]:
        """Pages, indexes, orphans."""
        said = [row[0] for row in connection.execute(text("PRAGMA integrity_check"))]
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
        broken = [f"the file is damaged: {line}" for line in said if line != "ok"]
        return broken + [f"a row of {row[0]} has lost its {row[2]}" for row in orphans]

    def size(self, connection: Connection) -> int:
        """The file, and what is written and not yet in it."""
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(f"{self.path.name}.{ending}")


@contextmanager
def _foreign_keys_off(engine: Engine) -> Iterator[Connection]:
    """The pragma works only outside a transaction."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        # Or a table could not be renamed while a view still reads the one that is gone.
        driver.execute("PRAGMA legacy_alter_table=ON")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA legacy_alter_table=OFF")
            driver.execute("PRAGMA foreign_keys=ON")
