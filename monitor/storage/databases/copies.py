"""Copies of a SQLite file: written, looked at, put back. Each is whole or not there."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from sqlalchemy import Engine

from monitor.errors import StorageError

Spendings = dict[tuple[str, str], int]
_PATIENCE_S = 10


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy says of itself."""

    file: Path
    revision: str
    fingerprint: str | None
    """Of the author key that it was made with."""
    posts: int

    @property
    def bytes(self) -> int:
        return self.file.stat().st_size


def write(engine: Engine, to: Path) -> None:
    """VACUUM INTO: compact, with all that is committed, and no reader or writer waits long."""
    try:
        # SQLite fills an empty file, so that the copy is never for others' eyes.
        os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(to),))
    except (OSError, sqlite3.Error):
        if to.is_file():
            to.unlink()
        raise


def look_at(file: Path) -> Copy:
    """Raises `StorageError` where it is no whole database of the monitor."""
    if not file.is_file():
        raise StorageError(f"there is no backup at {file}. Nothing was changed.")
    try:
        with closing(_opened(file)) as connection:
            for check in ("integrity_check", "foreign_key_check"):
                found = connection.execute(f"PRAGMA {check}").fetchone()
                if found and found[0] != "ok":
                    raise StorageError(f"{file} is damaged ({found[0]}). Take another backup.")
            (revision,) = connection.execute("select version_num from alembic_version").fetchone()
            (posts,) = connection.execute("select count(*) from post").fetchone()
            key = "select value from fact where name = 'author key fingerprint'"
            fingerprint = connection.execute(key).fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise StorageError(f"{file} is no backup of the monitor ({error}).") from error
    return Copy(file, revision, fingerprint and fingerprint[0], posts)


def spendings(file: Path, since: date) -> Spendings | None:
    """What each source has cost on each UTC day since then, in millionths of a dollar; None
    where the file cannot be read."""
    question = "select source, utc_day, sum(micro_usd) from spend where utc_day >= ? group by 1, 2"
    try:
        with closing(_opened(file)) as connection:
            found = connection.execute(question, (since.isoformat(),)).fetchall()
    except sqlite3.Error:
        return None
    return {(source, day): micro_usd for source, day, micro_usd in found}


def keep_aside(path: Path, kept: Path) -> None:
    """What stands there, with what is not yet written into it; a damaged file as it is."""
    os.close(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE_S)) as connection:
            connection.execute("VACUUM INTO ?", (str(kept),))
    except sqlite3.OperationalError:
        kept.unlink(missing_ok=True)
        raise  # locked, or no room: it may be whole
    except sqlite3.DatabaseError:
        log = path.with_name(f"{path.name}-wal")
        path.replace(kept)
        if log.exists():
            log.replace(kept.with_name(f"{kept.name}-wal"))
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)


def put_back(copy: Path, path: Path, spent: Spendings, now: datetime) -> int:
    """Put a copy in the place of a database, with the money that was spent since; how much.

    In one transaction of SQLite's own: killed half-way, the old one stands.
    """
    draft = path.with_name(f".{path.name}.restoring")
    draft.unlink(missing_ok=True)
    try:
        _copy_pages(copy, draft)
        carried = _carry_over(draft, spent, now)
        _copy_pages(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return carried


def _carry_over(draft: Path, spent: Spendings, now: datetime) -> int:
    """What was spent stays spent: a budget is for X's days, not for the database's."""
    known = spendings(draft, date.min) or {}
    lost = {key: micro_usd - known.get(key, 0) for key, micro_usd in spent.items()}
    page = f"spent before the restore of {now.isoformat()}"
    values = [
        (source, day, page, micro_usd, f"{now:%Y-%m-%d %H:%M:%S.%f}")
        for (source, day), micro_usd in lost.items()
        if micro_usd > 0
    ]
    with closing(sqlite3.connect(draft)) as connection:
        connection.executemany(_SPENT, values)
        connection.commit()
    return sum(micro_usd for *_, micro_usd, _ in values)


_SPENT = """
insert into spend (source, utc_day, page, micro_usd, at, run_id, reservation, posts)
values (?, ?, ?, ?, ?, 0, 1, 0)
"""


def _copy_pages(source: Path, target: Path) -> None:
    end = monotonic() + _PATIENCE_S

    def give_up(status: int, _left: int, _all: int) -> None:
        """Python goes on for ever where somebody holds the target."""
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and monotonic() > end:
            raise sqlite3.OperationalError("database is locked")

    os.close(os.open(target, os.O_RDWR | os.O_CREAT, 0o600))
    with closing(_opened(source)) as a, closing(sqlite3.connect(target, timeout=1)) as b:
        a.backup(b, progress=give_up)


def _opened(file: Path) -> sqlite3.Connection:
    """To read alone. What was copied by hand may have its log beside it."""
    log = file.with_name(f"{file.name}-wal")
    whole = "&immutable=1" if not log.exists() else ""
    return sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro{whole}", uri=True)
