"""X's search, asked through tweepy: one page at a time, what it cost beside it."""

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import random
from typing import Any, TypeGuard

import tweepy

from monitor.budget import Prices
from monitor.checkpoint import Checkpoint, OpenWindow, number
from monitor.errors import (
    BlockedError,
    ClockError,
    LimitedError,
    TryLaterError,
    UnreachableError,
)
from monitor.models import Page
from monitor.sources import Estimate, fields
from monitor.sources.clock import PlatformClock
from monitor.sources.http import (
    BrokenError,
    Limits,
    RefusedError,
    Transport,
    retrying,
    time_at,
)
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
_SHORT = Limits(connect_s=3, silence_s=3, total_s=5)
_ID = re.compile(r"[0-9]{1,19}")
_TOKEN = re.compile(r"[!-~]{1,1000}")

# It writes whole answers into its debug log: people's words do not belong there.
logging.getLogger("tweepy").setLevel(logging.INFO)


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
        clock: PlatformClock,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self.query = query
        self.clock = clock
        self._wait = wait
        self._archived = False
        """Whether the archive was asked before: it takes one request a second."""
        # tweepy writes its token into debug logs: it gets a placeholder, and
        # the transport puts the real one on.
        client: Any = tweepy.Client("placeholder", return_type=dict, wait_on_rate_limit=False)
        client.session.trust_env = False  # ~/.netrc would replace the token
        self._base = base_url or HOST
        self._transport = Transport(self._base, token, stopped=stopped)
        client.session.mount(HOST, self._transport)
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

    def ask_time(self) -> None:
        """By a request for nothing, without the token: X bills posts alone."""
        asked_at = self.clock()
        with suppress(BrokenError):
            self.clock.hear(time_at(self._base, _SHORT), asked_at)

    def read(self, window: OpenWindow, most: int) -> Page:
        """The next page of a window, of at most so many posts: one request.

        Raises `LimitedError`, `BlockedError` (of a token that X takes no more:
        `QueryError`), `TryLaterError`.
        """
        asked = {"max_results": most, "tweet_fields": list(_FIELDS), **windows.bounds(window)}
        if window.token:
            asked["next_token"] = window.token
        if window.archive:
            if self._archived and self._wait(_ARCHIVE_PAUSE_S):
                raise UnreachableError("stopped between two pages", billed=False)
            self._archived = True
            return self._page(self._client.search_all_tweets, asked, window)
        return self._page(self._client.search_recent_tweets, asked, window)

    def _page(self, search: Callable[..., Any], asked: dict[str, Any], window: OpenWindow) -> Page:
        lost: list[bool] = []
        page = _believed(_page(self._asked(search, asked, _is_page, lost)), window)
        fault, answered_at = self.clock.fault, self.clock.heard
        return replace(
            page,
            asked_twice=any(lost),
            answered_at=answered_at,
            until=windows.latest(answered_at or self.clock()),
            remarks=(*page.remarks, *([fault] if fault else [])),
        )

    def estimate(self, window: OpenWindow) -> Estimate:
        """How many posts X counts in a window: one call, or more for long archives."""
        counted = (
            self._client.get_all_tweets_count
            if window.archive
            else self._client.get_recent_tweets_count
        )
        call = _CALL_ARCHIVE if window.archive else _CALL_RECENT
        asked = {"granularity": "day", **windows.bounds(window)}
        posts = 0
        for calls in range(1, _most_calls(window) + 1):
            answer = self._asked(counted, asked, _is_count)
            posts += _counted(answer)
            asked["next_token"] = answer["meta"].get("next_token")
            if not asked["next_token"]:
                return Estimate(posts, posts * _POST, calls * call)
        raise TryLaterError("X counts on and on, and each call costs. Ask for a shorter time.")

    def estimate_price(self, window: OpenWindow) -> int:
        """What asking for the estimate costs at most, in millionths of a dollar."""
        return (_CALL_ARCHIVE if window.archive else _CALL_RECENT) * _most_calls(window)

    def _asked(
        self,
        method: Callable[..., Any],
        asked: dict[str, Any],
        is_answer: Callable[[dict[str, Any]], bool],
        lost: list[bool] | None = None,
    ) -> dict[str, Any]:
        """The answer; `lost` takes whether each that broke off may have been billed."""
        lost = [] if lost is None else lost

        def ask() -> Any:
            try:
                return self._answer(method, asked, is_answer)
            except BrokenError as error:
                lost.append(error.sent)
                raise

        try:
            # Behind midnight the same page is billed anew: it must be paid for anew.
            day = self.clock().date()
            later = lambda s: self._wait(s) or self.clock().date() != day  # noqa: E731
            answer: dict[str, Any] = retrying(ask, later, random)
        except (LimitedError, BlockedError, ClockError) as error:
            error.billed = any(lost)
            raise
        except BrokenError as error:
            raise UnreachableError(
                f"X cannot be reached: {error}. What is stored stays; the next run goes on.",
                billed=any(lost),
            ) from None
        return answer

    def _answer(
        self,
        method: Callable[..., Any],
        asked: dict[str, Any],
        is_answer: Callable[[dict[str, Any]], bool],
    ) -> Any:
        asked_at = self.clock()
        try:
            answer = method(self.query, **asked)
        except RefusedError as refused:
            set_right = self.clock.hear(self._transport.answered_at, asked_at)
            if set_right and refused.status == 400:
                raise ClockError(f"{self.clock.fault or _SET_BACK}. {_GOES_ON}") from None
            raise meaning(refused, self.clock()) from None
        if not is_answer(answer):
            raise BrokenError("the answer is not of X's search, or not whole")
        self.clock.hear(self._transport.answered_at, asked_at)
        return answer


_SET_BACK = "this machine's clock was set"
_GOES_ON = "The next run goes on by X's time."


def _most_calls(window: OpenWindow) -> int:
    """Counts of the archive come by 31 days, the first and the last in part."""
    return int((window.end - window.start) / timedelta(days=31)) + 2 if window.archive else 1


def _is_page(answer: dict[str, Any]) -> bool:
    """What is none would be taken for time without posts, and a lost token for the end."""
    count = fields.mapping(answer.get("meta")).get("result_count")
    holds = bool(answer.get("data")) or not count
    return isinstance(count, int) and holds and _is_list_with_token(answer)


def _is_count(answer: dict[str, Any]) -> bool:
    meta = answer.get("meta")
    total = fields.mapping(meta).get("total_tweet_count")
    has = isinstance(meta, dict) and (_is_number(total) or (total is None and "data" in answer))
    return has and _is_list_with_token(answer)


def _is_list_with_token(answer: dict[str, Any]) -> bool:
    """Whether what follows from an answer can be read: its posts, and what comes next."""
    token = answer["meta"].get("next_token") or "none"
    known = isinstance(token, str) and bool(_TOKEN.fullmatch(token))
    return known and isinstance(answer.get("data", []), list)


def _page(answer: dict[str, Any]) -> Page:
    items = tuple(posts_of({"data": [], **answer}, "the page"))
    ids = _ids(answer.get("data"))
    in_order = all(number(a) > number(b) for a, b in pairwise(ids))
    oldest = fields.snowflake_instant(ids[-1]) if ids and in_order else None
    return Page(
        items,
        token=answer["meta"].get("next_token") or None,
        newest_id=max(ids, key=number, default=None),
        oldest_id=min(ids, key=number, default=None),
        # Others of the same millisecond may stand on the next page.
        reached=oldest and oldest + timedelta(milliseconds=1),
        versions=tuple(ids),
        remarks=_remarks(answer.get("errors")),
    )


def _believed(page: Page, window: OpenWindow) -> Page:
    """An id that lies before the window says nothing about how much of it has come."""
    oldest, reached = number(page.oldest_id or ""), page.reached
    early = reached and reached < window.start - timedelta(seconds=1)
    known = page.oldest_id and window.since_id and oldest <= number(window.since_id)
    return replace(page, reached=None) if early or known else page


def _ids(data: Any) -> list[str]:
    posts = (fields.mapping(post) for post in fields.listed(data))
    ids = (fields.optional_identity(post.get("id")) for post in posts)
    return [native_id for native_id in ids if native_id and _ID.fullmatch(native_id)]


def _remarks(errors: Any) -> tuple[str, ...]:
    """What X left out of an answer: deleted, protected, suspended; by kind."""
    found = (fields.mapping(error) for error in fields.listed(errors))
    titles = [fields.said(error.get("title", "unknown"), 60) for error in found]
    return tuple(f"X left out {titles.count(t):,}: {t}" for t in sorted(set(titles)))


def _counted(answer: dict[str, Any]) -> int:
    total = fields.mapping(answer.get("meta")).get("total_tweet_count")
    if _is_number(total):
        return total
    steps = (fields.mapping(step) for step in fields.listed(answer.get("data")))
    return sum(n for n in (step.get("tweet_count") for step in steps) if _is_number(n))


def _is_number(value: Any) -> TypeGuard[int]:
    """Of posts: whole, and no more than X can ever have held."""
    return type(value) is int and 0 <= value < 10**13
