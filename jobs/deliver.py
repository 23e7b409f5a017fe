"""Send what is to go out: the day's report, alerts, and what did not arrive before.

It is noted before it is sent, and each target has its own note: a start makes
up for what was missed, and sends nothing twice.
"""

from collections.abc import Iterator

from monitor.app import Monitor
from monitor.app.deliveries import Sent, deliveries_of

NAME = "deliver"


def run(monitor: Monitor) -> Iterator[Sent]:
    """Each try with what came of it; nothing where nobody wants to be told."""
    deliveries = deliveries_of(monitor)
    if not deliveries.targets:
        return
    deliveries.plan()
    if deliveries.is_pending():
        with monitor.noted(NAME):
            yield from deliveries.send(monitor.stop.is_set)
