"""One topic's days up to the one that is told, and who was heard on them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from monitor.points import Point
from monitor.rehearse import Accounts, accounts_of
from monitor.statistics.spikes import MEMORY
from monitor.storage import Store
from monitor.timeline import Window, midnight
from monitor.trends import trend, volumes
from monitor.voices import Voice

HISTORY_DAYS = 30
"""Days of the chart."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """The day that is told, and what has been of it."""

    window: Window
    zone: ZoneInfo
    now: datetime

    @property
    def seen(self) -> Window:
        """Of an unfinished day, what has been of it. The rest is no gap."""
        start, end = self.window.start, self.window.end
        return Window(start, min(end, self.now)) if self.now > start else self.window

    @property
    def over(self) -> bool:
        return self.now >= self.window.end

    @property
    def date(self) -> date:
        return self.window.start.astimezone(self.zone).date()

    def back_to(self, days: int) -> Window:
        """So many days, with the one that is told as the last."""
        return Window(midnight(self.date - timedelta(days=days - 1), self.zone), self.seen.end)


class History:
    """One topic up to a day. Each day's people are asked for once."""

    def __init__(self, store: Store, topic: str, day: Day, min_authors: int) -> None:
        self.store, self.topic, self.day, self.min_authors = store, topic, day, min_authors
        self._heard: dict[Window, list[Voice]] = {}

    @cached_property
    def chart(self) -> tuple[Point, ...]:
        """The days of the chart with their people; the last is the day that is told."""
        at = self.day
        *earlier, so_far = trend(
            self.store,
            self.topic,
            at.back_to(HISTORY_DAYS),
            by="day",
            zone=at.zone,
            now=at.now,
            min_authors=self.min_authors,
        )
        return (*earlier, replace(so_far, end=at.window.end))

    @cached_property
    def long(self) -> tuple[Point, ...]:
        """Twelve weeks and the day itself, in volumes alone."""
        at = self.day
        window = at.back_to(MEMORY + 1)
        return volumes(self.store, self.topic, window, zone=at.zone, now=at.now)

    @property
    def today(self) -> Point:
        return self.chart[-1]

    @property
    def before(self) -> Point:
        return self.chart[-2]

    @property
    def usual(self) -> list[Point]:
        """The same weekday in the four weeks before, as far as it tells of today.

        Days that were hardly watched are no measure, nor those under other rules.
        """
        changed = [i for i, point in enumerate(self.chart) if point.rules_changed]
        since = changed[-1] if changed else -1
        places = range(len(self.chart) - 1 - _WEEK, -1, -_WEEK)
        days = (self.chart[place] for place in places if place > since)
        return [day for day in days if day.is_whole]

    def voices(self, point: Point) -> list[Voice]:
        """Who was heard on a day."""
        window = Window(point.start, min(point.end, self.day.seen.end))
        if window not in self._heard:
            with self.store.read() as reader:
                self._heard[window] = reader.heard(self.topic, window).voices()
        return self._heard[window]

    def accounts(self, point: Point) -> Accounts:
        return accounts_of(self.voices(point))
