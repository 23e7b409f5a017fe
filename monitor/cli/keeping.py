"""Commands that keep the figures right: verify, rebuild."""

import typer

from monitor.cli import show
from monitor.cli.door import Json, app, opened

_SHOWN = 20


@app.command(epilog="Example: [bold]monitor verify[/bold]")
def verify(ctx: typer.Context, json_: Json = False) -> None:
    """Recount every figure from the mentions and compare. Exit code 1 where they differ."""
    with opened(ctx) as monitor:
        differences = monitor.verify()
    if json_:
        show.print_json({"ok": not differences, "differences": differences})
    elif differences:
        for difference in differences[:_SHOWN]:
            show.out.print(show.plain(difference))
        show.out.print(f"{len(differences):,} differences. Mend buckets with: monitor rebuild")
    else:
        show.out.print("Every figure equals what the mentions say.")
    if differences:
        raise typer.Exit(1)


@app.command(epilog="Example: [bold]monitor rebuild[/bold]")
def rebuild(ctx: typer.Context, json_: Json = False) -> None:
    """Make the kept figures anew from the mentions."""
    with opened(ctx) as monitor:
        wrong = monitor.rebuild()
    if json_:
        show.print_json({"mended": wrong})
    else:
        show.out.print(
            f"Rebuilt. {wrong:,} figures were wrong." if wrong else "Rebuilt. All were right."
        )
