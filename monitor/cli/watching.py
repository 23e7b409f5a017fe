"""Commands that ask live sources: collect, estimate, gaps."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import show
from monitor.cli.door import Json, app, opened
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.app import Monitor
    from monitor.app.asked import Estimated
    from monitor.checkpoint import OpenWindow
    from monitor.runs import RunOutcome
    from monitor.timeline import Window

_SINCE = "2020-07-02, a moment with offset, or 3d (also 12h, 2w)."
_SOURCE = "One source of config.yaml instead of all."


@app.command(epilog="Example: [bold]monitor collect --source x --max-posts 100[/bold]")
def collect(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Option(help=_SOURCE)] = None,
    since: Annotated[
        str | None, typer.Option(help=f"Read this time instead of what is new: {_SINCE}")
    ] = None,
    until: Annotated[str | None, typer.Option(help="As --since; not included.")] = None,
    max_posts: Annotated[
        int | None, typer.Option(min=10, help="Read no more than so many (X sells 10 at least).")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be asked, and ask nothing.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Pay for time that is older than seven days.")
    ] = False,
    json_: Json = False,
) -> None:
    """Collect what is new from live sources, or a time of the past, within the budget."""
    if until and not since:
        raise UsageError("--until needs --since: from when on should be read?")
    with opened(ctx) as monitor:
        names = monitor.live.names(source)
        asked = monitor.window(since, until or "now", monitor.config.zone) if since else None
        if dry_run:
            _print_plan(monitor, names, asked, json_)
            return
        outcomes: list[RunOutcome] = []
        try:
            for name in names:
                outcomes += _collected(ctx, monitor, name, asked, max_posts, yes)
        finally:
            print_runs(outcomes, json_)
    raise typer.Exit(exit_code_of(outcomes, source))


def _collected(
    ctx: typer.Context,
    monitor: "Monitor",
    name: str,
    asked: "Window | None",
    most: int | None,
    yes: bool,
) -> "Sequence[RunOutcome]":
    with show.progress(ctx.obj.quiet) as bars:
        told = bars(name)(None) if bars else lambda fetched: None
        if asked is None:
            return monitor.live.collect(name, most_posts=most, progress=told)
        if skipped := monitor.live.why_skipped(name):
            return [skipped]
        if not monitor.live.windows(name, asked):
            raise UsageError("nothing of that time can be asked for: it is still to come")
        windows = monitor.live.unread(name, asked)
        if not windows:
            show.err.print(f"{name}: all of that time has been read already.")
        paid = _estimated(monitor, name, [window for window in windows if window.archive])
        if paid and not yes:
            raise UsageError(
                "it is older than seven days, and paid for out of the same budget. "
                "To read it, run the same command with --yes"
            )
        return monitor.live.history(name, windows, most_posts=most, progress=told, paid_usd=paid)


def _estimated(monitor: "Monitor", name: str, windows: "Sequence[OpenWindow]") -> float:
    """Say what the past will cost before it is paid for; what asking has cost itself."""
    found = [monitor.live.estimate(name, window) for window in windows]
    for one in found:
        show.err.print(_estimate_line(one, monitor))
    if found:
        show.err.print(
            "Only posts that still exist come: what was deleted since is not among them."
        )
    return sum(one.call_usd for one in found)


@app.command(epilog="Example: [bold]monitor estimate --since 3d[/bold]")
def estimate(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Option(help=_SOURCE)] = None,
    since: Annotated[str, typer.Option(help=_SINCE)] = "6d",
    until: Annotated[str, typer.Option(help="As --since; not included.")] = "now",
    json_: Json = False,
) -> None:
    """Ask how many posts a time holds and what they would cost. The question costs a little."""
    with opened(ctx) as monitor:
        asked = monitor.window(since, until, monitor.config.zone)
        found: list[Estimated] = []
        skipped: list[RunOutcome] = []
        for name in monitor.live.names(source):
            if why := monitor.live.why_skipped(name):
                skipped.append(why)
                continue
            windows = monitor.live.windows(name, asked)
            found += [monitor.live.estimate(name, window) for window in windows]
        if json_:
            show.print_json({"estimates": [one.to_dict() for one in found]})
        else:
            for one in found:
                show.say(_estimate_line(one, monitor))
        for outcome in skipped:
            show.err.print(show.run_line(outcome))
    if not found:
        raise typer.Exit(exit_code_of(skipped, source))


def _estimate_line(one: "Estimated", monitor: "Monitor") -> str:
    start, end = (local(moment, monitor) for moment in (one.window.start, one.window.end))
    return (
        f"{one.source}: about {one.posts:,} posts from {start} to {end}, "
        f"${one.posts_usd:,.3f} to read; this answer cost ${one.call_usd:,.3f}"
    )


def local(moment: datetime, monitor: "Monitor") -> str:
    """A moment in the watch's own zone, for people."""
    return f"{moment.astimezone(monitor.config.zone):%Y-%m-%d %H:%M}"


@app.command(epilog="Example: [bold]monitor gaps[/bold]")
def gaps(ctx: typer.Context, json_: Json = False) -> None:
    """What was not watched, why, and until when it can still be filled."""
    with opened(ctx) as monitor:
        found = monitor.gaps()
        if json_:
            show.print_json({"gaps": [gap.to_dict() for gap in found]})
            return
        if not found:
            show.out.print("No gaps.")
            return
        made = show.table("source", "from", "to", "why", "fillable until", folds=("why",))
        for gap in found:
            until = local(gap.fillable_until, monitor) if gap.fillable_until else "not any more"
            times = (local(moment, monitor) for moment in (gap.start, gap.end))
            made.add_row(show.plain(gap.source), *times, show.plain(gap.reason), until)
        show.print_table(made)


def _print_plan(
    monitor: "Monitor", names: Sequence[str], asked: "Window | None", json_: bool
) -> None:
    """What would be asked; nothing is."""
    plans = [plan for name in names for plan in monitor.live.plans(name, asked)]
    if json_:
        show.print_json({"runs": [], "plan": [plan.to_dict() for plan in plans]})
        return
    for plan in plans:
        start, end = local(plan.window.start, monitor), local(plan.window.end, monitor)
        show.out.print(
            f"{plan.source}: from {start} to {end}, at most ${plan.at_most_usd:,.2f} now\n"
            f"    {show.plain(plan.window.query)}"
        )
    if not plans:
        show.out.print("Nothing would be asked.")


def print_runs(outcomes: "Sequence[RunOutcome]", json_: bool) -> None:
    """What each run did; what none could do goes to stderr."""
    if json_:
        show.print_json({"runs": [outcome.to_dict() for outcome in outcomes]})
        return
    for outcome in outcomes:
        console = show.out if outcome.pages or outcome.status == "ok" else show.err
        console.print(show.run_line(outcome))


def exit_code_of(outcomes: "Sequence[RunOutcome]", named: str | None) -> int:
    """0 where every source that was tried ended well.

    A source that cannot be tried at all counts where it is named, or no other was tried.
    """
    from monitor.app.health import exit_code

    tried = [outcome for outcome in outcomes if named or not _is_untried(outcome)]
    return exit_code(one.reason for one in tried or outcomes if one.status != "ok")


def _is_untried(outcome: "RunOutcome") -> bool:
    cannot = outcome.reason in ("credentials", "not supported") and not outcome.retry_at
    return outcome.status == "skipped" and cannot
