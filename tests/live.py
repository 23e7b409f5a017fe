"""A watch of the fake X: one clock for both, and words for what may befall them.

    house.collect()                     what is new, by hand
    house.tick(minutes=15)              time passes, then the clock collects
    house.topics = (FILM,)              config.yaml is edited, and the monitor started again
    with killed(when=lambda: …): …      the process dies there: nothing more is written

No test sleeps: whoever waits moves the clock of both.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Engine

from monitor.app.live import Live
from monitor.app.monitor import Monitor
from monitor.checkpoint import Checkpoint
from monitor.config import Config, load_config, no_environment
from monitor.config.schema import Budget, Sources, XSource
from monitor.coverage import Gap
from monitor.models import Topic
from monitor.points import Point
from monitor.runs import RunOutcome
from monitor.storage import Store
from monitor.timeline import Window
from monitor.upkeep import verify
from tests.fakes import listening, rows
from tests.fakex import FakeX
from tests.fakex.clock import moment

FILM = Topic("film", phrases=("365 days",), context=("netflix", "film"))
PETITION = Topic("petition", phrases=("petition",), context=("netflix",))
GREAT, SIGN = "365 days on netflix is great", "sign the petition, netflix"
_WATCH = "title: 365 Days\ntopics: {film: {phrases: [a]}}\nsources: {x: {}}\n"


_BOUNDS = ("since_id", "until_id", "start_time", "end_time", "next_token")


@cache
def _written() -> Config:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.yaml"
        path.write_text(_WATCH, "utf-8")
        return load_config(path, no_environment)


class Pauses(Event):
    """Whoever waits on it moves the clock; each pause is kept."""

    def __init__(self, x: FakeX) -> None:
        super().__init__()
        self.x, self.seconds = x, list[float]()

    def wait(self, timeout: float | None = None) -> bool:
        if timeout:  # else it is only asked whether to stop
            self.seconds.append(timeout)
            self.x.advance(seconds=timeout)
        return self.is_set()


@dataclass
class House:
    """The monitor over a fake X. Money is in dollars; None: no such limit."""

    x: FakeX
    store: Store
    topics: tuple[Topic, ...] = (FILM, PETITION)
    daily: float | None = 1_000.0
    monthly: float | None = None
    switched_on: bool = True
    token: bool = True
    off: timedelta = timedelta()
    """How much later it is by this machine's clock than by X's."""
    pauses: Pauses = field(init=False)

    def __post_init__(self) -> None:
        self.pauses = Pauses(self.x)

    @property
    def monitor(self) -> Monitor:
        budget = Budget(daily_usd=self.daily, monthly_usd=self.monthly)
        config = replace(
            _written(),
            topics=self.topics,
            sources=Sources(x=XSource(budget=budget)) if self.switched_on else Sources(),
            x_token=SecretStr(self.x.token) if self.token else None,
            x_api_base_url=self.x.url,
        )
        return Monitor(config, self.store, lambda: self.x.now + self.off, self.pauses)

    @property
    def live(self) -> Live:
        return self.monitor.live

    # What happens

    def begin(self, until: str) -> None:
        """It has collected once, an hour after its first post; from there time passes."""
        start = self.x.now
        self.x.post(GREAT, start - timedelta(hours=1))
        self.collect()
        self.x.now = until
        self.x.requests.clear()

    def collect(self, **more: Any) -> list[RunOutcome]:
        return self.live.collect("x", **more)

    def tick(self, **by: float) -> list[RunOutcome]:
        self.x.advance(**by)
        return self.collect(by_clock=True)

    def history(self, since: str, until: str, **more: Any) -> list[RunOutcome]:
        """As `collect --since --until`: what of that time is not read yet."""
        windows = self.live.unread("x", between(since, until))
        return self.live.history("x", windows, **more)

    # What came of it

    @property
    def expected(self) -> list[str]:
        """All that stands on X and is about the film, as `ids` should tell it."""
        return sorted(f"film {post.first_id}" for post in self.x.world.posts)

    @property
    def asked(self) -> list[dict[str, str]]:
        """The bounds of each request, as X got them."""
        return [{n: p[n] for n in _BOUNDS if n in p} for p in (s.params for s in self.x.requests)]

    @property
    def ids(self) -> list[str]:
        """Of each mention, by its topic, the id of its post."""
        with self.store.read() as reader:
            return sorted(f"{m.topic} {m.id}" for m in reader.mentions(None, None, text=False))

    @property
    def sizes(self) -> list[int]:
        """How many posts each request asked for at most."""
        return [int(seen.params["max_results"]) for seen in self.x.requests]

    @property
    def pages(self) -> int:
        """How many are stored, of all runs."""
        return int(rows(self.store, "select sum(pages) from run")[0][0] or 0)

    @property
    def checkpoint(self) -> Checkpoint:
        with self.store.read() as reader:
            return reader.ledger.checkpoint("x")

    @property
    def spent_usd(self) -> float:
        """Of all days: what is set aside counts as spent."""
        with self.store.read() as reader:
            days = sorted({*self.x.billed, self.x.now.date().isoformat()})
            spent = (reader.ledger.spent(moment(day).date(), "x").day for day in days)
            return sum(spent) / 1_000_000

    @property
    def gaps(self) -> list[tuple[str, str, str]]:
        """From, to and why, in short."""
        return [(short(gap.start), short(gap.end), gap.reason) for gap in self.told_gaps]

    @property
    def told_gaps(self) -> list[Gap]:
        return self.monitor.gaps()

    def points(self, since: str, until: str, topic: str = "film", **more: Any) -> list[Point]:
        span = between(since, until)
        return list(self.monitor.trend(topic, span.start, span.end, **{"by": "hour", **more}))

    def volumes(self, since: str, until: str, topic: str = "film") -> list[int | None]:
        return [point.volume for point in self.points(since, until, topic)]

    def is_sound(self) -> bool:
        """Kept figures are true, and our books are never below those of X."""
        return verify(self.store) == [] and self.spent_usd >= self.x.billed_usd - 1e-9


def between(since: str, until: str) -> Window:
    return Window(moment(since), moment(until))


def statuses(outcomes: list[RunOutcome]) -> list[tuple[str, str | None]]:
    return [(outcome.status, outcome.reason) for outcome in outcomes]


def short(when: datetime) -> str:
    """`02 12:00`, with seconds where there are any."""
    return f"{when:%d %H:%M:%S}".removesuffix(":00")


class Killed(BaseException):
    """The process is gone: no handler of ours may answer."""


@contextmanager
def killed(when: Callable[[], bool]) -> Iterator[None]:
    """From the first transaction at which `when` holds, nothing more is written."""
    dead = []

    def die(*_: Any) -> None:
        if dead or when():
            dead.append(1)
            raise Killed

    with suppress(Killed), listening(Engine, "before_cursor_execute", die):
        yield
    assert dead, "it was not killed"
