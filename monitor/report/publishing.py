"""Figures as they are published: kept, and numbered when they change."""

import json
from dataclasses import replace
from datetime import datetime

from monitor.report.summary import Summary
from monitor.storage import Store
from monitor.storage.published import Published


def numbered(store: Store, summary: Summary) -> Summary:
    """With its revision: final figures that change make a new one."""
    with store.read() as reader:
        last = reader.published.of(summary.date, summary.tz, summary.by)
    if last is None:
        return replace(summary, revision=1)
    same = replace(summary, revision=last.revision)
    changed = last.figures != _figures(same)
    return replace(same, revision=last.revision + (changed and last.state == "final"))


def publish(store: Store, summary: Summary, now: datetime) -> Summary:
    """Keep the figures as published, under their revision, and when that was."""
    kept = numbered(store, summary)
    made = Published(kept.date, kept.revision, kept.state, now, _figures(kept))
    with store.write() as writer:
        writer.published.keep(made, kept.tz, kept.by)
    return kept


def _figures(summary: Summary) -> str:
    return json.dumps(summary.to_dict(), ensure_ascii=False, sort_keys=True)
