"""What came after each event, as a table: never because of it."""

from collections.abc import Callable
from dataclasses import dataclass

from monitor.comparing import Aftermath
from monitor.dates import day_and_month
from monitor.figures import UNKNOWN, number, plural
from monitor.report.summary import EventAfter
from monitor.report.words import change, change_on_all_platforms

_FEW, _WIDE = 10, 30
"""With fewer posts before, or an interval whose end is so many times its beginning, a ratio
says more than it knows."""


@dataclass(frozen=True, slots=True)
class After:
    """One topic from an event on."""

    topic: str
    days: str
    posts: str
    tone: str


@dataclass(frozen=True, slots=True)
class EventTable:
    on: str
    label: str
    nearby: str
    rows: tuple[After, ...]
    reason: str = ""
    """Why no topic has a day that can be compared; then there are no rows."""


def after(found: EventAfter, sink: Callable[[str], str]) -> EventTable:
    """The table of one event."""
    others = (f"{sink(e.label)} ({day_and_month(e.on)})" for e in found.nearby)
    rows = (_row(sink(name), one, sink) for name, one in found.topics.items())
    on, label = day_and_month(found.event.on), sink(found.event.label)
    if not any(one.days for one in found.topics.values()):
        reasons = sorted({change(one.tone) for one in found.topics.values()})
        return EventTable(on, label, "", (), sink("; ".join(reasons)))
    return EventTable(on, label, ", ".join(others), tuple(rows))


def _row(topic: str, found: Aftermath, sink: Callable[[str], str]) -> After:
    tone = sink(change_on_all_platforms(found.tone))
    return After(topic, plural(found.days, "day", "days"), _posts(found), tone)


def _posts(found: Aftermath) -> str:
    if found.ratio is None and found.days:
        return _each(found)
    if found.ratio is None:
        return UNKNOWN
    if found.before < _FEW or (found.ratio_ci and found.ratio_ci[1] > _WIDE * found.ratio_ci[0]):
        return f"{_each(found)}; how many times as many is hardly known"
    times = f"{_times(found.ratio)} times as many"
    if found.ratio_ci is None:
        few = "one day" if found.days == 1 else "too few posts"
        return f"{times} ({few}: no interval)"
    low, high = map(_times, found.ratio_ci)
    return f"{times} ({low} to {high})"


def _each(found: Aftermath) -> str:
    after, before = (number(n / found.days) for n in (found.after, found.before))
    return f"{after} a day, {before} before"


def _times(value: float) -> str:
    if value < 0.005:
        return "under 0.01"
    return f"{value:,.{2 if value < 0.95 else 1 if value < 9.95 else 0}f}"
