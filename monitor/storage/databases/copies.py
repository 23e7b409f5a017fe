"""Copies of a SQLite file: written, looked at, put back. Each is whole or not there."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine

from monitor.errors import StorageError


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


def keep_aside(path: Path, kept: Path) -> None:
    """What stands there, with what is not yet written into it; a damaged file as it is."""
    try:
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            connection.execute("VACUUM INTO ?", (str(kept),))
    except sqlite3.OperationalError:
        raise  # locked, or no room: it may be whole
    except sqlite3.DatabaseError:
        kept.unlink(missing_ok=True)
        log = path.with_name(f"{path.name}-wal")
        path.rename(kept)
        if log.exists():
            log.rename(kept.with_name(f"{kept.name}-wal"))
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    kept.chmod(0o600)


def put_back(copy: Path, path: Path) -> None:
    """By SQLite's own backup, which is one transaction: killed half-way, the old one stands."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    with closing(_opened(copy)) as source, closing(sqlite3.connect(path, timeout=10)) as target:
        source.backup(target)


def _opened(file: Path) -> sqlite3.Connection:
    """To read alone. What was copied by hand may have its log beside it."""
    log = file.with_name(f"{file.name}-wal")
    whole = "&immutable=1" if not log.exists() else ""
    return sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro{whole}", uri=True)
