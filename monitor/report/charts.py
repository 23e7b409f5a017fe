"""The chart's geometry: where each bar, line and label stands.

Pure functions from points to plain shapes, in units of the drawing, which the
template writes as SVG. The drawing scales with the page; its gutters are wide
enough for the large letters that a phone needs.

Each topic has two panels, volume above tone. What is not known is a hatched
gap; a tone figure that too few people stand behind breaks the line.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count, groupby
from zoneinfo import ZoneInfo

from monitor import figures
from monitor.points import Point
from monitor.report import words

WIDTH = 600.0
LEFT, RIGHT = 72.0, 528.0
"""The gutters beside the panels hold the axis labels and today's figures."""
_HEADING, _VOLUME, _TONE, _BETWEEN, _AXIS = 44.0, 112.0, 104.0, 8.0, 36.0
_MARK = 34.0
"""Two marks of events closer than this stand one above the other."""
_HEADROOM = 1.12
"""Keeps the uppermost labels off the panel's heading."""
_TONE_LIMITS = (0.2, 0.5, 1.0)
_WEEK = 7

Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Series:
    """A topic's days, under the name that stands on the chart."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at a place of an axis."""

    at: float
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A bar, or a gap's hatching; its title shows when a pointer rests on it."""

    x: float
    y: float
    width: float
    height: float
    kind: str = "whole"
    """`whole`, `partly` (watched), `gap`, or `hollow` (a dot without interval)."""
    today: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One topic's volume or tone."""

    title: str
    top: float
    bottom: float
    ticks: tuple[Tick, ...]
    base: float
    """Where zero is."""
    gaps: tuple[Box, ...]
    latest: Tick
    """Today's figure, beside its bar or dot."""
    bars: tuple[Box, ...] = ()
    lines: tuple[str, ...] = ()
    """Paths of days that follow each other; a single day is a point only."""
    bands: tuple[str, ...] = ()
    dots: tuple[Box, ...] = ()
    """Boxes without size."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event: a numbered line through all panels."""

    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Chart:
    height: float
    top: float
    bottom: float
    panels: tuple[Panel, ...]
    dates: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class _Columns:
    """The shared axis: one column a day, of the same width on 23- and 25-hour days."""

    days: Mapping[datetime, date]

    @property
    def width(self) -> float:
        return (RIGHT - LEFT) / len(self.days)

    def left(self, point: Point) -> float:
        return LEFT + list(self.days).index(point.start) * self.width

    def centre(self, day: date) -> float:
        return LEFT + (list(self.days.values()).index(day) + 0.5) * self.width

    def middle(self, point: Point) -> float:
        return self.left(point) + self.width / 2

    def is_last(self, point: Point) -> bool:
        return point.start == max(self.days)

    def title(self, point: Point, figure: str) -> str:
        return f"{words.named_day(self.days[point.start])}: {figure}"


def draw(series: Sequence[Series], events: Sequence[date], zone: ZoneInfo) -> Chart:
    """All topics over one date axis. Events are numbered in the order given."""
    starts = sorted({point.start for one in series for point in one.points})
    columns = _Columns({start: start.astimezone(zone).date() for start in starts})
    if not starts:
        return Chart(0.0, 0.0, 0.0, (), (), ())
    marks = _marks(events, columns)
    top = max((mark.y for mark in marks), default=-_MARK / 2) + _MARK / 2
    panels, bottom = _panels(series, columns, top)
    return Chart(bottom + _AXIS, top, bottom, panels, _dates(columns), marks)


def _panels(
    series: Sequence[Series], columns: _Columns, top: float
) -> tuple[tuple[Panel, ...], float]:
    limit = tone_limit(point for one in series for point in one.points)
    panels: list[Panel] = []
    bottom = top
    for one in series:
        top = bottom + (_BETWEEN if panels else 0) + _HEADING
        bottom = top + _VOLUME
        panels.append(volume_panel(one, columns, top, bottom))
        top, bottom = bottom + _HEADING, bottom + _HEADING + _TONE
        panels.append(tone_panel(one, columns, top, bottom, limit))
    return tuple(panels), bottom


def volume_panel(one: Series, columns: _Columns, top: float, bottom: float) -> Panel:
    """Bars from zero; a day that nobody watched has none, but a gap."""
    ticks = round_ticks(max((p.volume or 0 for p in one.points), default=0))
    highest = max([*(p.volume or 0 for p in one.points), ticks[-1]])
    y = _scale(0, highest * _HEADROOM, top, bottom)
    last = one.points[-1].volume if one.points else None
    return Panel(
        title=f"{words.capital(one.name)}: posts a day",
        top=top,
        bottom=bottom,
        ticks=tuple(Tick(y(tick), words.short_number(tick)) for tick in ticks),
        base=y(0),
        gaps=_gaps(one, columns, top, bottom),
        latest=Tick((top + bottom) / 2 if last is None else y(last), words.short_number(last)),
        bars=tuple(_bar(point, columns, y) for point in one.points if point.volume is not None),
    )


def _bar(point: Point, columns: _Columns, y: Scale) -> Box:
    volume = point.volume or 0
    part = words.is_partly_watched(point)
    figure = words.plural(volume, "post", "posts")
    watched = f", {figures.percent(point.coverage)} of the day watched" if part else ""
    return Box(
        x=columns.left(point) + columns.width * 0.14,
        y=y(volume),
        width=columns.width * 0.72,
        height=y(0) - y(volume),
        kind="partly" if part else "whole",
        today=columns.is_last(point),
        title=columns.title(point, figure + watched),
    )


def tone_panel(one: Series, columns: _Columns, top: float, bottom: float, limit: float) -> Panel:
    """Dots, a line through days that follow each other, the interval as a band.

    Where too few people bear an interval there is no band: a narrow one would
    look sure. The dot is hollow there.
    """
    y = _scale(-limit * _HEADROOM, limit * _HEADROOM, top, bottom)
    last = one.points[-1].author_mean if one.points else None
    runs = _runs(one.points, lambda point: point.author_mean is not None)
    sure = _runs(one.points, lambda point: point.ci is not None)
    return Panel(
        title=f"{words.capital(one.name)}: tone",
        top=top,
        bottom=bottom,
        ticks=tuple(Tick(y(tick), figures.tone(tick)) for tick in (-limit, 0, limit)),
        base=y(0),
        gaps=_gaps(one, columns, top, bottom),
        latest=Tick((top + bottom) / 2 if last is None else y(last), figures.tone(last)),
        lines=tuple(_line(run, columns, y) for run in runs),
        bands=tuple(_band(run, columns, y) for run in sure),
        dots=tuple(_dot(point, columns, y) for run in runs for point in run),
    )


def _dot(point: Point, columns: _Columns, y: Scale) -> Box:
    title = columns.title(point, f"tone {figures.mean_with_interval(point)}")
    x, today = columns.middle(point), columns.is_last(point)
    kind = "whole" if point.ci else "hollow"
    return Box(x, y(_mean(point)), 0, 0, kind, today=today, title=title)


def _gaps(one: Series, columns: _Columns, top: float, bottom: float) -> tuple[Box, ...]:
    def gap(point: Point) -> Box:
        title = columns.title(point, "not watched, not known")
        return Box(columns.left(point), top, columns.width, bottom - top, "gap", title=title)

    return tuple(gap(point) for point in one.points if point.volume is None)


def _runs(points: Sequence[Point], known: Callable[[Point], bool]) -> list[list[Point]]:
    """The known days that follow each other."""
    return [list(group) for is_known, group in groupby(points, key=known) if is_known]


def _mean(point: Point) -> float:
    return point.author_mean or 0.0


def _line(run: Sequence[Point], columns: _Columns, y: Scale) -> str:
    return _path((columns.middle(point), y(_mean(point))) for point in run)


def _band(run: Sequence[Point], columns: _Columns, y: Scale) -> str:
    """The intervals of a run, half a column wide at its ends, so that one day shows too."""
    low, high = [], []
    for point in run:
        a, b = point.ci or (_mean(point), _mean(point))
        low.append((columns.middle(point), y(max(a, -1.0))))
        high.append((columns.middle(point), y(min(b, 1.0))))
    half = columns.width * 0.36
    for edge in (low, high):
        edge.insert(0, (edge[0][0] - half, edge[0][1]))
        edge.append((edge[-1][0] + half, edge[-1][1]))
    return _path([*high, *reversed(low)]) + "Z"


def _path(places: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)


def _scale(lowest: float, highest: float, top: float, bottom: float) -> Scale:
    span = highest - lowest
    return lambda value: bottom - (value - lowest) / span * (bottom - top)


def _dates(columns: _Columns) -> tuple[Tick, ...]:
    """Today and the same weekday of the weeks before."""
    days = list(columns.days.values())
    chosen = days[::-1][::_WEEK][::-1]
    return tuple(Tick(columns.centre(d), words.short_day(d), d == days[-1]) for d in chosen)


def _marks(events: Sequence[date], columns: _Columns) -> tuple[Mark, ...]:
    """Each event at the highest level where it meets no other."""
    days = set(columns.days.values())
    placed: list[Mark] = []
    for number, on in enumerate(events, 1):
        if on in days:
            x, y = columns.centre(on), _MARK / 2
            while any(abs(mark.x - x) < _MARK and mark.y == y for mark in placed):
                y += _MARK
            placed.append(Mark(x, y, number))
    return tuple(placed)


def round_ticks(highest: int) -> tuple[int, ...]:
    """Zero and up to three round numbers above it."""
    steps = (part * 10**power for power in count() for part in (1, 2, 5))
    step = next(step for step in steps if highest <= 3 * step)
    return tuple(range(0, max(highest, 1) + 1, step))


def tone_limit(points: Iterable[Point]) -> float:
    """How far the tone axis goes to either side: the same for all topics."""
    ends = [abs(end) for p in points for end in (p.ci or (_mean(p),))]
    return next((limit for limit in _TONE_LIMITS if max(ends, default=0) <= limit), 1.0)
