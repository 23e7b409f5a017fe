"""Which sources a configuration switches on, and how each is made from it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Event

from monitor.config import Config
from monitor.errors import ConfigError, Fault, UsageError
from monitor.sources import LiveSource
from monitor.sources.clock import PlatformClock
from monitor.sources.x import query as queries
from monitor.storage import Store
from monitor.words import is_loopback

NO_TOKEN = "there is no token. Set X_BEARER_TOKEN, or X_BEARER_TOKEN_FILE to a file that holds it"
NOT_SUPPORTED = "nothing is collected from it in this version"
_KNOWN = ("x", "mastodon", "bluesky")
AT_WORK = ("job.run", "job.report", "archive", "sample", *_KNOWN)
"""The locks of all that writes."""
_BEHIND_LAST_READ = timedelta(minutes=1)


def enabled(config: Config) -> list[str]:
    """The live sources that config.yaml names."""
    return [name for name in _KNOWN if getattr(config.sources, name) is not None]


def x_query(config: Config) -> str:
    """What X is asked, for all topics; raises `ConfigError` where X would not take it."""
    faults = list(query_faults(config))
    if faults:
        raise ConfigError(faults)
    return _compiled(config)


def query_faults(config: Config) -> Iterator[Fault]:
    """What is wrong with the query that the topics make."""
    if config.sources.x is None:
        return
    query = _compiled(config)
    over = queries.too_long(query)
    if over:
        parts = queries.parts_by_length(config.topics)
        told = ", ".join(f"{name} takes {length}" for name, length in parts)
        problem = f"makes a query of {len(query)} characters, and X takes {queries.LONGEST_RECENT}"
        fix = "Shorten the topics, or write a shorter query of your own as sources.x.query"
        yield _fault(config, ("sources", "x"), f"{problem} ({told})", fix)
    for topic in config.topics:
        if config.sources.x.query and not queries.asks_for(query, topic):
            problem = f"asks for nothing that the topic {topic.name} looks for"
            fix = "Add one of its phrases, hashtags or links, or take the query out"
            yield _fault(config, ("sources", "x", "query"), problem, fix)


def platform_clock(
    config: Config, store: Store, name: str, ours: Callable[[], datetime]
) -> PlatformClock:
    """A source's own clock, as its answers told it so far.

    It stands no earlier than what was read up to: this machine's clock may
    have been set back. The next answer tells the right time.
    """
    with store.read() as reader:
        ahead = reader.ledger.clock_ahead(name)
        read_to = reader.ledger.checkpoint(name).since_at
    now = ours()
    if read_to and now + ahead < read_to:
        ahead = timedelta() if now >= read_to else read_to + _BEHIND_LAST_READ - now
    return PlatformClock(ours, ahead, moved=config.begins_at is not None)


def x_source(config: Config, stop: Event, clock: PlatformClock) -> LiveSource:
    """X's search as configured; whatever it waits for, `stop` ends it."""
    from monitor.sources.x.search import HOST, XSource  # tweepy: only for those who ask X

    base = config.x_api_base_url or HOST
    if config.begins_at and not is_loopback(base):
        raise UsageError(
            "MONITOR_NOW moves the clock, and X's own server would be asked for the wrong time. "
            "Unset it, or set X_API_BASE_URL to a server on this machine"
        )
    if config.x_token is None:
        raise UsageError(NO_TOKEN)
    token = config.x_token.get_secret_value()
    return XSource(x_query(config), token, base, stop.wait, clock, stop.is_set)


def _compiled(config: Config) -> str:
    x = config.sources.x
    only, own = (x.only, x.query) if x else (None, None)
    return queries.compiled(config.topics, only, own)


def _fault(config: Config, path: tuple[str, ...], problem: str, fix: str) -> Fault:
    nearest: tuple[str | int, ...] = path
    while nearest and nearest not in config.lines:
        nearest = nearest[:-1]
    return Fault(".".join(path), config.lines.get(nearest), problem, fix)
