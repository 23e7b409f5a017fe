"""Runs: every attempt leaves a row, whatever becomes of it."""

import json
import os
import socket
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import col

from monitor import __version__
from monitor.models import Topic
from monitor.runs import RunOutcome
from monitor.storage.tables import CoverageRow, RunRow, TopicRulesRow


def start_run(
    connection: Connection,
    job: str,
    source: str,
    platform: str | None,
    file: str | None,
    now: datetime,
) -> RunOutcome:
    """Note that a run begins; runs of the source that died before are abandoned.

    Only for the holder of the source's lock: nobody else can be running.
    """
    dead = (col(RunRow.source) == source, col(RunRow.status) == "running")
    connection.execute(
        update(RunRow)
        .where(*dead)
        .values(status="abandoned", error="the process ended", finished_at=now)
    )
    outcome = RunOutcome(run=0, source=source, file=file)
    values = _counts(outcome) | {
        "job": job,
        "source": source,
        "platform": platform,
        "file": file,
        "status": "running",
        "started_at": now,
        "process": f"process {os.getpid()} on {socket.gethostname()}",
        "version": __version__,
    }
    run = connection.execute(insert(RunRow).values(**values)).inserted_primary_key
    return RunOutcome(run=run[0] if run else 0, source=source, file=file)


def note_run(connection: Connection, outcome: RunOutcome) -> None:
    """Write how far a run has come."""
    this = col(RunRow.id) == outcome.run
    connection.execute(update(RunRow).where(this).values(**_counts(outcome)))


def end_run(connection: Connection, outcome: RunOutcome, now: datetime) -> None:
    """Write how a run ended, with the time it covered.

    Its counts stand already, with the last page that was stored: what the
    run itself remembers may lack a page, where it was interrupted just then.
    """
    values = {"status": outcome.status, "error": outcome.error, "finished_at": now}
    connection.execute(update(RunRow).where(col(RunRow.id) == outcome.run).values(**values))
    cover(connection, outcome)


def cover(connection: Connection, outcome: RunOutcome) -> None:
    """Write the time that a run covered."""
    covered = [{"run_id": outcome.run, "start": a, "end": b} for a, b in outcome.covered]
    if covered:
        connection.execute(upsert(CoverageRow).on_conflict_do_nothing(), covered)


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
    """Date the rules of each topic that are new or differ from the last ones."""
    for topic in topics:
        rules = rules_of(topic)
        newest = (
            select(col(TopicRulesRow.rules))
            .where(col(TopicRulesRow.topic) == topic.name)
            .order_by(col(TopicRulesRow.since_at).desc())
            .limit(1)
        )
        if connection.scalar(newest) != rules:
            values = {"topic": topic.name, "since_at": now, "rules": rules}
            connection.execute(upsert(TopicRulesRow).values(**values).on_conflict_do_nothing())


def rules_of(topic: Topic) -> str:
    """A topic's rules as they are kept. The order of entries decides nothing."""
    entries = asdict(topic).items()
    rules = {key: sorted(value) if isinstance(value, tuple) else value for key, value in entries}
    return json.dumps(rules, ensure_ascii=False, sort_keys=True)
