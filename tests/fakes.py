"""One fake source with a small language, and what every test works with.

    source.post("365 days on netflix is great", at="10:05", author="ann")
    source.edit(1, "365 days on netflix is bad")
    source.repost(1)
    source.page()

Everything is invented. Moments without a date are on 2 July 2020, UTC.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, make_url

from monitor.collect import Watch, collect
from monitor.matching import Matcher
from monitor.models import Page, Post, Rejected, Topic
from monitor.runs import RunOutcome
from monitor.scoring import Scorer, VaderScorer
from monitor.storage import Store
from monitor.timeline import Window

NOW = datetime(2020, 7, 20, 12, tzinfo=UTC)

ZONES = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "America/St_Johns",
]
"""Whole hours, half hours and 45 minutes; with and without clock changes."""

TOPICS = (
    Topic("film", phrases=("365 days",), context=("netflix", "film"), hashtags=("365dni",)),
    Topic("petition", phrases=("petition",), context=("365 days", "netflix")),
)


def at(moment: str) -> datetime:
    """`10:05` on 2 July 2020, or a full moment; UTC unless it says otherwise."""
    text = moment if "T" in moment else f"2020-07-02T{moment}"
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def between(start: str, end: str) -> Window:
    return Window(at(start), at(end))


def watch(*topics: Topic, scorer: Scorer | None = None) -> Watch:
    """All topics read by one scorer, by plain VADER unless told."""
    chosen = topics or TOPICS
    by = scorer or VaderScorer()
    return Watch(chosen, Matcher(chosen), {topic.name: by for topic in chosen})


@dataclass
class FakeSource:
    """A source whose pages are written down by the test."""

    name: str = "fake"
    platform: str | None = "fake"
    file: str | None = None
    size: int | None = None
    covered: tuple[Window, ...] = ()
    written: list[Post] = field(default_factory=list)
    _open: list[Post | Rejected] = field(default_factory=list)
    _pages: list[list[Post | Rejected] | Exception] = field(default_factory=list)

    def post(self, text: str, at_: str = "10:00", **more: Any) -> Post:
        number = str(1000 + len(self.written) + 1)
        values = {"author": "ann", "language": "en"} | more
        made = Post("fake", number, number, at(at_), text, **values)
        return self._write(made)

    def edit(self, of: Post, text: str) -> Post:
        """A later version of a post: a higher id, the same key."""
        return self._write(replace(of, text=text, latest_id=str(int(of.latest_id) + 500)))

    def repost(self, of: Post, at_: str = "11:00", author: str = "bob") -> Post:
        cut = f"RT @someone: {of.text[:20]}…"
        number = str(1000 + len(self.written) + 1)
        made = Post("fake", number, number, at(at_), cut, "repost", author, "en")
        whose = {"original_id": of.native_id, "original_author": of.author}
        return self._write(replace(made, original_text=of.text, **whose))

    def again(self, post: Post) -> Post:
        return self._write(post)

    def reject(self, reason: str = "no text") -> None:
        self._open.append(Rejected("line 1", reason))

    def page(self) -> None:
        """End the page; what is written next stands on another one."""
        self._pages.append(self._open)
        self._open = []

    def fail(self, error: Exception) -> None:
        """Break down after the pages so far."""
        self.page()
        self._pages.append(error)

    def pages(self) -> Iterator[Page]:
        for page in [*self._pages, self._open]:
            if isinstance(page, Exception):
                raise page
            if page:
                yield Page(tuple(page))

    def _write(self, post: Post) -> Post:
        self.written.append(post)
        self._open.append(post)
        return post


def run(source: FakeSource, store: Store, *topics: Topic, **more: Any) -> RunOutcome:
    """The line over all that the source has."""
    return collect("test", source, watch(*topics), store, lambda: NOW, **more)


@contextmanager
def listening(to: Any, name: str, hook: Callable[..., None]) -> Iterator[None]:
    """Stand beside every engine or pool: to watch it, or to make it fail."""
    event.listen(to, name, hook)
    try:
        yield
    finally:
        event.remove(to, name, hook)


def rows(store: Store, question: str) -> list[tuple[Any, ...]]:
    """What stands in the database, asked in plain SQL past all our code."""
    with driver(store.database.url) as connection:
        return connection.execute(question).fetchall()


@contextmanager
def driver(url: str) -> Iterator[Any]:
    """A plain connection of the driver, where every statement holds at once."""
    if url.startswith("sqlite"):
        path = make_url(url).database
        with closing(sqlite3.connect(str(path), isolation_level=None)) as connection:
            yield connection
    else:
        import psycopg

        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            yield connection
