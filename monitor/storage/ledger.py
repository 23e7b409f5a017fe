"""What is asked of a live source and what it costs: checkpoint, query, money."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlmodel import col

from monitor.budget import Spent
from monitor.checkpoint import Checkpoint, OpenWindow
from monitor.storage.dialects import upsert
from monitor.storage.tables import BilledRow, CheckpointRow, FactRow, QueryRow, SpendRow

_BILLED_KEPT = timedelta(days=2)
_CHECKPOINT: tuple[Any, ...] = (
    CheckpointRow.since_id,
    CheckpointRow.since_at,
    CheckpointRow.window,
)
_MOMENTS = ("start", "end", "closes_at", "reached")


class Ledger:
    """Works within the caller's transaction.

    Writers come one after another, so what is looked up here still holds
    when it is written.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def checkpoint(self, source: str) -> Checkpoint:
        statement = select(*_CHECKPOINT).where(col(CheckpointRow.source) == source)
        row = self._connection.execute(statement).first()
        if row is None:
            return Checkpoint()
        return Checkpoint(row[0], row[1], None if row[2] is None else _window_from(row[2]))

    def changed_at(self, source: str, query: str, now: datetime) -> datetime | None:
        """When this query took the place of another one; None where it is the first."""
        asked = self.queries().get(source, [])
        if asked and asked[-1][1] != query:
            return now
        return asked[-1][0] if len(asked) > 1 else None

    def keep(self, source: str, checkpoint: Checkpoint, now: datetime) -> None:
        """Write the checkpoint of a source."""
        window = None if checkpoint.window is None else _written(checkpoint.window)
        values = {"since_id": checkpoint.since_id, "since_at": checkpoint.since_at}
        values |= {"window": window, "updated_at": now}
        known = update(CheckpointRow).where(col(CheckpointRow.source) == source)
        if not self._connection.execute(known.values(**values)).rowcount:
            self._connection.execute(insert(CheckpointRow).values(source=source, **values))

    def clock_ahead(self, source: str) -> timedelta:
        """How far the source's clock was ahead of this machine's when it last answered."""
        value = select(col(FactRow.value)).where(col(FactRow.name) == f"clock of {source}")
        return timedelta(seconds=float(self._connection.scalar(value) or 0))

    def note_clock(self, source: str, ahead: timedelta) -> None:
        """Keep that, for the next run's first request."""
        if ahead != self.clock_ahead(source):
            fact = {"name": f"clock of {source}", "value": str(ahead.total_seconds())}
            noted = upsert(self._connection, FactRow).values(**fact)
            value = {"value": fact["value"]}
            self._connection.execute(
                noted.on_conflict_do_update(index_elements=["name"], set_=value)
            )

    def note_query(self, source: str, text: str | None, now: datetime) -> None:
        """Date what a source is asked, where that is new; None: nothing any more."""
        asked = (col(QueryRow.text), col(QueryRow.since_at))
        newest = select(*asked).where(col(QueryRow.source) == source)
        last = self._connection.execute(newest.order_by(asked[1].desc()).limit(1)).first()
        if text != (None if last is None else last[0]):
            # Of two in one moment the later one holds.
            same = (col(QueryRow.source) == source, col(QueryRow.since_at) == now)
            self._connection.execute(delete(QueryRow).where(*same))
            self._connection.execute(
                insert(QueryRow).values(source=source, since_at=now, text=text)
            )

    def queries(self) -> dict[str, list[tuple[datetime, str | None]]]:
        """By source, from when on it was asked what, oldest first."""
        columns = (col(QueryRow.source), col(QueryRow.since_at), col(QueryRow.text))
        statement = select(*columns).order_by(*columns[:2])
        found: dict[str, list[tuple[datetime, str | None]]] = {}
        for source, since, text in self._connection.execute(statement):
            found.setdefault(source, []).append((since, text))
        return found

    def spent(self, day: date, source: str | None = None, *, apart: str = "") -> Spent:
        """What a source (or all) has cost on a UTC day, and in its month up to then.

        What is set aside counts as spent, but for the page that `apart` names.
        """
        where = [col(SpendRow.page) != apart]
        if source:
            where.append(col(SpendRow.source) == source)
        total, on = func.sum(SpendRow.micro_usd), col(SpendRow.utc_day)
        today = select(total).where(on == day, *where)
        month = select(total).where(on >= day.replace(day=1), on <= day, *where)
        of_day, of_month = (self._connection.scalar(sums) for sums in (today, month))
        return Spent(int(of_day or 0), int(of_month or 0))

    def reserved(self, source: str, day: date, page: str) -> int:
        """For how many posts of a page money is set aside: it was asked for, and never came."""
        posts = select(col(SpendRow.posts)).where(*_reserved(source, day, page))
        return self._connection.scalar(posts) or 0

    def last_day(self, source: str) -> date | None:
        """The last UTC day on which a source may have cost anything."""
        latest = select(func.max(SpendRow.utc_day)).where(col(SpendRow.source) == source)
        return self._connection.scalar(latest)

    def set_aside_for(self, source: str, day: date, page: str) -> int:
        """Millionths of a dollar that are set aside for a page."""
        money = select(col(SpendRow.micro_usd)).where(*_reserved(source, day, page))
        return self._connection.scalar(money) or 0

    def reserve(
        self,
        source: str,
        day: date,
        page: str,
        run: int,
        posts: int,
        micro_usd: int,
        now: datetime,
    ) -> None:
        """Set aside what a page costs at worst; of a page that is asked again, once."""
        self._connection.execute(delete(SpendRow).where(*_reserved(source, day, page)))
        values = {"run_id": run, "posts": posts, "micro_usd": micro_usd, "at": now}
        key = {"source": source, "utc_day": day, "page": page}
        self._connection.execute(insert(SpendRow).values(**key, **values, reservation=True))

    def settle(
        self, source: str, day: date, page: str, asked: int, posts: int, micro_usd: int
    ) -> None:
        """Put what a page has cost in the place of what it might have.

        Paid money is no page's any more: asked again, a page takes money of
        its own. Where more had been asked for before than was now, the rest
        may be billed as well, and stays set aside.
        """
        columns = (col(SpendRow.id), col(SpendRow.posts), col(SpendRow.micro_usd))
        row = self._connection.execute(select(*columns).where(*_reserved(source, day, page))).one()
        more = max(0, row.posts - asked)
        paid = {
            "posts": posts + more,
            "micro_usd": micro_usd + more * row.micro_usd // max(row.posts, 1),
            "reservation": more > 0,
            "page": f"{page} paid {row.id}",
        }
        self._connection.execute(update(SpendRow).where(col(SpendRow.id) == row.id).values(**paid))

    def release(self, source: str, day: date, page: str) -> None:
        """Give back what was set aside for a request that was refused: X bills none of those."""
        self._connection.execute(delete(SpendRow).where(*_reserved(source, day, page)))

    def bill(self, source: str, day: date, versions: Sequence[str]) -> int:
        """How many of these posts cost money: those that were not read on that day before."""
        version, on = col(BilledRow.version_id), col(BilledRow.utc_day)
        mine = col(BilledRow.source) == source
        before = select(version).where(mine, on == day, version.in_(versions))
        new = sorted(set(versions) - set(self._connection.scalars(before)))
        if new:
            key = {"source": source, "utc_day": day}
            self._connection.execute(insert(BilledRow), [key | {"version_id": v} for v in new])
        old = delete(BilledRow).where(mine, on < day - _BILLED_KEPT)
        self._connection.execute(old)
        return len(new)


def _reserved(source: str, day: date, page: str) -> tuple[Any, ...]:
    these = (col(SpendRow.source) == source, col(SpendRow.utc_day) == day)
    return (*these, col(SpendRow.page) == page)


def _written(window: OpenWindow) -> str:
    plain = asdict(window)
    for name in _MOMENTS:
        plain[name] = plain[name] and plain[name].isoformat()
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _window_from(text: str) -> OpenWindow:
    plain = json.loads(text)
    for name in _MOMENTS:
        plain[name] = plain[name] and datetime.fromisoformat(plain[name])
    return OpenWindow(**plain)
