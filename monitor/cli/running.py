"""Commands of the clock: status, run."""

import logging
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from monitor.cli import logs, show
from monitor.cli.door import Json, app, opened
from monitor.cli.logs import Form
from monitor.cli.notifying import print_deliveries, sent_line
from monitor.cli.watching import exit_code_of, local
from monitor.errors import told

if TYPE_CHECKING:
    from monitor.app import Monitor

log = logging.getLogger("monitor")


@app.command(epilog="Example: [bold]monitor status[/bold]")
def status(ctx: typer.Context, json_: Json = False) -> None:
    """How sources, jobs and database stand; the exit code says whether all is well."""
    from jobs.schedule import upcoming

    with opened(ctx) as monitor:
        health = monitor.health()
        coming = upcoming(monitor.config, monitor.clock()) if health.running else {}
        if json_:
            show.print_json(health.to_dict(coming))
        else:
            start = show.command(ctx.obj.config, "run")
            _print_status(monitor, health.to_dict(coming), start)
    raise typer.Exit(health.exit_code)


def _print_status(monitor: "Monitor", told: Mapping[str, Any], start: str) -> None:
    def at(moment: str | None) -> str:
        return local(datetime.fromisoformat(moment), monitor) if moment else "—"

    columns = ("source", "state", "why", "last success", "next try", "today", "month")
    money_ = ("today", "month")
    sources = show.table(*columns, numbers=money_, folds=("why",), can_go=("month", "next try"))
    for name, one in told["sources"].items():
        money = (f"${one[key]:,.3f}" for key in ("spent_today_usd", "spent_month_usd"))
        words = (show.state(one["state"]), show.plain(one["reason"] or ""))
        sources.add_row(name, *words, at(one["last_success"]), at(one["next_probe"]), *money)
    if told["sources"]:
        show.print_table(sources)
    made = show.table("job", "last run", "ended", "next run")
    for job in told["jobs"]:
        last = job["last"] or {"status": "never", "at": None}
        made.add_row(job["name"], at(last["at"]), show.state(last["status"]), at(job["next"]))
    show.print_table(made)
    kept = told["running"]
    nobody = f"Nobody keeps the clock. Start it with: {start}"
    show.out.print(f"The clock is kept: {show.plain(kept)}." if kept else nobody)
    print_deliveries(monitor, told["deliveries"])
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
        stopping = "stopping after the page under way; a second signal leaves at once."
        said = _Said(monitor, ctx.obj.log)
        schedule.stop_on_signals(monitor, lambda: said.line(stopping), lambda: os._exit(130))
        if once:
            raise typer.Exit(_code_of_all(schedule.run_once(monitor, said.job)))
        _must_be_able(monitor)
        schedule.run(monitor, said.job, said.coming)
        said.line("stopped.")


def _code_of_all(said: "Sequence[Any]") -> int:
    """Of every job: the sources' code first, then that of what failed."""
    from monitor.errors import TryLaterError
    from monitor.runs import RunOutcome

    code = exit_code_of([what for what in said if isinstance(what, RunOutcome)], None)
    for error in (what for what in said if isinstance(what, Exception)):
        held_up = TryLaterError.exit_code if isinstance(error, OSError) else 1
        code = code or getattr(error, "exit_code", held_up)
    return code


def _must_be_able(monitor: "Monitor") -> None:
    """A clock that could never collect anything is not started."""
    skipped = [monitor.live.why_skipped(name) for name in monitor.live.names()]
    for name in monitor.live.names():
        monitor.live.plans(name)  # its faults are those of config.yaml
    if all(skipped):
        for outcome in filter(None, skipped):
            log.error("%s: %s", outcome.source, outcome.error)
        raise typer.Exit(exit_code_of([outcome for outcome in skipped if outcome], None))


class _Said:
    """What happens around the clock: a line each, in words or as JSON."""

    def __init__(self, monitor: "Monitor", form: Form) -> None:
        self._monitor = monitor
        self._form = form

    def job(self, job: str, what: Any) -> None:
        """What a job did: an outcome, a report, what was sent, or why it failed."""
        from monitor.app.deliveries import Sent
        from monitor.runs import RunOutcome

        if isinstance(what, RunOutcome):
            level = "error" if what.status in ("blocked", "failed") else "info"
            self.line(f"{job} {show.run_line(what)}", level=level, job=job, run=what.to_dict())
        elif isinstance(what, tuple):
            day, state, paths = what
            files = [str(path) for path in paths]
            text = f"{job} {day} {state}: {show.near(paths[0])}"
            self.line(text, job=job, day=str(day), state=state, files=files)
        elif isinstance(what, Sent):
            level = "info" if what.state == "delivered" else "warning"
            self.line(f"{job} {sent_line(what)}", level=level, job=job, sent=what.to_dict())
        else:
            self.line(f"{job} failed: {show.plain(told(what))}", level="error", job=job)

    def coming(self, coming: Mapping[str, datetime]) -> None:
        """When each job is next."""
        zone = self._monitor.config.zone
        each = ", ".join(
            f"{job} {moment.astimezone(zone):%Y-%m-%d %H:%M:%S}" for job, moment in coming.items()
        )
        moments = {job: moment.isoformat() for job, moment in coming.items()}
        self.line(f"next: {each}", next=moments)

    def line(self, text: str, *, level: str = "info", **more: Any) -> None:
        """At its time on the monitor's own clock."""
        now = self._monitor.clock()
        # A full disk behind `>` or a reader that has gone stops no clock; of the latter
        # rich would make an exit.
        with suppress(OSError, SystemExit):
            if self._form is Form.json:
                plain = Text.from_markup(text).plain
                show.out.file.write(f"{logs.line(now, plain, level=level, **more)}\n")
            else:
                here = now.astimezone(self._monitor.config.zone)
                show.out.print(f"{here:%Y-%m-%d %H:%M:%S} {text}")
            show.out.file.flush()
