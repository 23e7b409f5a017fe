"""When each job starts, and the clock that starts them.

The truth about the schedule is config.yaml, and about what ran the database:
the clock itself keeps nothing. At its start every job runs once, in order,
which makes up for whatever was missed.
"""

import logging
import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, datetime, time
from queue import SimpleQueue
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from jobs import collect, deliver, fill, report
from jobs.shifted import Shifted
from monitor.app import Monitor
from monitor.app.reports import next_due
from monitor.config import Config
from monitor.errors import ConfigError, Fault, MonitorError, TryLaterError

Say = Callable[[str, Any], None]
"""Told the name of a job and what it did: an outcome, a report, or why it failed."""
Coming = Callable[[Mapping[str, datetime]], None]
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}
_DELIVER_M = 5
"""So often it is looked whether anything is to be sent, or sent again."""
_AGAIN_H = 1
"""A report that could not be written is tried again after so many hours."""
_HEED_S = 1.0
"""Python heeds signals in its main thread alone; one that the system gave to another
thread is heard only when that wakes (4 of 84 stops never were)."""
_GRID = datetime(2000, 1, 1, tzinfo=UTC)
"""Where intervals are counted from: the same moments in every process."""
_WEEKDAYS = re.compile(r"(?:([0-7])(?:-([0-7]))?|\*)(?:/([1-7]))?")

_TAKEN = "another process has taken over the clock. Nothing is lost; leave the work to it."

log = logging.getLogger(__name__)
# That a tick is left out while the one before is still at work is no news.
logging.getLogger("apscheduler").setLevel(logging.ERROR)


class _Daily(BaseTrigger):  # type: ignore[misc]
    """Once for each local day, whatever clocks do."""

    def __init__(self, config: Config) -> None:
        self._at, self._zone = time.fromisoformat(config.schedule.report), config.zone

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return next_due(max(previous or now, now), self._at, self._zone)


def triggers(config: Config) -> dict[str, BaseTrigger]:
    """By job, when it starts. Raises `ConfigError` for a schedule that means nothing."""
    return {
        collect.NAME: _collecting(config),
        fill.NAME: CronTrigger(hour=fill.HOUR, minute=fill.MINUTE, timezone=UTC),
        report.NAME: _Daily(config),
        **({deliver.NAME: _every(minutes=_DELIVER_M)} if config.notify_urls else {}),
    }


def upcoming(config: Config, now: datetime) -> dict[str, datetime]:
    """When each job starts next, from now on."""
    found = {
        name: trigger.get_next_fire_time(None, now) for name, trigger in triggers(config).items()
    }
    return {name: moment.astimezone(UTC) for name, moment in found.items() if moment}


def _collecting(config: Config) -> BaseTrigger:
    said = config.schedule.collect
    if said.startswith("every "):
        amount, unit = int(said[6:-1]), said[-1]
        return _every(**{_UNITS[unit]: amount})
    try:
        trigger = _crontab(said)
    except ValueError as error:
        raise _no_schedule(config, f"is no schedule: {error}") from error
    if trigger.get_next_fire_time(None, _GRID) is None:
        raise _no_schedule(config, "never comes")
    return trigger


def _every(**amount: int) -> IntervalTrigger:
    return IntervalTrigger(**amount, start_date=_GRID, timezone=UTC)


def _no_schedule(config: Config, problem: str) -> ConfigError:
    at = config.lines.get(("schedule", "collect"))
    said, fix = config.schedule.collect, 'Write "*/15 * * * *" or "every 15m"'
    return ConfigError([Fault("schedule.collect", at, f"{said!r} {problem}", fix)])


def _crontab(said: str) -> CronTrigger:
    *fields, weekdays = said.split()
    days = ",".join(map(_counted_from_monday, weekdays.split(",")))
    return CronTrigger.from_crontab(" ".join([*fields, days]), timezone=UTC)


def _counted_from_monday(days: str) -> str:
    """A crontab counts weekdays from Sunday, 0 or 7; APScheduler from Monday.

    What is written as names means the same to both.
    """
    found = _WEEKDAYS.fullmatch(days)
    if days == "*" or not found:
        return days
    first, last, step = found.groups()
    end = last or (6 if step or not first else first)
    chosen = range(int(first or 0), int(end) + 1, int(step or 1))
    return ",".join(str((day + 6) % 7) for day in chosen) or days


def run_once(monitor: Monitor, say: Say, *, by_clock: bool = False) -> list[Any]:
    """Every job once, in order; all that they said. What one cannot do holds up no other."""
    said: list[Any] = []

    def heard(name: str, what: Any) -> None:
        said.append(what)
        say(name, what)

    with monitor.heartbeat.beating() as failed:
        for name, work in (
            (collect.NAME, collect.run(monitor, by_clock)),
            (fill.NAME, fill.run(monitor)),
            (report.NAME, report.run(monitor)),
            (deliver.NAME, deliver.run(monitor)),
        ):
            if not monitor.stop.is_set():
                _execute(name, work, _noting(failed, heard))
    return said


def run(monitor: Monitor, say: Say, coming: Coming) -> None:
    """Keep the clock until `monitor.stop` is set, then finish the page and return.

    Raises `TryLaterError` where another process keeps it already, or has taken it over.
    """
    chosen = triggers(monitor.config)
    with monitor.keeping_the_clock() as still:
        begun = monitor.clock()
        run_once(monitor, say, by_clock=True)
        scheduler = _scheduler(monitor, chosen, say, coming, begun, still)
        if not monitor.stop.is_set():
            coming(upcoming(monitor.config, monitor.clock()))
            scheduler.start()
        while not monitor.stop.wait(_HEED_S):
            pass
        if scheduler.running:
            scheduler.shutdown(wait=True)
        if not still():
            raise TryLaterError(_TAKEN)


def _scheduler(
    monitor: Monitor,
    chosen: Mapping[str, BaseTrigger],
    say: Say,
    coming: Coming,
    begun: datetime,
    still: Callable[[], bool],
) -> BackgroundScheduler:
    """`begun` is when the first runs began: a report that came due since is made at once."""
    by = monitor.clock() - datetime.now(UTC)
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(1)},  # in order: figures before their report
        # APScheduler drops a job that is one second late unless told not to.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )

    def tick(*jobs: Any) -> None:
        if monitor.stop.is_set():
            return
        spoke = 0
        with _beating(monitor, jobs) as failed:
            for job in jobs:
                work = _while_ours(monitor, still, job.run(monitor))
                spoke += _execute(job.NAME, work, _noting(failed, say))
        if spoke and not monitor.stop.is_set():
            coming(upcoming(monitor.config, monitor.clock()))

    for job in (collect, fill, deliver):
        if job.NAME in chosen:
            scheduler.add_job(tick, Shifted(chosen[job.NAME], by), [job], id=job.NAME)
    again = _every(hours=_AGAIN_H)
    for name, trigger in ((report.NAME, chosen[report.NAME]), ("report again", again)):
        shifted = Shifted(trigger, by)
        first = shifted.get_next_fire_time(None, begun - by)
        both = [report, deliver]
        scheduler.add_job(tick, shifted, both, id=name, next_run_time=first)
    return scheduler


def _beating(monitor: Monitor, jobs: Iterable[Any]) -> AbstractContextManager[Callable[[], None]]:
    """That something was sent, or nothing, is no round of work."""
    return nullcontext(lambda: None) if {*jobs} == {deliver} else monitor.heartbeat.beating()


def _noting(failed: Callable[[], None], say: Say) -> Say:
    """Say it, and tell the heartbeat of what failed."""

    def heard(name: str, what: Any) -> None:
        if isinstance(what, Exception) or getattr(what, "status", "") == "failed":
            failed()
        say(name, what)

    return heard


def _while_ours(monitor: Monitor, still: Callable[[], bool], work: Iterable[Any]) -> Iterator[Any]:
    """The work, unless the clock is another's by now: then this one stops."""
    if not still():
        monitor.stop.set()
        raise TryLaterError(_TAKEN)
    yield from work


def _execute(name: str, work: Iterable[Any], say: Say) -> int:
    """One job, and how much it said; its own errors are told, and stand on its run."""
    n = 0
    try:
        for n, what in enumerate(work, 1):  # noqa: B007
            say(name, what)
        return n
    except Exception as error:
        if not isinstance(error, MonitorError | OSError):
            log.exception("a fault of the monitor's own, in the job %s", name)
        say(name, error)
        return n + 1


def stop_on_signals(
    monitor: Monitor, stopping: Callable[[], None], leave: Callable[[], None]
) -> None:
    """SIGTERM, Ctrl-C and a terminal that goes finish the page under way; a second one
    leaves at once."""
    heard: SimpleQueue[None] = SimpleQueue()

    def heed() -> None:
        heard.get()
        try:
            stopping()
        finally:
            monitor.stop.set()
        heard.get()
        leave()

    # An Event is not set in the handler itself: where the handler interrupts
    # a wait for it, both would wait for its lock for ever.
    threading.Thread(target=heed, name="signals", daemon=True).start()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is signal.SIG_IGN:  # as nohup wants it
            continue
        with suppress(ValueError):  # not in the main thread: others hear the signals
            signal.signal(number, lambda *_: heard.put(None))
