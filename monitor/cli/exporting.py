"""The command that gives figures and ids to other programs: export."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from monitor.cli import show
from monitor.cli.door import SINCE, Json, app, opened, window_of
from monitor.errors import UsageError
from monitor.export.columns import By, What
from monitor.export.forms import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.app import Monitor
    from monitor.app.exports import Asked, Counted

_EYES = (
    "The texts are for your own eyes: X forbids to hand them on; ids may be. "
    "Delete them when they are deleted there."
)
_MOST = (
    "These are {n:,} {what} of X, which allows to hand one recipient no more than "
    "{most:,} in 30 days."
)


@app.command(epilog="Example: [bold]monitor export --what trend --by hour --out trend.csv[/bold]")
def export(
    ctx: typer.Context,
    topic: Annotated[str | None, typer.Option(help="One topic alone.")] = None,
    since: Annotated[str | None, typer.Option(help=SINCE)] = None,
    until: Annotated[str | None, typer.Option(help="As --since; not included.")] = None,
    what: Annotated[
        What, typer.Option(metavar="ROWS", help="posts, trend, signatures or coverage.")
    ] = "posts",
    by: Annotated[
        By, typer.Option(metavar="STEP", help="Of trend and coverage: hour or day.")
    ] = "day",
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            metavar="FORM",
            help="csv, json or jsonl; as the name of --out says, else csv.",
        ),
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Posts with their texts: for your eyes alone.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="The file to write; else the terminal.")] = None,
    evidence: Annotated[
        Path | None,
        typer.Option(help="Write an evidence pack, without texts: a new folder, or a .zip."),
    ] = None,
    json_: Json = False,
) -> None:
    """Give posts (ids alone), trend, signatures or coverage as CSV or JSON, or all as evidence."""
    from monitor.app.exports import Asked, Counted

    if text and (evidence or what != "posts"):
        raise UsageError("--text is for the rows of posts; an evidence pack holds ids alone")
    with opened(ctx) as monitor:
        asked = Asked(topic, window_of(monitor, since, until), by, text)
        if evidence:
            _pack(ctx, monitor, asked, evidence, json_)
            return
        chosen: Form = form or ("json" if json_ and not out else _form_of(out))
        counted = Counted()
        if text:
            show.err.print(_EYES)
        _write(monitor, what, chosen, asked, counted, out)
        _warn(counted, text)
        if out and json_:
            show.print_json({"file": str(out), "what": what, "rows": counted.rows})
        elif out and str(out) != "-":
            show.out.print(f"Wrote {counted.rows:,} rows to {show.near(out)}.")


def _form_of(out: Path | None) -> Form:
    suffix = out.suffix.removeprefix(".").lower() if out else ""
    return cast(Form, suffix) if suffix in get_args(Form) else "csv"


def _write(
    monitor: "Monitor",
    what: What,
    form: Form,
    asked: "Asked",
    counted: "Counted",
    out: Path | None,
) -> None:
    from monitor.app.exports import Exports
    from monitor.files import write_parts

    parts = Exports(monitor).parts(what, form, asked, counted)
    if out and str(out) != "-":
        write_parts(out, parts)
    else:
        _to_stdout(parts)


def _to_stdout(parts: "Iterator[str]") -> None:
    from monitor.redaction import redacted

    for part in parts:
        sys.stdout.buffer.write(redacted(part).encode())  # UTF-8, whatever the terminal is


def _warn(counted: "Counted", text: bool) -> None:
    """What X allows to hand on is limited; what a person keeps is not."""
    from monitor.app.exports import MOST_IDS, MOST_OBJECTS

    most, what = (MOST_OBJECTS, "posts") if text else (MOST_IDS, "ids")
    if counted.of_x > most:
        show.err.print(_MOST.format(n=counted.of_x, what=what, most=most))


def _pack(ctx: typer.Context, monitor: "Monitor", asked: "Asked", path: Path, json_: bool) -> None:
    from monitor.app.evidence import Evidence

    done = Evidence(monitor, ctx.obj.config, asked).write(path)
    if json_:
        show.print_json({"evidence": str(path), "manifest_sha256": done})
        return
    show.out.print(f"Wrote the evidence pack: {show.near(path)}")
    show.out.print(f"SHA-256 of its MANIFEST.sha256, to cite it by: {done}")
