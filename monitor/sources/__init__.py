"""The wall that faces the world: what every source promises.

A source yields everything it reads, page by page; whether a post is about
anything is not its business. It stores nothing and knows no database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.budget import Prices
from monitor.checkpoint import Checkpoint, OpenWindow
from monitor.models import Page
from monitor.sources.clock import PlatformClock
from monitor.timeline import Window


class Source(Protocol):
    """Where posts come from.

    `pages` may be read again from the start. What stands in the place of a
    post and is none comes as `Rejected`, beside the others of its page.
    Raises only errors of `monitor.errors`: `UnreadableFileError` where there
    are no posts at all, or none that can be read behind those that came.
    """

    @property
    def name(self) -> str:
        """`archive`, `sample`, …: what runs are named by."""

    @property
    def platform(self) -> str | None:
        """Whose posts these are; None where each post says it itself."""

    @property
    def file(self) -> str | None:
        """The file that is read, for people; None where there is none."""

    @property
    def size(self) -> int | None:
        """What `Page.position` ends at; None where nobody can know."""

    @property
    def covered(self) -> tuple[Window, ...]:
        """The time that a whole reading has really watched; none if unproven."""

    def pages(self) -> Iterator[Page]:
        """All pages, in the order of the source."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What reading a window will bring and cost; money in millionths of a dollar."""

    posts: int
    posts_micro: int
    calls_micro: int
    """What asking for the estimate has cost itself."""


class LiveSource(Protocol):
    """Where posts go on coming from: asked for a window, newest post first.

    Decides nothing for itself: which window is next depends on what is
    safely stored, how large a page may be on the budget.
    """

    @property
    def name(self) -> str:
        """`x`, …: what runs, checkpoints and budgets are named by."""

    @property
    def platform(self) -> str:
        """Whose posts these are."""

    @property
    def query(self) -> str:
        """What it is asked for all topics."""

    @property
    def clock(self) -> PlatformClock:
        """The moment by the platform's own clock, as far as its answers told it."""

    @property
    def reach(self) -> timedelta:
        """How far back time can still be asked for without the archive."""

    def prices(self, window: OpenWindow) -> Prices:
        """What the pages of a window cost, and how large they are."""

    def present(self, checkpoint: Checkpoint, now: datetime) -> OpenWindow | None:
        """The window from what is safely stored up to now; None where there is none."""

    def resumed(self, window: OpenWindow, now: datetime) -> OpenWindow | None:
        """What is left of a window that was not finished; None where nothing is."""

    def history(self, asked: Window, now: datetime) -> tuple[OpenWindow, ...]:
        """The windows that time asked for by hand falls into, newest first."""

    def ask_time(self) -> None:
        """Set the clock by the platform's, for nothing: before money is spent it must be
        known on which day. Where it does not answer, what was known stands."""

    def read(self, window: OpenWindow, most: int) -> Page:
        """One request: the next page, of at most so many posts.

        Raises `LimitedError`, `BlockedError` or `TryLaterError`.
        """

    def estimate(self, window: OpenWindow) -> Estimate:
        """What the platform counts in a window; raises as `read`."""

    def estimate_price(self, window: OpenWindow) -> int:
        """What asking for that costs at most, in millionths of a dollar."""
