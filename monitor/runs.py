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
    """The time that was asked for; of a file, from its oldest to its newest post."""
    covered: tuple[tuple[datetime, datetime], ...] = ()
    """The time this run really watched, as far as it can prove or was told."""
    reason: str | None = None
    """In one word, why it did not end ok: `budget`, `rate limit`, `credentials`, …"""
    error: str | None = None
    """The same for people: what happened, and what to do."""
    retry_at: datetime | None = None
    """Of a limited or blocked run: before then the source is left alone."""
    remarks: tuple[str, ...] = ()
    """What the source said beside its posts."""

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
        plain["cost_usd"] = round(self.cost_usd, 6)  # sums of cents in binary
        plain["retry_at"] = self.retry_at.isoformat() if self.retry_at else None
        plain["remarks"] = list(self.remarks)
        plain["covered"] = [[a.isoformat(), b.isoformat()] for a, b in self.covered]
        return plain
