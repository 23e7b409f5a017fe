"""Live sources wired: from the configuration to what is asked, paid and watched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event

from monitor import coverage
from monitor.app.asked import Estimated, Planned
from monitor.app.sources import NO_TOKEN, NOT_SUPPORTED, enabled, platform_clock, x_source
from monitor.budget import Budget, Prices, Spent, usd
from monitor.checkpoint import OpenWindow
from monitor.collect import (
    Line,
    Terms,
    Watch,
    collect_history,
    collect_present,
    know_the_time,
    standing_for,
)
from monitor.collect.money import Afford
from monitor.collect.reading import LAST_PROBE
from monitor.config import Config
from monitor.errors import (
    PAGES_REPEAT,
    UNREADABLE,
    BlockedError,
    BudgetError,
    CredentialsError,
    LimitedError,
    UsageError,
)
from monitor.runs import RunOutcome
from monitor.sources import LiveSource
from monitor.sources.clock import PlatformClock
from monitor.storage import Store
from monitor.storage.watched import HISTORY
from monitor.timeline import Window

SMALLEST_PAGE = {"x": 50_000}
"""What it costs at least to ask each live source, in millionths of a dollar."""
REACH = {"x": timedelta(days=7)}
"""How far back each live source can be asked without its archive."""
_LONGEST_PAUSE = {"limited": timedelta(minutes=16), "blocked": LAST_PROBE}
_NOT_FILLED = (coverage.NOT_YET, PAGES_REPEAT, UNREADABLE)


@dataclass(frozen=True, slots=True)
class Live:
    """The live sources of one watch. `stop` ends whatever is under way after its page."""

    config: Config
    store: Store
    clock: Callable[[], datetime]
    watch: Callable[[], Watch]
    stop: Event = field(default_factory=Event)

    def names(self, asked: str | None = None) -> list[str]:
        """The sources to collect from: all that are switched on, or the one that is named."""
        on = enabled(self.config)
        if asked and asked not in on:
            known = ", ".join(on) or "none"
            raise UsageError(f"config.yaml has no source {asked!r}; its `sources` are: {known}")
        if not on:
            self._switch_off_others()
            raise UsageError(
                "config.yaml names nothing to collect from. Add a source, as "
                "sources: {x: {budget: {daily_usd: 1}}}, or bring files: monitor import FILE"
            )
        return [asked] if asked else on

    def collect(
        self,
        name: str,
        *,
        by_clock: bool = False,
        job: str = "collect",
        most_posts: int | None = None,
        progress: Callable[[int], None] = lambda fetched: None,
    ) -> list[RunOutcome]:
        """What is new since the last time: an unfinished window first, then up to now.

        By the clock a tick spends an even share of the day's budget, and
        leaves a blocked source alone until its next probe; by hand all that
        is left of the day may be spent.
        """
        self._switch_off_others()
        source = self._source(name)
        if isinstance(source, RunOutcome):
            return [source]
        if waiting := self._waiting(name, by_clock):
            return [waiting]
        afford = self._affordable(name, by_clock)
        line = self._line(job, source, afford, most_posts, progress)
        return collect_present(line)

    def history(
        self,
        name: str,
        windows: Sequence[OpenWindow],
        *,
        most_posts: int | None = None,
        progress: Callable[[int], None] = lambda fetched: None,
        paid_usd: float = 0.0,
    ) -> list[RunOutcome]:
        """Read windows asked for by hand, newest first.

        `paid_usd` is what the estimate before it has cost: it is told with
        the first run.
        """
        source = self._source(name)
        if isinstance(source, RunOutcome):
            return [source]
        afford = self._affordable(name, by_clock=False)
        line = self._line(HISTORY, source, afford, most_posts, progress)
        outcomes = collect_history(line, windows)
        paid = (replace(one, cost_usd=one.cost_usd + paid_usd) for one in outcomes[:1])
        return [*paid, *outcomes[1:]]

    def fill(self, name: str) -> list[RunOutcome]:
        """Read gaps that can still be read, newest first, from what is left of the day.

        Pages that did not end are left alone: they would not end this time either.
        """
        source, now = self._source(name), self.now(name)
        if isinstance(source, RunOutcome):
            return [source]
        if waiting := self._waiting(name, by_clock=True):
            return [waiting]
        found = [
            Window(gap.start, gap.end)
            for gap in coverage.gaps(self.store, now, {name: REACH[name]})
            if gap.source == name and gap.fillable_until and gap.reason not in _NOT_FILLED
        ]
        windows = [
            window
            for piece in sorted(found, reverse=True)
            for window in source.history(piece, now)
            if not window.archive
        ]
        budget = self.budget(name)
        line = self._line("fill", source, lambda spent, at, _: budget.spare(spent, at.date()))
        return collect_history(line, windows)

    def unread(self, name: str, asked: Window) -> list[OpenWindow]:
        """The windows of that time which were not read yet for every topic, newest first."""
        source, now = self._source(name), self.now(name)
        if isinstance(source, RunOutcome):
            return []
        topics = [topic.name for topic in self.config.topics]
        pieces = coverage.unread(self.store, name, topics, asked, now)
        return [window for piece in pieces for window in source.history(piece, now)]

    def plans(self, name: str, asked: Window | None = None) -> list[Planned]:
        """The windows that a collection would ask for, and the most they may cost now."""
        windows = self._coming(name) if asked is None else self.unread(name, asked)
        return [Planned(name, window, usd(self._left(name))) for window in windows]

    def _coming(self, name: str) -> list[OpenWindow]:
        """What the next collection asks for: what is left of an open window, then the rest."""
        source, now = self._source(name), self.now(name)
        if isinstance(source, RunOutcome):
            return []
        standing = standing_for(source, self.store, now)
        left = standing.window and source.resumed(standing.window, now)
        if standing.window:
            standing = standing.closed(standing.window)
        return [window for window in (left, source.present(standing, now)) if window]

    def windows(self, name: str, asked: Window) -> list[OpenWindow]:
        """The windows that a time falls into, read or not, newest first."""
        source = self._source(name)
        return (
            [] if isinstance(source, RunOutcome) else list(source.history(asked, self.now(name)))
        )

    def estimate(self, name: str, window: OpenWindow) -> Estimated:
        """Ask the platform how many posts a window holds; this costs a little itself.

        Raises `BudgetError` where not even the question can be paid for.
        """
        source = self._source(name)
        if isinstance(source, RunOutcome):
            raise CredentialsError(source.error or "")
        know_the_time(source, self.store)
        now = source.clock()
        worst, asked, day = source.estimate_price(window), f"count {now.isoformat()}", now.date()
        with self.store.write() as writer:  # nobody else may spend it between look and take
            left = self.budget(name).left(writer.ledger.spent(day, name), day)
            if worst > left:
                raise BudgetError(
                    "the budget does not allow to ask for an estimate now. Wait for the next UTC "
                    "day, or raise the budget"
                )
            writer.ledger.reserve(name, day, asked, run=0, posts=0, micro_usd=worst, now=now)
        try:
            found = source.estimate(window)
        except (LimitedError, BlockedError) as error:
            if isinstance(error, BlockedError) or not window.archive:  # X bills no refusal …
                with self.store.write() as writer:
                    writer.ledger.release(name, day, asked)
            raise  # … but the calls before it, of an archive
        with self.store.write() as writer:
            writer.ledger.settle(name, day, asked, 0, 0, found.calls_micro)
        return Estimated(name, window, found.posts, usd(found.posts_micro), usd(found.calls_micro))

    def spent(self, name: str) -> Spent:
        """What a source has cost today and this month, in UTC."""
        now = self.now(name)
        with self.store.read() as reader:
            return reader.ledger.spent(now.date(), name)

    def can_pay(self, name: str) -> bool:
        """Whether the budget buys the smallest page now."""
        return self._left(name) >= SMALLEST_PAGE[name]

    def use_up(self, name: str) -> None:
        """Count what is left of today's budget as spent: nobody knows whether it is."""
        now, left = self.now(name), self._left(name)
        page = f"not known at {now.isoformat()}"
        with self.store.write() as writer:
            writer.ledger.reserve(name, now.date(), page, 0, posts=0, micro_usd=left, now=now)

    def _left(self, name: str) -> int:
        return self.budget(name).left(self.spent(name), self.now(name).date())

    def budget(self, name: str) -> Budget:
        """The most that a source may cost."""
        limits = getattr(self.config.sources, name).budget
        return Budget.of(limits.daily_usd, limits.monthly_usd)

    def now(self, name: str) -> datetime:
        """The moment by a source's own clock."""
        return self.clock_of(name)()

    def clock_of(self, name: str) -> PlatformClock:
        """A source's own clock, as its answers told it so far."""
        return platform_clock(self.config, self.store, name, self.clock)

    def why_skipped(self, name: str) -> RunOutcome | None:
        """Why a source is not asked at all, as the outcome of a run that did not take place."""
        if name != "x":
            return _skipped(name, "not supported", NOT_SUPPORTED)
        if self.config.x_token is None:
            return _skipped(name, "credentials", NO_TOKEN)
        return None

    def _source(self, name: str) -> LiveSource | RunOutcome:
        skipped = self.why_skipped(name)
        return skipped or x_source(self.config, self.stop, self.clock_of(name))

    def _line(
        self,
        job: str,
        source: LiveSource,
        afford: Afford,
        most_posts: int | None = None,
        progress: Callable[[int], None] = lambda fetched: None,
    ) -> Line:
        terms = Terms(afford, self.stop.is_set, most_posts)
        return Line(job, source, self.watch(), self.store, source.clock, terms, progress)

    def _affordable(self, name: str, by_clock: bool) -> Afford:
        budget = self.budget(name)

        def afford(spent: Spent, now: datetime, prices: Prices) -> int:
            if by_clock:
                return budget.share(spent, now, prices)
            return budget.left(spent, now.date())

        return afford

    def _waiting(self, name: str, by_clock: bool) -> RunOutcome | None:
        """Why the source is left alone for now: a person may ask a blocked one again at once."""
        with self.store.read() as reader:
            last = reader.watched.last_attempt(name)
        held = ("limited", "blocked") if by_clock else ("limited",)
        if last is None or last.status not in held or not last.retry_at:
            return None
        pause = last.retry_at - self.now(name)
        if not timedelta() < pause <= _LONGEST_PAUSE[last.status]:  # longer: by a wrong clock
            return None
        outcome = _skipped(name, last.reason or last.status, last.error or "")
        return replace(outcome, retry_at=last.retry_at)

    def _switch_off_others(self) -> None:
        """Note the sources that config.yaml names no more: their time is no gap from now on."""
        on, now = enabled(self.config), self.clock()
        with self.store.read() as reader:
            queries = reader.ledger.queries()
        gone = [name for name, asked in queries.items() if asked[-1][1] and name not in on]
        if gone:
            with self.store.write() as writer:
                for name in gone:
                    writer.ledger.note_query(name, None, now)


def _skipped(name: str, reason: str, error: str) -> RunOutcome:
    return RunOutcome(0, name, status="skipped", reason=reason, error=error)
