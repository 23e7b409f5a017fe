"""The report's first page as one picture: what happened, in words and as a chart.

Letters are not measured: lines are broken where the widest of the usual fonts
would still fit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from monitor.charts import Chart, Look

WIDTH, MARGIN = 900.0, 40.0
NOTES = (
    "Bands are 95% intervals, hatching is time that nobody watched. Signatures between two "
    "figures are an average.",
    "Content note: the subject of these posts is sexual violence. Totals only; nobody is quoted.",
)
LOOK = Look(width=WIDTH - 2 * MARGIN, right=WIDTH - 2 * MARGIN - 72)
_COLUMN, _GAP = 395.0, 30.0
_LEAD, _BESIDE = 18.0, 13.0
_LETTER = 0.46
"""Width of a letter, of its height."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    x: float
    y: float
    text: str
    size: float
    kind: str = "serif"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything, placed."""

    lines: tuple[Line, ...]
    chart_at: float
    chart_height: float
    height: float
    width: float = WIDTH
    margin: float = MARGIN
    chart_width: float = WIDTH - 2 * MARGIN


def picture_of(page: Mapping[str, Any], chart: Chart) -> Picture:
    """Where the page's words stand, and its chart under them."""
    head = list(_head(page))
    leads = list(_leads(page, head[-1].y + 40))
    below = max(line.y for line in (*head, *leads))
    together = list(_below(page, below + 34))
    chart_at = max(line.y for line in (*leads, *together)) + 28
    events = list(_events(page, chart_at + chart.height + 16))
    last = events[-1].y if events else chart_at + chart.height
    notes = [
        Line(MARGIN, last + 30 + row * 18, text, 12, "soft") for row, text in enumerate(NOTES)
    ]
    lines = (*head, *leads, *together, *events, *notes)
    return Picture(lines, chart_at, chart.height, notes[-1].y + MARGIN)


def _head(page: Mapping[str, Any]) -> Iterator[Line]:
    y = MARGIN
    if page["invented"]:
        note = "Every post behind this picture is invented. It shows what the monitor does."
        yield Line(MARGIN, y, note, _BESIDE, "ink", strong=True)
        y += 38
    yield Line(MARGIN, y, page["kicker"].upper(), 12, "soft", strong=True)
    title = _wrapped(page["title"], WIDTH - 2 * MARGIN, 42)
    for number, line in enumerate(title):
        yield Line(MARGIN, y + 44 + number * 46, line, 42, strong=True)
    y += 44 + (len(title) - 1) * 46
    state = f"{page['day']} · {page['tz']} time · {page['state']}"
    yield Line(MARGIN, y + 28, state, 14, "soft")


def _leads(page: Mapping[str, Any], top: float) -> Iterator[Line]:
    """The topics' sentences, two beside each other."""
    bottom = top
    for number, topic in enumerate(page["topics"]):
        if number % 2 == 0:
            top = bottom if number == 0 else bottom + 34
        x = MARGIN + (number % 2) * (_COLUMN + _GAP)
        yield Line(x, top, topic.name[:1].upper() + topic.name[1:], 14, "ink", strong=True)
        for row, text in enumerate(_wrapped(topic.headline, _COLUMN, _LEAD), 1):
            yield Line(x, top + 6 + row * 24, text, _LEAD)
            bottom = max(bottom, top + 6 + row * 24)


def _below(page: Mapping[str, Any], top: float) -> Iterator[Line]:
    for row, text in enumerate(_wrapped(page["together"], WIDTH - 2 * MARGIN, 14)):
        yield Line(MARGIN, top + row * 20, text, 14, "ink")


def _events(page: Mapping[str, Any], top: float) -> Iterator[Line]:
    for row, event in enumerate(page["events"]):
        [text, *_] = _wrapped(
            f"{event['number']} · {event['on']}: {event['label']}", WIDTH - 2 * MARGIN, _BESIDE
        )
        yield Line(MARGIN, top + row * 20, text, _BESIDE, "ink")


def _wrapped(text: str, width: float, size: float) -> list[str]:
    return wrap(text, int(width / (size * _LETTER))) or [""]
