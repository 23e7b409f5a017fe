"""Fill gaps, the newest first, from what the last hour of the UTC day has left of the budget.

The present comes first: earlier in the day the money is for what is posted
that day, and what is not spent by midnight would be lost.
"""

from collections.abc import Iterator
from datetime import time

from jobs.collect import from_each
from monitor.app import Monitor
from monitor.runs import RunOutcome

NAME = "fill"
HOUR, MINUTE = 23, 50
"""When it starts, in UTC: behind the last tick of a quarter of an hour."""
_NOT_BEFORE = time(HOUR, MINUTE - 1)


def run(monitor: Monitor) -> Iterator[RunOutcome]:
    """One source after another; earlier in the day it does nothing."""
    if monitor.clock().time() >= _NOT_BEFORE:
        asked = from_each(monitor, monitor.live.fill)
        yield from (outcome for outcome in asked if outcome.status != "skipped")
