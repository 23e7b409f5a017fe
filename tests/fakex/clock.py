"""The server's own clock: it stands still unless a test moves it, or lets it run."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH_MS = 1_288_834_974_657
"""Where X's ids begin to count, in milliseconds."""


def moment(told: str | datetime) -> datetime:
    """`2020-07-02T12:00` is UTC unless it says otherwise; so is a bare datetime."""
    parsed = datetime.fromisoformat(told) if isinstance(told, str) else told
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def milliseconds(when: datetime) -> int:
    return round((when - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1))


def first_id(when_ms: int) -> int:
    """The lowest id that a post of this millisecond can have."""
    return max(when_ms - EPOCH_MS, 0) << 22


def moment_of(native_id: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=(native_id >> 22) + EPOCH_MS)


class Clock:
    def __init__(self, now: str | datetime | Callable[[], datetime]) -> None:
        self.set(now)

    def set(self, now: str | datetime | Callable[[], datetime]) -> None:
        self._base = now if callable(now) else moment(now)
        self._passed = timedelta()

    def now(self) -> datetime:
        base = self._base() if callable(self._base) else self._base
        return base.astimezone(UTC) + self._passed

    def now_ms(self) -> int:
        return milliseconds(self.now())

    def advance(self, by: timedelta) -> None:
        self._passed += by
