"""The command of the dashboard: serve."""

import logging
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli import show
from monitor.cli.door import Json, app, looked_at
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.app import Monitor
    from monitor.web.serving import Address

log = logging.getLogger("monitor")
PORT = 8365


@app.command(epilog="Example: [bold]monitor serve[/bold]")
def serve(
    ctx: typer.Context,
    host: Annotated[
        str, typer.Option(help="The address to listen on; others' machines need a token.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The port; 0 takes any that is free.")
    ] = PORT,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="Another name by which it may be asked for, as behind a proxy."),
    ] = None,
    json_: Json = False,
) -> None:
    """Show trends, reports and coverage as web pages and JSON; it reads, and changes nothing."""
    _must_be_installed()
    from monitor.web import guard, serving

    names = [guard.told(name) for name in allow_host or ()]
    with looked_at(ctx) as monitor:
        secret = monitor.config.web_token
        token = secret.get_secret_value() if secret else None
        serving.must_be_safe(host, token)
        with serving.bound(host, port) as (taken, address):
            server = serving.server_of(_site(monitor, [address.name, *names], token))
            serving.stop_on_signals(server)
            _say(address, names, json_)
            server.run(sockets=[taken])


def _must_be_installed() -> None:
    lacking = [name for name in ("fastapi", "uvicorn") if not find_spec(name)]
    if lacking:
        raise UsageError(
            f"the dashboard needs {' and '.join(lacking)}, which is not installed. Install what "
            "it needs: pip install fastapi uvicorn"
        )


def _site(monitor: "Monitor", hosts: list[str], token: str | None) -> Any:
    from jobs.schedule import upcoming
    from monitor.app.looking import View
    from monitor.web.desk import Desk
    from monitor.web.site import site

    desk = Desk(View.of(monitor), lambda: upcoming(monitor.config, monitor.clock()))
    return site(desk, hosts, token)


def _say(address: "Address", names: list[str], json_: bool) -> None:
    from monitor.web.serving import is_everywhere

    if is_everywhere(address.host) and not names:
        log.warning(
            "it answers to localhost alone; name it as others ask for it, with --allow-host"
        )
    if json_:
        show.print_json({"url": address.url})
    else:
        show.out.print(f"The dashboard is at {address.url} (Ctrl-C ends it)")
    show.out.file.flush()
