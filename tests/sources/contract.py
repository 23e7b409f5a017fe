"""What every source must do, whatever it reads: run by each source's own tests."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from monitor.checkpoint import Checkpoint, OpenWindow
from monitor.models import Page, Post, Rejected
from monitor.sources import LiveSource, Source


def posts_of(source: Source) -> list[Post]:
    return [item for item in items_of(source) if isinstance(item, Post)]


def items_of(source: Source) -> list[Post | Rejected]:
    return [item for page in source.pages() for item in page.items]


def keeps_its_promise(source: Source) -> None:
    """A source that has posts: names itself, yields values, can be read again."""
    pages = list(source.pages())
    items = [item for page in pages for item in page.items]

    assert source.name.isidentifier()
    assert all(page.items for page in pages)
    assert all(isinstance(item, Post | Rejected) for item in items)
    assert list(source.pages()) == pages
    _gives_moments_in_utc(item for item in items if isinstance(item, Post))
    _tells_how_far_it_is([page.position for page in pages], source.size)


def _gives_moments_in_utc(posts: Iterable[Post]) -> None:
    assert all(post.created_at.utcoffset() == timedelta() for post in posts)


def _tells_how_far_it_is(positions: list[int], size: int | None) -> None:
    assert positions == sorted(positions)
    assert size is None or positions[-1] <= size


def keeps_its_live_promise(source: LiveSource, now: datetime) -> None:
    """A source with three small pages of posts: asked for windows, newest first, again at will."""
    window = source.present(Checkpoint(), now)
    assert window
    assert source.name.isidentifier()
    assert window.query == source.query
    assert now - source.reach <= window.start < window.end <= now

    pages = list(_read(source, window))
    items = [item for page in pages for item in page.items]

    assert len(pages) == 3
    assert all(isinstance(item, Post | Rejected) for item in items)
    posts = [item for item in items if isinstance(item, Post)]
    assert {post.platform for post in posts} == {source.platform}
    assert all(window.start <= post.created_at <= window.end for post in posts)
    assert all(a.created_at >= b.created_at for a, b in pairwise(posts))
    assert sum(len(page.versions) for page in pages) == len(items)
    _gives_moments_in_utc(posts)
    _goes_on_where_it_was_left(source, window, pages, now)


def _read(source: LiveSource, window: OpenWindow) -> Iterator[Page]:
    """Page by page, each as small as the source sells them."""
    while True:
        page = source.read(window, source.prices(window).smallest_page)
        yield page
        if page.token is None:
            return
        window = window.after(page)


def _goes_on_where_it_was_left(
    source: LiveSource, window: OpenWindow, pages: list[Page], now: datetime
) -> None:
    """With its token, and without it as well: then what is left is asked for anew."""
    left = window.after(pages[0])
    behind = {item.native_id for page in pages[1:] for item in page.items}
    for open_ in (left, replace(left, token=None)):
        rest = source.resumed(open_, now)
        assert rest
        found = {item.native_id for page in _read(source, rest) for item in page.items}
        assert found >= behind
    assert source.resumed(left, now) == left
