"""What was different from each event on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.comparing import Contrast, aftermath, contrast, not_comparable, pairs, tell
from monitor.comparing.events import Pair, nearby
from monitor.models import Event
from monitor.points import Point
from monitor.report.periods import HISTORY_DAYS, History
from monitor.report.summary import EventAfter
from monitor.voices import together

_TOO_EARLY = "too little was watched around it to compare"


@dataclass(frozen=True, slots=True)
class Around:
    """The days around one event, for each topic, and how the tone differs; not yet told."""

    event: Event
    topics: Mapping[str, tuple[list[Pair], Contrast]]

    @property
    def shown(self) -> int:
        """How many intervals it puts on the page: of volumes, and of tones."""
        return sum((len(days) > 1) + tone.shown for days, tone in self.topics.values())


def around(histories: Mapping[str, History], events: Sequence[Event]) -> list[Around]:
    """What is found of each event of the chart's days."""
    return [
        Around(event, {name: _around(history, event) for name, history in histories.items()})
        for event in _of_the_chart(histories, events)
    ]


def _around(history: History, event: Event) -> tuple[list[Pair], Contrast]:
    days = _pairs(history, event)
    return days, _tone(history, event, days)


def told(found: Around, events: Sequence[Event], last: date, level: float) -> EventAfter:
    """In figures, each interval at this level; `last` is the day of the report."""
    topics = {
        name: aftermath(days, tell(tone, level), level)
        for name, (days, tone) in found.topics.items()
    }
    return EventAfter(found.event, tuple(nearby(found.event, events, last)), topics)


def _of_the_chart(histories: Mapping[str, History], events: Sequence[Event]) -> list[Event]:
    days = {day for history in histories.values() for day, _ in _dated(history)[-HISTORY_DAYS:]}
    return sorted({e for e in events if e.on in days}, key=lambda event: (event.on, event.label))


def _dated(history: History) -> list[tuple[date, Point]]:
    """The days that are over, by their local date; the last may be under way."""
    zone = history.period.zone
    dated = [(point.start.astimezone(zone).date(), point) for point in history.long]
    return dated if history.period.over else dated[:-1]


def _pairs(history: History, event: Event) -> list[Pair]:
    """None across a change of the topic's rules: other posts match, in number and in tone."""
    found = _watched(history, event)
    return [] if _rules_changed(history, found) else found


def _watched(history: History, event: Event) -> list[Pair]:
    return pairs(event.on, _dated(history))


def _rules_changed(history: History, days: Sequence[Pair]) -> bool:
    if not days:
        return False
    first, last = days[0][0].start, days[-1][1].start
    return any(point.rules_changed for point in history.long if first <= point.start <= last)


def _tone(history: History, event: Event, days: Sequence[Pair]) -> Contrast:
    points = [point for pair in days for point in pair]
    if not points:
        changed = bool(_watched(history, event))
        return not_comparable("the topic's rules changed" if changed else _TOO_EARLY)
    if len({name for point in points for name in point.scorers}) > 1:
        return not_comparable("the scorer changed")
    before, after = (
        together(voice for point in side for voice in history.voices(point))
        for side in zip(*days, strict=True)
    )
    return contrast([before], after, history.min_authors)
