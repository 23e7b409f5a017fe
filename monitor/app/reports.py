"""Which days and weeks want their report, and its making.

They are found by looking, so that no clock makes one twice. A report is
published last, when its files stand: whatever ends the process before that,
the day still wants its report.
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
from monitor.models import FILED, Format, Span
from monitor.report.gathering import summarise
from monitor.report.periods import DAYS
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
    by: Span = "day",
) -> list[date]:
    """The days since `first` whose report is not made yet, or can now be final, in order.

    Or the weeks, by their Mondays. Each gets its report on the morning after it, and
    its final figures on the morning after that. A day that the zone skipped gets none.
    """
    first = max(first, now.astimezone(zone).date() - _LONGEST * _DAY)
    return [
        day
        for day, last in _over(first, now, at, zone, by)
        if _wants(published.get(day), due_at(last, at, zone), final_at(last, at, zone), now)
    ]


def _over(
    first: date, now: datetime, at: time, zone: ZoneInfo, by: Span
) -> Iterator[tuple[date, date]]:
    """The days, or weeks, whose report is due by now: their first and last days."""
    day = first - timedelta(days=first.weekday()) if by == "week" else first
    days = DAYS[by] * _DAY
    while due_at(last := day + days - _DAY, at, zone) <= now:
        if by == "week" or day_window(day, zone).seconds:
            yield day, last
        day += days


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
    """The daily and weekly reports of one watch."""

    config: Config
    store: Store
    clock: Callable[[], datetime]
    scorers: Scorers

    @property
    def at(self) -> time:
        """The local time at which the day before gets its report."""
        return time.fromisoformat(self.config.schedule.report)

    def due(self) -> list[tuple[date, Span]]:
        """The days that want their report now, since the first live source was switched on;
        and the weeks, by their Mondays.

        Of a time of which nothing is known there is nothing to report.
        """
        weekly = self.config.report_weekly
        return [
            (day, by) for by in get_args(Span) if by == "day" or weekly for day in self._due(by)
        ]

    def _due(self, by: Span) -> list[date]:
        zone, now = self.config.zone, self.clock()
        with self.store.read() as reader:
            made = reader.published.all(str(zone), by)
            switched_on = [asked[0][0] for asked in reader.ledger.queries().values()]
        if not switched_on:
            return []
        first = min(switched_on).astimezone(zone).date()
        published = {day: (one.state, one.made_at) for day, one in made.items()}
        days = due(published, first, now, self.at, zone, by)
        known = self._known(Window(midnight(days[0], zone), now), now, by) if days else set()
        return [day for day in days if day in known]

    def _known(self, window: Window, now: datetime, by: Span) -> set[date]:
        """The days, or weeks, of which anything is known, if only that nobody wrote."""
        zone = self.config.zone
        return {
            point.start.astimezone(zone).date()
            for topic in self.config.topics
            for point in trends.trend(
                self.store, topic.name, window, by=by, zone=zone, now=now
            ).points
            if point.volume is not None
        }

    def make(self, day: date, by: Span = "day") -> tuple[Summary, list[Path]]:
        """Write the files of a day or a week, and publish its figures; and where they stand."""
        summary = numbered(self.store, self._figures(day, by))
        paths = self.write(summary)
        publish(self.store, summary, self.clock())
        return summary, paths

    def summary(self, day: date, by: Span = "day") -> Summary:
        """The figures as published now, in the zone of the configuration."""
        summary = self._figures(day, by)
        return publish(self.store, summary, self.clock()) if summary.is_known else summary

    def _figures(self, day: date, by: Span = "day") -> Summary:
        config = self.config
        if by == "day" and not day_window(day, config.zone).seconds:
            raise UsageError(f"there was no {day} in {config.zone}: its clocks skipped that day")
        return summarise(self.store, day, self._wanted(), self.clock(), by)

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
            milestones=config.milestones,
        )

    def _cues(self) -> dict[str, Cues]:
        position, cues = self.config.position, cues_of(self.config)
        return {position.topic: cues} if position and cues else {}

    def write(self, summary: Summary, formats: Iterable[Format] | None = None) -> list[Path]:
        """Write the files into the report folder, all three unless told; whole or not."""
        folder = self.config.reports_folder
        names = {form: folder / f"{summary.named.file}.{form}" for form in formats or FILED}
        for form, path in names.items():
            write_whole(path, render(summary, form))
        return list(names.values())
