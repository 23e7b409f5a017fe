"""Where it is wired: the configuration becomes a store, sources, a scorer, a clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor.app.monitor import Monitor
from monitor.app.sources import AT_WORK, enabled
from monitor.config import Config, load_config, no_environment
from monitor.errors import UsageError
from monitor.files import write_whole
from monitor.sources.sample import WATCH
from monitor.storage import Store
from monitor.storage.restoring import Restored
from monitor.storage.restoring import restore as put_back

__all__ = ["Monitor", "clock_of", "has_database", "open_demo", "open_monitor", "restore"]

Clock = Callable[[], datetime]


def open_monitor(path: str | Path = "config.yaml", clock: Clock | None = None) -> Monitor:
    """Open the watch that a config.yaml describes, with its database.

    Raises `ConfigError` with every fault of the configuration,
    `StorageError` for a database that cannot be used.
    """
    return _opened(load_config(Path(path)), clock)


def open_demo(folder: Path, clock: Clock | None = None) -> Monitor:
    """Open the demo's own watch in its own folder, making it where it is not there.

    The environment is not heeded: it names the operator's real database.
    Raises `UsageError` where the folder holds another watch.
    """
    path, mark = folder / "config.yaml", WATCH.splitlines()[0]
    if path.is_file() and not path.read_text("utf-8", "replace").startswith(mark):
        raise UsageError(f"{folder} holds another config.yaml; {_OWN_FOLDER}")
    write_whole(path, WATCH)
    monitor = _opened(load_config(path, no_environment), clock)
    with monitor.store.read() as reader:
        real = set(reader.stored_platforms()) - {"sample"}
    if real:
        monitor.close()
        raise UsageError(f"{folder} holds a database with other posts; {_OWN_FOLDER}")
    return monitor


_OWN_FOLDER = (
    "give the demo a folder of its own with --folder, so that invented posts never mix "
    "with real ones"
)


def restore(path: Path, file: Path, clock: Clock | None = None) -> Restored:
    """Put a backup in the place of the database of the watch that a config.yaml describes.

    Where nobody knows what was spent since, nothing more is bought on that day.
    Raises `ConfigError`, `StorageError` for a file that is no backup of it,
    `TryLaterError` where another process is at work, `UsageError` on PostgreSQL.
    """
    config = load_config(path)
    clock = clock or clock_of(config)
    key, folder = config.author_key_file, config.folder
    done = put_back(config.database, file, AT_WORK, clock(), key, folder)
    if done.carried is None:
        with _opened(config, clock) as monitor:
            for name in enabled(config):
                monitor.live.use_up(name)
    return done


def has_database(config: Config) -> bool:
    """Whether the watch has a database already; none is made."""
    return Store.exists(config.database)


def _opened(config: Config, clock: Clock | None) -> Monitor:
    clock = clock or clock_of(config)
    store = Store.open(config.database, clock(), config.author_key_file, config.folder)
    return Monitor(config, store, clock)


def clock_of(config: Config) -> Clock:
    """The clock of this process: the system's, or one that starts where MONITOR_NOW says."""
    begins_at, started = config.begins_at, time.monotonic()
    if begins_at is None:
        return lambda: datetime.now(UTC)
    begin = begins_at.astimezone(UTC)
    return lambda: begin + timedelta(seconds=time.monotonic() - started)
