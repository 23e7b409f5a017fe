"""The command that brings and shows how many had signed: signatures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor import figures
from monitor.cli import show
from monitor.cli.door import Json, app, opened
from monitor.errors import NothingStoredError
from monitor.models import SignatureKind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from monitor.app.signatures import Brought
    from monitor.models import Signatures

_MOST_TOLD = 5
"""Rejected lines of one file; `--json` has all of them."""
_NUMBERS = ("signatures", "gained", "a day")
_FLAT = (
    "A day's figure is the average since the figure before. — = nothing before it, or not on "
    "the curve: reported and lower than what stands before, or of a moment with a higher one."
)


@app.command(epilog="Example: [bold]monitor signatures counts.csv --kind observed[/bold]")
def signatures(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...", help="CSV, or petition.parliament.uk's JSON; .gz too."
        ),
    ] = None,
    petition: Annotated[
        str | None, typer.Option(help="The petition's name, where the file says none.")
    ] = None,
    kind: Annotated[
        SignatureKind | None, typer.Option(help="Who counted, of rows that do not say it.")
    ] = None,
    origin: Annotated[
        str | None, typer.Option(help="Where the figures are from, of rows that do not say it.")
    ] = None,
    json_: Json = False,
) -> None:
    """Bring how many had signed, and when, from files; then show what is known."""
    with opened(ctx) as monitor:
        brought = [monitor.signatures.bring(f, petition, kind, origin) for f in files or ()]
        stored, zone = monitor.signatures.all(), monitor.config.zone
    if json_:
        told = {"brought": [each.to_dict() for each in brought]}
        show.print_json(told | {"signatures": [one.to_dict() for one in stored]})
    else:
        for each in brought:
            _print_brought(each)
        if not all(each.error for each in brought):
            show.out.print()
        _print_stored(stored, zone)
    if any(each.error for each in brought):
        raise typer.Exit(2)
    if not stored:
        raise NothingStoredError(
            "no signatures are stored yet. Bring some with: monitor signatures FILE"
        )


def _print_brought(brought: "Brought") -> None:
    name = show.plain(brought.file)
    if brought.error:
        show.err.print(f"{name}: refused: {show.plain(brought.error)}")
        return
    counts = f"{brought.new:,} new, {brought.updated:,} updated, {brought.unchanged:,} unchanged"
    show.out.print(f"{name}: {counts}, {len(brought.rejected):,} rejected")
    for each in brought.rejected[:_MOST_TOLD]:
        show.out.print(f"    {show.plain(str(each))}")
    if (more := len(brought.rejected) - _MOST_TOLD) > 0:
        show.out.print(f"    and {more:,} more; --json tells all of them")


def _print_stored(stored: "tuple[Signatures, ...]", zone: "ZoneInfo") -> None:
    from monitor.signatures import curves, stretches

    for petition, curve in curves(stored).items():
        before = {each.end: each for each in stretches(curve)}
        columns = (f"moment ({zone})", *_NUMBERS, "kind", "origin")
        made = show.table(*columns, numbers=_NUMBERS, folds=("origin",), can_go=_NUMBERS[1:])
        for one in (one for one in stored if one.petition == petition):
            step = before.get(one)
            made.add_row(
                one.at.astimezone(zone).strftime("%a %d %b %Y %H:%M"),
                figures.number(one.count),
                _gain(step.gained if step else None),
                _gain(step.per_day if step else None),
                one.kind,
                show.plain(one.origin),
            )
        show.out.print(show.plain(petition))
        show.print_table(made)
        show.out.print()
    if stored:
        show.say(_FLAT)


def _gain(value: float | None) -> str:
    """With its sign; small averages to a tenth."""
    if value is None:
        return figures.UNKNOWN
    places = 1 if abs(value) < 10 and value % 1 else 0
    text = f"{value:+,.{places}f}"
    return "0" if float(text.replace(",", "")) == 0 else text.replace("-", "−")
