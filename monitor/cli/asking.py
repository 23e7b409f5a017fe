"""Commands that ask: trend, report, posts."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from monitor import figures
from monitor.cli import show
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
    counts = ("posts", "scored", "people")
    made = show.table(by, *counts, "tone, one vote each", "covered", numbers=counts)
    for point in found.points:
        made.add_row(
            point.start.astimezone(zone).strftime(_STEPS.get(by, "%a %d %b %Y")),
            figures.number(point.volume),
            figures.number(point.scored),
            figures.number(point.authors),
            figures.mean_with_interval(point),
            figures.percent(point.coverage),
        )
    show.print_table(made)
    show.out.print(f"posts {figures.sparkline(found.points)}")
    show.out.print(
        "— and · = not known, which is not zero; tone is of English words, not who stands where."
    )


@app.command(epilog="Example: [bold]monitor report --date 2020-07-02 --format html[/bold]")
def report(
    ctx: typer.Context,
    day: Annotated[
        str | None, typer.Option("--date", help="The local day; yesterday if not given.")
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="One format instead of all three.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write that format; - is the terminal.")
    ] = None,
    json_: Json = False,
) -> None:
    """Write a day's report as a web page, Markdown and JSON."""
    with opened(ctx) as monitor:
        wanted = _yesterday(monitor) if day is None else as_day("--date", day)
        summary = monitor.summary(wanted)
        if not summary.is_known:
            raise NothingStoredError(_nothing(monitor, f"on {wanted}"))
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
    raise UsageError("name the format of --out with --format html, md or json")


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


def _yesterday(monitor: "Monitor") -> date:
    return monitor.clock().astimezone(monitor.config.zone).date() - timedelta(days=1)


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
        zone = monitor.config.zone
        window = window_of(monitor, since, until)
        with monitor.mentions(topic, window, text=text) as mentions:
            if json_:
                n = show.print_json_list("posts", (m.to_dict(text=text) for m in mentions))
            else:
                n = _print_posts(mentions, zone, text)
        if not n:
            raise NothingStoredError(_nothing(monitor, "in that window", topic))


def _print_posts(mentions: "Iterable[StoredMention]", zone: "ZoneInfo", text: bool) -> int:
    n = 0
    for mention in mentions:
        n += 1
        unread = "repost" if mention.kind == "repost" else "unscored"
        told = unread if mention.compound is None else figures.tone(mention.compound)
        line = f"{mention.created_at.astimezone(zone):%Y-%m-%d %H:%M} {mention.topic:<9} {told:>8}"
        show.out.print(
            f"{line}  {mention.language:<3} {show.plain(mention.id)}  {show.plain(mention.reason)}"
        )
        if text and mention.text is not None:
            show.out.print(f"    {show.plain(mention.text)}")
    return n


def _nothing(monitor: "Monitor", where: str, topic: str | None = None) -> str:
    """What to say, and where something is."""
    span = monitor.stored_span(topic)
    if span is None:
        return "nothing is stored yet. Bring posts with: monitor import FILE"
    zone = monitor.config.zone
    first, last = (moment.astimezone(zone).date() for moment in (span.start, span.end))
    return f"nothing is stored {where}. What is stored runs from {first} to {last}."
