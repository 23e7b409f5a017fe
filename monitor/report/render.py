"""A day's figures as a page of HTML, Markdown or JSON: the same figures, the same bytes.

What comes from outside (the title, names, labels, reasons) is hostile text. It
enters a page only in `_page`, through the sink of that page; the templates
never see the summary itself.
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor import figures
from monitor.models import Event, Format, Point
from monitor.report import charts, words
from monitor.report.method import METHOD
from monitor.report.summary import Change, Summary, TopicDay
from monitor.text import printable

Sink = Callable[[str], str]
"""Makes text from outside harmless for one kind of page."""

_NAME_ON_CHART = 16
"""Characters of a topic's name that fit beside the word "posts" on a phone."""
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LINKS_ITSELF = re.compile(r"(?<=@)|(?<=#)(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where GitHub turns text into a link or a mention even behind a backslash."""
_WORD_JOINER = "\u2060"


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
    languages: tuple[Cell, ...]
    platforms: tuple[Cell, ...]
    history: str
    sparkline: str
    days: tuple[Day, ...]


def render(summary: Summary, form: Format) -> str:
    """The page; it depends on the summary alone."""
    if form == "json":
        figures = summary.to_dict()
        return json.dumps(figures, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if form == "md":
        return (
            _templates(html=False)
            .get_template("report.md.j2")
            .render(_page(summary, for_markdown))
        )
    css = _css()
    return (
        _templates(html=True)
        .get_template("report.html.j2")
        .render(
            _page(summary, for_html),
            css=css,
            css_hash=_hash(css),
            chart=_chart(summary),
            left=charts.LEFT,
            right=charts.RIGHT,
        )
    )


def for_html(text: str) -> str:
    """One printable line; the template's autoescape does the rest."""
    return printable(text)


def for_markdown(text: str) -> str:
    """One printable line with every punctuation mark escaped, linking to nothing."""
    line = " ".join(printable(text).split())
    return _PUNCTUATION.sub(r"\\\1", _LINKS_ITSELF.sub(_WORD_JOINER, line))


@cache
def _templates(*, html: bool) -> Environment:
    """Jinja escapes for HTML only; in Markdown the sink has done all of it."""
    return Environment(
        loader=PackageLoader("monitor.report"),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _css() -> str:
    return files("monitor.report").joinpath("templates", "style.css").read_text("utf-8")


def _hash(css: str) -> str:
    """What the page's policy knows its one style sheet by."""
    return "sha256-" + b64encode(sha256(css.encode()).digest()).decode()


def _page(summary: Summary, sink: Sink) -> dict[str, Any]:
    """Everything a template shows, already in words."""
    zone = ZoneInfo(summary.tz)
    topics = [_topic(sink(name), day, summary.date, zone, sink) for name, day in _named(summary)]
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
        "events": [_event(number, event, sink) for number, event in _numbered(summary)],
        "gaps": [_gap(gap, summary, zone, sink) for gap in summary.gaps],
        "spend_day": words.money(summary.spend.get("day_usd")),
        "spend_month": words.money(summary.spend.get("month_usd")),
        "scorer": sink(summary.scorer),
        "method": METHOD,
    }


def _named(summary: Summary) -> list[tuple[str, TopicDay]]:
    """The topics in the order of the watch."""
    return list(summary.topics.items())


def _numbered(summary: Summary) -> list[tuple[int, Event]]:
    """The events by date; the number ties the chart to the list under it."""
    return list(enumerate(sorted(summary.events, key=lambda event: event.on), 1))


def _topic(name: str, day: TopicDay, on: date, zone: ZoneInfo, sink: Sink) -> TopicPage:
    day = replace(day, change=_sunk(day.change, sink))
    history = _history(day)
    return TopicPage(
        name=name,
        headline=words.headline(name, day, on),
        basis=words.basis(day.today),
        rows=_rows(day, sink),
        change=words.change(day.change),
        languages=_cells(day.languages, lambda code: words.LANGUAGES.get(code) or sink(code)),
        platforms=_cells(day.sources, lambda name: _source(name, sink)),
        history=words.history(history, zone),
        sparkline=figures.sparkline(history),
        days=tuple(_day(point, zone) for point in history),
    )


def _sunk(change: Change, sink: Sink) -> Change:
    verdict, colon, reason = change.verdict.partition(": ")
    return replace(change, verdict=sink(verdict) + colon + sink(reason))


def _history(day: TopicDay) -> tuple[Point, ...]:
    return day.history or (day.before, day.today)


_FIGURES: tuple[tuple[str, Callable[[Point], str]], ...] = (
    ("Posts", lambda p: figures.number(p.volume)),
    ("… reposts", lambda p: figures.number(p.reposts)),
    ("… unscored", lambda p: figures.number(p.unscored)),
    ("… scored", lambda p: figures.number(p.scored)),
    ("People", figures.people),
    ("Tone, one vote each", figures.mean),
    ("… 95% interval", figures.interval),
    ("… votes", words.voters),
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
        Row("Wordings", figures.UNKNOWN, figures.number(day.wordings)),
        Row("Coverage", figures.percent(before.coverage), figures.percent(today.coverage)),
        *(_coverage(source, before, today, sink) for source in sources if len(sources) > 1),
    )


def _coverage(source: str, before: Point, today: Point, sink: Sink) -> Row:
    then, now = before.coverage_by_source.get(source), today.coverage_by_source.get(source)
    return Row(f"… {_source(source, sink)}", figures.percent(then), figures.percent(now))


def _source(name: str, sink: Sink) -> str:
    return words.PLATFORMS.get(name) or sink(name)


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


def _chart(summary: Summary) -> charts.Chart:
    series = [charts.Series(_short(for_html(n)), _history(day)) for n, day in _named(summary)]
    events = [event.on for _, event in _numbered(summary)]
    return charts.draw(series, events, ZoneInfo(summary.tz))


def _short(name: str) -> str:
    return name if len(name) <= _NAME_ON_CHART else name[: _NAME_ON_CHART - 1] + "…"
