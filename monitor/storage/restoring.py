"""A backup put back: the database as it was then, and the money spent since."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.errors import StorageError, TryLaterError
from monitor.storage.databases import Database, database_of
from monitor.storage.databases.copies import Copy
from monitor.storage.keys import load_key
from monitor.storage.upgrade import refuse_newer


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
    was made with another author key; `TryLaterError` where somebody is at work,
    or there is no room; `UsageError` on PostgreSQL, which has its own tools.
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
        return Restored(copy, *database.restore(copy.file, now))


def _fitting(file: Path, database: Database, key_file: Path) -> Copy:
    copy = database.look_at(file)
    if Path(database.name).resolve() == file.resolve():
        raise StorageError(f"{file} is the database itself. Name a backup of it.")
    refuse_newer(copy.revision, str(file))
    if copy.fingerprint:
        load_key(key_file, copy.fingerprint)
    return copy
