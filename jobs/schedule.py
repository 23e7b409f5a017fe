"""When each job starts, and the clock that starts them.

The truth about the schedule is config.yaml, and about what ran the database:
the clock itself keeps nothing. At its start every job runs once, in order,
which makes up for whatever was missed.
"""

import signal
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from jobs import collect, report
from jobs.shifted import Shifted
from monitor.app import Monitor
from monitor.app.reports import next_due
from monitor.config import Config
from monitor.errors import ConfigError, Fault
from monitor.runs import RunOutcome

Say = Callable[[str, Any], None]
"""Told the name of a job and what it did: an outcome, a report, or why it failed."""
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}
_AGAIN_H = 1
"""A report that could not be written is tried again after so many hours."""
_GRID = datetime(2000, 1, 1, tzinfo=UTC)
"""Where intervals are counted from: the same moments in every process."""


class _Daily(BaseTrigger):  # type: ignore[misc]
    """Once for each local day, whatever clocks do."""

    def __init__(self, monitor: Monitor) -> None:
        self._at, self._zone = monitor.report_time, monitor.config.zone

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return next_due(max(previous or now, now), self._at, self._zone)


def triggers(monitor: Monitor) -> dict[str, BaseTrigger]:
    """By job, when it starts. Raises `ConfigError` for a schedule that means nothing."""
    return {collect.NAME: _collecting(monitor.config), report.NAME: _Daily(monitor)}


def upcoming(monitor: Monitor) -> dict[str, datetime]:
    """When each job starts next, from now on."""
    now = monitor.clock()
    found = {
        name: trigger.get_next_fire_time(None, now) for name, trigger in triggers(monitor).items()
    }
    return {name: moment.astimezone(UTC) for name, moment in found.items() if moment}


def _collecting(config: Config) -> BaseTrigger:
    said = config.schedule.collect
    if said.startswith("every "):
        amount, unit = int(said[6:-1]), said[-1]
        return IntervalTrigger(**{_UNITS[unit]: amount}, start_date=_GRID, timezone=UTC)
    try:
        return CronTrigger.from_crontab(said, timezone=UTC)
    except ValueError as error:
        at = config.lines.get(("schedule", "collect"))
        fix = 'Write "*/15 * * * *" or "every 15m"'
        problem = f"{said!r} is no schedule: {error}"
        raise ConfigError([Fault("schedule.collect", at, problem, fix)]) from error


def run_once(monitor: Monitor, say: Say, *, by_clock: bool = False) -> list[RunOutcome]:
    """Every job once, in order. What one of them cannot do holds up no other."""
    outcomes: list[RunOutcome] = []

    def heard(name: str, what: Any) -> None:
        if isinstance(what, RunOutcome):
            outcomes.append(what)
        say(name, what)

    _execute(collect.NAME, collect.run(monitor, by_clock), heard)
    if not monitor.stop.is_set():
        _execute(report.NAME, report.run(monitor), heard)
    return outcomes


def run(monitor: Monitor, say: Say, coming: Callable[[Mapping[str, datetime]], None]) -> None:
    """Keep the clock until `monitor.stop` is set, then finish the page and return.

    Raises `TryLaterError` naming the other process where one keeps it already.
    """
    chosen = triggers(monitor)
    with monitor.keeping_the_clock():
        run_once(monitor, say, by_clock=True)
        scheduler = _scheduler(monitor, chosen, say, coming)
        if not monitor.stop.is_set():
            scheduler.start()
            coming(upcoming(monitor))
        monitor.stop.wait()
        if scheduler.running:
            scheduler.shutdown(wait=True)


def _scheduler(
    monitor: Monitor,
    chosen: Mapping[str, BaseTrigger],
    say: Say,
    coming: Callable[[Mapping[str, datetime]], None],
) -> BackgroundScheduler:
    by = monitor.clock() - datetime.now(UTC)
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(1)},  # in order: figures before their report
        # APScheduler drops a job that is one second late unless told not to.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )

    def tick(job: Any) -> None:
        if not monitor.stop.is_set():
            _execute(job.NAME, job.run(monitor), say)
            coming(upcoming(monitor))

    for job in (collect, report):
        scheduler.add_job(tick, Shifted(chosen[job.NAME], by), [job], id=job.NAME)
    again = IntervalTrigger(hours=_AGAIN_H, start_date=_GRID, timezone=UTC)
    scheduler.add_job(tick, Shifted(again, by), [report], id="report again")
    return scheduler


def _execute(name: str, work: Iterable[Any], say: Say) -> None:
    """One job; its own errors are told, and are on its run in the database."""
    try:
        for what in work:
            say(name, what)
    except Exception as error:
        say(name, error)


def stop_on_signals(monitor: Monitor, leave: Callable[[], None]) -> None:
    """SIGTERM and Ctrl-C finish the page under way; a second one leaves at once."""

    def heard(*_: Any) -> None:
        if monitor.stop.is_set():
            leave()
        monitor.stop.set()

    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGINT"):
            with suppress(ValueError):
                signal.signal(getattr(signal, name), heard)
