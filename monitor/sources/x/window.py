"""Which time X is asked for, and in which words: the rules of its search.

    recent search reaches back 7 days; a since_id older than that is refused
    an end closer than 10 s to now is refused; X's own default is 30 s ago
    ids and times are never mixed in one request: X refuses since_id with end_time
    posts come newest first; a token belongs to the request that brought it

(X's documentation of search, and recorded answers.)
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from monitor.checkpoint import Checkpoint, OpenWindow, number
from monitor.sources.fields import X_EPOCH, snowflake_instant
from monitor.timeline import Window

REACH = timedelta(days=7)
"""How far back recent search looks."""
_MARGIN = timedelta(minutes=15)
"""Kept from that edge: a window of many pages is asked for minutes, and must stay within."""
_LAG = timedelta(seconds=30)
"""The newest posts are not all indexed yet."""
_STILL = timedelta(minutes=1)
"""From that edge on, a window that is being read can still be asked for."""
_OVERLAP = timedelta(minutes=2)
"""Each tick looks back this far once more, for posts that are indexed late."""
_SECOND = timedelta(seconds=1)
FIRST_POST = datetime(2006, 3, 21, tzinfo=UTC)
"""Before it there is nothing; X refuses to be asked for earlier days."""


def present(checkpoint: Checkpoint, query: str, now: datetime) -> OpenWindow | None:
    """From what is safely stored up to now; None where that is no time at all."""
    end, earliest = latest(now), earliest_recent(now)
    since_id = checkpoint.since_id
    written = since_id and snowflake_instant(since_id)
    if since_id and written and earliest <= written <= now:
        since_id = _overlapped(since_id, written, now)
        start = snowflake_instant(since_id) or written
    else:
        start = _overlapping(checkpoint.since_at, now) or earliest
        # No post to begin behind: the first id of the moment stands for one.
        since_id = str(number(_first_id_of(start)) - 1) if start > earliest else None
        start = max(start, earliest)
    if end <= start:
        return None
    return OpenWindow(start, end, query, closes_at=end, since_id=since_id)


def resumed(window: OpenWindow, query: str, now: datetime) -> OpenWindow | None:
    """What is left of an open window; None where nothing is.

    Another query, or time that recent search has forgotten, makes its token
    void: then what is left is asked for anew, below the oldest post read.
    """
    reaches = window.archive or window.start >= now - REACH + _STILL
    if window.token and window.query == query and reaches:
        return window
    earliest = window.start if reaches else _second(now - REACH + _STILL)
    left = replace(
        window,
        start=max(window.start, earliest),
        # An end in X's future was written by a clock that has been set right since.
        end=min(window.reached or window.end, latest(now)),
        closes_at=min(window.closes_at, latest(now)),
        query=query,
        since_id=window.since_id if reaches else None,
        until_id=window.oldest_id if window.reached else window.until_id,
        token=None,
        oldest_id=None,  # asked by whole seconds, the same second comes once more
        reached=None,
        ordered=True,
    )
    return left if left.start < left.end else None


def history(asked: Window, query: str, now: datetime) -> tuple[OpenWindow, ...]:
    """Time asked for by hand, newest first: what recent search forgot is in the archive."""
    edge = earliest_recent(now)
    asked = Window(max(_second(asked.start), FIRST_POST), min(asked.end, latest(now)))
    parts = (
        (asked.clipped(Window(edge, max(edge, asked.end))), False),
        (asked.clipped(Window(min(edge, asked.start), edge)), True),
    )
    return tuple(
        OpenWindow(part.start, part.end, query, closes_at=part.end, archive=archive)
        for part, archive in parts
        if part.seconds > 0
    )


def bounds(window: OpenWindow) -> dict[str, Any]:
    """The bounds in X's words: by ids where one is known, else by times."""
    if window.since_id:
        until_id = window.until_id or _first_id_of(window.end)
        return {"since_id": window.since_id, "until_id": until_id}
    return {"start_time": window.start, "end_time": _second(window.end + _SECOND - _TICK)}


_TICK = timedelta(microseconds=1)


def latest(now: datetime) -> datetime:
    """The latest moment up to which X can be expected to give everything."""
    return _second(now - _LAG)


def earliest_recent(now: datetime) -> datetime:
    """The earliest moment that recent search can still be asked for."""
    return _second(now - REACH + _MARGIN)


def _overlapped(since_id: str, written: datetime, now: datetime) -> str:
    """A little before a post; never back over UTC midnight, where all would be billed again."""
    back = _overlapping(written, now) or written
    return since_id if back >= written else str(number(_first_id_of(back)) - 1)


def _overlapping(moment: datetime | None, now: datetime) -> datetime | None:
    midnight = datetime.combine(now.date(), time(), UTC)
    return moment and min(moment, max(moment - _OVERLAP, midnight))


def _first_id_of(moment: datetime) -> str:
    """The lowest id that X may give out in this millisecond."""
    milliseconds = (moment - X_EPOCH) // timedelta(milliseconds=1)
    return str(max(milliseconds, 0) << 22)


def _second(moment: datetime) -> datetime:
    """X's times are whole seconds."""
    return moment.replace(microsecond=0)
