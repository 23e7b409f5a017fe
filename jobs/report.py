"""Write the report of every day that wants one.

A sweep, not an alarm clock: a day is done once its figures are published, so
neither a clock change nor a restart makes it twice, and a night that the
machine slept through is made up for.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from monitor.app import Monitor

NAME = "report"


def run(monitor: Monitor) -> Iterator[tuple[date, str, list[Path]]]:
    """Each day with the state of its figures, and the files that tell them."""
    if not monitor.reports.due():
        return
    with monitor.noted(NAME):
        for day in monitor.reports.due():  # again: another process may have been at it
            yield day, *monitor.reports.make(day)
            if monitor.stop.is_set():
                return
