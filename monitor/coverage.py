"""Gaps: what was not watched, why, and until when it can still be filled."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor.storage import Store
from monitor.storage.watched import Covered, Watched
from monitor.timeline import Window, merged, missing

NOT_YET = "not asked yet"
_PENDING = timedelta(hours=1)
"""Time that was not asked for yet is told once it is older than this."""
_ALL_TIME = timedelta(days=36_500)


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Time of a source that nobody watched."""

    source: str
    start: datetime
    end: datetime
    reason: str
    fillable_until: datetime | None
    """Until when something of it can still be asked for; None: not any more, or never."""

    def to_dict(self) -> dict[str, Any]:
        until = self.fillable_until
        return {
            "source": self.source,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "reason": self.reason,
            "fillable_until": until.isoformat() if until else None,
        }


def gaps(
    store: Store, now: datetime, reach: Mapping[str, timedelta], span: Window | None = None
) -> list[Gap]:
    """Every gap of the span (of all time, where none is told), by source, in order.

    `reach` says how far back each live source can still be asked.
    """
    span = span or Window(now - _ALL_TIME, now)
    with store.read() as reader:
        watched = reader.watched
        return [
            gap
            for source, covered in watched.covered(span, now).items()
            for gap in _of_source(watched, source, _pieces(covered, span), now, reach.get(source))
            if gap.reason != NOT_YET or now - gap.start >= _PENDING
        ]


def _pieces(covered: Covered, span: Window) -> list[Window]:
    """What the source answers for and did not watch."""
    frames = (frame.clipped(span) for frame in covered.frames)
    return [gap for frame in frames if frame.seconds for gap in missing(covered.windows, frame)]


def _of_source(
    watched: Watched, source: str, pieces: list[Window], now: datetime, reach: timedelta | None
) -> Iterator[Gap]:
    """Gaps with their reasons, parted where one end can be filled and the other not."""
    reasons = _reasons(watched, source, pieces)
    edge = now - (reach or timedelta())
    for piece, reason in zip(pieces, reasons, strict=True):
        lost = Window(piece.start, min(piece.end, edge))
        left = Window(max(piece.start, edge), piece.end)
        if lost.seconds:
            yield Gap(source, lost.start, lost.end, reason, None)
        if left.seconds:
            until = piece.end + reach if reach else None
            yield Gap(source, left.start, left.end, reason, until)


def _reasons(watched: Watched, source: str, pieces: list[Window]) -> list[str]:
    """Of the newest run that asked for the time in vain; where there is none, nobody asked."""
    if source not in watched.live_sources():
        return ["not watched"] * len(pieces)
    asked = watched.last_asked(source)
    reasons = [
        NOT_YET if asked is None or piece.start >= asked else "not running" for piece in pieces
    ]
    starts, ends = [piece.start for piece in pieces], [piece.end for piece in pieces]
    for run in watched.in_vain(source) if pieces else ():
        if run.window:
            first, last = bisect_right(ends, run.window.start), bisect_left(starts, run.window.end)
            reasons[first:last] = [run.reason or run.status] * (last - first)
    return reasons


def unread(
    store: Store, source: str, topics: Iterable[str], asked: Window, now: datetime
) -> list[Window]:
    """What of this time the source has not read yet for every topic, newest first."""
    with store.read() as reader:
        pieces = [
            piece
            for topic in topics
            for piece in missing(_read(reader.watched, source, topic, asked, now), asked)
        ]
    return sorted(merged(pieces), reverse=True)


def _read(
    watched: Watched, source: str, topic: str, asked: Window, now: datetime
) -> tuple[Window, ...]:
    covered = watched.covered(asked, now, topic=topic).get(source)
    return covered.windows if covered else ()
