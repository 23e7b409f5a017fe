"""Collect what is new from every live source: an even share of the budget at each tick."""

from collections.abc import Callable, Iterable, Iterator

from monitor.app import Monitor
from monitor.errors import MonitorError
from monitor.runs import RunOutcome

NAME = "collect"


def run(monitor: Monitor, by_clock: bool = True) -> Iterator[RunOutcome]:
    """One source after another; what holds one up does not hold up the others."""
    return from_each(monitor, lambda name: monitor.live.collect(name, by_clock=by_clock))


def from_each(
    monitor: Monitor, ask: Callable[[str], Iterable[RunOutcome]]
) -> Iterator[RunOutcome]:
    """What each live source gave. A fault of our own is raised once all have had their turn."""
    faults = []
    for name in monitor.live.names():
        try:
            yield from ask(name)
        except MonitorError as error:
            yield RunOutcome(0, name, status="failed", reason=error.reason, error=str(error))
        except Exception as error:
            faults.append(error)
    if faults:
        raise ExceptionGroup("several sources", faults) if len(faults) > 1 else faults[0]
