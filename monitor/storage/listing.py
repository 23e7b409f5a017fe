"""What has happened, listed: runs, and money by day."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import col

from monitor.budget import usd
from monitor.storage.tables import RunRow, SpendRow
from monitor.timeline import Window


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run as it is listed: no file, host, process or message, which may name people."""

    run: int
    job: str
    source: str | None
    platform: str | None
    status: str
    reason: str | None
    started_at: datetime
    finished_at: datetime | None
    window: Window | None
    new: int
    updated: int
    unchanged: int
    rejected: int
    unmatched: Mapping[str, int]
    matched: Mapping[str, int]
    unscored: int
    reposts: int
    pages: int
    cost_usd: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What a source cost on one UTC day, with what was still set aside for it."""

    day: date
    source: str
    usd: float
    posts: int


class Listing:
    """Questions within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def runs(self, limit: int, before: int | None = None) -> list[RunLine]:
        """The newest first; those older than the run `before`, where that is told."""
        number = col(RunRow.id)
        statement = select(*_RUN).order_by(number.desc()).limit(limit)
        if before is not None:
            statement = statement.where(number < before)
        return [_run(row) for row in self._connection.execute(statement)]

    def costs(self, first: date, last: date) -> list[Cost]:
        """Of the UTC days from first to last, oldest first; a day that cost nothing has none."""
        day, source = col(SpendRow.utc_day), col(SpendRow.source)
        sums = func.sum(SpendRow.micro_usd), func.sum(SpendRow.posts)
        statement = select(day, source, *sums).where(day >= first, day <= last)
        rows = self._connection.execute(statement.group_by(day, source).order_by(day, source))
        return [Cost(on, name, usd(int(micro)), int(posts)) for on, name, micro, posts in rows]


_RUN: tuple[Any, ...] = (
    RunRow.id, RunRow.job, RunRow.source, RunRow.platform, RunRow.status, RunRow.reason,
    RunRow.started_at, RunRow.finished_at, RunRow.window_start, RunRow.window_end,
    RunRow.new, RunRow.updated, RunRow.unchanged, RunRow.rejected,
    RunRow.unmatched, RunRow.matched,
    RunRow.unscored, RunRow.reposts, RunRow.pages, RunRow.cost_micro_usd,
)  # fmt: skip


def _run(row: Sequence[Any]) -> RunLine:
    (run, job, source, platform, status, reason, started, finished, *window) = row[:10]
    new, updated, unchanged, rejected, unmatched, matched = row[10:16]
    unscored, reposts, pages, micro_usd = row[16:]
    return RunLine(
        run,
        job,
        source,
        platform,
        status,
        reason,
        started,
        finished,
        Window(*window) if all(window) else None,
        new,
        updated,
        unchanged,
        rejected,
        json.loads(unmatched),
        json.loads(matched),
        unscored,
        reposts,
        pages,
        usd(micro_usd),
    )
