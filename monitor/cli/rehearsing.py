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
    show.say(f"{show.plain(name)}: would have fired {times} in {days}.")
    unjudged = sum(each.spike.posts is None for each in judged)
    if unjudged:
        show.say(f"{unjudged} of them could not be judged: too little is known of them.")
    numbers = ("posts", "limit", "people", "limit of people")
    made = show.table("day", *numbers, "verdict", numbers=numbers, folds=("verdict",))
    for each in above(judged):
        made.add_row(str(found.on(each)), *_counts(each), _verdict(each))
    if made.row_count:
        show.print_table(made)


def _counts(each: Rehearsed) -> list[str]:
    spike, point = each.spike, each.point
    posts = spike.posts.limit if spike.posts else None
    people = spike.people.limit if spike.people else None
    counts = (point.volume, posts, point.authors, people)
    return [figures.number(n) for n in counts]


def _verdict(each: Rehearsed) -> str:
    spike = each.spike
    told = f"no spike, {spike.reason}" if spike.reason else "stands out"
    return show.plain(f"{told}, still learning" if spike.learning else told)
