"""Commands that judge again what is stored: rescore."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli import show
from monitor.cli.door import Json, app, opened
from monitor.figures import UNKNOWN

if TYPE_CHECKING:
    from monitor.rescore import Rescored, Tally


@app.command(epilog="Example: [bold]monitor rescore --dry-run[/bold]")
def rescore(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would change; write nothing.")
    ] = False,
    json_: Json = False,
) -> None:
    """Read the tone of stored mentions anew, where `scoring` or the phrases have changed since."""
    with opened(ctx) as monitor, show.progress(ctx.obj.quiet) as bars:
        told = bars and bars("mentions")
        done = monitor.scorers.rescore(dry_run=dry_run, progress=told)
    if json_:
        show.print_json(_plain(done))
    else:
        _show(done, "would be read" if dry_run else "read")


def _plain(done: "Rescored") -> dict[str, Any]:
    left = {"without_text": done.without_text, "unwatched": dict(done.unwatched)}
    topics = {topic: _plain_tally(tally) for topic, tally in done.topics.items()}
    return _plain_tally(done.whole) | {"left": left, "topics": topics}


def _plain_tally(tally: "Tally") -> dict[str, Any]:
    return {
        "mentions": tally.mentions,
        "reposts": tally.reposts,
        "changed": tally.changed,
        "relabelled": tally.relabelled,
        "mean_before": tally.mean_before,
        "mean_after": tally.mean_after,
    }


def _show(done: "Rescored", how: str) -> None:
    if done.whole.mentions or done.whole.reposts:
        numbers = ("read", "other score", "other label", "mean before", "mean after")
        table = show.table("topic", *numbers, numbers=numbers, can_go=("other label",))
        for topic, tally in done.topics.items():
            counts = (f"{n:,}" for n in (tally.mentions, tally.changed, tally.relabelled))
            means = map(_tone, (tally.mean_before, tally.mean_after))
            table.add_row(show.short(topic), *counts, *means)
        show.print_table(table)
        moved = f"; {done.whole.reposts:,} reposts move along" if done.whole.reposts else ""
        show.say(f"{done.whole.mentions:,} mentions {how} anew{moved}.")
    else:
        show.say("Nothing to do: every mention of the topics watched was read as it would be now.")
    if done.without_text:
        show.say(f"{done.without_text:,} stay as they are: their texts are gone.")
    for topic, n in done.unwatched.items():
        show.say(show.plain(f"{topic} is no longer watched: its {n:,} stay as they are."))


def _tone(mean: float | None) -> str:
    """Finer than in a report: what a few words move is to be seen."""
    return UNKNOWN if mean is None else f"{mean:+.4f}".replace("-", "−")
