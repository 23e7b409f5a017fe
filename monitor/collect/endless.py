"""Pages that never end: told by what is on them, since each costs money."""

from typing import NamedTuple

from monitor.errors import PAGES_REPEAT, UNREADABLE
from monitor.models import Page, Post, Rejected
from monitor.sources.fields import snowflake_instant
from monitor.timeline import Window

_MOST_PAGES = 5_000
_REPEATED = 2
"""So many pages in a row without a single new post."""
_EMPTY = 30
"""So many in a row without any. X has some of these; its simulator has nothing else, for ever."""
_EMPTY_IN_ALL = 300
_UNREADABLE, _NEARLY_ALL = 10, 0.9
"""So many items on a page, and hardly one of them a post: that is no slip of one post. Nor is
it time without posts where not one could be read."""
_OTHER_SHAPE = (
    "posts of a page could not be read: X may have changed the form of its answers. "
    "Install a newer version of the monitor, then read the gap: monitor collect --since"
)
_STORED = (
    "What came is stored once; the rest of the window is a gap. "
    "Is X_API_BASE_URL the right server?"
)


class Wrong(NamedTuple):
    """Why no further page is asked for: in short, and in words."""

    reason: str
    error: str


class Pages:
    """What has come of one window so far."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._tokens: set[str] = set()
        self._versions: set[str] = set()
        self._pages = 0
        self._repeated = 0
        self._empty = 0
        self._empty_in_all = 0

    def fault(self, page: Page) -> Wrong | None:
        """Why this page should be the last one asked for; None where all is well."""
        rejected, n = sum(isinstance(item, Rejected) for item in page.items), len(page.items)
        many = rejected >= _UNREADABLE and rejected > _NEARLY_ALL * n
        if many or (n and rejected == n):
            return Wrong(UNREADABLE, f"{rejected} of {n} {_OTHER_SHAPE}")
        told = self._endless(page)
        return Wrong(PAGES_REPEAT, f"{told}. {_STORED}") if told else None

    def _endless(self, page: Page) -> str | None:
        self._pages += 1
        new = set(page.versions) - self._versions
        self._versions |= new
        self._repeated = 0 if new or not page.items else self._repeated + 1
        self._empty = 0 if page.items else self._empty + 1
        self._empty_in_all += not page.items
        if page.items and page.token in self._tokens:
            return "the same token for the next page came twice"
        if page.token:
            self._tokens.add(page.token)
        if self._empty >= _EMPTY and page.token:
            return f"{_EMPTY} empty pages in a row, and no end"
        if self._empty_in_all >= _EMPTY_IN_ALL:
            return f"{_EMPTY_IN_ALL} empty pages, and no end"
        if self._repeated >= _REPEATED:
            return "the pages repeat posts that came before"
        if self._is_outside(page):
            return "the pages go on outside the time that was asked for"
        if self._pages >= _MOST_PAGES:
            return f"{_MOST_PAGES:,} pages, and no end"
        return None

    def _is_outside(self, page: Page) -> bool:
        posts = [item for item in page.items if isinstance(item, Post)]
        return bool(posts) and not any(map(self._belongs, posts))

    def _belongs(self, post: Post) -> bool:
        """By the second; an edit belongs to the time of its version, not of its first one."""
        is_edited = post.latest_id != post.native_id
        moment = snowflake_instant(post.latest_id) if is_edited else post.created_at
        start, end = self._window.start.timestamp() - 1, self._window.end.timestamp() + 1
        return moment is None or start <= moment.timestamp() <= end
