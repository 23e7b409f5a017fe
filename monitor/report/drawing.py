"""The charts of a report: its thirty days, and where its time stands."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor import charts, figures
from monitor.charts.bars import ToneBar, parts_bar, tone_bar
from monitor.charts.shapes import Box
from monitor.report.petition import drawn
from monitor.report.summary import Summary, TopicDay
from monitor.timeline import Window

Sink = Callable[[str], str]
_PAGE = charts.Look()
_NAME_ON_CHART = 16
"""Characters of a topic's name that fit beside the word "posts" on a phone."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A topic's tone beside its position."""

    name: str
    tone: ToneBar
    position: tuple[Box, ...]


def chart_of(summary: Summary, sink: Sink, look: charts.Look = _PAGE) -> charts.Chart:
    """All topics, both, and the petition's own curve over one axis of days."""
    zone = ZoneInfo(summary.tz)
    topics = summary.topics.items()
    series: list[charts.Series | charts.Petition] = [
        charts.Series(short(sink(name)), day.chart) for name, day in topics
    ]
    if len(topics) > 1 and summary.shared.history:
        both = "both" if len(topics) == 2 else "two topics or more"
        series.append(charts.Series(both, summary.shared.history, toned=False))
    series += drawn(summary.signatures, zone, lambda name: short(sink(name)))
    events = [event.on for event in summary.marked]
    told = Window(summary.start, summary.end)
    return charts.draw(series, events, zone, told=told, look=look)


def short(name: str) -> str:
    """As much of a name as fits on a chart."""
    return name if len(name) <= _NAME_ON_CHART else name[: _NAME_ON_CHART - 1] + "…"


def stands(summary: Summary, sink: Sink) -> list[Stand]:
    """Tone beside position, of each topic whose position is read."""
    return [_stand(sink(name), day) for name, day in summary.topics.items() if day.position]


def _stand(name: str, day: TopicDay) -> Stand:
    today = day.today
    title = f"tone {figures.mean_with_interval(today)}"
    return Stand(name, tone_bar(today.author_mean, today.ci, title), _parts(day))


def _parts(day: TopicDay) -> tuple[Box, ...]:
    """Positions that are told only together are one part."""
    found = day.position
    if found is None or not found.read:
        return ()
    counts = {"supports": found.supports, "unclear": found.unclear, "opposes": found.opposes}
    told = [(name, n, name) for name, n in counts.items() if n is not None]
    rest = found.read - sum(n for _, n, _ in told)
    hidden = " or ".join(sorted(name for name, n in counts.items() if n is None))
    return parts_bar([*told, ("together", rest, hidden)] if hidden else told)
