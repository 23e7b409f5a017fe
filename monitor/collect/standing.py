"""Where a live source stands: what is safely stored, and what is left of an open window."""

from dataclasses import replace
from datetime import datetime

from monitor.checkpoint import Checkpoint, OpenWindow
from monitor.sources import LiveSource
from monitor.sources.fields import snowflake_instant
from monitor.storage import Store


def standing_for(source: LiveSource, house: Store, now: datetime) -> Checkpoint:
    """The checkpoint, as the source's query goes on from it.

    Behind a newest post that is older than the query, and may be days old,
    the query would buy all that only it finds: it goes on from the time that
    was asked for last.
    """
    with house.read() as reader:
        checkpoint = reader.ledger.checkpoint(source.name)
        changed = reader.ledger.changed_at(source.name, source.query, now)
    written = snowflake_instant(checkpoint.since_id or "")
    old = changed and checkpoint.since_at and (written is None or written < changed)
    return replace(checkpoint, since_id=None) if old else checkpoint


def know_the_time(source: LiveSource, house: Store) -> None:
    """Before money is spent on another day than the last: there it may not have begun, or
    this machine's clock was set. On one and the same day, and for the first time of all, a
    wrong clock costs nothing, and the first answer sets it right."""
    with house.read() as reader:
        last = reader.ledger.last_day(source.name)
    if last and source.clock().date() != last:
        source.ask_time()


def left_open(source: LiveSource, house: Store) -> OpenWindow | None:
    """What is left of the window that an earlier run did not finish."""
    now = source.clock()
    standing = standing_for(source, house, now)
    if standing.window is None:
        return None
    left = source.resumed(standing.window, now)
    if left and left.query != standing.window.query and standing.since_at:
        start = max(left.start, standing.since_at)
        left = replace(left, start=start, since_id=None) if start < left.end else None
    if left is None:
        with house.write() as writer:
            checkpoint = writer.ledger.checkpoint(source.name)
            closed = replace(standing.window, closes_at=min(standing.window.closes_at, now))
            writer.ledger.keep(source.name, checkpoint.closed(closed), now)
    return left
