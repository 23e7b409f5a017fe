"""Collect what is new from every live source: an even share of the budget at each tick."""

from collections.abc import Iterator

from monitor.app import Monitor
from monitor.errors import MonitorError
from monitor.runs import RunOutcome

NAME = "collect"


def run(monitor: Monitor, by_clock: bool = True) -> Iterator[RunOutcome]:
    """One source after another; what holds one up does not hold up the others."""
    for name in monitor.live.names():
        try:
            yield from monitor.live.collect(name, by_clock=by_clock)
        except MonitorError as error:
            yield RunOutcome(0, name, status="failed", reason="held up", error=str(error))
