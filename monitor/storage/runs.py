"""Runs: every attempt leaves a row, whatever becomes of it."""

import json
import os
import socket
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import col

from monitor import __version__
from monitor.errors import TryLaterError
from monitor.models import Topic
from monitor.redaction import redacted
from monitor.runs import RunOutcome
from monitor.storage.dialects import upsert
from monitor.storage.tables import CoverageRow, QueryRow, RunRow, TopicRulesRow

NO_RULES = "null"
"""Of a topic that is watched no more."""


def start_run(
    connection: Connection, job: str, outcome: RunOutcome, platform: str | None, now: datetime
) -> RunOutcome:
    """Note that a run begins; runs of the source that died before are abandoned.

    Only for the holder of the source's lock: nobody else can be running.
    """
    _abandon(connection, now, col(RunRow.source) == outcome.source)
    values = {"source": outcome.source, "platform": platform, "file": outcome.file}
    return replace(outcome, run=_insert(connection, job, _counts(outcome) | values, now))


def start_job(connection: Connection, job: str, now: datetime) -> int:
    """The same for a job that asks no source; only for the holder of the job's lock."""
    _abandon(connection, now, col(RunRow.source).is_(None), col(RunRow.job) == job)
    return _insert(connection, job, _counts(RunOutcome(0, "")), now)


def end_job(connection: Connection, run: int, error: str | None, now: datetime) -> None:
    """Note how a job ended, unless another process found it abandoned."""
    told = error and redacted(error)
    values = {"status": "failed" if error else "ok", "error": told, "finished_at": now}
    ours = (col(RunRow.id) == run, col(RunRow.status) == "running")
    connection.execute(update(RunRow).where(*ours).values(**values))


def _abandon(connection: Connection, now: datetime, *whose: Any) -> None:
    dead = update(RunRow).where(*whose, col(RunRow.status) == "running")
    values = {"status": "abandoned", "reason": "killed", "error": "the process ended"}
    connection.execute(dead.values(**values, finished_at=now))


def _insert(connection: Connection, job: str, values: dict[str, Any], now: datetime) -> int:
    values |= {
        "job": job,
        "status": "running",
        "started_at": now,
        "process": f"process {os.getpid()} on {socket.gethostname()}",
        "version": __version__,
    }
    run = connection.execute(insert(RunRow).values(**values)).inserted_primary_key
    return int(run[0]) if run else 0


def note_run(connection: Connection, outcome: RunOutcome) -> None:
    """Write how far a run has come.

    Whoever takes a source over declares the runs before it dead. So a run
    that lost its hold (its lock file was deleted, its connection cut) and
    goes on regardless writes nothing: `TryLaterError`.
    """
    counted = update(RunRow).where(*_alive(outcome)).values(**_counts(outcome))
    if not connection.execute(counted).rowcount:
        raise TryLaterError(
            f"another process has taken over the source {outcome.source}, and goes on with it. "
            "Nothing is lost; let one process at a time collect from it."
        )


def end_run(connection: Connection, outcome: RunOutcome, now: datetime) -> None:
    """Write how a run ended, and the time that it covered where it came to its end.

    Its counts stand already, with the last page that was stored, and so does
    what it covered page by page: what the run itself remembers may lack a
    page, where it was interrupted just then. A run that has ended has ended.
    """
    values = {
        "status": outcome.status,
        "reason": outcome.reason,
        "error": outcome.error and redacted(outcome.error),
        "retry_at": outcome.retry_at,
        "finished_at": now,
        "window_end": outcome.window[1] if outcome.window else None,
    }
    ended = connection.execute(update(RunRow).where(*_alive(outcome)).values(**values))
    if ended.rowcount and outcome.status == "ok":
        cover(connection, outcome)


def _alive(outcome: RunOutcome) -> tuple[Any, ...]:
    return (col(RunRow.id) == outcome.run, col(RunRow.status) == "running")


def cover(connection: Connection, outcome: RunOutcome) -> None:
    """Write the time that a run covered, in the place of what it had covered so far."""
    connection.execute(delete(CoverageRow).where(col(CoverageRow.run_id) == outcome.run))
    covered = [{"run_id": outcome.run, "start": a, "end": b} for a, b in outcome.covered]
    if covered:
        connection.execute(upsert(connection, CoverageRow).on_conflict_do_nothing(), covered)


def _counts(outcome: RunOutcome) -> dict[str, Any]:
    start, end = outcome.window or (None, None)
    return {
        "window_start": start,
        "window_end": end,
        "new": outcome.new,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rejected": outcome.rejected,
        "unmatched": json.dumps(dict(outcome.unmatched), sort_keys=True),
        "matched": json.dumps(dict(outcome.matched), sort_keys=True),
        "unscored": outcome.unscored,
        "reposts": outcome.reposts,
        "pages": outcome.pages,
        "cost_micro_usd": round(outcome.cost_usd * 1_000_000),
    }


def note_rules(connection: Connection, topics: Iterable[Topic], now: datetime) -> None:
    """Date the rules of each topic that are new or differ from the last ones.

    Of a topic that is watched no more, too: from then on nobody sees its posts.
    """
    asked = {topic.name: rules_of(topic) for topic in topics}
    columns: tuple[Any, ...] = (TopicRulesRow.topic, TopicRulesRow.since_at, TopicRulesRow.rules)
    dated = sorted(tuple(row) for row in connection.execute(select(*columns)))
    newest = {name: rules for name, _, rules in dated}
    for topic, rules in (dict.fromkeys(newest, NO_RULES) | asked).items():
        if newest.get(topic) != rules:
            values = {"topic": topic, "since_at": now, "rules": rules}
            noted = upsert(connection, TopicRulesRow).values(**values)
            # Of two in one moment the later one holds.
            key = {"index_elements": ["topic", "since_at"], "set_": {"rules": rules}}
            connection.execute(noted.on_conflict_do_update(**key))


def forget_future(connection: Connection, now: datetime) -> None:
    """Take out the rules and queries that are dated later than now."""
    for table in (TopicRulesRow, QueryRow):
        connection.execute(delete(table).where(col(table.since_at) > now))


_LATER = ("near", "exact", "within", "learned")


def rules_of(topic: Topic) -> str:
    """A topic's rules as they are kept. The order of entries decides nothing."""
    return json.dumps(_plain(asdict(topic)), ensure_ascii=False, sort_keys=True)


def _plain(rules: Mapping[str, Any]) -> dict[str, Any]:
    # What does without the later keys is kept as it always was.
    kept = {key: value for key, value in rules.items() if value or key not in _LATER}
    return {key: _sorted(value) for key, value in kept.items()}


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _plain(value)
    return sorted(value) if isinstance(value, tuple) else value
