"""PostgreSQL: a server, for several machines."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from logging import getLogger
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError

from monitor.errors import MonitorError, StorageError, TryLaterError, UsageError
from monitor.redaction import hide
from monitor.storage.databases.copies import Copy

_WRITERS = int.from_bytes(b"monitor")
_SOURCES = int.from_bytes(b"src")
"""The advisory locks that are ours, of all that a database may hold."""
_SESSION = (
    "timezone = 'UTC'",  # else a moment of the first or last year may be none elsewhere
    "lock_timeout = '10s'",
)
_READING = (
    "default_transaction_isolation = 'repeatable read'",
    "default_transaction_read_only = on",
)
_HOLDING = (
    # A machine that vanishes without a word holds its sources for minutes, not for hours.
    "tcp_keepalives_idle = 60",
    "tcp_keepalives_interval = 20",
    "tcp_keepalives_count = 3",
)
_NO_FILE_NAME = re.compile(r"[^\w.-]")

log = getLogger(__name__)


class PostgreSQL:
    """One database of a server; the author key stands in the watch's own folder."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        host = url.host or url.query.get("host") or "localhost"
        _hide(url)
        self.name = f"{host if isinstance(host, str) else host[0]}/{url.database or ''}"

    @property
    def url(self) -> str:
        return self._url.render_as_string(hide_password=False)

    def key_file(self, folder: Path) -> Path:
        """The server may be another machine, and is no place for the key."""
        return folder / f"{_NO_FILE_NAME.sub('_', self._url.database or 'monitor')}.key"

    def exists(self) -> bool:
        engine = self.connect(write=False)
        try:
            with self.translated(), engine.begin() as connection:
                return inspect(connection).has_table("alembic_version")
        finally:
            engine.dispose()

    def connect(self, *, write: bool, make: bool = True) -> Engine:
        """Readers see one moment and write nothing. Writers take a lock that lasts as long
        as their transaction, so that what one has read is not stale by the time it writes:
        the same promise that SQLite keeps by BEGIN IMMEDIATE."""
        engine = self._engine(*_SESSION, *(() if write else _READING), pool_pre_ping=True)

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            if write:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

        return engine

    def _engine(self, *settings: str, **more: Any) -> Engine:
        if "connect_timeout" not in self._url.query:
            more["connect_args"] = {"connect_timeout": 10}
        more["use_native_hstore"] = False  # else each engine begins by asking for that type
        try:
            engine = create_engine(self._url, **more)
        except ImportError as error:
            raise StorageError(
                f"{self.name} is a PostgreSQL database, and the package that speaks to it "
                f"is missing ({error}). Install it: pip install 'psycopg[binary]'"
            ) from error

        @event.listens_for(engine, "do_connect")
        def reach(dialect: Any, _record: Any, _args: Any, how: dict[str, Any]) -> Any:
            return self._reach(dialect, how)

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: Any) -> None:
            connection.execute("; ".join(f"SET {setting}" for setting in settings))
            connection.commit()

        return engine

    def _reach(self, dialect: Any, how: dict[str, Any]) -> Any:
        try:
            return dialect.connect(**how)
        except dialect.dbapi.Error as error:
            raise self._unreached(error, how) from None  # the error carries the password

    def _unreached(self, error: Exception, how: Mapping[str, Any]) -> MonitorError:
        """The server refuses us: mend the URL. Nobody answers: try later."""
        cause = self._told(error)
        check = "MONITOR_DATABASE_URL, or `database` in config.yaml"
        if _answers(error, how) and "too many" not in cause and "slots" not in cause:
            return StorageError(
                f"the database {self.name} cannot be opened: {cause}. "
                f"Check user, password and database in {check}."
            )
        return TryLaterError(
            f"the database {self.name} cannot be reached: {cause}. "
            f"Try again in a moment; if that does not help, check host and port in {check}."
        )

    def _told(self, error: BaseException | None) -> str:
        """The server's own words, in one line and without the password."""
        said = (str(error).strip() or "it says nothing").splitlines()[0]
        said = re.sub(r"^connection failed: |^.*FATAL:\s+", "", said).rstrip(".")
        return said.replace(str(self._url.password), "***") if self._url.password else said

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the driver's words into ours."""
        try:
            yield
        except DBAPIError as error:
            ours = self._meaning(error)
            if ours is None:
                raise  # a broken constraint, a wrong statement: our fault, not the server's
            raise ours from error

    def _meaning(self, error: DBAPIError) -> MonitorError | None:
        state, cause = getattr(error.orig, "sqlstate", None) or "", self._told(error.orig)
        if state == "55P03":
            return TryLaterError(
                f"the database {self.name} is held by another process. Try again in a moment."
            )
        if state.startswith(("53", "58")):
            return TryLaterError(
                f"the server of {self.name} is full or failing ({cause}). Nothing half-written "
                "was kept; make room and run the same command again."
            )
        if error.connection_invalidated or state.startswith(("08", "40", "57")):
            return TryLaterError(
                f"the database {self.name} broke off ({cause}). Nothing half-written was kept; "
                "run the same command again."
            )
        if state.startswith("XX"):
            return StorageError(
                f"the database {self.name} cannot be read: {cause}. "
                "If it is damaged, restore a backup; nothing was changed."
            )
        if state in _NOT_ALLOWED or isinstance(error, OperationalError):
            return StorageError(
                f"the database {self.name} cannot be used: {cause}. Its user must be allowed "
                "to create tables there and to write; give the monitor a database of its own."
            )
        return None

    @contextmanager
    def locked(self, source: str) -> Iterator[bool]:
        """By an advisory lock on a connection of its own, which ends with the process."""
        engine = self._engine(*_HOLDING, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        key = crc32(source.encode()) - 2**31
        asking = text(f"SELECT pg_try_advisory_lock({_SOURCES}, {key})")
        with engine.connect() as connection:
            with self.translated():
                alone = bool(connection.scalar(asking))
            try:
                yield alone
            finally:
                # Only closed, the connection would hold it until the server has noticed.
                if alone:
                    with suppress(DBAPIError):
                        connection.scalar(text(f"SELECT pg_advisory_unlock({_SOURCES}, {key})"))

    @contextmanager
    def changing(self, engine: Engine) -> Iterator[Connection]:
        """An ordinary transaction: here it holds for the schema, too."""
        with engine.begin() as connection:
            yield connection

    def keep_copy(self, engine: Engine, standing: str, now: datetime) -> None:
        """None is needed against a change that fails half-way."""
        log.warning(
            "the schema of %s changes from %s in one transaction, whole or not at all; "
            "no copy is made",
            self.name,
            standing,
        )

    @property
    def is_lost(self) -> bool:
        """Nobody can tell."""
        return False

    def must_stand(self) -> None:
        """The server says so itself."""

    def back_up(self, engine: Engine, to: Path | None, now: datetime) -> Copy:
        """The server's own tools do it, and know the server's version."""
        raise UsageError(
            f"{self.name} is a PostgreSQL database; its own tools back it up: pg_dump "
            f"--format=custom --file=monitor.dump --dbname={self._url.database}"
        )

    def look_at(self, file: Path) -> Copy:
        """Likewise."""
        raise UsageError(
            f"{self.name} is a PostgreSQL database; its own tools restore it: pg_restore "
            f"--clean --if-exists --single-transaction --dbname={self._url.database} {file}"
        )

    def restore(self, copy: Path, now: datetime) -> tuple[Path | None, int | None]:
        """There is no copy that it could be."""
        raise AssertionError("no copy of PostgreSQL's is looked at")

    def must_be_whole(self, connection: Connection) -> None:
        """The server looks at each page as it reads it."""

    def damage(self, connection: Connection) -> list[str]:
        """Nothing to ask: the server checks its pages as it reads them, and holds to its keys."""
        return []

    def size(self, connection: Connection) -> int:
        """Tables, indexes and what the server keeps beside them."""
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def _hide(url: URL) -> None:
    """A password that is a name of its own database is no secret, and a word of ours."""
    open_words = f"postgresql {url.username} {url.database} {url.host}"
    if url.password and str(url.password) not in open_words:
        hide(str(url.password))


_NOT_ALLOWED = {
    "25006",  # a standby, which only reads
    "3F000",  # no schema to make tables in
    "42501",  # no right
    "42P07",  # another's table of the same name
}


def _answers(error: Exception, how: Mapping[str, Any]) -> bool:
    """Whether a server is there that takes questions; what it said is in its own language."""
    from psycopg import ProgrammingError, pq
    from psycopg.conninfo import make_conninfo
    from psycopg.errors import ConnectionTimeout

    if isinstance(error, ConnectionTimeout):
        return False
    if isinstance(error, ProgrammingError):
        return True  # libpq did not even try: the URL says what it does not know
    place = ("host", "hostaddr", "port", "service", "connect_timeout")
    asked = make_conninfo(**{name: how[name] for name in place if name in how})
    return pq.PGconn.ping(asked.encode()) == pq.Ping.OK
