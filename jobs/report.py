"""Write the report of every day, and week, that wants one.

A sweep, not an alarm clock: a day is done once its figures are published, so
neither a clock change nor a restart makes it twice, and a night that the
machine slept through is made up for.
"""

from collections.abc import Iterator
from pathlib import Path

from monitor.app import Monitor

NAME = "report"


def run(monitor: Monitor) -> Iterator[tuple[str, str, list[Path]]]:
    """Each day and week with the state of its figures, and the files that tell them."""
    if not monitor.reports.due():
        return
    with monitor.noted(NAME):
        for day, by in monitor.reports.due():  # again: another process may have been at it
            made, paths = monitor.reports.make(day, by)
            yield made.named.file, made.state, paths
            if monitor.stop.is_set():
                return
