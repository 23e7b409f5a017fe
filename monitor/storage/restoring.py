"""A backup put back: the database as it was then, and the money spent since."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from monitor.errors import MonitorError, StorageError, TryLaterError
from monitor.storage.databases import Database, database_of
from monitor.storage.databases.copies import Copy, look_at
from monitor.storage.keys import load_key
from monitor.storage.store import Store
from monitor.storage.upgrade import refuse_newer

Spendings = dict[tuple[str, date], int]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back."""

    copy: Copy
    kept: Path | None
    """Where the database that stood there is kept."""
    carried: int | None
    """Millionths of a dollar spent since the backup, which stay spent; None: nobody knows."""


def restore(
    url: str,
    file: Path,
    locks: tuple[str, ...],
    now: datetime,
    key_file: Path | None,
    folder: Path,
) -> Restored:
    """Put a backup in the place of the database, whole or not at all.

    Raises `StorageError` for a file that is no backup of a version we know, or
    was made with another author key; `TryLaterError` where somebody is at work.
    """
    database = database_of(url)
    copy = _fitting(file, database, key_file or database.key_file(folder))
    with ExitStack() as held:
        for lock in locks:
            if not held.enter_context(database.locked(lock)):
                raise TryLaterError(
                    f"somebody is at work on {database.name} ({lock.removeprefix('job.')}). "
                    "Stop that first, then run the same command again."
                )
        kept = database.restore(copy.file, now)
        store = Store.open(url, now, key_file, folder)
        try:
            return Restored(copy, kept, _carry_over(store, kept, now))
        finally:
            store.close()


def _fitting(file: Path, database: Database, key_file: Path) -> Copy:
    if not file.is_file():
        raise StorageError(f"there is no backup at {file}. Nothing was changed.")
    if database.exists() and Path(database.name).resolve() == file.resolve():
        raise StorageError(f"{file} is the database itself. Name a backup of it.")
    copy = look_at(file)
    refuse_newer(copy.revision, str(file))
    if copy.fingerprint:
        load_key(key_file, copy.fingerprint)
    return copy


def _carry_over(store: Store, kept: Path | None, now: datetime) -> int | None:
    """What was spent since the backup stays spent: a budget is not for spending twice."""
    if kept is None:
        return 0
    try:
        look_at(kept)
        replaced = Store.open(f"sqlite:///{kept}", now, store.key_file)
        before = _spendings(replaced, now)
        replaced.close()
    except MonitorError:  # it was damaged
        return None
    after, carried = _spendings(store, now), 0
    with store.write() as writer:
        for (source, day), micro_usd in before.items():
            lost = micro_usd - after.get((source, day), 0)
            if lost > 0:
                page = f"spent before the restore of {now.isoformat()}"
                writer.ledger.reserve(source, day, page, 0, 0, lost, now)
                carried += lost
    return carried


def _spendings(store: Store, now: datetime) -> Spendings:
    """By source and day of this month."""
    first = now.date().replace(day=1)
    days = [first + timedelta(days=n) for n in range(now.day)]
    with store.read() as reader:
        ledger = reader.ledger
        return {
            (source, day): ledger.spent(day, source).day
            for source in ledger.queries()
            for day in days
        }
