"""The petition's own curve: what is known of how many had signed, and what lies between.

What lies between two figures is not known. A stretch tells the average of its
whole time and nothing of any hour in it, so it is drawn flat.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from monitor.figures import number
from monitor.models import Event, Signatures
from monitor.timeline import Window

DAY_S = 86_400
NEAR = timedelta(hours=3)
"""So near to a day's edge a count is as good as one at midnight."""
LEAST_KNOWN_S = 6 * 3600
"""Of a day of which less is known, nothing is told."""
_TRUST = ("reported", "observed", "official")
Curve = tuple[Signatures, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time between two neighbouring figures of a curve."""

    start: Signatures
    end: Signatures
    gained: int
    """Below zero where the platform took signatures away."""
    per_day: float | None
    """The average; None where both figures are of one moment."""

    @property
    def window(self) -> Window:
        return Window(self.start.at, self.end.at)


@dataclass(frozen=True, slots=True)
class OfDay:
    """What a day shows of a petition."""

    last: Signatures | None
    """The last figure up to the end of the day; None where there is none yet."""
    age: timedelta | None
    """How old that figure was when the day ended."""
    gained: float | None
    """On this day; None where less than six hours of it are known."""
    is_exact: bool
    """Counted at both edges of the day, give or take three hours; else it is the average of
    the time in `known`."""
    known: Window | None
    """From which figure to which the gain was taken."""


def curves(counts: Iterable[Signatures]) -> dict[str, Curve]:
    """The curve of each petition, by name."""
    ordered = sorted(counts, key=lambda one: one.petition)
    named = groupby(ordered, key=lambda one: one.petition)
    return {petition: curve(found) for petition, found in named}


def curve(counts: Iterable[Signatures]) -> Curve:
    """The figures of one petition that make its curve, in the order of time.

    Of several of one moment the highest stands, as the others are of a little
    earlier. A *reported* figure is a lower bound of an unknown moment before:
    an article of the 10th may say "over 65,000" when 70,000 were told on the
    8th. Where it is lower than what stands before it, it tells nothing new,
    and to draw it would invent signatures that were taken back; so it is left
    out here, and stays in the list of all figures. A lower count that was
    *observed* or is *official* stays: platforms do take signatures away.
    """
    kept: list[Signatures] = []
    for _, moment in groupby(sorted(counts, key=lambda one: one.at), key=lambda one: one.at):
        before = kept[-1].count if kept else 0
        fit = [one for one in moment if one.kind != "reported" or one.count >= before]
        kept += [max(fit, key=_rank)] if fit else []
    return tuple(kept)


def _rank(one: Signatures) -> tuple[int, int, str]:
    """The highest; of one figure, who knows best."""
    return one.count, _TRUST.index(one.kind), one.origin


def stretches(curve: Sequence[Signatures]) -> tuple[Stretch, ...]:
    """The time between each figure and the next."""
    return tuple(_stretch(start, end) for start, end in pairwise(curve))


def _stretch(start: Signatures, end: Signatures) -> Stretch:
    gained, days = end.count - start.count, (end.at - start.at).total_seconds() / DAY_S
    return Stretch(start, end, gained, gained / days if days else None)


def milestones(
    curve: Sequence[Signatures], numbers: Iterable[int], zone: ZoneInfo
) -> tuple[Event, ...]:
    """The figures by which a petition passes a milestone, each as one event of its local day.

    A figure that passes several tells the highest; none is passed twice. Of a
    reported figure the day is that of the report. The first figure passes only
    what it equals: what it is above was passed on a day that nobody knows.
    """
    wanted = sorted(numbers)
    found: list[Event] = []
    before: int | None = None
    for one in curve:
        if passed := [n for n in wanted if _passes(before, one.count, n)]:
            label = f"Petition passes {number(passed[-1])} signatures"
            found.append(Event(one.at.astimezone(zone).date(), label, one.origin))
        before = max(before or 0, one.count)
    return tuple(found)


def _passes(before: int | None, count: int, milestone: int) -> bool:
    return milestone == count if before is None else before < milestone <= count


def beside(events: Sequence[Event], milestones: Iterable[Event]) -> tuple[Event, ...]:
    """All events by day; one whose label names a milestone's number stands in its place."""
    named = {n for event in events for n in _numbers(event.label)}
    others = (event for event in milestones if named.isdisjoint(_numbers(event.label)))
    return tuple(sorted((*events, *others), key=lambda event: event.on))


# 70,000, 70 000, 70.000, 70000, 70k, 1m, 1 million
_NUMBER = re.compile(
    r"(?<![\w.,])"
    r"([0-9]{1,3}(?:[,. '\u2019\u00a0\u2009\u202f][0-9]{3}){1,4}|[0-9]{1,15})(k|m| million|)\b",
    re.IGNORECASE,
)
_TIMES = {"": 1, "k": 1000, "m": 1_000_000, " million": 1_000_000}


def _numbers(label: str) -> set[int]:
    """The numbers that a label names."""
    found = _NUMBER.findall(label)
    return {int(re.sub(r"\D", "", digits)) * _TIMES[times.lower()] for digits, times in found}


def of_day(curve: Sequence[Signatures], day: Window) -> OfDay:
    """What a day shows: the last figure by then, and how many came on it or around it.

    The gain is exact where the counter was seen near both edges of the day; a
    reported figure is a lower bound, and makes none. Else it is the average of
    the stretches that the day lies in, as of a whole day.
    """
    last = next((one for one in reversed(curve) if one.at <= day.end), None)
    age = day.end - last.at if last else None
    if exact := _counted(curve, day):
        start, end = exact
        return OfDay(last, age, end.count - start.count, True, Window(start.at, end.at))
    around = [each for each in stretches(curve) if each.window.clipped(day).seconds > 0]
    parts = [each.window.clipped(day).seconds for each in around]
    if sum(parts) < min(LEAST_KNOWN_S, day.seconds):
        return OfDay(last, age, None, False, None)
    rates = [(each.per_day or 0.0) / DAY_S for each in around]
    came = sum(rate * seconds for rate, seconds in zip(rates, parts, strict=True))
    known = Window(around[0].start.at, around[-1].end.at)
    return OfDay(last, age, came / sum(parts) * day.seconds, False, known)


def _counted(curve: Sequence[Signatures], day: Window) -> tuple[Signatures, Signatures] | None:
    """The counts nearest to both edges, where both are near."""
    seen = [one for one in curve if one.kind != "reported"]
    start, end = (
        min(seen, key=lambda one: abs(one.at - edge), default=None)
        for edge in (day.start, day.end)
    )
    near = start and end and abs(start.at - day.start) <= NEAR and abs(end.at - day.end) <= NEAR
    return (start, end) if start and end and near and start.at < end.at else None
