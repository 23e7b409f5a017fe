"""A trend's two panels: volume as bars, tone as a line with its interval."""

from collections.abc import Callable, Iterable, Sequence
from itertools import count, groupby

from monitor import figures
from monitor.charts.axis import Axis
from monitor.charts.shapes import Box, Panel, Series, Tick
from monitor.points import Point

HEADROOM = 1.12
"""Keeps the uppermost labels off the panel's heading."""
_TONE_LIMITS = (0.2, 0.5, 1.0)
_EACH = {"hour": "an hour", "day": "a day", "week": "a week", "month": "a month"}
_THE = {"hour": "the hour", "day": "the day", "week": "the week", "month": "the month"}

Scale = Callable[[float], float]


def volume_panel(one: Series, axis: Axis, top: float, bottom: float) -> Panel:
    """Bars from zero; a day that nobody watched has none, but a gap."""
    ticks = round_ticks(max((p.volume or 0 for p in one.points), default=0))
    highest = max([*(p.volume or 0 for p in one.points), ticks[-1]])
    y = scale(0, highest * HEADROOM, top, bottom)
    last = one.points[-1].volume if one.points else None
    return Panel(
        title=f"{figures.capital(one.name)}: posts {_EACH[axis.by]}",
        top=top,
        bottom=bottom,
        ticks=tuple(Tick(y(tick), figures.short_number(tick)) for tick in ticks),
        base=y(0),
        gaps=_gaps(one, axis, top, bottom),
        latest=_latest(axis, last, y, figures.short_number(last)),
        bars=tuple(_bar(point, axis, y) for point in one.points if point.volume is not None),
    )


def _latest(axis: Axis, last: float | None, y: Scale, label: str) -> Tick | None:
    """The last figure beside its bar or dot; what is not known stands at the axis."""
    return Tick(y(0 if last is None else last), label) if axis.tells_one else None


def _bar(point: Point, axis: Axis, y: Scale) -> Box:
    volume = point.volume or 0
    part = point.is_partly_watched
    figure = figures.plural(volume, "post", "posts")
    watched = f", {figures.percent(point.coverage)} of {_THE[axis.by]} watched" if part else ""
    return Box(
        x=axis.left(point) + axis.width * 0.14,
        y=y(volume),
        width=axis.width * 0.72,
        height=y(0) - y(volume),
        kind="partly" if part else "whole",
        told=axis.is_told(point),
        title=_title(axis, point, figure + watched),
    )


def tone_panel(one: Series, axis: Axis, top: float, bottom: float, limit: float) -> Panel:
    """Dots, a line through days that follow each other, the interval as a band.

    Where too few people bear an interval there is no band: a narrow one would
    look sure. The dot is hollow there.
    """
    y = scale(-limit * HEADROOM, limit * HEADROOM, top, bottom)
    last = one.points[-1].author_mean if one.points else None
    runs = _runs(one.points, lambda point: point.author_mean is not None)
    sure = _runs(one.points, lambda point: point.ci is not None)
    return Panel(
        title=f"{figures.capital(one.name)}: tone, −1 to +1",
        top=top,
        bottom=bottom,
        ticks=tuple(Tick(y(tick), figures.tone(tick)) for tick in (-limit, 0, limit)),
        base=y(0),
        gaps=_gaps(one, axis, top, bottom),
        latest=_latest(axis, last, y, figures.tone(last)),
        lines=tuple(_line(run, axis, y) for run in runs),
        bands=tuple(_band(run, axis, y) for run in sure),
        dots=tuple(_dot(point, axis, y) for run in runs for point in run),
    )


def _dot(point: Point, axis: Axis, y: Scale) -> Box:
    title = _title(axis, point, f"tone {figures.mean_with_interval(point)}")
    x = axis.middle(point)
    kind = "whole" if point.ci else "hollow"
    return Box(x, y(_mean(point)), 0, 0, kind, told=axis.is_told(point), title=title)


def _title(axis: Axis, point: Point, figure: str) -> str:
    return f"{axis.name(point.start)}: {figure}"


def _gaps(one: Series, axis: Axis, top: float, bottom: float) -> tuple[Box, ...]:
    def gap(point: Point) -> Box:
        title = _title(axis, point, "not watched, not known")
        return Box(axis.left(point), top, axis.width, bottom - top, "gap", title=title)

    return tuple(gap(point) for point in one.points if point.volume is None)


def _runs(points: Sequence[Point], known: Callable[[Point], bool]) -> list[list[Point]]:
    """The known days that follow each other."""
    return [list(group) for is_known, group in groupby(points, key=known) if is_known]


def _mean(point: Point) -> float:
    return point.author_mean or 0.0


def _line(run: Sequence[Point], axis: Axis, y: Scale) -> str:
    return path((axis.middle(point), y(_mean(point))) for point in run)


def _band(run: Sequence[Point], axis: Axis, y: Scale) -> str:
    """The intervals of a run, half a column wide at its ends, so that one day shows too."""
    low, high = [], []
    for point in run:
        a, b = point.ci or (_mean(point), _mean(point))
        low.append((axis.middle(point), y(max(a, -1.0))))
        high.append((axis.middle(point), y(min(b, 1.0))))
    half = axis.width * 0.36
    for edge in (low, high):
        edge.insert(0, (edge[0][0] - half, edge[0][1]))
        edge.append((edge[-1][0] + half, edge[-1][1]))
    return path([*high, *reversed(low)]) + "Z"


def path(places: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)


def scale(lowest: float, highest: float, top: float, bottom: float) -> Scale:
    span = highest - lowest
    return lambda value: bottom - (value - lowest) / span * (bottom - top)


def round_ticks(highest: int) -> tuple[int, ...]:
    """Zero and up to three round numbers above it."""
    steps = (part * 10**power for power in count() for part in (1, 2, 5))
    step = next(step for step in steps if highest <= 3 * step)
    return tuple(range(0, max(highest, 1) + 1, step))


def tone_limit(points: Iterable[Point]) -> float:
    """How far the tone axis goes to either side: the same for all topics."""
    ends = [abs(end) for p in points for end in (p.ci or (_mean(p),))]
    return next((limit for limit in _TONE_LIMITS if max(ends, default=0) <= limit), 1.0)
