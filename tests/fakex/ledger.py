"""What was read and what it costs; how many requests are left."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakex.clock import Clock

POST_USD, USER_USD = 0.005, 0.010
WINDOW = timedelta(minutes=15)


@dataclass
class Ledger:
    """Each post is paid once a UTC day, however often it is read."""

    clock: Clock
    billed: dict[str, set[str]] = field(default_factory=dict)
    users: dict[str, set[str]] = field(default_factory=dict)
    reads: list[tuple[str, str]] = field(default_factory=list)
    calls_usd: float = 0.0

    @property
    def today(self) -> str:
        return self.clock.now().date().isoformat()

    def read(self, native_id: str) -> None:
        self.reads.append((native_id, self.today))
        self.billed.setdefault(self.today, set()).add(native_id)

    def read_user(self, user: str) -> None:
        self.users.setdefault(self.today, set()).add(user)

    @property
    def usd(self) -> float:
        posts = sum(map(len, self.billed.values()))
        users = sum(map(len, self.users.values()))
        return round(posts * POST_USD + users * USER_USD + self.calls_usd, 6)

    @property
    def double_reads(self) -> list[tuple[str, str]]:
        """Reads beyond the first of a post on a day: free, but wasted."""
        counted = Counter(self.reads)
        return [read for read, times in counted.items() for _ in range(times - 1)]


@dataclass
class Rate:
    """The requests of one endpoint in its 15 minutes, and in its second."""

    limit: int
    per_second: bool
    used: int = 0
    reset: datetime | None = None
    last: datetime | None = None

    def spend(self, now: datetime) -> bool:
        """Whether there was one left; the window opens with its first request."""
        if self.reset is None or now >= self.reset:
            self.used, self.reset = 0, now + WINDOW
        too_soon = self.per_second and self.last is not None and now - self.last < _SECOND
        if too_soon or self.used >= self.limit:
            return False
        self.used, self.last = self.used + 1, now
        return True

    def headers(self) -> dict[str, str]:
        reset = int(self.reset.timestamp()) if self.reset else 0
        return {
            "x-rate-limit-limit": str(self.limit),
            "x-rate-limit-remaining": str(max(self.limit - self.used, 0)),
            "x-rate-limit-reset": str(reset),
        }


_SECOND = timedelta(seconds=1)
