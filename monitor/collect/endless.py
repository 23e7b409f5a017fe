"""Pages that never end: told by what is on them, since each costs money."""

from monitor.models import Page, Post
from monitor.timeline import Window

_MOST_PAGES = 5_000
_REPEATED = 2
"""So many pages in a row without a single new post."""
_EMPTY = 30
"""So many in a row without any. X has some of these; its simulator has nothing else, for ever."""
_STORED = (
    "What came is stored once; the rest of the window is a gap. "
    "Is X_API_BASE_URL the right server?"
)


class Pages:
    """What has come of one window so far."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._tokens: set[str] = set()
        self._versions: set[str] = set()
        self._pages = 0
        self._repeated = 0
        self._empty = 0

    def fault(self, page: Page) -> str | None:
        """Why this page should be the last one asked for, in words; None where all is well."""
        self._pages += 1
        new = set(page.versions) - self._versions
        self._versions |= new
        self._repeated = 0 if new or not page.items else self._repeated + 1
        self._empty = 0 if page.items else self._empty + 1
        if page.items and page.token in self._tokens:
            return f"the same token for the next page came twice. {_STORED}"
        if page.token:
            self._tokens.add(page.token)
        if self._empty >= _EMPTY and page.token:
            return f"{_EMPTY} empty pages in a row, and no end. {_STORED}"
        if self._repeated >= _REPEATED:
            return f"the pages repeat posts that came before. {_STORED}"
        if self._is_outside(page):
            return f"the pages go on outside the time that was asked for. {_STORED}"
        if self._pages >= _MOST_PAGES:
            return f"{_MOST_PAGES:,} pages, and no end. {_STORED}"
        return None

    def _is_outside(self, page: Page) -> bool:
        posts = [item for item in page.items if isinstance(item, Post)]
        return bool(posts) and not any(map(self._belongs, posts))

    def _belongs(self, post: Post) -> bool:
        """By the second; an edit belongs to the time of its version, not of its first one."""
        end = self._window.end.timestamp() + 1
        return post.latest_id != post.native_id or (
            self._window.start.timestamp() - 1 <= post.created_at.timestamp() <= end
        )
