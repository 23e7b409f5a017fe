"""Everything that a page shows, in words: what the templates are given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from monitor import figures
from monitor.comparing import Change
from monitor.models import Event
from monitor.points import Point
from monitor.report import words
from monitor.report.events import after
from monitor.report.headline import basis, headline
from monitor.report.method import METHOD
from monitor.report.summary import Summary, TopicDay
from monitor.report.sure import Line, new, position, sure

Sink = Callable[[str], str]
"""Makes text from outside harmless for one kind of page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the day beside the day before."""

    label: str
    before: str
    today: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One language or platform."""

    label: str
    posts: str
    share: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the history."""

    label: str
    posts: str
    people: str
    tone: str
    coverage: str


@dataclass(frozen=True, slots=True)
class TopicPage:
    """What a page says of one topic."""

    name: str
    headline: str
    basis: str
    rows: tuple[Row, ...]
    change: str
    sure: tuple[Line, ...]
    position: tuple[Line, ...]
    tone: str
    new: tuple[Line, ...]
    """Empty where the day does not stand out."""
    languages: tuple[Cell, ...]
    platforms: tuple[Cell, ...]
    history: str
    sparkline: str
    days: tuple[Day, ...]


def page(summary: Summary, sink: Sink) -> dict[str, Any]:
    """Everything a template shows, already in words."""
    zone = ZoneInfo(summary.tz)
    days, on = summary.topics.items(), summary.date
    topics = [_topic(sink(name), day, on, zone, sink) for name, day in days]
    return {
        "title": sink(summary.title),
        "date": summary.date.isoformat(),
        "day": words.full_day(summary.date),
        "today": words.day_and_month(summary.date),
        "tz": sink(summary.tz),
        "state": summary.state,
        "revision": summary.revision,
        "invented": summary.invented,
        "topics": topics,
        "chart_days": max((len(topic.days) for topic in topics), default=0),
        "both": figures.number(summary.both if summary.is_known else None),
        "events": [_event(number, event, sink) for number, event in numbered(summary)],
        "after": [after(found, sink) for found in summary.after],
        "demand": sink(summary.demand or ""),
        "gaps": [_gap(gap, summary, zone, sink) for gap in summary.gaps],
        "spend_day": words.money(summary.spend.get("day_usd")),
        "spend_month": words.money(summary.spend.get("month_usd")),
        "scorer": sink(summary.scorer),
        "method": METHOD,
    }


def numbered(summary: Summary) -> list[tuple[int, Event]]:
    """The events by date; the number ties the chart to the list under it."""
    return list(enumerate(sorted(summary.events, key=lambda event: event.on), 1))


def _topic(name: str, day: TopicDay, on: date, zone: ZoneInfo, sink: Sink) -> TopicPage:
    day = replace(day, change=_sunk(day.change, sink), usual_change=_sunk(day.usual_change, sink))
    history = history_of(day)
    return TopicPage(
        name=name,
        headline=headline(name, day, on),
        basis=basis(day),
        rows=_rows(day, sink),
        change=words.change(day.change),
        sure=sure(day, on),
        position=position(day),
        tone=figures.mean_with_interval(day.today),
        new=new(day, sink, lambda code: _language(code, sink)),
        languages=_cells(day.languages, lambda code: _language(code, sink)),
        platforms=_cells(day.sources, lambda name: _source(name, sink)),
        history=words.history(history, zone),
        sparkline=figures.sparkline(history),
        days=tuple(_day(point, zone) for point in history),
    )


def _sunk(change: Change, sink: Sink) -> Change:
    verdict, colon, reason = change.verdict.partition(": ")
    return replace(change, verdict=sink(verdict) + colon + sink(reason))


def history_of(day: TopicDay) -> tuple[Point, ...]:
    return day.history or (day.before, day.today)


_FIGURES: tuple[tuple[str, Callable[[Point], str]], ...] = (
    ("Posts", lambda p: figures.number(p.volume)),
    ("… reposts", lambda p: figures.number(p.reposts)),
    ("… unscored", lambda p: figures.number(p.unscored)),
    ("… scored", lambda p: figures.number(p.scored)),
    ("People", figures.people),
    ("Tone, one vote each", figures.mean),
    ("… 95% interval", figures.interval),
)
_OVER_POSTS: tuple[tuple[str, Callable[[Point], str]], ...] = (
    ("Positive", lambda p: words.counted(p.positive, p.scored)),
    ("Neutral", lambda p: words.counted(p.neutral, p.scored)),
    ("Negative", lambda p: words.counted(p.negative, p.scored)),
    ("Mean compound", lambda p: figures.tone(p.mean_compound)),
    ("Net tone", lambda p: figures.tone(p.net_tone)),
    ("Copies", lambda p: figures.number(p.copies)),
)


def _rows(day: TopicDay, sink: Sink) -> tuple[Row, ...]:
    before, today = day.before, day.today
    sources = sorted({*before.coverage_by_source, *today.coverage_by_source})
    return (
        *(Row(label, figure(before), figure(today)) for label, figure in _FIGURES),
        Row("… votes", words.voters(before), _voters(day)),
        *(Row(label, figure(before), figure(today)) for label, figure in _OVER_POSTS),
        Row("Wordings", figures.UNKNOWN, figures.number(day.wordings)),
        Row("Coverage", figures.percent(before.coverage), figures.percent(today.coverage)),
        *(_coverage(source, before, today, sink) for source in sources if len(sources) > 1),
    )


def _voters(day: TopicDay) -> str:
    known = day.people is not None and day.today.author_mean is not None
    return figures.number(day.people.voters) if known and day.people else words.voters(day.today)


def _coverage(source: str, before: Point, today: Point, sink: Sink) -> Row:
    then, now = before.coverage_by_source.get(source), today.coverage_by_source.get(source)
    return Row(f"… {_source(source, sink)}", figures.percent(then), figures.percent(now))


def _source(name: str, sink: Sink) -> str:
    return words.PLATFORMS.get(name) or sink(name)


def _language(code: str, sink: Sink) -> str:
    return words.LANGUAGES.get(code) or sink(code)


def _cells(posts: Mapping[str, int], label: Callable[[str], str]) -> tuple[Cell, ...]:
    """The largest first; what was merged comes last."""
    whole = sum(posts.values())
    names = sorted(posts, key=lambda name: (name == "other", -posts[name], name))
    return tuple(
        Cell(label(name), figures.number(posts[name]), figures.percent(posts[name] / (whole or 1)))
        for name in names
    )


def _day(point: Point, zone: ZoneInfo) -> Day:
    return Day(
        label=words.named_day(point.start.astimezone(zone).date()),
        posts=figures.number(point.volume),
        people=figures.people(point),
        tone=figures.mean_with_interval(point),
        coverage=figures.percent(point.coverage),
    )


def _event(number: int, event: Event, sink: Sink) -> dict[str, Any]:
    return {
        "number": number,
        "on": words.day_and_month(event.on),
        "label": sink(event.label),
        "source": sink(event.source or ""),
    }


def _gap(gap: Mapping[str, Any], summary: Summary, zone: ZoneInfo, sink: Sink) -> dict[str, str]:
    start, end = (datetime.fromisoformat(gap[bound]) for bound in ("start", "end"))
    whole = start <= summary.start and summary.end <= end
    until = gap.get("fillable_until")
    return {
        "source": _source(gap["source"], sink),
        "when": "the whole day" if whole else words.span(start, end, zone),
        "reason": sink(gap["reason"]),
        "until": words.moment(datetime.fromisoformat(until), zone) if until else figures.UNKNOWN,
    }
