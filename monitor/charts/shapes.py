"""What a chart is made of, in units of its drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.points import Point


@dataclass(frozen=True, slots=True)
class Look:
    """How large the parts of a drawing are."""

    width: float = 600.0
    left: float = 72.0
    """The gutters beside the panels hold the labels of the axis and the last figures."""
    right: float = 528.0
    heading: float = 42.0
    volume: float = 84.0
    tone: float = 80.0
    small: float = 54.0
    """Of volumes without a tone."""
    petition: float = 60.0
    between: float = 8.0
    axis: float = 36.0


@dataclass(frozen=True, slots=True)
class Series:
    """A trend, under the name that stands on the chart."""

    name: str
    points: Sequence[Point]
    toned: bool = True
    """Whether it has a tone: posts about two topics have one in each."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many signatures a petition had at a moment."""

    at: datetime
    n: int
    title: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How many signatures came a day between two counts: an average of that time."""

    start: datetime
    end: datetime
    per_day: float
    title: str


@dataclass(frozen=True, slots=True)
class Petition:
    """A petition's own curve, under the name that stands on the chart."""

    name: str
    counts: Sequence[Count]
    paces: Sequence[Pace]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at a place of an axis."""

    at: float
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A bar, a block, a dot (without size), or a gap's hatching.

    Its title shows when a pointer rests on it.
    """

    x: float
    y: float
    width: float
    height: float
    kind: str = "whole"
    """`whole`, `partly` (watched), `gap`, `hollow` (a dot without interval, a block that is
    an average)."""
    told: bool = False
    """Within the time that the page is about."""
    title: str = ""
    label: str = ""
    """Written on it, where it fits."""


@dataclass(frozen=True, slots=True)
class Note:
    """A figure written beside its place."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One figure of one series."""

    title: str
    top: float
    bottom: float
    ticks: tuple[Tick, ...]
    base: float
    """Where zero is."""
    latest: Tick | None = None
    """The last figure, beside its bar or dot."""
    gaps: tuple[Box, ...] = ()
    bars: tuple[Box, ...] = ()
    bands: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    """Paths of steps that follow each other; a single one is a point only."""
    straight: tuple[str, ...] = ()
    """Paths between figures with nothing known in between."""
    dots: tuple[Box, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """An event: a numbered line through all panels."""

    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Column:
    """One step of the axis: where it stands, when it begins, what it is called."""

    x: float
    width: float
    start: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything, placed."""

    look: Look
    height: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    panels: tuple[Panel, ...] = ()
    labels: tuple[Tick, ...] = ()
    marks: tuple[Mark, ...] = ()
    steps: tuple[Column, ...] = ()
