"""The steps of a trend in words, and how much of each was watched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from monitor import dates, figures
from monitor.app.looking import Covering, Told
from monitor.charts import Chart, Look
from monitor.charts.shapes import Box
from monitor.points import WHOLE, Point
from monitor.report import words
from monitor.text import printable
from monitor.timeline import midnight
from monitor.web.desk import Desk, name_of
from monitor.web.question import Framed

LOOK = Look(width=720.0, right=648.0, heading=46.0)
FEW = "too few people"


@dataclass(frozen=True, slots=True)
class Row:
    """One step in words; the script reads the figures from here, too."""

    start: str
    end: str
    name: str
    posts: str
    people: str
    tone: str
    watched: str
    report: str
    """Where the day's report is; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Table:
    topic: str
    summary: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """One source's time: how much of each step was watched."""

    source: str
    share: str
    boxes: tuple[Box, ...]


def told_apart(chart: Chart, hidden: Sequence[Collection[datetime]]) -> Chart:
    """Hatched steps that were watched say that they are those of too few people.

    `hidden` has the steps of each topic, which has two panels.
    """
    starts = {column.x: column.start for column in chart.steps}

    def titled(box: Box, few: Collection[datetime]) -> Box:
        return replace(box, title=FEW) if starts.get(box.x) in few else box

    panels = list(chart.panels)
    for number, few in enumerate(hidden):
        for place in (2 * number, 2 * number + 1):
            gaps = tuple(titled(box, few) for box in panels[place].gaps)
            panels[place] = replace(panels[place], gaps=gaps)
    return replace(chart, panels=tuple(panels))


def table(desk: Desk, frame: Framed, told: Told) -> Table:
    # A report is of a whole day or week of the watch's own zone.
    is_reported = frame.by in ("day", "week") and str(frame.zone) == str(desk.view.zone())
    pages = desk.pages() if is_reported else set()
    rows = tuple(_row(point, frame, point.start in told.hidden, pages) for point in told.trend)
    return Table(printable(told.trend.topic), _summary(frame, told), rows)


def _summary(frame: Framed, told: Told) -> str:
    volumes = [point.volume for point in told.trend if point.volume is not None]
    posts = figures.plural(sum(volumes), "post", "posts")
    if not told.hidden:
        return posts if volumes else "nothing known"
    if tells_nothing(told):
        return FEW
    return f"{posts} in the {frame.by}s that are told; {few_steps(frame, told)} of {FEW}"


def tells_nothing(told: Told) -> bool:
    """Whether steps are hidden, and in none of the others anybody wrote."""
    return bool(told.hidden) and not any(point.volume for point in told.trend)


def few_steps(frame: Framed, told: Told) -> str:
    return figures.plural(len(told.hidden), frame.by, f"{frame.by}s")


def _row(point: Point, frame: Framed, is_hidden: bool, pages: set[str]) -> Row:
    day = point.start.astimezone(frame.zone).date()
    name = name_of(day, "day" if frame.by == "day" else "week")
    is_whole = (point.start, point.end) == _whole(day, frame)
    return Row(
        start=point.start.isoformat(),
        end=point.end.isoformat(),
        name=dates.step(point.start, frame.by, frame.zone),
        posts=FEW if is_hidden else figures.number(point.volume),
        people=FEW if is_hidden else figures.people(point),
        tone=FEW if is_hidden else figures.mean_with_interval(point),
        watched=figures.percent(point.coverage),
        report=f"/reports/{name}" if is_whole and name in pages else "",
    )


def _whole(first: date, frame: Framed) -> tuple[datetime, datetime]:
    """From when to when the local day lasts, or the week that begins with it."""
    monday = first - timedelta(days=first.weekday())
    begin, days = (monday, 7) if frame.by == "week" else (first, 1)
    return midnight(begin, frame.zone), midnight(begin + timedelta(days=days), frame.zone)


def strips(desk: Desk, frame: Framed) -> list[Strip]:
    _, whole, steps = desk.view.coverage(frame.asked)
    return [
        Strip(words.platform(source, printable), figures.percent(of), _boxes(source, steps, frame))
        for source, of in whole.items()
    ]


def _boxes(source: str, steps: Sequence[Covering], frame: Framed) -> tuple[Box, ...]:
    """Neighbours of one kind make one box."""
    width = (LOOK.right - LOOK.left) / len(steps)
    places = [(place, _kind(step.by_source.get(source))) for place, step in enumerate(steps)]
    boxes: list[Box] = []
    for kind, group in groupby(places, key=lambda place: place[1]):
        inside = [place for place, _ in group]
        boxes.append(Box(LOOK.left + inside[0] * width, 0, len(inside) * width, 0, kind))
    return tuple(boxes)


def _kind(share: float | None) -> str:
    if not share:
        return "gap"
    return "whole" if share >= WHOLE else "partly"
