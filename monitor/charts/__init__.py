"""Charts of trends: where each bar, line and label stands, and the same in words.

Pure functions from points to plain shapes, in units of the drawing, which the
template `chart.svg.j2` writes as SVG. A drawing scales with its page; its
gutters are wide enough for the large letters that a phone needs.

Each topic has two panels, volume above tone. What is not known is a hatched
gap; a tone figure that too few people stand behind breaks the line.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from monitor.charts.axis import Axis
from monitor.charts.panels import tone_limit, tone_panel, volume_panel
from monitor.charts.petition import count_panel, pace_panel
from monitor.charts.shapes import Chart, Count, Look, Mark, Pace, Panel, Petition, Series
from monitor.charts.told import in_words
from monitor.models import Granularity
from monitor.timeline import Window

__all__ = ["Chart", "Count", "Look", "Pace", "Petition", "Series", "draw", "in_words"]

_MARK = 34.0
"""Two marks of events closer than this stand one above the other."""
_LOOK = Look()

Drawn = Callable[[Axis, float, float], Panel]


def draw(
    series: Sequence[Series | Petition],
    events: Sequence[date],
    zone: ZoneInfo,
    *,
    by: Granularity = "day",
    told: Window | None = None,
    look: Look = _LOOK,
) -> Chart:
    """All series over one axis of time. Events are numbered in the order given.

    `told` is the time that the page is about: its steps stand out. Without a
    trend there is nothing to draw.
    """
    trends = [one for one in series if isinstance(one, Series)]
    steps = {point.start: point.end for one in trends for point in one.points}
    if not steps:
        return Chart(look)
    axis = Axis(sorted(steps.items()), by, zone, look, told)
    marks = _marks(events, axis)
    top = max((mark.y for mark in marks), default=-_MARK / 2) + _MARK / 2
    limit = tone_limit(point for one in trends for point in one.points)
    panels = tuple(_panels(series, axis, top, limit))
    bottom = panels[-1].bottom
    height = bottom + look.axis
    return Chart(look, height, top, bottom, panels, axis.labels(), marks, axis.columns())


def _panels(
    series: Sequence[Series | Petition], axis: Axis, top: float, limit: float
) -> Iterator[Panel]:
    look = axis.look
    for number, one in enumerate(series):
        top += look.between if number else 0.0
        for height, drawn in _of(one, look, limit):
            panel = drawn(axis, top + look.heading, top + look.heading + height)
            yield panel
            top = panel.bottom


def _of(one: Series | Petition, look: Look, limit: float) -> list[tuple[float, Drawn]]:
    """The panels of one series, with their heights."""
    if isinstance(one, Petition):
        both = (partial(pace_panel, one), partial(count_panel, one))
        return [(look.petition, drawn) for drawn in both]
    volume = partial(volume_panel, one)
    if not one.toned:
        return [(look.small, volume)]
    return [(look.volume, volume), (look.tone, partial(tone_panel, one, limit=limit))]


def _marks(events: Sequence[date], axis: Axis) -> tuple[Mark, ...]:
    """Each event at the highest level where it meets no other."""
    placed: list[Mark] = []
    for number, on in enumerate(events, 1):
        if (x := axis.of_day(on)) is not None:
            y = _MARK / 2
            while any(abs(mark.x - x) < _MARK and mark.y == y for mark in placed):
                y += _MARK
            placed.append(Mark(x, y, number))
    return tuple(placed)
