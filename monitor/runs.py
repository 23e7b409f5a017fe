"""What one run did: one execution of a job, in counts that add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Literal

RunStatus = Literal[
    "running", "ok", "partial", "limited", "blocked", "failed", "skipped", "abandoned"
]


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What one run did: `fetched = new + updated + unchanged + unmatched + rejected`."""

    run: int
    source: str
    status: RunStatus = "running"
    file: str | None = None
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    unmatched: Mapping[str, int] = field(default_factory=dict)
    """Posts about no topic, by reason."""
    rejected: int = 0
    rejected_because: tuple[str, ...] = ()
    """The first few reasons, for people."""
    matched: Mapping[str, int] = field(default_factory=dict)
    """Posts that matched, by topic."""
    unscored: int = 0
    reposts: int = 0
    pages: int = 0
    cost_usd: float = 0.0
    window: tuple[datetime, datetime] | None = None
    """From the oldest to the newest post read."""
    covered: tuple[tuple[datetime, datetime], ...] = ()
    """The time this run really watched, as far as it can prove or was told."""
    error: str | None = None

    @property
    def fetched(self) -> int:
        matched = self.new + self.updated + self.unchanged
        return matched + sum(self.unmatched.values()) + self.rejected

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it; times as ISO 8601 with offset."""
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        plain["fetched"] = self.fetched
        plain["unmatched"], plain["matched"] = dict(self.unmatched), dict(self.matched)
        plain["rejected_because"] = list(self.rejected_because)
        plain["window"] = [t.isoformat() for t in self.window] if self.window else None
        plain["covered"] = [[a.isoformat(), b.isoformat()] for a, b in self.covered]
        return plain
