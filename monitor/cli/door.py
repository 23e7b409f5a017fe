"""The front door: global options, and how a command gets at its watch."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor import __version__
from monitor.cli import logs
from monitor.cli.logs import Form, Level

if TYPE_CHECKING:
    from monitor.app import Monitor
    from monitor.timeline import Window

log = logging.getLogger("monitor")
app = typer.Typer(
    name="monitor",
    help="Watch a film and the petition against it: volume, tone, coverage, a daily report.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # its tracebacks show locals: texts, one day secrets
    rich_markup_mode="rich",
    add_completion=True,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that stand before the command."""

    config: Path
    quiet: bool
    log: Form


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"monitor {__version__}")
        raise typer.Exit


@app.callback(epilog="Example: [bold]monitor demo --folder demo[/bold]")
def _global(
    ctx: typer.Context,
    config: Annotated[
        Path, typer.Option("--config", help="The watch to work with.", metavar="PATH")
    ] = Path("config.yaml"),
    quiet: Annotated[
        bool, typer.Option("--quiet", help="No progress: results and errors only.")
    ] = False,
    log: Annotated[
        Form,
        typer.Option("--log", metavar="FORM", help="What happens as text, or lines of json."),
    ] = Form.text,
    log_level: Annotated[
        Level,
        typer.Option(
            "--log-level",
            metavar="LEVEL",
            help="The lightest message: debug, info, warning or error.",
        ),
    ] = Level.warning,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    logs.choose(log, log_level)
    ctx.obj = Asked(config, quiet, log)


@contextmanager
def opened(ctx: typer.Context, config: Path | None = None) -> Iterator["Monitor"]:
    """The watch of `--config`, with its database open."""
    from monitor.app import open_monitor

    with open_monitor(config or ctx.obj.config) as monitor:
        _say_where_it_begins(monitor)
        yield monitor


@contextmanager
def looked_at(ctx: typer.Context) -> Iterator["Monitor"]:
    """The same to read alone; nothing is made or upgraded."""
    from monitor.app.looking import open_to_look

    with open_to_look(ctx.obj.config) as monitor:
        _say_where_it_begins(monitor)
        yield monitor


def _say_where_it_begins(monitor: "Monitor") -> None:
    if monitor.config.begins_at:
        now = monitor.clock().isoformat(timespec="seconds")
        log.warning("the clock of this process was started at %s (MONITOR_NOW).", now)


Json = Annotated[
    bool, typer.Option("--json", help="Print the data alone, as JSON, with full precision.")
]
SINCE = "2020-07-02, a moment with offset, or 30d (also 12h, 2w)."
"""What `--since` takes, for help texts."""


def window_of(monitor: "Monitor", since: str | None, until: str | None) -> "Window | None":
    """The window meant, open at an end that is not given; None where neither is: all time."""
    if not since and not until:
        return None
    zone = monitor.config.zone
    return monitor.window(since or "1990-01-01", until or "2999-12-31", zone)
