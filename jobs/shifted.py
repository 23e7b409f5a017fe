"""A schedule on a clock that is not the machine's.

APScheduler asks the machine's clock. Where MONITOR_NOW has moved ours, the
moments are translated on the way in and out.
"""

from datetime import datetime, timedelta
from typing import Any

from apscheduler.triggers.base import BaseTrigger


class Shifted(BaseTrigger):  # type: ignore[misc]
    """A trigger that lives so much later than the machine's clock."""

    def __init__(self, inner: Any, by: timedelta) -> None:
        self._inner = inner
        self._by = by

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        """In the machine's time, as APScheduler asks."""
        before = previous_fire_time and previous_fire_time + self._by
        found: datetime | None = self._inner.get_next_fire_time(before, now + self._by)
        return found and found - self._by
