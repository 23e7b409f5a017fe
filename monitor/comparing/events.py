"""Before and after an event: the days from it on against the same weekdays before it.

Nothing here says why: what came after an event came after it. One event
alone cannot be told from others of the same days, which are named beside it,
nor from what would have come anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from monitor.comparing.change import Change
from monitor.models import Event, Point
from monitor.statistics import Interval
from monitor.statistics.rates import ratio

AFTER_DAYS = 7
"""Days from an event on that are looked at, and days before it: whole weeks, so that
each weekday stands on both sides."""
_WEEK = timedelta(days=7)

Pair = tuple[Point, Point]
"""A day from the event on, and the same weekday a week before: (before, after)."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What was different from an event on, for one topic."""

    days: int
    """From the event on, known and watched on both sides."""
    ratio: float | None
    """How many times as many posts a day came as on the same weekdays before."""
    ratio_ci: Interval | None
    tone: Change

    def to_dict(self) -> dict[str, Any]:
        ci = None if self.ratio_ci is None else list(self.ratio_ci)
        told = {"days": self.days, "ratio": self.ratio, "ratio_ci": ci}
        return told | {"tone": self.tone.to_dict()}


def pairs(on: date, days: Sequence[tuple[date, Point]], whole: float) -> list[Pair]:
    """The days from an event on, each with the same weekday before it.

    Only where both are known and were watched whole, as far as anybody knows:
    a gap on either side would be a fall or a rise.
    """
    by_day = dict(days)
    after = (on + timedelta(days=number) for number in range(AFTER_DAYS))
    found = ((by_day.get(day - _WEEK), by_day.get(day)) for day in after)
    return [(a, b) for a, b in found if a and b and _whole(a, whole) and _whole(b, whole)]


def _whole(point: Point, whole: float) -> bool:
    return point.volume is not None and (point.coverage is None or point.coverage >= whole)


def _rate(point: Point) -> float:
    """Posts as of a whole day."""
    return (point.volume or 0) / (point.coverage or 1.0)


def aftermath(found: Sequence[Pair], tone: Change, level: float) -> Aftermath:
    """The volume of these pairs of days, beside the tone that was compared over them."""
    before, after = ([_rate(pair[side]) for pair in found] for side in (0, 1))
    times, ci = ratio(before, after, level) or (None, None)
    return Aftermath(len(found), times, ci, tone)


def nearby(event: Event, events: Sequence[Event]) -> list[Event]:
    """The other events of the days that are compared, any of which may be behind it."""
    near = [other for other in events if other != event and abs(other.on - event.on) < _WEEK]
    return sorted(near, key=lambda other: (other.on, other.label))
