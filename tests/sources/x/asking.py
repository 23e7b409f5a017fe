"""The real source, ready to ask a fake X; it waits for nobody."""

from collections.abc import Callable
from typing import Any

from monitor.checkpoint import Checkpoint, OpenWindow
from monitor.models import Page, Post
from monitor.sources.clock import PlatformClock
from monitor.sources.x.search import XSource
from tests.fakex import FakeX

QUERY = '("365 days" OR #365dni) -is:retweet -is:nullcast'


class Pauses(list[float]):
    """Writes down for how long it should have waited; 0 only asks whether to stop."""

    def __init__(self, stop_after: int = 99) -> None:
        self._stop_after = stop_after

    def __call__(self, seconds: float) -> bool:
        if seconds:
            self.append(seconds)
        return len(self) >= self._stop_after


def source(x: FakeX, wait: Callable[[float], bool] | None = None, query: str = QUERY) -> XSource:
    clock = PlatformClock(lambda: x.now)
    return XSource(query, x.token, x.url, Pauses() if wait is None else wait, clock)


def first(asked: XSource, x: FakeX, **stored: Any) -> OpenWindow:
    window = asked.present(Checkpoint(**stored), x.now)
    assert window
    return window


def read_all(asked: XSource, window: OpenWindow, most: int = 10) -> list[Page]:
    pages = [asked.read(window, most)]
    while pages[-1].token:
        window = window.after(pages[-1])
        pages.append(asked.read(window, most))
    return pages


def page(x: FakeX) -> Page:
    asked = source(x)
    return asked.read(first(asked, x), 100)


def ids(pages: list[Page]) -> list[str]:
    return [item.native_id for one in pages for item in one.items if isinstance(item, Post)]
