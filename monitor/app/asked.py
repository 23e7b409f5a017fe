"""What a live source would be asked, and what it would cost: values for people."""

from dataclasses import dataclass
from typing import Any

from monitor.checkpoint import OpenWindow


@dataclass(frozen=True, slots=True)
class Estimated:
    """What a window of a source will bring and cost, as the platform counts it."""

    source: str
    window: OpenWindow
    posts: int
    posts_usd: float
    call_usd: float

    def to_dict(self) -> dict[str, Any]:
        """As `estimate --json` prints it."""
        return {
            "source": self.source,
            "start": self.window.start.isoformat(),
            "end": self.window.end.isoformat(),
            "posts": self.posts,
            "posts_usd": self.posts_usd,
            "call_usd": self.call_usd,
        }


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be asked now."""

    source: str
    window: OpenWindow
    at_most_usd: float
    """What the budget allows for it."""

    def to_dict(self) -> dict[str, Any]:
        window = self.window
        return {
            "source": self.source,
            "query": window.query,
            "window": [window.start.isoformat(), window.end.isoformat()],
            "at_most_usd": self.at_most_usd,
        }
