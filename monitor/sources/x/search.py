"""X's search, asked through tweepy: one page at a time, what it cost beside it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from random import random
from typing import Any

import tweepy

from monitor.budget import Prices
from monitor.checkpoint import Checkpoint, OpenWindow, number
from monitor.errors import TryLaterError, UnreachableError
from monitor.models import Page
from monitor.sources import Estimate, fields
from monitor.sources.http import BrokenError, RefusedError, Transport, retrying
from monitor.sources.x import window as windows
from monitor.sources.x.answer import posts_of
from monitor.sources.x.refusal import meaning
from monitor.timeline import Window

HOST = "https://api.twitter.com"
"""tweepy's own, and X's."""
_POST, _CALL_RECENT, _CALL_ARCHIVE = 5_000, 5_000, 10_000
"""Millionths of a dollar: a post read, a call of counts (X's price list of August 2026)."""
_RECENT = Prices(_POST, 10, 100)
_ARCHIVE = Prices(_POST, 10, 500)
_ARCHIVE_PAUSE_S = 1.0
"""Full-archive search takes one request a second."""
_FIELDS = (
    "id", "text", "created_at", "author_id", "lang", "entities", "note_tweet",
    "referenced_tweets", "edit_history_tweet_ids",
)  # fmt: skip
"""No expansions: a user costs twice as much as a post, and none is needed."""


class XSource:
    """Posts of X that a query finds. Asks nothing before `read` or `estimate`."""

    name = "x"
    platform = "x"
    reach = windows.REACH

    def __init__(
        self,
        query: str,
        token: str,
        base_url: str | None,
        wait: Callable[[float], bool],
        clock: Callable[[], datetime],
    ) -> None:
        self.query = query
        self._wait = wait
        self._clock = clock
        # tweepy writes its token into debug logs: it gets a placeholder, and
        # the transport puts the real one on.
        client: Any = tweepy.Client("placeholder", return_type=dict, wait_on_rate_limit=False)
        client.session.trust_env = False  # ~/.netrc would replace the token
        client.session.mount(HOST, Transport(base_url or HOST, token))
        self._client = client

    def prices(self, window: OpenWindow) -> Prices:
        return _ARCHIVE if window.archive else _RECENT

    def present(self, checkpoint: Checkpoint, now: datetime) -> OpenWindow | None:
        """The window from what is safely stored up to now."""
        return windows.present(checkpoint, self.query, now)

    def resumed(self, window: OpenWindow, now: datetime) -> OpenWindow | None:
        """What is left of a window that was not finished."""
        return windows.resumed(window, self.query, now)

    def history(self, asked: Window, now: datetime) -> tuple[OpenWindow, ...]:
        """The windows that time asked for by hand falls into."""
        return windows.history(asked, self.query, now)

    def read(self, window: OpenWindow, most: int) -> Page:
        """The next page of a window, of at most so many posts: one request.

        Raises `LimitedError`, `BlockedError` (of a token that X takes no more:
        `QueryError`), `TryLaterError`.
        """
        asked = {"max_results": most, "tweet_fields": list(_FIELDS), **windows.bounds(window)}
        if window.token:
            asked["next_token"] = window.token
        if window.archive:
            if window.pages and self._wait(_ARCHIVE_PAUSE_S):
                raise TryLaterError("stopped between two pages")
            return _page(self._asked(self._client.search_all_tweets, asked))
        return _page(self._asked(self._client.search_recent_tweets, asked))

    def estimate(self, window: OpenWindow) -> Estimate:
        """How many posts X counts in a window: one call, or more for long archives."""
        counted = (
            self._client.get_all_tweets_count
            if window.archive
            else self._client.get_recent_tweets_count
        )
        call = _CALL_ARCHIVE if window.archive else _CALL_RECENT
        asked = {"granularity": "day", **windows.bounds(window)}
        posts, calls = 0, 0
        while True:
            answer = self._asked(counted, asked)
            posts, calls = posts + _counted(answer), calls + 1
            token = fields.mapping(answer.get("meta")).get("next_token")
            if not token or not window.archive or token == asked.get("next_token"):
                return Estimate(posts, posts * _POST, calls * call)
            asked["next_token"] = token

    def estimate_price(self, window: OpenWindow) -> int:
        """What asking for the estimate costs, in millionths of a dollar."""
        days = (window.end - window.start) / timedelta(days=31)
        return _CALL_ARCHIVE * (int(days) + 2) if window.archive else _CALL_RECENT

    def _asked(self, method: Callable[..., Any], asked: dict[str, Any]) -> dict[str, Any]:
        def ask() -> Any:
            try:
                return _search_answer(method(self.query, **asked))
            except RefusedError as refused:
                raise meaning(refused, self._clock()) from None

        try:
            answer: dict[str, Any] = retrying(ask, self._wait, random)
        except BrokenError as error:
            raise UnreachableError(
                f"X cannot be reached: {error}. What is stored stays; the next run goes on."
            ) from None
        return answer


def _search_answer(answer: Any) -> dict[str, Any]:
    """What is none would be taken for time without posts."""
    meta, data = answer.get("meta"), answer.get("data", [])
    if not isinstance(meta, dict) or not isinstance(data, list):
        raise BrokenError("the answer is not of X's search")
    if meta.get("result_count") and not data:
        raise BrokenError("the answer counts posts that it does not hold")
    return answer  # type: ignore[no-any-return]


def _page(answer: dict[str, Any]) -> Page:
    meta = fields.mapping(answer.get("meta"))
    items = tuple(posts_of({"data": [], **answer}, "the page"))
    ids = _ids(answer.get("data"))
    in_order = all(number(a) > number(b) for a, b in pairwise(ids))
    oldest = fields.snowflake_instant(ids[-1]) if ids and in_order else None
    token = meta.get("next_token")
    return Page(
        items,
        token=token if isinstance(token, str) and token else None,
        newest_id=max(ids, key=number, default=None),
        oldest_id=min(ids, key=number, default=None),
        # Others of the same millisecond may stand on the next page.
        reached=oldest and oldest + timedelta(milliseconds=1),
        versions=tuple(ids),
        remarks=_remarks(answer.get("errors")),
    )


def _ids(data: Any) -> list[str]:
    posts = (fields.mapping(post) for post in fields.listed(data))
    ids = (fields.optional_identity(post.get("id")) for post in posts)
    return [native_id for native_id in ids if native_id]


def _remarks(errors: Any) -> tuple[str, ...]:
    """What X left out of an answer: deleted, protected, suspended; by kind."""
    titles = [str(fields.mapping(e).get("title", "unknown"))[:60] for e in fields.listed(errors)]
    return tuple(f"X left out {titles.count(t):,}: {t}" for t in sorted(set(titles)))


def _counted(answer: dict[str, Any]) -> int:
    total = fields.mapping(answer.get("meta")).get("total_tweet_count")
    if isinstance(total, int):
        return total
    steps = (fields.mapping(step) for step in fields.listed(answer.get("data")))
    return sum(n for n in (step.get("tweet_count") for step in steps) if isinstance(n, int))
