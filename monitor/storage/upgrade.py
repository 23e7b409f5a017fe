"""Bring a database to this version's schema, whole or not at all."""

import logging
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from monitor.errors import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0001"
"""The newest revision; a test holds it to the files in `migrations/versions`."""

log = logging.getLogger(__name__)


def upgrade(engine: Engine, path: Path, now: datetime, migrations: Path = MIGRATIONS) -> None:
    """Upgrade in one transaction, after a copy where there is anything to lose.

    Raises `StorageError` for a database that a newer monitor made.
    """
    with engine.begin() as connection:
        standing = _revision(connection)
    if standing == HEAD and migrations == MIGRATIONS:
        return  # Alembic takes half a second to load; most starts need none of it
    if standing is not None:
        _refuse_newer(standing, path, migrations)
        _copy(engine, path, standing, now)
    _migrate(engine, migrations)


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
    """VACUUM INTO: a compact copy, taken while others may write (2.8 s for 436 MB)."""
    copy = path.with_name(f"{path.name}.before-{standing}-{now:%Y%m%dT%H%M%S}")
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()
    copy.chmod(0o600)
    log.warning("the schema changes: the database as it was is kept in %s", copy)


def _migrate(engine: Engine, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with engine.connect() as connection:
        # Batch mode drops and renames tables: with foreign keys on, the drop
        # would cascade and empty the children (seen: 1 row before, 0 after).
        # The pragma works only outside a transaction.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            broken = connection.execute(text("PRAGMA foreign_key_check")).first()
            if broken:
                raise StorageError(
                    f"the upgrade would orphan rows ({broken}); nothing was changed"
                )
        driver.execute("PRAGMA foreign_keys=ON")
