"""Which days want their report, found by looking, so that no clock makes it twice; and its making.

A report is published last, when its files stand: whatever ends the process
before that, the day still wants its report.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from monitor import trends
from monitor.app.live import REACH
from monitor.app.positions import cues_of
from monitor.app.scorers import Scorers
from monitor.config import Config
from monitor.cues import Cues
from monitor.errors import UsageError
from monitor.files import write_whole
from monitor.models import Format
from monitor.report.gathering import summarise
from monitor.report.publishing import numbered, publish
from monitor.report.render import render
from monitor.report.summary import FINAL_AFTER, Summary
from monitor.report.wanted import Wanted
from monitor.storage import Store
from monitor.timeline import Window, day_window, midnight

_DAY = timedelta(days=1)
_LONGEST = 60
"""Days back: what nobody made for longer is asked for by hand."""


def due_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When a day's report is made: at that time of the next day, in its zone.

    One instant for each day: of a time that clocks show twice the first one,
    of one that they skip the same distance behind it.
    """
    return datetime.combine(day + _DAY, at, zone).astimezone(UTC)


def final_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When it is made once more, with figures that are final by then."""
    return max(due_at(day + _DAY, at, zone), day_window(day, zone).end + FINAL_AFTER)


def due(
    published: Mapping[date, tuple[str, datetime]],
    first: date,
    now: datetime,
    at: time,
    zone: ZoneInfo,
) -> list[date]:
    """The days since `first` whose report is not made yet, or can now be final, in order.

    A day gets its report on the next morning, and its final figures on the
    morning after that. A day that the zone skipped gets none.
    """
    first = max(first, now.astimezone(zone).date() - _LONGEST * _DAY)
    return [
        day
        for day in _days(first, now, at, zone)
        if _wants(published.get(day), due_at(day, at, zone), final_at(day, at, zone), now)
    ]


def _days(first: date, now: datetime, at: time, zone: ZoneInfo) -> Iterator[date]:
    day = first
    while due_at(day, at, zone) <= now:
        if day_window(day, zone).seconds:
            yield day
        day += _DAY


def _wants(
    made: tuple[str, datetime] | None, early: datetime, late: datetime, now: datetime
) -> bool:
    if made is None or made[1] < early:
        return True
    state, _ = made
    return state == "provisional" and now >= late


def next_due(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The next moment at which a report is made."""
    day = now.astimezone(zone).date() - 2 * _DAY
    while due_at(day, at, zone) <= now:
        day += _DAY
    return due_at(day, at, zone)


@dataclass(frozen=True, slots=True)
class Reports:
    """The daily reports of one watch."""

    config: Config
    store: Store
    clock: Callable[[], datetime]
    scorers: Scorers

    @property
    def at(self) -> time:
        """The local time at which the day before gets its report."""
        return time.fromisoformat(self.config.schedule.report)

    def due(self) -> list[date]:
        """The days that want their report now, since the first live source was switched on.

        Of a day of which nothing is known there is nothing to report.
        """
        zone, now = self.config.zone, self.clock()
        with self.store.read() as reader:
            published = reader.published(str(zone))
            switched_on = [asked[0][0] for asked in reader.ledger.queries().values()]
        if not switched_on:
            return []
        first = min(switched_on).astimezone(zone).date()
        days = due(published, first, now, self.at, zone)
        known = self._known(Window(midnight(days[0], zone), now), now) if days else set()
        return [day for day in days if day in known]

    def _known(self, window: Window, now: datetime) -> set[date]:
        """The days of which anything is known, if only that nobody wrote."""
        zone = self.config.zone
        return {
            point.start.astimezone(zone).date()
            for topic in self.config.topics
            for point in trends.trend(
                self.store, topic.name, window, by="day", zone=zone, now=now
            ).points
            if point.volume is not None
        }

    def make(self, day: date) -> tuple[str, list[Path]]:
        """Write a day's files and publish its figures; their state, and where they stand."""
        summary = numbered(self.store, self._figures(day))
        paths = self.write(summary)
        publish(self.store, summary, self.clock())
        return summary.state, paths

    def summary(self, day: date) -> Summary:
        """A day's figures as published now, in the zone of the configuration."""
        summary = self._figures(day)
        return publish(self.store, summary, self.clock()) if summary.is_known else summary

    def _figures(self, day: date) -> Summary:
        config = self.config
        if not day_window(day, config.zone).seconds:
            raise UsageError(f"there was no {day} in {config.zone}: its clocks skipped that day")
        return summarise(self.store, day, self._wanted(), self.clock())

    def _wanted(self) -> Wanted:
        config = self.config
        return Wanted(
            title=config.title,
            topics=[topic.name for topic in config.topics],
            events=config.events,
            zone=config.zone,
            scorer=self.scorers.versions,
            min_authors=config.privacy.min_authors,
            reach=REACH,
            threshold=config.scoring.thresholds,
            cues=self._cues(),
            demand=config.position.demand if config.position else None,
            versions={name: one.version for name, one in self.scorers.by_topic.items()},
            published=self.scorers.published,
            overlay=self.scorers.overlay,
        )

    def _cues(self) -> dict[str, Cues]:
        position, cues = self.config.position, cues_of(self.config)
        return {position.topic: cues} if position and cues else {}

    def write(self, summary: Summary, formats: Iterable[Format] | None = None) -> list[Path]:
        """Write the day's files into the report folder, all three unless told; whole or not."""
        folder = self.config.reports_folder
        names = {form: folder / f"{summary.date}.{form}" for form in formats or get_args(Format)}
        for form, path in names.items():
            write_whole(path, render(summary, form))
        return list(names.values())
