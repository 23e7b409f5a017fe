"""Gaps: what was not watched, why, and until when it can still be filled."""

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
            for piece in _pieces(covered, span)
            for gap in _told(watched, source, piece, now, reach.get(source))
            if gap.reason != NOT_YET or now - gap.start >= _PENDING
        ]


def _pieces(covered: Covered, span: Window) -> Iterator[Window]:
    """What the source answers for and did not watch."""
    for frame in covered.frames:
        if (within := frame.clipped(span)).seconds:
            yield from missing(covered.windows, within)


def _told(
    watched: Watched, source: str, piece: Window, now: datetime, reach: timedelta | None
) -> Iterator[Gap]:
    """A gap with its reason, parted where one end of it can be filled and the other not."""
    edge = now - (reach or timedelta())
    lost = Window(piece.start, min(piece.end, edge))
    left = Window(max(piece.start, edge), piece.end)
    if lost.seconds:
        yield Gap(source, lost.start, lost.end, _reason(watched, source, lost), None)
    if left.seconds:
        until = piece.end + reach if reach else None
        yield Gap(source, left.start, left.end, _reason(watched, source, left), until)


def _reason(watched: Watched, source: str, part: Window) -> str:
    """Of the newest run that asked for the time; where there is none, nobody asked."""
    standing = watched.last_asked(source)
    failed = [run for run in watched.attempts(source, part) if run.status != "ok"]
    if failed:
        return failed[-1].reason or failed[-1].status
    if source not in watched.live_sources():
        return "not watched"
    return NOT_YET if standing is None or part.start >= standing else "not running"


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
