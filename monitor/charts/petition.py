"""A petition's two panels: signatures a day, and signatures in all.

Where counts are far apart, what lies between them is not known: signatures a
day are a flat average there, and signatures in all a straight dashed line.
"""

from itertools import pairwise

from monitor import figures
from monitor.charts.axis import Axis
from monitor.charts.panels import HEADROOM, Scale, path, round_ticks, scale
from monitor.charts.shapes import Box, Count, Note, Pace, Panel, Petition, Tick


def pace_panel(one: Petition, axis: Axis, top: float, bottom: float) -> Panel:
    """A block for each stretch between two counts: its area is the signatures that came."""
    inside = [pace for pace in one.paces if _meets(pace, axis)]
    ticks = round_ticks(round(max((pace.per_day for pace in inside), default=0)))
    highest = max([*(pace.per_day for pace in inside), ticks[-1]])
    y = scale(0, highest * HEADROOM, top, bottom)
    return Panel(
        title=f"{figures.capital(one.name)}: signatures a day, on average",
        top=top,
        bottom=bottom,
        ticks=tuple(Tick(y(tick), figures.short_number(tick)) for tick in ticks),
        base=y(0),
        bars=tuple(_block(pace, axis, y) for pace in inside),
    )


def _meets(pace: Pace, axis: Axis) -> bool:
    return pace.start < axis.window.end and pace.end > axis.window.start


def _block(pace: Pace, axis: Axis, y: Scale) -> Box:
    left, right = axis.at(pace.start), axis.at(pace.end)
    height = max(y(0) - y(max(pace.per_day, 0)), 0.0)
    return Box(left, y(0) - height, right - left, height, "average", title=pace.title)


def count_panel(one: Petition, axis: Axis, top: float, bottom: float) -> Panel:
    """A dot for each count, with its number; dashed lines between them."""
    ticks = round_ticks(max((count.n for count in one.counts), default=0))
    highest = max([*(count.n for count in one.counts), ticks[-1]])
    y = scale(0, highest * HEADROOM, top, bottom)
    inside = [c for c in one.counts if axis.window.start <= c.at < axis.window.end]
    return Panel(
        title=f"{figures.capital(one.name)}: signatures in all",
        top=top,
        bottom=bottom,
        ticks=tuple(Tick(y(tick), figures.short_number(tick)) for tick in ticks),
        base=y(0),
        latest=_latest(one, axis, y),
        straight=tuple(_lines(one, axis, y)),
        dots=tuple(Box(axis.at(c.at), y(c.n), 0, 0, title=c.title) for c in inside),
        notes=tuple(Note(axis.at(c.at) - 8, y(c.n) - 5, f"{c.n:,}") for c in inside[:-1]),
    )


def _latest(one: Petition, axis: Axis, y: Scale) -> Tick | None:
    """The last count of the chart's time."""
    before = [count for count in one.counts if count.at < axis.window.end]
    return Tick(y(before[-1].n), figures.short_number(before[-1].n)) if before else None


def _lines(one: Petition, axis: Axis, y: Scale) -> list[str]:
    window = axis.window
    pairs = ((a, b) for a, b in pairwise(one.counts) if a.at < window.end and b.at > window.start)
    return [path(_ends(a, b, axis, y)) for a, b in pairs]


def _ends(a: Count, b: Count, axis: Axis, y: Scale) -> list[tuple[float, float]]:
    """The straight line between two counts, as far as it lies on the chart."""

    def at(moment: float) -> float:
        part = (moment - a.at.timestamp()) / (b.at - a.at).total_seconds()
        return y(a.n + part * (b.n - a.n))

    start = max(a.at, axis.window.start)
    end = min(b.at, axis.window.end)
    return [(axis.at(moment), at(moment.timestamp())) for moment in (start, end)]
