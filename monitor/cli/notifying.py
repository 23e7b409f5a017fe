"""The command notify: to whom reports and alerts go, and what became of them."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli import show
from monitor.cli.door import Json, app, opened
from monitor.cli.watching import local
from monitor.errors import TryLaterError, UsageError

if TYPE_CHECKING:
    from monitor.app import Monitor
    from monitor.app.deliveries import Deliveries, Sent


@app.command(epilog="Example: [bold]monitor notify --test[/bold]")
def notify(
    ctx: typer.Context,
    test: Annotated[
        bool, typer.Option("--test", help="Send one plain message to each target, now.")
    ] = False,
    quiet: Annotated[
        str | None,
        typer.Option(
            "--quiet", metavar="FOR", help="Tell no alert for 3d (also 12h, 2w); off ends that."
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """To whom reports and alerts go, what was sent of late, and what is still to arrive."""
    from monitor.app.deliveries import deliveries_of

    with opened(ctx) as monitor:
        deliveries = deliveries_of(monitor)
        if quiet:
            deliveries.be_quiet(_until(monitor, quiet))
        if test:
            sent = list(deliveries.test())
            _print_test(sent, json_)
            if not all(one.state == "delivered" for one in sent):
                raise typer.Exit(TryLaterError.exit_code)
            return
        told = _told(monitor, deliveries)
        if json_:
            show.print_json(told)
        else:
            _print(monitor, told)


def _until(monitor: "Monitor", said: str) -> datetime | None:
    """`3d` is as far ahead as it is back elsewhere."""
    from monitor.app.times import window_of

    now = monitor.clock()
    if said == "off":
        return None
    if not re.fullmatch(r"[1-9]\d{0,3}[hdw]", said):
        raise UsageError(f"--quiet {said!r} is no span of time; write 3d, 12h or 2w, or off")
    return now + (now - window_of(said, now, monitor.config.zone, now).start)


def _told(monitor: "Monitor", deliveries: "Deliveries") -> dict[str, Any]:
    quiet = deliveries.quiet_until()
    return {
        "targets": [target.name for target in deliveries.targets],
        "sends": monitor.config.notify.model_dump(),
        "quiet_until": quiet.isoformat() if quiet else None,
        "deliveries": [one.to_dict() for one in deliveries.lately()],
    }


def _print(monitor: "Monitor", told: Mapping[str, Any]) -> None:
    from monitor.app.deliveries import NO_TARGET

    sends = [name for name in ("reports", "spikes", "silence") if told["sends"][name]]
    if not told["targets"]:
        show.out.print(f"{NO_TARGET[0].upper()}{NO_TARGET[1:]}.")
    for name in told["targets"]:
        show.out.print(f"{show.plain(name)} is told of: {', '.join(sends) or 'nothing'}.")
    if told["quiet_until"]:
        until = local(datetime.fromisoformat(told["quiet_until"]), monitor)
        show.out.print(f"No alert is told until {until}. To end that: monitor notify --quiet off")
    print_deliveries(monitor, told["deliveries"])


def print_deliveries(monitor: "Monitor", found: Sequence[Mapping[str, Any]]) -> None:
    """What was sent, and what is still to arrive; nothing where there is none."""

    def at(moment: str | None) -> str:
        return local(datetime.fromisoformat(moment), monitor) if moment else "—"

    columns = ("what", "to", "state", "tries", "arrived", "next try", "why")
    made = show.table(
        *columns, numbers=("tries",), folds=("what", "to", "why"), can_go=("tries", "next try")
    )
    for one in found:
        words = (show.plain(one[key]) for key in ("what", "target", "state"))
        moments = (at(one["delivered"]), at(one["next"]))
        made.add_row(*words, str(one["tries"]), *moments, show.plain(one["error"] or ""))
    if found:
        show.print_table(made)


def _print_test(sent: "Sequence[Sent]", json_: bool) -> None:
    if json_:
        tried = [{"target": one.target, "state": one.state, "error": one.error} for one in sent]
        show.print_json({"test": tried})
        return
    for one in sent:
        console = show.out if one.state == "delivered" else show.err
        console.print(sent_line(one))


def sent_line(sent: "Sent") -> str:
    """One try in words."""
    why = f": {show.plain(sent.error)}" if sent.error else ""
    return f"{show.plain(sent.subject)} to {show.plain(sent.target)}: {sent.state}{why}"
