"""What is safely stored of a source, and the window that is being read.

A live source gives its newest posts first. So what is safely stored may move
only when the *last* page of a window is stored; until then the open window is
kept, and is finished first by whoever comes next. (Moved with the first page,
a kill after one page of four lost 250 of 350 posts.)
"""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor.models import Page
from monitor.timeline import Window

_LONGEST_ID = 19
"""Digits: X's ids are whole numbers of 63 bits."""


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """Time that is being asked of a live source, page by page, newest post first."""

    start: datetime
    end: datetime
    query: str
    closes_at: datetime
    """What is watched up to, once the window is closed: its first `end`."""
    since_id: str | None = None
    """Asked by ids instead of by times: after this one …"""
    until_id: str | None = None
    """… and before this one."""
    archive: bool = False
    """Asked of the whole archive, and apart from the checkpoint."""
    pages: int = 0
    token: str | None = None
    """What the next page is asked by; None before the first one."""
    newest_id: str | None = None
    """Of the first page."""
    oldest_id: str | None = None
    """Goes with `reached`."""
    reached: datetime | None = None
    """From here on to `end`, everything has come."""
    standing: int = 0
    """Pages since `reached` moved: empty ones, or posts out of order."""
    ordered: bool = True
    """False once posts came out of order: then only the last page proves anything."""

    @property
    def next_page(self) -> str:
        """Names the next page by the time it lies before: the same after a restart.

        Not by where the window begins: that moves on, where it begins as far
        back as a search can reach.
        """
        kind = "archive " if self.archive else ""
        return f"{kind}before {(self.reached or self.end).isoformat()}#{self.standing}"

    @property
    def covered(self) -> Window:
        """What of the window has been read so far, as far as that is proved."""
        return Window(self.reached or self.end, self.end)

    @property
    def whole(self) -> Window:
        return Window(self.start, self.end)

    def after(self, page: Page) -> "OpenWindow":
        """The window once this page of it is stored."""
        if page.until and not self.pages and page.until < self.end:
            return self._until(page.until).after(replace(page, until=None))
        ordered = self.ordered and self._is_below(page)
        moved = page.reached if ordered else None
        return replace(
            self,
            pages=self.pages + 1,
            token=page.token,
            newest_id=self.newest_id or page.newest_id,
            # Below posts out of order nothing is proved: others may still be missing.
            oldest_id=page.oldest_id if moved else self.oldest_id,
            reached=self._clipped(moved) or self.reached,
            standing=0 if moved else self.standing + 1,
            ordered=ordered and (moved is not None or not page.items),
        )

    def _until(self, moment: datetime) -> "OpenWindow":
        """Nobody has watched what lies in the platform's future, or is not indexed yet."""
        end = max(moment, self.start)
        return replace(self, end=end, closes_at=end)

    def _is_below(self, page: Page) -> bool:
        if self.oldest_id is None or page.newest_id is None:
            return True
        return number(page.newest_id) < number(self.oldest_id)

    def _clipped(self, moment: datetime | None) -> datetime | None:
        return moment and min(max(moment, self.start), self.end)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is safely stored of a source."""

    since_id: str | None = None
    """The newest post that is stored: the next window begins behind it."""
    since_at: datetime | None = None
    """The end of the last window that was closed."""
    window: OpenWindow | None = None

    def opened(self, window: OpenWindow) -> "Checkpoint":
        return replace(self, window=window)

    def closed(self, window: OpenWindow) -> "Checkpoint":
        """Behind this window: it is read, or what is left of it is given up as a gap."""
        ids = filter(None, (self.since_id, window.newest_id))
        moments = filter(None, (self.since_at, window.closes_at))
        return Checkpoint(max(ids, key=number, default=None), max(moments, default=None))


def number(native_id: str) -> int:
    """X's ids by age; what is no number of X's is older than all."""
    known = native_id.isascii() and native_id.isdecimal() and len(native_id) <= _LONGEST_ID
    return int(native_id) if known else -1
