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
from monitor.models import Event
from monitor.points import Point
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
    before: float
    """Posts of the same weekdays before, as of days watched whole."""
    after: float
    """Posts of these days."""
    ratio: float | None
    """How many times as many posts a day came as on the same weekdays before."""
    ratio_ci: Interval | None
    level: float
    """Of that interval."""
    tone: Change

    def to_dict(self) -> dict[str, Any]:
        ci = None if self.ratio_ci is None else list(self.ratio_ci)
        told: dict[str, Any] = {"days": self.days, "before": self.before, "after": self.after}
        told |= {"ratio": self.ratio, "ratio_ci": ci, "level": self.level}
        return told | {"tone": self.tone.to_dict()}


def pairs(on: date, days: Sequence[tuple[date, Point]]) -> list[Pair]:
    """The days from an event on, each with the same weekday before it.

    Only where both are known and were watched whole, as far as anybody knows:
    a gap on either side would be a fall or a rise.
    """
    by_day = dict(days)
    after = (on + timedelta(days=number) for number in range(AFTER_DAYS))
    found = ((by_day.get(day - _WEEK), by_day.get(day)) for day in after)
    return [(a, b) for a, b in found if a and b and a.is_whole and b.is_whole]


def aftermath(found: Sequence[Pair], tone: Change, level: float) -> Aftermath:
    """The volume of these pairs of days, beside the tone that was compared over them."""
    before, after = ([pair[side].rate or 0.0 for pair in found] for side in (0, 1))
    times, ci = ratio(before, after, level) or (None, None)
    return Aftermath(len(found), sum(before), sum(after), times, ci, level, tone)


def nearby(event: Event, events: Sequence[Event], last: date) -> list[Event]:
    """The other events of the days that are compared, any of which may be behind it."""
    first, last = event.on - _WEEK, min(last, event.on + timedelta(days=AFTER_DAYS - 1))
    near = [other for other in events if other != event and first <= other.on <= last]
    return sorted(near, key=lambda other: (other.on, other.label))
