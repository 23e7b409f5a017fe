"""Commands that ask: trend, report, posts."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer
from rich.markup import escape

from monitor import figures
from monitor.cli import show, tables
from monitor.cli.door import SINCE, Json, app, opened, window_of
from monitor.errors import NothingStoredError, UsageError
from monitor.models import Format, Granularity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from monitor.app import Monitor
    from monitor.models import StoredMention
    from monitor.points import Trend
    from monitor.report.summary import Summary


_STEPS: dict[Granularity, str] = {"hour": "%a %d %b %Y %H:%M", "month": "%B %Y"}


@app.command(epilog="Example: [bold]monitor trend film --since 2020-06-29 --by day[/bold]")
def trend(
    ctx: typer.Context,
    topic: Annotated[str, typer.Argument(help="A topic of config.yaml.")],
    since: Annotated[str, typer.Option(help=SINCE)] = "30d",
    until: Annotated[str, typer.Option(help="As --since; not included.")] = "now",
    by: Annotated[Granularity, typer.Option(help="How long a step is.")] = "day",
    tz: Annotated[
        str | None, typer.Option(help="An IANA zone instead of the configured one.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="One platform's mentions alone.")] = None,
    language: Annotated[str | None, typer.Option(help="One language's mentions alone.")] = None,
    json_: Json = False,
) -> None:
    """A topic's volume, tone and coverage, step by step."""
    with opened(ctx) as monitor:
        found = monitor.trend(topic, since, until, by, tz, source, language)
        if json_:
            show.print_json({"topic": found.topic, "tz": found.tz, "points": found.to_dicts()})
        else:
            _print_trend(found, by, monitor)
        if all(point.volume is None for point in found.points):
            of = f" of the platform {source!r}" if source else ""
            raise NothingStoredError(_nothing(monitor, f"{of} in that window".strip(), topic))


def _print_trend(found: "Trend", by: Granularity, monitor: "Monitor") -> None:
    zone = monitor.zone(found.tz)
    numbers = ("posts", "scored", "people", "tone", "covered")
    columns = (by, "posts", "scored", "people", "tone", "95% interval", "covered")
    made = show.table(*columns, numbers=numbers, can_go=("scored", "covered", "people"))
    for point in found.points:
        made.add_row(
            point.start.astimezone(zone).strftime(_STEPS.get(by, "%a %d %b %Y")),
            figures.number(point.volume),
            figures.number(point.scored),
            figures.number(point.authors),
            _short(figures.mean(point)),
            _short(figures.interval(point)),
            figures.percent(point.coverage),
        )
    show.print_table(made)
    if len(found) > 1:
        _print_lines(found)
    show.say(_UNKNOWN)


_UNKNOWN = (
    "— and · = not known, which is not zero. Tone is of English words, one vote for each person, "
    "and not who stands where."
)


_WIDE = 120
"""Columns that bars may take in a pipe."""


def _short(told: str) -> str:
    return told.removesuffix(" people").replace("two scorers", "2 scorers")


def _print_lines(found: "Trend") -> None:
    """Each figure as a line of bars, with its lowest and highest."""
    room = (show.width() or _WIDE) - len("people    −0.00 to +0.00") - 8
    for name, tell, values in (
        ("posts", figures.number, [point.volume for point in found]),
        ("people", figures.number, [point.authors for point in found]),
        ("tone", figures.tone, [point.author_mean for point in found]),
    ):
        known = [value for value in values if value is not None]
        if known:
            drawn = tables.bars(values, max(room, 8), from_zero=name != "tone")
            show.out.print(f"{name:<7} {drawn}  {tell(min(known))} to {tell(max(known))}")


@app.command(epilog="Example: [bold]monitor report --date 2020-07-02 --format html[/bold]")
def report(
    ctx: typer.Context,
    day: Annotated[
        str | None,
        typer.Option("--date", help="The local day, or one of the week; the last if not given."),
    ] = None,
    weekly: Annotated[
        bool, typer.Option("--weekly", help="The week from Monday on instead of the day.")
    ] = False,
    form: Annotated[
        Format | None, typer.Option("--format", help="One format alone; svg is a picture.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write that format; - is the terminal.")
    ] = None,
    json_: Json = False,
) -> None:
    """Write the report of a day or a week as a web page, Markdown and JSON."""
    with opened(ctx) as monitor:
        wanted = _ago(monitor, 7 if weekly else 1) if day is None else as_day("--date", day)
        summary = monitor.summary(wanted, "week" if weekly else "day")
        if not summary.is_known:
            raise NothingStoredError(_nothing(monitor, summary.named.when))
        if json_ and not out:
            show.print_json(summary.to_dict())
        elif out:
            _write_one(summary, "json" if json_ else form or _form_of(out), out)
        else:
            for path in monitor.write_report(summary, [form] if form else None):
                show.out.print(show.near(path))


def _form_of(out: Path) -> Format:
    suffix = out.suffix.removeprefix(".")
    if suffix in get_args(Format):
        return cast(Format, suffix)
    raise UsageError("name the format of --out with --format html, md, json or svg")


def _write_one(summary: "Summary", form: Format, out: Path) -> None:
    import sys

    from monitor.files import write_whole
    from monitor.report.render import render

    page = render(summary, form)
    if str(out) == "-":
        sys.stdout.buffer.write(page.encode())  # a page is UTF-8, whatever the terminal is
    else:
        write_whole(out, page)
        show.out.print(show.plain(str(out)))


def as_day(option: str, text: str) -> date:
    """The day that an option names; `UsageError` where it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if 1900 <= day.year < 2999:
        return day
    raise UsageError(f"{option} {text!r} is no day; write it as 2020-07-02")


def _ago(monitor: "Monitor", days: int) -> date:
    return monitor.clock().astimezone(monitor.config.zone).date() - timedelta(days=days)


@app.command(epilog="Example: [bold]monitor posts --topic petition --since 2020-07-02[/bold]")
def posts(
    ctx: typer.Context,
    topic: Annotated[str | None, typer.Option(help="One topic's mentions alone.")] = None,
    since: Annotated[str | None, typer.Option(help=SINCE)] = None,
    until: Annotated[str | None, typer.Option(help="As --since; not included.")] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Show the texts: for your eyes alone.")
    ] = False,
    json_: Json = False,
) -> None:
    """The stored mentions one by one, oldest first, each with why it matched."""
    with opened(ctx) as monitor:
        window = window_of(monitor, since, until)
        with monitor.mentions(topic, window, text=text) as mentions:
            if json_:
                n = show.print_json_list("posts", (m.to_dict(text=text) for m in mentions))
            else:
                n = _print_posts(mentions, monitor.config.zone, _names(monitor, topic), text)
        if not n:
            raise NothingStoredError(_nothing(monitor, "in that window", topic))


def _print_posts(
    mentions: "Iterable[StoredMention]", zone: "ZoneInfo", topics: list[str], text: bool
) -> int:
    n, wide = 0, max((tables.cells(show.name(topic)) for topic in topics), default=0)
    for mention in mentions:
        n += 1
        show.say_line(_line(mention, zone, wide), f"  {show.plain(mention.reason)}")
        if text and mention.text is not None:
            show.out.print(f"    {show.plain(mention.text)}")
    return n


def _names(monitor: "Monitor", topic: str | None) -> list[str]:
    return [topic] if topic else [each.name for each in monitor.config.topics]


def _line(mention: "StoredMention", zone: "ZoneInfo", wide: int) -> str:
    unread = "repost" if mention.kind == "repost" else "unscored"
    told = unread if mention.compound is None else figures.tone(mention.compound)
    topic = escape(tables.padded(show.name(mention.topic), wide))
    at = f"{mention.created_at.astimezone(zone):%Y-%m-%d %H:%M}"
    language = f"{show.plain(mention.language):<3}"
    return f"{at}  {topic}  {told:>8}  {language}  {show.plain(mention.id)}"


def _nothing(monitor: "Monitor", where: str, topic: str | None = None) -> str:
    """What to say, and where something is."""
    span = monitor.stored_span(topic)
    if span is None:
        return "nothing is stored yet. Bring posts with: monitor import FILE"
    zone = monitor.config.zone
    first, last = (moment.astimezone(zone).date() for moment in (span.start, span.end))
    return f"nothing is stored {where}. What is stored runs from {first} to {last}."
