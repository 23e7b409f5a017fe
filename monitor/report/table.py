"""The figures of all topics side by side, each with that of the time before under it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from monitor import figures
from monitor.points import Point
from monitor.report.summary import Shared, TopicDay
from monitor.report.words import change, platform, voters

Sink = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, and what it was before; empty where there is none of that kind."""

    today: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, for every topic and for both."""

    label: str
    cells: tuple[Cell, ...]
    is_part: bool = False
    """Of the figure above it."""


_FIGURES: tuple[tuple[str, Callable[[Point], str]], ...] = (
    ("Posts", lambda p: figures.number(p.volume)),
    ("… reposts", lambda p: figures.number(p.reposts)),
    ("… scored", lambda p: figures.number(p.scored)),
    ("… unscored", lambda p: figures.number(p.unscored)),
    ("People", figures.people),
    ("Tone, one vote each", figures.mean),
    ("… 95% interval", figures.interval),
)
_OVER_POSTS: tuple[tuple[str, Callable[[Point], str]], ...] = (
    ("Positive posts", lambda p: figures.counted(p.positive, p.scored)),
    ("Neutral posts", lambda p: figures.counted(p.neutral, p.scored)),
    ("Negative posts", lambda p: figures.counted(p.negative, p.scored)),
    ("Net tone", lambda p: figures.tone(p.net_tone)),
)


def rows(topics: Sequence[TopicDay], shared: Shared, sink: Sink) -> tuple[Row, ...]:
    """All of it; the last column is that of the posts about several topics."""
    both = _both(shared) if len(topics) > 1 else {}
    return tuple(_row(label, cells, both) for label, cells in _lines(topics, sink))


def _row(label: str, cells: tuple[Cell, ...], both: dict[str, Cell]) -> Row:
    """A part has no figure of the time before: it would bury the others."""
    is_part = label.startswith("… ")
    last = (both.get(label, Cell()),) if both else ()
    told = tuple(Cell(cell.today) for cell in cells) if is_part else cells
    return Row(label.removeprefix("… "), (*told, *last), is_part)


def _both(shared: Shared) -> dict[str, Cell]:
    """Their tone is read anew for each topic, so that both have none of their own."""
    counts = {"Posts": shared.posts, "… reposts": shared.reposts, "People": shared.people}
    return {label: Cell(figures.number(n)) for label, n in counts.items()}


def _lines(topics: Sequence[TopicDay], sink: Sink) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    for label, figure in _FIGURES:
        yield label, _each(topics, figure)
    yield (
        "… people whose tone was read",
        tuple(Cell(_votes(day), voters(day.before)) for day in topics),
    )
    for label, figure in _OVER_POSTS:
        yield label, _each(topics, figure)
    yield "Coverage", _each(topics, lambda p: figures.percent(p.coverage))
    sources = sorted({s for day in topics for p in (day.before, day.today) for s in _watched(p)})
    for source in sources if len(sources) > 1 else ():
        yield f"… {platform(source, sink)}", _each(topics, partial(_of, source))
    yield "Change of tone since then", tuple(Cell(change(day.change)) for day in topics)


def _each(topics: Sequence[TopicDay], figure: Callable[[Point], str]) -> tuple[Cell, ...]:
    return tuple(Cell(figure(day.today), figure(day.before)) for day in topics)


def _watched(point: Point) -> Sequence[str]:
    return tuple(point.coverage_by_source)


def _of(source: str, point: Point) -> str:
    return figures.percent(point.coverage_by_source.get(source))


def _votes(day: TopicDay) -> str:
    if day.people is not None and day.today.author_mean is not None:
        return figures.number(day.people.voters)
    return voters(day.today)
