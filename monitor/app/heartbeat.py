"""The heartbeat: a URL that is told of each round of work, so that silence is noticed elsewhere.

`URL/start` when a round begins; `URL` when all is well after it, else `URL/fail`:
the convention of Healthchecks.io and of those that speak like it.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.errors import MonitorError
from monitor.sources.http import BrokenError, Limits, ping

_LIMITS = Limits(connect_s=5, silence_s=5, total_s=10)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Tells `url`, where there is one; that nobody hears it stops nothing."""

    url: str | None
    look: Callable[[], bool]
    """Whether all is well, as far as the database tells."""

    @contextmanager
    def beating(self) -> Iterator[Callable[[], None]]:
        """Around one round of work; what it gives is called where something of it failed,
        which the database may not know."""
        if self.url is None:
            yield lambda: None
            return
        _tell(f"{self.url}/start")
        failures: list[bool] = []
        well = False
        try:
            yield lambda: failures.append(True)
            well = not failures and self._is_well()
        finally:
            _tell(self.url if well else f"{self.url}/fail")

    def _is_well(self) -> bool:
        try:
            return self.look()
        except (MonitorError, OSError) as error:  # who cannot be asked is not well
            log.warning("%s", error)
            return False


def _tell(url: str) -> None:
    try:
        ping(url, _LIMITS)
    except BrokenError as error:
        log.warning(
            "the heartbeat at %s was not heard: %s. Look at MONITOR_HEARTBEAT_URL.",
            urlsplit(url).hostname,
            error,
        )
