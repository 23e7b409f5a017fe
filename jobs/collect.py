"""Collect what is new from every live source: an even share of the budget at each tick."""

from collections.abc import Iterator

from monitor.app import Monitor
from monitor.errors import MonitorError
from monitor.runs import RunOutcome

NAME = "collect"


def run(monitor: Monitor, by_clock: bool = True) -> Iterator[RunOutcome]:
    """One source after another; what holds one up does not hold up the others."""
    faults = []
    for name in monitor.live.names():
        try:
            yield from monitor.live.collect(name, by_clock=by_clock)
        except MonitorError as error:
            yield RunOutcome(0, name, status="failed", reason=error.reason, error=str(error))
        except Exception as error:
            faults.append(error)
    if faults:
        raise faults[0]
