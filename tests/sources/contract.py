"""What every source must do, whatever it reads: run by each source's own tests."""

from collections.abc import Iterable
from datetime import timedelta

from monitor.models import Post, Rejected
from monitor.sources import Source


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
