"""What was watched: the time that runs covered, and what came of their attempts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select
from sqlmodel import col

from monitor.errors import BUDGET_REACHED, MAX_POSTS, STOPPED
from monitor.storage.ledger import Ledger
from monitor.storage.runs import NO_RULES
from monitor.storage.tables import CoverageRow, RunRow, TopicRulesRow
from monitor.timeline import Window, merged, within

AS_TOLD = (BUDGET_REACHED, MAX_POSTS, STOPPED)
"""Why a run that went well ends early."""
HISTORY = "history"
"""The job that reads the past; all others go on with the present."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What a source's runs watched, and the time they speak of at all."""

    windows: tuple[Window, ...]
    frames: tuple[Window, ...]
    """Of a file, from the first to the last moment it covers: what it leaves
    out in between is known not to have been watched. Of a live source, all
    time since it was switched on, and what it was asked for before. Outside
    nothing is known."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A run, as far as it tells why time was watched or not."""

    job: str
    status: str
    reason: str | None
    error: str | None
    window: Window | None
    started_at: datetime
    finished_at: datetime | None
    retry_at: datetime | None


class Watched:
    """Questions within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def covered(
        self, span: Window, now: datetime, platform: str | None = None, topic: str | None = None
    ) -> dict[str, Covered]:
        """By source, what was watched, for the sources that speak of the span.

        Of a topic, only what runs watched that began while it was watched:
        others saw its posts go by.
        """
        while_watched = self._times_of(topic) if topic else _ALWAYS
        windows: dict[str, list[Window]] = {}
        frames: dict[str, list[Window]] = {}
        for source, run in self._runs_covering(span, platform, while_watched):
            windows.setdefault(source, []).extend(run)
            frames.setdefault(source, []).append(Window(run[0].start, max(w.end for w in run)))
        for source, frame in self._live_frames(now, platform, while_watched):
            if frame.clipped(span).seconds:
                frames.setdefault(source, []).append(frame)
        return {
            source: Covered(merged(windows.get(source, ())), merged(frames[source]))
            for source in sorted(frames)
        }

    def live_sources(self) -> list[str]:
        """The sources that were ever asked for a window."""
        return list(Ledger(self._connection).queries())

    def in_vain(self, source: str) -> list[Attempt]:
        """The runs that did not get all the time they asked for, in order."""
        status = col(RunRow.status)
        unwell = (status != "ok", status != "running", col(RunRow.window_start).is_not(None))
        statement = _ATTEMPT.where(col(RunRow.source) == source, *unwell)
        return self._attempts(statement.order_by(col(RunRow.id)))

    def last_asked(self, source: str) -> datetime | None:
        """Up to when a live source was ever asked."""
        latest = select(func.max(RunRow.window_end)).where(col(RunRow.source) == source)
        return self._connection.scalar(latest)

    def last_success(self, source: str) -> datetime | None:
        """When a source last gave what it was asked for, as far as the budget allowed."""
        good = col(RunRow.status) == "ok"
        as_told = col(RunRow.reason).in_(AS_TOLD)
        paid = (col(RunRow.status) == "partial") & (col(RunRow.pages) > 0) & as_told
        latest = select(func.max(RunRow.finished_at)).where(
            col(RunRow.source) == source, col(RunRow.window_start).is_not(None), good | paid
        )
        return self._connection.scalar(latest)

    def last_attempt(self, source: str) -> Attempt | None:
        """The newest run of a source that has ended.

        What came of the past, asked for by hand, says nothing of the present:
        X may let an app search the last days, and not its archive.
        """
        return self._newest(col(RunRow.source) == source, col(RunRow.job) != HISTORY)

    def last_of_job(self, job: str) -> Attempt | None:
        """The newest run of a job that has ended."""
        return self._newest(col(RunRow.job) == job)

    def _newest(self, *where: Any) -> Attempt | None:
        ended = _ATTEMPT.where(*where, col(RunRow.status) != "running")
        newest = ended.order_by(col(RunRow.id).desc()).limit(1)
        return next(iter(self._attempts(newest)), None)

    def is_running(self, run: int) -> bool:
        """Whether nobody has ended this run, or found it abandoned."""
        status = select(col(RunRow.status)).where(col(RunRow.id) == run)
        return bool(self._connection.scalar(status) == "running")

    def holder_of(self, source: str | None, job: str | None = None) -> str | None:
        """Who runs on a source, or a job that has none, as `import by process 42 on host`."""
        whose = col(RunRow.source) == source if source else col(RunRow.source).is_(None)
        newest = select(col(RunRow.job), col(RunRow.process)).where(
            whose, col(RunRow.status) == "running", *([col(RunRow.job) == job] if job else [])
        )
        row = self._connection.execute(newest.order_by(col(RunRow.id).desc()).limit(1)).first()
        return f"{row.job} by {row.process}" if row else None

    def _attempts(self, statement: Select[Any]) -> list[Attempt]:
        return [
            Attempt(job, status, reason, error, Window(a, b) if a and b else None, *moments)
            for job, status, reason, error, a, b, *moments in self._connection.execute(statement)
        ]

    def _times_of(self, topic: str) -> tuple[Window, ...]:
        """When a topic was watched: none before its first run, nor while it was taken out."""
        since = col(TopicRulesRow.since_at)
        rules = select(since, col(TopicRulesRow.rules)).where(col(TopicRulesRow.topic) == topic)
        dated = self._connection.execute(rules.order_by(since)).all()
        ends = [*(moment for moment, _ in dated), _NEVER]
        times = zip(pairwise(ends), dated, strict=True)
        return merged(Window(*bounds) for bounds, (_, rules) in times if rules != NO_RULES)

    def _runs_covering(
        self, span: Window, platform: str | None, times: tuple[Window, ...]
    ) -> Iterator[tuple[str, list[Window]]]:
        start, end, run = col(CoverageRow.start), col(CoverageRow.end), col(CoverageRow.run_id)
        meeting = select(run).group_by(run)
        meeting = meeting.having(func.min(start) < span.end, func.max(end) > span.start)
        statement = select(run, col(RunRow.source), start, end).order_by(run, start)
        statement = statement.join(RunRow, run == col(RunRow.id)).where(run.in_(meeting))
        if platform:
            statement = statement.where(col(RunRow.platform) == platform)
        statement = statement.where(_began_in(times))
        found: dict[int, tuple[str, list[Window]]] = {}
        for number, source, a, b in self._connection.execute(statement):
            found.setdefault(number, (str(source), []))[1].append(Window(a, b))
        yield from found.values()

    def _live_frames(
        self, now: datetime, platform: str | None, times: tuple[Window, ...]
    ) -> Iterator[tuple[str, Window]]:
        """While a live source is switched on, all time counts as its own."""
        for source, texts in Ledger(self._connection).queries().items():
            if platform not in (None, source):
                continue
            ends = [*(moment for moment, _ in texts), now]
            for (begin, end), (_, text) in zip(pairwise(ends), texts, strict=True):
                for part in within(times, Window(begin, end)) if text is not None else ():
                    yield source, part
            for window in self._asked_for(source, texts[0][0], times):
                yield source, window

    def _asked_for(
        self, source: str, before: datetime, times: tuple[Window, ...]
    ) -> Iterator[Window]:
        """Before it was switched on, a live source answers for what it was asked for."""
        mine = (col(RunRow.source) == source, col(RunRow.window_start) < before)
        statement = _ATTEMPT.where(*mine, _began_in(times))
        for attempt in self._attempts(statement):
            if attempt.window:
                yield attempt.window


def _began_in(times: tuple[Window, ...]) -> ColumnElement[bool]:
    began = col(RunRow.started_at)
    return or_(false(), *(and_(began >= time.start, began < time.end) for time in times))


_NEVER = datetime(3000, 1, 1, tzinfo=UTC)
_ALWAYS = (Window(datetime(1900, 1, 1, tzinfo=UTC), _NEVER),)
_COLUMNS: tuple[Any, ...] = (
    RunRow.job,
    RunRow.status,
    RunRow.reason,
    RunRow.error,
    RunRow.window_start,
    RunRow.window_end,
    RunRow.started_at,
    RunRow.finished_at,
    RunRow.retry_at,
)
_ATTEMPT: Select[Any] = select(*_COLUMNS)
