"""How it stands: each source, each job, the database; and whether all is well."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor.app.live import Live
from monitor.app.sources import enabled
from monitor.app.targets import failing, outstanding, targets_of
from monitor.budget import usd
from monitor.errors import BUDGET_REACHED, MAX_POSTS, STOPPED, TryLaterError
from monitor.storage import Store
from monitor.storage.deliveries import Delivery
from monitor.storage.watched import Attempt

JOBS = ("collect", "fill", "report")
_CODES = {
    "credentials": 4,
    "credits": 5,
    BUDGET_REACHED: 5,
    "query": 2,
    "not supported": 2,
    "configuration": 2,
    "database": 2,
    MAX_POSTS: 0,
}
_ENDED_BY_HAND = (STOPPED, "interrupted", "killed", MAX_POSTS)
_FAILING_AFTER = timedelta(hours=1)
"""What has failed for longer is told; before that the next run may mend it."""
_DELIVERIES_SHOWN = timedelta(days=7)
STALE_AFTER = timedelta(hours=26)
"""A source that brought nothing for longer stands still, whatever the budget saves up for."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source: `ok`, or what keeps it."""

    state: str
    reason: str | None
    next_probe: datetime | None
    last_success: datetime | None
    spent_today_usd: float
    spent_month_usd: float


@dataclass(frozen=True, slots=True)
class Health:
    """All of it."""

    sources: Mapping[str, SourceHealth]
    jobs: Mapping[str, Attempt | None]
    running: str | None
    """Who keeps the clock; None where nobody does."""
    database: Mapping[str, Any]
    deliveries: tuple[Delivery, ...] = ()
    """What did not arrive, or not yet."""
    undelivered: bool = False
    """Whether a person should look at one of them."""

    @property
    def exit_code(self) -> int:
        """0 where all is well; a source that is skipped counts where there is no other."""
        reasons = [source.reason for source in self._asked if source.state != "ok"]
        return exit_code([*reasons, *self._failed_jobs, *self._lost])

    @property
    def is_well(self) -> bool:
        """Whether nobody need look: a pause that a source asks for is over by itself."""
        fine = ("ok", "new", "limited")
        lost = self._failed_jobs or self._lost
        return not lost and all(source.state in fine for source in self._asked)

    @property
    def _asked(self) -> list[SourceHealth]:
        asked = [source for source in self.sources.values() if source.state != "skipped"]
        return asked or list(self.sources.values())

    @property
    def _failed_jobs(self) -> list[str]:
        ended = ((name, run.status) for name, run in self.jobs.items() if run)
        return [f"{name} failed" for name, status in ended if status == "failed"]

    @property
    def _lost(self) -> list[str]:
        return ["undelivered"] if self.undelivered else []

    def to_dict(self, coming: Mapping[str, datetime]) -> dict[str, Any]:
        """As `status --json` prints it; `coming` says when each job is next."""
        return {
            "ok": not self.exit_code,
            "sources": {name: _plain(source) for name, source in self.sources.items()},
            "jobs": [
                {"name": name, "last": _last(run), "next": _iso(coming.get(name))}
                for name, run in self.jobs.items()
            ],
            "running": self.running,
            "deliveries": [one.to_dict() for one in self.deliveries],
            "database": dict(self.database),
        }


def exit_code(reasons: Iterable[str | None]) -> int:
    """Of why sources are not well: the first that applies of 4, 5, 75 and 2; 0 for none."""
    codes = {_CODES.get(reason or "", 75) for reason in reasons}
    return next((code for code in (4, 5, 75, 2) if code in codes), 0)


def health(live: Live, keeper: Callable[[Store], str | None] | None = None) -> Health:
    """Look at everything, ask nobody; `keeper` says who keeps the clock."""
    store = live.store
    with store.read() as reader:
        names = (*JOBS, "deliver") if live.config.notify_urls else JOBS
        jobs = {job: reader.watched.last_of_job(job) for job in names}
        lately = reader.deliveries.since(live.clock() - _DELIVERIES_SHOWN)
    sources = {name: _source(live, name) for name in enabled(live.config)}
    database = {"dialect": store.dialect, "revision": store.revision, "bytes": store.bytes}
    # Who only looks has no key, and knows no address by its name: then all of them count.
    targets = (
        [one.target for one in lately]
        if store.reads_alone
        else [target.name for target in targets_of(live.config, store)]
    )
    told = tuple(outstanding(lately, targets))
    undelivered = bool(failing(lately, targets, live.clock()))
    kept = (keeper or clock_keeper)(store)
    return Health(sources, jobs, kept, database, told, undelivered)


def clock_keeper(store: Store) -> str | None:
    """Who runs the clock now; who was killed does not."""
    try:
        with store.only_runner_of("run"):
            return None
    except TryLaterError:
        with store.read() as reader:
            return reader.watched.holder_of(None, "run") or "another process"


def _source(live: Live, name: str) -> SourceHealth:
    now, spent = live.now(name), live.spent(name)
    with live.store.read() as reader:
        last = reader.watched.last_attempt(name)
        success = reader.watched.last_success(name)
    state, reason, probe = _state(live, name, last, success, now)
    return SourceHealth(state, reason, probe, success, usd(spent.day), usd(spent.month))


def _state(
    live: Live, name: str, last: Attempt | None, success: datetime | None, now: datetime
) -> tuple[str, str | None, datetime | None]:
    if skipped := live.why_skipped(name):
        return "skipped", skipped.reason, None
    if last is None:
        return "new", "never asked", None
    if last.status == "blocked" or (last.retry_at and last.retry_at > now):
        return last.status, last.reason, last.retry_at
    if fault := live.clock_of(name).fault:
        return "clock", fault, None
    quiet = now - success if success else STALE_AFTER
    failed = success is None or (last.finished_at or now) > success
    told = quiet > _FAILING_AFTER or last.status == "failed"
    if failed and told and last.reason not in _ENDED_BY_HAND:
        return "failing", last.reason or last.status, None
    if quiet > STALE_AFTER:
        return "stale", "not asked for long" if live.can_pay(name) else BUDGET_REACHED, None
    return "ok", None, None


def _plain(source: SourceHealth) -> dict[str, Any]:
    return {
        "state": source.state,
        "reason": source.reason,
        "next_probe": _iso(source.next_probe),
        "last_success": _iso(source.last_success),
        "spent_today_usd": source.spent_today_usd,
        "spent_month_usd": source.spent_month_usd,
    }


def _last(run: Attempt | None) -> dict[str, Any] | None:
    return {"status": run.status, "at": _iso(run.finished_at or run.started_at)} if run else None


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
