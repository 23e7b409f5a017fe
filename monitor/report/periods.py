"""One topic's days and weeks up to the one that is told, and who was heard in them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from monitor.models import Span
from monitor.points import Point, Trend
from monitor.rehearse import Accounts, accounts_of
from monitor.statistics.spikes import MEMORY
from monitor.storage import Store
from monitor.timeline import Window, midnight
from monitor.trends import trend, volumes
from monitor.voices import Voice

HISTORY_DAYS = 30
"""Days of the chart."""
_WEEK = 7
_USUAL = 4
"""Weeks whose same weekday, or which themselves, make a usual one."""
DAYS = {"day": 1, "week": _WEEK}


@dataclass(frozen=True, slots=True)
class Period:
    """The day or the week that is told, and what has been of it."""

    window: Window
    zone: ZoneInfo
    now: datetime
    by: Span = "day"

    @classmethod
    def of(cls, day: date, by: Span, zone: ZoneInfo, now: datetime) -> "Period":
        """The day, or the week from Monday on that it lies in."""
        first = day - timedelta(days=day.weekday()) if by == "week" else day
        last = first + timedelta(days=DAYS[by])
        return cls(Window(midnight(first, zone), midnight(last, zone)), zone, now, by)

    @property
    def seen(self) -> Window:
        """Of an unfinished one, what has been of it. The rest is no gap."""
        start, end = self.window.start, self.window.end
        return Window(start, min(end, self.now)) if self.now > start else self.window

    @property
    def over(self) -> bool:
        return self.now >= self.window.end

    @property
    def first(self) -> date:
        return self.window.start.astimezone(self.zone).date()

    @property
    def last(self) -> date:
        return self.first + timedelta(days=DAYS[self.by] - 1)

    @property
    def days(self) -> int:
        return DAYS[self.by]

    def back_to(self, days: int) -> Window:
        """So many days, with the last of the one that is told as the last."""
        return Window(midnight(self.last - timedelta(days=days - 1), self.zone), self.seen.end)

    def before(self, days: int) -> Window:
        """So many days before it."""
        return Window(midnight(self.first - timedelta(days=days), self.zone), self.window.start)


class History:
    """One topic up to the time that is told. Each step's people are asked for once."""

    def __init__(self, store: Store, topic: str, period: Period, min_authors: int) -> None:
        self.store, self.topic, self.period, self.min_authors = store, topic, period, min_authors
        self._heard: dict[Window, list[Voice]] = {}

    @cached_property
    def chart(self) -> tuple[Point, ...]:
        """The days of the chart with their people."""
        return tuple(self._trend(self.period.back_to(HISTORY_DAYS), "day"))

    @cached_property
    def steps(self) -> tuple[Point, ...]:
        """The days, or the weeks, up to the one that is told."""
        found = self.chart if self.period.by == "day" else self._weeks()
        return (*found[:-1], replace(found[-1], end=self.period.window.end))

    def _weeks(self) -> tuple[Point, ...]:
        weeks = Window(self.period.before(_USUAL * _WEEK).start, self.period.seen.end)
        return tuple(self._trend(weeks, "week"))

    def _trend(self, window: Window, by: Span) -> Trend:
        store, zone, now = self.store, self.period.zone, self.period.now
        fewest = self.min_authors
        return trend(store, self.topic, window, by=by, zone=zone, now=now, min_authors=fewest)

    @cached_property
    def long(self) -> tuple[Point, ...]:
        """Twelve weeks and the days that are told, in volumes alone."""
        period = self.period
        window = period.back_to(MEMORY + period.days)
        return volumes(self.store, self.topic, window, zone=period.zone, now=period.now)

    @property
    def today(self) -> Point:
        return self.steps[-1]

    @property
    def before(self) -> Point:
        return self.steps[-2]

    @property
    def usual(self) -> list[Point]:
        """The same weekday in the four weeks before, or these weeks, as far as they tell of today.

        What was hardly watched is no measure, nor what came under other rules.
        """
        changed = [i for i, point in enumerate(self.steps) if point.rules_changed]
        since = changed[-1] if changed else -1
        apart = _WEEK if self.period.by == "day" else 1
        places = range(len(self.steps) - 1 - apart, -1, -apart)
        found = (self.steps[place] for place in places if place > since)
        return [point for point in found if point.is_whole]

    def voices(self, point: Point) -> list[Voice]:
        """Who was heard in a step."""
        window = Window(point.start, min(point.end, self.period.seen.end))
        if window not in self._heard:
            with self.store.read() as reader:
                self._heard[window] = reader.heard(self.topic, window).voices()
        return self._heard[window]

    def accounts(self, point: Point) -> Accounts:
        return accounts_of(self.voices(point))
