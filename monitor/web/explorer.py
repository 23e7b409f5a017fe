"""The trends in words and shapes: what the template of the first page is given."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from monitor import charts, dates, figures
from monitor.app.looking import Told
from monitor.errors import NothingStoredError
from monitor.models import Event, Signatures
from monitor.report import petition
from monitor.signatures import curves
from monitor.text import printable
from monitor.web.desk import Desk
from monitor.web.form import form_of, ranges
from monitor.web.question import Framed, Question, framed
from monitor.web.steps import FEW, LOOK, few_steps, strips, table, tells_nothing, told_apart

MOST_DRAWN = 750
"""More bars than that are no chart, and more rows no table."""
_NAME_ON_CHART = 16


def explorer(desk: Desk, question: Question) -> dict[str, Any]:
    """Everything that the first page shows."""
    frame, topics = _framed(desk, question)
    found = list(_told(desk, frame, topics))
    many = max((len(told.trend) for told in found), default=0)
    drawn = [told for told in found if many <= MOST_DRAWN]
    is_known = any(point.volume is not None for told in found for point in told.trend)
    return {
        "form": form_of(desk, frame),
        "ranges": ranges(frame),
        "heading": dates.days(frame.first, frame.last),
        "notes": list(_notes(desk, frame, found, many)),
        "is_known": is_known,
        "chart": _chart(desk, frame, drawn),
        "desc": _desc(frame, drawn),
        "events": _events(desk, frame),
        "tables": [table(desk, frame, told) for told in drawn],
        "signatures": _signatures(desk, frame),
        "strips": strips(desk, frame) if drawn else [],
        "links": [_links(frame, told) for told in found],
        "by": frame.by,
        "look": LOOK,
    }


def _framed(desk: Desk, question: Question) -> tuple[Framed, list[str]]:
    monitor, zone = desk.monitor, desk.view.zone(question.tz or None)
    if question.topic:
        desk.must_know(question.topic)
    topics = [question.topic] if question.topic else [one.name for one in monitor.config.topics]
    stored = monitor.stored_span(question.topic or None)
    return framed(question, stored, zone, desk.now, monitor.window), topics


def _told(desk: Desk, frame: Framed, topics: Sequence[str]) -> Iterable[Told]:
    """Each topic's; of a platform or language those that have it, where any has."""
    missing: list[NothingStoredError] = []
    for topic in topics:
        try:
            yield desk.view.trend(topic, frame.asked)
        except NothingStoredError as error:
            missing.append(error)
    if len(missing) == len(topics):
        raise missing[0]


def _notes(desk: Desk, frame: Framed, found: Sequence[Told], many: int) -> Iterable[str]:
    """What a reader must know of this view."""
    if frame.is_old:
        yield f"Nothing newer than {dates.full_day(frame.last)} is stored: the time ends there."
    if many > MOST_DRAWN:
        yield (
            f"{many:,} {frame.by}s are too many to draw. Choose longer steps or a shorter time, "
            "or take the figures as CSV or JSON."
        )
    if any(told.hidden for told in found):
        yield (
            f"Steps in which fewer than {desk.view.min_authors} people wrote are hatched, too: "
            "their figures are not told."
        )
    if any(len(point.scorers) > 1 for told in found for point in told.trend):
        yield "Where two scorers read the posts of a step, it has no tone."
    if any(point.rules_changed for told in found for point in told.trend):
        yield "The rules of a topic changed within this time; before and after are two measures."


def _chart(desk: Desk, frame: Framed, drawn: Sequence[Told]) -> charts.Chart:
    series: list[charts.Series | charts.Petition] = [
        charts.Series(_short(told.trend.topic), told.trend.points) for told in drawn
    ]
    if not frame.asked.is_part:
        series += petition.drawn(_counts(desk), frame.zone, _short)
    events = [event.on for event in _dated(desk, frame)]
    chart = charts.draw(series, events, frame.zone, by=frame.by, look=LOOK)
    return told_apart(chart, [told.hidden for told in drawn])


def _counts(desk: Desk) -> tuple[Signatures, ...]:
    with desk.monitor.store.read() as reader:
        return reader.signatures.all()


def _signatures(desk: Desk, frame: Framed) -> list[dict[str, Any]]:
    """What is known of each petition, whatever the time that is shown: as the report has it."""
    counts = _counts(desk)
    tables = petition.tables(counts, frame.zone, printable)
    return [
        {"table": table, "summary": _latest(curve[-1], frame)}
        for table, curve in zip(tables, curves(counts).values(), strict=True)
    ]


def _latest(one: Signatures, frame: Framed) -> str:
    day = dates.full_day(one.at.astimezone(frame.zone).date())
    return f"{figures.number(one.count)}, as of {day}"


def _short(name: str) -> str:
    name = printable(name)
    return name if len(name) <= _NAME_ON_CHART else name[: _NAME_ON_CHART - 1] + "…"


def _desc(frame: Framed, drawn: Sequence[Told]) -> str:
    return " ".join(_said(frame, told) for told in drawn)


def _said(frame: Framed, told: Told) -> str:
    points = [point for point in told.trend if point.start not in told.hidden]
    topic = printable(told.trend.topic)
    few = f"{figures.capital(FEW)} to tell: {few_steps(frame, told)}."
    if tells_nothing(told):
        return f"{topic}: {few}"
    said = charts.in_words(points, frame.zone, frame.by)
    if not told.hidden:
        return f"{topic}: {said}"
    return f"{topic}, in the {frame.by}s that are told: {said} {few}"


def _dated(desk: Desk, frame: Framed) -> list[Event]:
    return [event for event in desk.events() if frame.first <= event.on < frame.end]


def _events(desk: Desk, frame: Framed) -> list[dict[str, Any]]:
    """Those within the time; the number is that of the mark on the chart."""
    return [
        {
            "number": number,
            "on": dates.full_day(event.on),
            "label": printable(event.label),
            "source": printable(event.source or ""),
        }
        for number, event in enumerate(_dated(desk, frame), 1)
    ]


def _links(frame: Framed, told: Told) -> dict[str, str]:
    """The same figures for programs."""
    asked, topic = frame.asked, told.trend.topic
    since, until = frame.window.start.isoformat(), frame.window.end.isoformat()
    values = {"since": since, "until": until, "by": frame.by, "tz": str(frame.zone)}
    part = {"platform": asked.platform, "language": asked.language}
    query = urlencode(values | {name: value for name, value in part.items() if value})
    return {
        "topic": printable(topic),
        "json": f"/api/v1/trends/{quote(topic)}?{query}",
        "csv": f"/trend.csv?{urlencode({'topic': topic})}&{query}",
    }
