"""Bring a database to this version's schema, whole or not at all."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from monitor.errors import StorageError
from monitor.storage.databases import Database

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0007"
"""The newest revision; a test holds it to the files in `migrations/versions`."""


def is_current(engine: Engine) -> bool:
    """Whether there is nothing to do: most starts, which need not load Alembic then."""
    with engine.begin() as connection:
        return revision(connection) == HEAD


def must_be_current(engine: Engine, name: str) -> None:
    """Raises `StorageError` for a schema that is not this version's own: to those who read
    alone it is not theirs to change."""
    with engine.begin() as connection:
        standing = revision(connection)
    if standing == HEAD:
        return
    if standing is None:
        raise StorageError(f"{name} is no database of the monitor, or an empty one.")
    refuse_newer(standing, name)
    raise StorageError(
        f"the database {name} has the schema of an older version ({standing}; this one reads "
        f"{HEAD}). Upgrade it: monitor status, or start monitor run."
    )


def upgrade(
    database: Database, engine: Engine, now: datetime, migrations: Path = MIGRATIONS
) -> None:
    """Upgrade in one transaction, after a copy where there is anything to lose.

    All behind one lock: of two processes only the first upgrades, and nobody
    writes between the copy and the change. Raises `StorageError` for a
    database that a newer monitor made.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with database.changing(engine) as connection:
        standing = revision(connection)
        if standing == ScriptDirectory.from_config(config).get_current_head():
            return
        if standing is not None:
            refuse_newer(standing, database.name, migrations)
            database.keep_copy(engine, standing, now)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(connection: Connection) -> str | None:
    """The schema that stands there; None where there is none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("select version_num from alembic_version"))
    return None if found is None else str(found)


def refuse_newer(standing: str, name: str, migrations: Path = MIGRATIONS) -> None:
    """Raises `StorageError` for a schema that is not among ours."""
    if not list((migrations / "versions").glob(f"{standing}_*.py")):
        raise StorageError(
            f"the database {name} was made by a newer version of the monitor "
            f"(schema {standing}). Install that version; this one would damage it."
        )
