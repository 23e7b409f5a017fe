"""Time: 15-minute buckets, windows, days in a zone, covered and missing time.

Moments are aware UTC. A bucket start is an integer, epoch seconds divisible
by 900: every local midnight of every zone since 2012 falls on that grid, so
days add up exactly in half-hour and 45-minute zones too, where hourly
buckets would be wrong.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from monitor.models import Granularity

BUCKET_S = 900


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Half-open time `[start, end)`, aware UTC."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> float:
        return max(0.0, (self.end - self.start).total_seconds())

    def clipped(self, to: "Window") -> "Window":
        """The part inside `to`; empty (zero seconds) where they do not meet."""
        start = max(self.start, to.start)
        return Window(start, max(start, min(self.end, to.end)))


def bucket_of(moment: datetime) -> int:
    """The start of the bucket that holds the moment, in epoch seconds."""
    return int(moment.timestamp() // BUCKET_S) * BUCKET_S


def from_epoch(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day.

    Where clocks skip midnight, the instant they skip at; where midnight comes
    twice, the first one (`fold=0`, PEP 495, gives both).
    """
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_window(day: date, zone: ZoneInfo) -> Window:
    """The local day: 23, 24 or 25 hours long where clocks change."""
    return Window(midnight(day, zone), midnight(day + timedelta(days=1), zone))


_AGO = re.compile(r"(\d{1,5})([hdw])")
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2999, 12, 31, tzinfo=UTC)
_NEVER = datetime.min.replace(tzinfo=UTC)


def parse_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Read `now`, `30d` (hours, days or weeks ago), a date or an ISO 8601 moment.

    A bare date is local midnight; a moment without offset is local time.
    Raises `ValueError` in words fit for people.
    """
    try:
        moment = _read_moment(text.strip(), now, zone)
    except (ValueError, OverflowError):
        moment = _NEVER
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError(
            f"{text!r} is no moment; write 2020-07-02, 2020-07-02T10:00+01:00, 30d, 12h or now"
        )
    return moment


def _read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    if text == "now":
        return now
    if ago := _AGO.fullmatch(text):
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    if len(text) == len("2020-07-02"):
        return midnight(date.fromisoformat(text), zone)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def steps(window: Window, by: Granularity, zone: ZoneInfo) -> tuple[Window, ...]:
    """Every local hour, day, week or month that overlaps the window, clipped.

    Weeks start on Monday. A day that a zone skipped (Apia, 30 December 2011)
    is not listed.
    """
    bounds = _hours(window, zone) if by == "hour" else _dates(window, by, zone)
    whole = (Window(a, b) for a, b in pairwise(bounds))
    clipped = (step.clipped(window) for step in whole)
    return tuple(step for step in clipped if step.seconds > 0)


def _dates(window: Window, by: Granularity, zone: ZoneInfo) -> Iterator[datetime]:
    day = _first_date(window.start.astimezone(zone).date(), by)
    while (bound := midnight(day, zone)) < window.end:
        yield bound
        day = _next_date(day, by)
    yield bound


def _first_date(day: date, by: Granularity) -> date:
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def _next_date(day: date, by: Granularity) -> date:
    if by == "month":
        return (day + timedelta(days=31)).replace(day=1)
    return day + timedelta(days=7 if by == "week" else 1)


def _hours(window: Window, zone: ZoneInfo) -> Iterator[datetime]:
    """Local full hours, and the instants at which the zone's offset changes.

    The second kind keeps an hour from holding posts of another where clocks
    move by half an hour (Lord Howe Island).
    """
    quarter = timedelta(seconds=BUCKET_S)
    bound = from_epoch(bucket_of(window.start)) - timedelta(hours=1)
    offset = bound.astimezone(zone).utcoffset()
    while True:
        local = bound.astimezone(zone)
        if local.minute == 0 or local.utcoffset() != offset:
            yield bound
            if bound >= window.end:
                return
        offset = local.utcoffset()
        bound += quarter


def merged(windows: Iterable[Window]) -> tuple[Window, ...]:
    """The same time as disjoint windows in order."""
    result: list[Window] = []
    for window in sorted(w for w in windows if w.seconds > 0):
        if result and window.start <= result[-1].end:
            result[-1] = Window(result[-1].start, max(result[-1].end, window.end))
        else:
            result.append(window)
    return tuple(result)


def within(windows: Iterable[Window], frame: Window) -> tuple[Window, ...]:
    """What of the windows lies in the frame, merged."""
    return merged(window.clipped(frame) for window in windows)


def missing(windows: Iterable[Window], frame: Window) -> tuple[Window, ...]:
    """What of the frame no window covers."""
    edges = [frame.start]
    for window in within(windows, frame):
        edges += [window.start, window.end]
    edges.append(frame.end)
    gaps = (Window(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
    return tuple(gap for gap in gaps if gap.seconds > 0)


def share(windows: Iterable[Window], frame: Window) -> float:
    """The share of the frame that the windows cover, 0 to 1."""
    return sum(window.seconds for window in within(windows, frame)) / frame.seconds
