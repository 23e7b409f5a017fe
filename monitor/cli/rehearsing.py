"""The command that tries the spike rule on the past: rehearse."""

from typing import TYPE_CHECKING, Annotated

import typer

from monitor import figures
from monitor.cli import show
from monitor.cli.asking import as_day
from monitor.cli.door import Json, app, opened
from monitor.rehearse import Rehearsed

if TYPE_CHECKING:
    from monitor.app.rehearsals import Rehearsal


@app.command(epilog="Example: [bold]monitor rehearse --days 30 --until 2020-07-12[/bold]")
def rehearse(
    ctx: typer.Context,
    topic: Annotated[str | None, typer.Option(help="One topic alone.")] = None,
    days: Annotated[int, typer.Option(help="How many days to replay.")] = 30,
    until: Annotated[
        str | None, typer.Option(help="The last of them; the last day stored if not given.")
    ] = None,
    json_: Json = False,
) -> None:
    """Replay the spike rule over the past: on which days would it have fired, and why."""
    with opened(ctx) as monitor:
        found = monitor.rehearse(days, as_day("--until", until) if until else None, topic)
    if json_:
        show.print_json(found.to_dict())
        return
    for name, judged in found.topics.items():
        _print(name, judged, found)


def _print(name: str, judged: tuple[Rehearsed, ...], found: "Rehearsal") -> None:
    from monitor.app.rehearsals import above

    fired = sum(each.spike.fired for each in judged)
    times = "once" if fired == 1 else f"{fired} times"
    days = f"{found.days} days from {found.first}"
    show.out.print(f"{show.plain(name)}: would have fired {times} in {days}.")
    unjudged = sum(each.spike.posts is None for each in judged)
    if unjudged:
        show.out.print(f"  {unjudged} of them could not be judged: too little is known of them.")
    for each in above(judged):
        show.out.print(f"  {found.on(each)}  {_line(each)}")


def _line(each: Rehearsed) -> str:
    spike, point = each.spike, each.point
    posts = spike.posts.limit if spike.posts else None
    people = spike.people.limit if spike.people else None
    told = (
        f"{figures.number(point.volume)} posts (limit {figures.number(posts)}), "
        f"{figures.number(point.authors)} people (limit {figures.number(people)})"
    )
    learning = ", still learning" if spike.learning else ""
    return f"{told}{learning}" + (f": no spike, {spike.reason}" if spike.reason else "")
