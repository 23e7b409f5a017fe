"""For those who only look: one watch beside the process that collects, read and never written."""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from monitor.app import clock_of
from monitor.app.health import Health, health
from monitor.app.monitor import Monitor
from monitor.app.times import Moment, at_most
from monitor.config import load_config
from monitor.errors import MonitorError, NothingStoredError
from monitor.models import Granularity
from monitor.points import Point, Trend
from monitor.storage import Store
from monitor.storage.reading import Reader
from monitor.timeline import Window, share, steps

MOST_STEPS = 5_000
"""More points are not given at once."""
MOST_GAPS = 5_000
_FRESH_S = 15.0
"""For so long what is costly to find out is taken as known."""
_LASTING_S = 300.0
"""The same of what every post must be looked at for."""
_TO_THE_END = timedelta(microseconds=1)
T = TypeVar("T")


def open_to_look(path: str | Path = "config.yaml") -> Monitor:
    """Open the watch that a config.yaml describes to read alone; nothing is made or upgraded.

    Raises `ConfigError` with every fault, `StorageError` for a database that is not there
    or of another version.
    """
    config = load_config(Path(path))
    return Monitor(config, Store.look(config.database, config.folder), clock_of(config))


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a topic is asked for."""

    since: Moment = "30d"
    until: Moment = "now"
    by: Granularity = "day"
    tz: str | None = None
    platform: str | None = None
    language: str | None = None

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a topic, in which fewer people stand behind a figure."""
        return bool(self.platform or self.language)


@dataclass(frozen=True, slots=True)
class Told:
    """A trend, and the starts of those steps whose figures are those of too few people."""

    trend: Trend
    hidden: frozenset[datetime] = frozenset()


@dataclass(frozen=True, slots=True)
class Covering:
    """How much of a step was watched, by source; None where that is not known."""

    start: datetime
    end: datetime
    by_source: dict[str, float]

    @property
    def lowest(self) -> float | None:
        return min(self.by_source.values(), default=None)


class _Fresh(Generic[T]):
    """An answer that is asked for anew only when it has become old."""

    def __init__(self, ask: Callable[[], T], seconds: float = _FRESH_S) -> None:
        self._ask, self._seconds = ask, seconds
        self._at, self._lock = -seconds, Lock()
        self._answer: T

    def __call__(self) -> T:
        with self._lock:
            if time.monotonic() - self._at >= self._seconds:
                self._answer = self._ask()
                self._at = time.monotonic()
            return self._answer


@dataclass(frozen=True, slots=True)
class View:
    """The figures of one watch as they may leave the machine: totals, and parts of enough
    people."""

    monitor: Monitor
    is_at_work: Callable[[], bool]
    """Whether a process keeps the clock; to look is to hold its lock for a moment."""
    platforms: Callable[[], list[str]]
    """Of which anything is stored; of a large database it takes a while to find out."""
    languages: Callable[[], Mapping[str, list[str]]]
    """Of each topic those in which `min_authors` people or more wrote, by name."""

    @classmethod
    def of(cls, monitor: Monitor) -> "View":
        def is_at_work() -> bool:
            with suppress(MonitorError):  # whoever may not lock may not know
                return monitor.store.is_held("run")
            return False

        def platforms() -> list[str]:
            with monitor.store.read() as reader:
                return reader.stored_platforms()

        def languages() -> dict[str, list[str]]:
            with monitor.store.read() as reader:
                return {name: _of_many(reader, name, fewest) for name in reader.topics()}

        fewest = monitor.config.privacy.min_authors
        return cls(monitor, _Fresh(is_at_work), _Fresh(platforms), _Fresh(languages, _LASTING_S))

    @property
    def min_authors(self) -> int:
        return self.monitor.config.privacy.min_authors

    def topics(self) -> list[str]:
        """The names that are or were watched, those of config.yaml first."""
        names = [topic.name for topic in self.monitor.config.topics]
        with self.monitor.store.read() as reader:
            return names + [name for name in reader.topics() if name not in names]

    def trend(self, topic: str, asked: Asked) -> Told:
        """A topic's points; of a part of it, those of too few people without their figures.

        Raises as `Monitor.trend`; `UsageError` also for more than `MOST_STEPS`.
        """
        if asked.language:
            self._must_be_stored(self.monitor.topic(topic), asked.language)
        found = self.monitor.trend(
            topic,
            asked.since,
            asked.until,
            asked.by,
            asked.tz,
            asked.platform,
            asked.language,
            most_steps=MOST_STEPS,
        )
        hidden = few(found.points, self.min_authors) if asked.is_part else set()
        points = (_emptied(point) if point.start in hidden else point for point in found.points)
        return Told(replace(found, points=tuple(points)), frozenset(hidden))

    def _must_be_stored(self, topic: str, language: str) -> None:
        """As `Monitor.trend` says it, but it names no language of too few people."""
        with self.monitor.store.read() as reader:
            if language.lower() in reader.stored_languages(topic):
                return
        known = ", ".join(self.languages().get(topic, []))
        told = f"enough people wrote in: {known}" if known else "nor in any other by enough people"
        raise NothingStoredError(f"nothing is stored of the language {language!r}; {told}.")

    def coverage(self, asked: Asked) -> tuple[Window, dict[str, float], list[Covering]]:
        """The window, how much of it each source watched, and how much of each step."""
        zone = self.monitor.zone(asked.tz)
        window = self.monitor.window(asked.since, asked.until, zone)
        at_most(MOST_STEPS, window, asked.by)
        with self.monitor.store.read() as reader:
            covered = reader.watched.covered(window, self.monitor.clock())
        each = [
            {
                name: share(of.windows, step)
                for name, of in covered.items()
                if share(of.frames, step)
            }
            for step in (window, *steps(window, asked.by, zone))
        ]
        parts = zip(steps(window, asked.by, zone), each[1:], strict=True)
        return window, each[0], [Covering(step.start, step.end, by) for step, by in parts]

    def health(self) -> Health:
        """As `Monitor.health`, without naming the process that keeps the clock."""
        return health(self.monitor.live, lambda _: "a process" if self.is_at_work() else None)

    def answers(self) -> bool:
        """Whether the database still answers, with the schema that this version reads."""
        return self.monitor.store.is_ours

    def zone(self, name: str | None = None) -> ZoneInfo:
        return self.monitor.zone(name)


def _of_many(reader: Reader, topic: str, fewest: int) -> list[str]:
    """The languages of a topic in which enough people wrote, by name."""
    if (span := reader.stored_span(topic)) is None:
        return []
    found = reader.languages(topic, Window(span.start, span.end + _TO_THE_END))
    return sorted(name for name, (_, people) in found.items() if people >= fewest)


def few(points: Iterable[Point], min_authors: int) -> set[datetime]:
    """When the steps of a part of a topic begin that fewer people wrote in.

    A step in which nobody wrote shows nobody; one whose people are not known any more
    (their posts were pruned) is among them.
    """
    return {point.start for point in points if point.volume and (point.authors or 0) < min_authors}


def _emptied(point: Point) -> Point:
    """Of the figures, only how much was watched."""
    watched = point.coverage, point.coverage_by_source
    return Point(
        point.start,
        point.end,
        coverage=watched[0],
        coverage_by_source=watched[1],
        rules_changed=point.rules_changed,
    )
