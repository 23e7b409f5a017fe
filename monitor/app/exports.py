"""Exports of one watch: which rows are meant."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from monitor.app.monitor import Monitor
from monitor.app.times import at_most
from monitor.errors import NothingStoredError
from monitor.export import columns, rows
from monitor.export.columns import By, What
from monitor.export.forms import Form, Row, written
from monitor.timeline import Window, midnight, steps

MOST_OBJECTS, MOST_IDS = 50_000, 1_500_000
"""Posts of X, or ids of them, that may be handed to one recipient (in 30 days)."""
_MOST_STEPS = 100_000
_FIRST = date(1990, 1, 1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the watch is meant."""

    topic: str | None = None
    window: Window | None = None
    """None: all time of which anything is known."""
    by: By = "day"
    text: bool = False


@dataclass(slots=True)
class Counted:
    """How many rows went out, and how many of them are posts of X."""

    rows: int = 0
    of_x: int = 0


@dataclass(frozen=True, slots=True)
class Exports:
    monitor: Monitor

    def parts(self, what: What, form: Form, asked: Asked, counted: Counted) -> Iterator[str]:
        """The rows in that form, part after part, never all of them held.

        Raises `NothingStoredError`, before any part, where there is nothing.
        """
        names = columns.names(what, text=asked.text, pair=form != "csv")
        found = _counting(self._rows(what, asked), counted)
        first = next(found, None)
        if first is None:
            raise NothingStoredError("nothing is stored in that window.")
        return written(form, what, names, chain([first], found))

    def _rows(self, what: What, asked: Asked) -> Iterator[Row]:
        if what == "posts":
            return self.posts(asked)
        if what == "trend":
            return self.trend(asked)
        return self.signatures(asked) if what == "signatures" else self.coverage(asked)

    def posts(
        self, asked: Asked, large: Mapping[str, Collection[str]] | None = None
    ) -> Iterator[Row]:
        topics = self.topics(asked.topic)
        with self.monitor.store.read() as reader:
            found = reader.exporting.mentions(topics, asked.window, words=asked.text)
            yield from rows.of_posts(found, large)

    def trend(self, asked: Asked) -> Iterator[Row]:
        """Each topic's steps in order; of a topic of which nothing is known there, none."""
        window = asked.window or self.span(asked.topic)
        if window is None:
            return
        for topic in self.topics(asked.topic):
            found = self.monitor.trend(topic, window.start, window.end, asked.by)
            if any(point.volume is not None for point in found):
                yield from rows.of_trend(found, asked.by)

    def signatures(self, asked: Asked) -> Iterator[Row]:
        with self.monitor.store.read() as reader:
            for one in reader.signatures.all():
                window = asked.window
                if window is None or window.start <= one.at < window.end:
                    yield one.to_dict()

    def coverage(self, asked: Asked) -> Iterator[Row]:
        """Step by step, in the zone of the watch."""
        monitor, now = self.monitor, self.monitor.clock()
        always = Window(midnight(_FIRST, monitor.config.zone), now)
        with monitor.store.read() as reader:
            covered = reader.watched.covered(asked.window or always, now)
        frames = [frame for of in covered.values() for frame in of.frames]
        if frames:
            whole = Window(min(f.start for f in frames), max(f.end for f in frames))
            window = asked.window or self._days(whole)
            at_most(_MOST_STEPS, window, asked.by)
            windows = steps(window, asked.by, monitor.config.zone)
            yield from rows.of_coverage(covered, windows, asked.by)

    def topics(self, named: str | None) -> list[str]:
        """The topic that is named, or all that were ever watched."""
        if named:
            return [self.monitor.topic(named)]
        with self.monitor.store.read() as reader:
            return reader.topics()

    def span(self, topic: str | None = None) -> Window | None:
        """The whole local days of which anything is stored."""
        span = self.monitor.stored_span(topic)
        return self._days(span) if span else None

    def _days(self, span: Window) -> Window:
        zone = self.monitor.config.zone
        first, last = (moment.astimezone(zone).date() for moment in (span.start, span.end))
        return Window(midnight(first, zone), midnight(last + _DAY, zone))


def _counting(found: Iterator[Row], counted: Counted) -> Iterator[Row]:
    for row in found:
        counted.rows += 1
        counted.of_x += row.get("platform") == "x"
        yield row
