"""Commands that ask live sources: collect, estimate, gaps, status, run."""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli import show
from monitor.cli.door import Json, app, opened
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.app import Monitor
    from monitor.app.live import Estimated
    from monitor.checkpoint import OpenWindow
    from monitor.runs import RunOutcome
    from monitor.timeline import Window

_SINCE = "2020-07-02, a moment with offset, or 3d (also 12h, 2w)."
_SOURCE = "One source of config.yaml instead of all."
_CODES = {
    "credentials": 4,
    "credits": 5,
    "budget reached": 5,
    "query": 2,
    "not supported": 2,
    "--max-posts": 0,
}


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
            _print_runs(outcomes, json_)
    raise typer.Exit(_exit_code(outcomes, source))


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
        windows = monitor.live.unread(name, asked)
        if not windows:
            show.err.print(f"{name}: all of that time has been read already.")
        archived = [window for window in windows if window.archive]
        if archived and not _agreed(monitor, name, archived, yes):
            raise UsageError(
                "it is older than seven days, and paid for out of the same budget. "
                "To read it, run the same command with --yes"
            )
        return monitor.live.history(name, windows, most_posts=most, progress=told)


def _agreed(monitor: "Monitor", name: str, windows: "Iterable[OpenWindow]", yes: bool) -> bool:
    """Say what the past will cost, before it is paid for."""
    for window in windows:
        found = monitor.live.estimate(name, window)
        show.err.print(_estimate_line(found, monitor))
    show.err.print("Only posts that still exist come: what was deleted since is not among them.")
    return yes


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
                show.out.print(_estimate_line(one, monitor))
        for outcome in skipped:
            show.err.print(show.run_line(outcome))
    if not found:
        raise typer.Exit(_exit_code(skipped, source))


def _estimate_line(one: "Estimated", monitor: "Monitor") -> str:
    start, end = (_local(moment, monitor) for moment in (one.window.start, one.window.end))
    return (
        f"{one.source}: about {one.posts:,} posts from {start} to {end}, "
        f"${one.posts_usd:,.2f} to read; this answer cost ${one.call_usd:,.3f}"
    )


def _local(moment: datetime, monitor: "Monitor") -> str:
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
        made = show.table("source", "from", "to", "why", "can be filled until")
        for gap in found:
            until = _local(gap.fillable_until, monitor) if gap.fillable_until else "not any more"
            times = (_local(moment, monitor) for moment in (gap.start, gap.end))
            made.add_row(gap.source, *times, show.plain(gap.reason), until)
        show.print_table(made)


@app.command(epilog="Example: [bold]monitor status[/bold]")
def status(ctx: typer.Context, json_: Json = False) -> None:
    """How sources, jobs and database stand; the exit code says whether all is well."""
    from jobs.schedule import upcoming

    with opened(ctx) as monitor:
        health = monitor.health()
        coming = upcoming(monitor) if health.running else {}
        if json_:
            show.print_json(health.to_dict(coming))
        else:
            _print_status(monitor, health.to_dict(coming))
    raise typer.Exit(health.exit_code)


def _print_status(monitor: "Monitor", told: Mapping[str, Any]) -> None:
    def at(moment: str | None) -> str:
        return _local(datetime.fromisoformat(moment), monitor) if moment else "—"

    sources = show.table("source", "state", "why", "last success", "next try", "today", "month")
    for name, one in told["sources"].items():
        money = (f"${one[key]:,.2f}" for key in ("spent_today_usd", "spent_month_usd"))
        words = (one["state"], show.plain(one["reason"] or ""))
        sources.add_row(name, *words, at(one["last_success"]), at(one["next_probe"]), *money)
    if told["sources"]:
        show.print_table(sources)
    made = show.table("job", "last run", "ended", "next run")
    for job in told["jobs"]:
        last = job["last"] or {"status": "never", "at": None}
        made.add_row(job["name"], at(last["at"]), last["status"], at(job["next"]))
    show.print_table(made)
    kept = told["running"]
    nobody = "Nobody keeps the clock. Start it with: monitor run"
    show.out.print(f"The clock is kept: {show.plain(kept)}." if kept else nobody)
    base = told["database"]
    size = f"{base['bytes'] / 1_000_000:,.1f} MB"
    show.out.print(f"Database: {base['dialect']}, schema {base['revision']}, {size}.")


@app.command(epilog="Example: [bold]monitor run[/bold]")
def run(
    ctx: typer.Context,
    once: Annotated[
        bool, typer.Option("--once", help="Every job once, in order, and no more.")
    ] = False,
) -> None:
    """Collect and report around the clock, in the foreground. SIGTERM finishes the page."""
    from jobs import schedule

    with opened(ctx) as monitor:
        schedule.stop_on_signals(monitor, lambda: os._exit(130))
        if once:
            outcomes = schedule.run_once(monitor, lambda job, what: _say(monitor, job, what))
            raise typer.Exit(_exit_code(outcomes, None))
        schedule.run(
            monitor,
            lambda job, what: _say(monitor, job, what),
            lambda coming: _say_next(monitor, coming),
        )
        _line(monitor, "stopped.")


def _say(monitor: "Monitor", job: str, what: Any) -> None:
    from monitor.runs import RunOutcome

    if isinstance(what, RunOutcome):
        _line(monitor, f"{job} {show.run_line(what)}")
    elif isinstance(what, tuple):
        day, state, paths = what
        _line(monitor, f"{job} {day} {state}: {show.near(paths[0])}")
    else:
        _line(monitor, f"{job} failed: {show.plain(_told(what))}")


def _told(error: Exception) -> str:
    from monitor.errors import MonitorError

    return str(error) if isinstance(error, MonitorError) else f"{type(error).__name__}: {error}"


def _say_next(monitor: "Monitor", coming: Mapping[str, datetime]) -> None:
    told = ", ".join(f"{job} {_local(moment, monitor)}" for job, moment in coming.items())
    _line(monitor, f"next: {told}")


def _line(monitor: "Monitor", text: str) -> None:
    """One line of what happens, at its time on the monitor's own clock."""
    now = monitor.clock().astimezone(monitor.config.zone)
    show.out.print(f"{now:%Y-%m-%d %H:%M:%S} {text}")
    with suppress(OSError):
        show.out.file.flush()


def _print_plan(
    monitor: "Monitor", names: Sequence[str], asked: "Window | None", json_: bool
) -> None:
    """What would be asked; nothing is."""
    plans = [plan for name in names for plan in monitor.live.plans(name, asked)]
    if json_:
        show.print_json({"runs": [], "plan": [plan.to_dict() for plan in plans]})
        return
    for plan in plans:
        start, end = _local(plan.window.start, monitor), _local(plan.window.end, monitor)
        show.out.print(
            f"{plan.source}: from {start} to {end}, at most ${plan.at_most_usd:,.2f} now\n"
            f"    {show.plain(plan.window.query)}"
        )
    if not plans:
        show.out.print("Nothing would be asked.")


def _print_runs(outcomes: "Sequence[RunOutcome]", json_: bool) -> None:
    if json_:
        show.print_json({"runs": [outcome.to_dict() for outcome in outcomes]})
        return
    for outcome in outcomes:
        console = show.out if outcome.pages or outcome.status == "ok" else show.err
        console.print(show.run_line(outcome))


def _exit_code(outcomes: "Sequence[RunOutcome]", named: str | None) -> int:
    """0 where every source that was tried ended well, else the first that applies."""
    tried = [outcome for outcome in outcomes if outcome.status != "skipped" or named]
    unwell = [o for o in tried or outcomes if o.status != "ok"]
    codes = {_CODES.get(outcome.reason or "", 75) for outcome in unwell}
    return next((code for code in (4, 5, 75, 2) if code in codes), 0)
