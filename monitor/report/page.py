"""Everything that a page shows, in words: what the templates are given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from monitor import charts, dates, figures
from monitor.comparing import Change
from monitor.models import READ_LANGUAGES, Event
from monitor.points import Point
from monitor.report.events import after
from monitor.report.headline import READING, basis, headline, together, watched
from monitor.report.method import METHOD
from monitor.report.naming import Naming
from monitor.report.petition import tables
from monitor.report.said import copies, more, position
from monitor.report.summary import Summary, TopicDay
from monitor.report.sure import Line, sure
from monitor.report.table import rows
from monitor.report.words import language, platform

Sink = Callable[[str], str]
"""Makes text from outside harmless for one kind of page."""


@dataclass(frozen=True, slots=True)
class Part:
    """One language or platform."""

    label: str
    posts: str
    share: str
    is_read: bool = True


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
    sure: tuple[Line, ...]
    position: tuple[Line, ...]
    tone: str
    more: tuple[Line, ...]
    copies: tuple[Line, ...]
    languages: tuple[Part, ...]
    platforms: tuple[Part, ...]
    history: str
    sparkline: str
    days: tuple[Day, ...]


def page(summary: Summary, sink: Sink) -> dict[str, Any]:
    """Everything a template shows, already in words."""
    zone, named = ZoneInfo(summary.tz), summary.named
    days = {name: _sunk(day, sink) for name, day in summary.topics.items()}
    topics = [_topic(sink(name), day, named, zone, sink) for name, day in days.items()]
    return {
        "title": sink(summary.title),
        "date": named.file,
        "by": summary.by,
        "kicker": "Daily report" if summary.by == "day" else "Weekly report",
        "day": named.full,
        "today": named.short,
        "before": named.before,
        "when": named.when,
        "tz": sink(summary.tz),
        "state": summary.state,
        "revision": summary.revision,
        "invented": summary.invented,
        "topics": topics,
        "rows": rows(list(days.values()), summary.shared, sink),
        "chart_days": max((len(topic.days) for topic in topics), default=0),
        "chart_end": dates.day_and_month(named.last),
        "together": together(summary.shared, len(topics)) if summary.is_known else "",
        "events": [_event(number, event, sink) for number, event in numbered(summary)],
        "petitions": tables(summary.signatures, zone, sink),
        "after": [after(found, sink) for found in summary.after],
        "demand": sink(summary.demand or ""),
        "reading": READING,
        "coverage": watched(summary),
        "gaps": [_gap(gap, summary, zone, sink) for gap in summary.gaps],
        "spend": figures.money(summary.spend.get(f"{summary.by}_usd")),
        "spend_month": figures.money(summary.spend.get("month_usd")),
        "scorer": sink(summary.scorer),
        "method": METHOD,
    }


def numbered(summary: Summary) -> list[tuple[int, Event]]:
    """The number ties the chart to the list under it."""
    return list(enumerate(summary.marked, 1))


def _topic(name: str, day: TopicDay, named: Naming, zone: ZoneInfo, sink: Sink) -> TopicPage:
    return TopicPage(
        name=name,
        headline=headline(name, day, named),
        basis=basis(day),
        sure=sure(day, named),
        position=position(day),
        tone=figures.mean_with_interval(day.today),
        more=more(day, sink, lambda code: language(code, sink)),
        copies=copies(day),
        languages=_parts(day.languages, lambda code: language(code, sink), READ_LANGUAGES),
        platforms=_parts(day.sources, lambda name: platform(name, sink)),
        history=charts.in_words(day.chart, zone),
        sparkline=figures.sparkline(day.chart),
        days=tuple(_day(point, zone) for point in day.chart),
    )


def _sunk(day: TopicDay, sink: Sink) -> TopicDay:
    """The reasons why something is not compared name what stands in the configuration."""
    change, usual = (_sunk_change(found, sink) for found in (day.change, day.usual_change))
    return replace(day, change=change, usual_change=usual)


def _sunk_change(change: Change, sink: Sink) -> Change:
    verdict, colon, reason = change.verdict.partition(": ")
    return replace(change, verdict=sink(verdict) + colon + sink(reason))


def _parts(
    posts: Mapping[str, int], label: Callable[[str], str], read: frozenset[str] | None = None
) -> tuple[Part, ...]:
    """The largest first; what was merged comes last."""
    whole = sum(posts.values()) or 1
    names = sorted(posts, key=lambda name: (name == "other", -posts[name], name))
    return tuple(
        Part(
            label(name),
            figures.number(posts[name]),
            figures.percent(posts[name] / whole),
            read is None or name in read or _may_be_read(name, posts, read),
        )
        for name in names
    )


def _may_be_read(name: str, posts: Mapping[str, int], read: frozenset[str]) -> bool:
    """A language that is read may be among the others, where it has no cell of its own."""
    return name == "other" and not read & posts.keys()


def _day(point: Point, zone: ZoneInfo) -> Day:
    return Day(
        label=dates.named_day(point.start.astimezone(zone).date()),
        posts=figures.number(point.volume),
        people=figures.people(point),
        tone=figures.mean_with_interval(point),
        coverage=figures.percent(point.coverage),
    )


def _event(number: int, event: Event, sink: Sink) -> dict[str, Any]:
    return {
        "number": number,
        "on": dates.day_and_month(event.on),
        "label": sink(event.label),
        "source": sink(event.source or ""),
    }


def _gap(gap: Mapping[str, Any], summary: Summary, zone: ZoneInfo, sink: Sink) -> dict[str, str]:
    start, end = (datetime.fromisoformat(gap[bound]) for bound in ("start", "end"))
    whole = start <= summary.start and summary.end <= end
    until = gap.get("fillable_until")
    return {
        "source": platform(gap["source"], sink),
        "when": f"the whole {summary.by}" if whole else dates.span(start, end, zone),
        "reason": sink(gap["reason"]),
        "until": dates.moment(datetime.fromisoformat(until), zone) if until else figures.UNKNOWN,
    }
