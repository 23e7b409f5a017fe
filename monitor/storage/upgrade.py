"""Bring a database to this version's schema, whole or not at all."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from monitor.errors import StorageError, TryLaterError

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0002"
"""The newest revision; a test holds it to the files in `migrations/versions`."""

log = logging.getLogger(__name__)


def is_current(engine: Engine) -> bool:
    """Whether there is nothing to do: most starts, which need not load Alembic then."""
    with engine.begin() as connection:
        return _revision(connection) == HEAD


def upgrade(engine: Engine, path: Path, now: datetime, migrations: Path = MIGRATIONS) -> None:
    """Upgrade in one transaction, after a copy where there is anything to lose.

    Raises `StorageError` for a database that a newer monitor made.
    """
    with _foreign_keys_off(engine) as connection, connection.begin():
        _bring_up(connection, engine, path, now, migrations)


def _bring_up(
    connection: Connection, engine: Engine, path: Path, now: datetime, migrations: Path
) -> None:
    """All behind one lock: of two processes only the first upgrades, and nobody
    writes between the copy and the change."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    standing = _revision(connection)
    if standing == ScriptDirectory.from_config(config).get_current_head():
        return
    if standing is not None:
        _refuse_newer(standing, path, migrations)
        _copy(engine, path, standing, now)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken:
        raise StorageError(f"the upgrade would orphan rows ({broken}); nothing was changed")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("select version_num from alembic_version"))
    return None if found is None else str(found)


def _refuse_newer(standing: str, path: Path, migrations: Path) -> None:
    if not list((migrations / "versions").glob(f"{standing}_*.py")):
        raise StorageError(
            f"the database {path} was made by a newer version of the monitor "
            f"(schema {standing}). Install that version; this one would damage it."
        )


def _copy(engine: Engine, path: Path, standing: str, now: datetime) -> None:
    """VACUUM INTO: a compact copy, which no reader has to wait for (2.8 s for 436 MB)."""
    copy = path.with_name(f"{path.name}.before-{standing}-{now:%Y%m%dT%H%M%S}")
    try:
        # SQLite fills an empty file, so that the copy is never for others' eyes.
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(copy),))
    except (OSError, sqlite3.Error) as error:
        if copy.is_file():
            copy.unlink()
        raise TryLaterError(
            f"the schema changes, and the copy {copy} that must be kept before cannot be "
            f"written ({error}). Nothing was changed; make room and run the same command again."
        ) from error
    log.warning("the schema changes: the database as it was is kept in %s", copy)


@contextmanager
def _foreign_keys_off(engine: Engine) -> Iterator[Connection]:
    """Batch mode drops and renames tables: a drop would empty the children.

    (Seen: 1 row before, 0 after.) The pragma works only outside a transaction.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
