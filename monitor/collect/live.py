"""Sources that are asked for a window, newest post first, for money.

Before a request its worst price is set aside; the transaction that stores the
page puts in its place what the page has cost, and moves the checkpoint. A
window stays open until its last page is stored, and is finished first by the
next run; one that the budget ends is closed, and what is left of it is a gap.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from monitor.budget import Prices, Spent, posts_for, usd
from monitor.checkpoint import Checkpoint, OpenWindow
from monitor.collect.endless import Pages
from monitor.collect.line import Watch, checkpoint, match, score, store, told
from monitor.errors import (
    BlockedError,
    LimitedError,
    QueryError,
    TryLaterError,
    UnreachableError,
)
from monitor.models import Page
from monitor.runs import RunOutcome, RunStatus
from monitor.sources import LiveSource
from monitor.storage import Store
from monitor.storage.writing import Writer
from monitor.timeline import Window, merged

_FIRST_PROBE, _LAST_PROBE = timedelta(hours=1), timedelta(hours=24)
OUT_OF_MONEY = "budget reached"


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which a live source is asked."""

    afford: Callable[[Spent, datetime, Prices], int]
    """Millionths of a dollar that may be spent now, given what was spent."""
    stopped: Callable[[], bool] = lambda: False
    """Asked between two pages."""
    most_posts: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What all runs of one call share."""

    job: str
    source: LiveSource
    watch: Watch
    house: Store
    clock: Callable[[], datetime]
    terms: Terms
    progress: Callable[[int], None] = lambda fetched: None


def collect_present(line: Line) -> list[RunOutcome]:
    """First what is left of an open window, then the time up to now: a run each."""
    with line.house.only_writer_of(line.source.name):
        outcomes = []
        if left := _left_open(line):
            outcomes.append(_Reading(line, left, kept=True).run())
            if outcomes[-1].status != "ok":
                return outcomes
        window = line.source.present(_checkpoint_of(line), line.clock())
        if window:
            outcomes.append(_Reading(line, window, kept=True).run())
        return outcomes


def collect_history(line: Line, windows: Iterable[OpenWindow]) -> list[RunOutcome]:
    """Windows asked for by hand, apart from the checkpoint, up to the first that does not end."""
    outcomes: list[RunOutcome] = []
    with line.house.only_writer_of(line.source.name):
        for window in windows:
            read = sum(outcome.fetched for outcome in outcomes)
            outcomes.append(_Reading(line, window, kept=False, read=read).run())
            if outcomes[-1].status != "ok":
                break
    return outcomes


def _left_open(line: Line) -> OpenWindow | None:
    """What is left of the window that an earlier run did not finish."""
    standing = _checkpoint_of(line)
    if standing.window is None:
        return None
    left = line.source.resumed(standing.window, line.clock())
    if left is None:
        with line.house.write() as writer:
            closed = standing.closed(standing.window)
            writer.ledger.keep(line.source.name, closed, line.clock())
    return left


def _checkpoint_of(line: Line) -> Checkpoint:
    with line.house.read() as reader:
        return reader.ledger.checkpoint(line.source.name)


class _Reading:
    """One run over one window; what it knows is what the last transaction has stored."""

    def __init__(self, line: Line, window: OpenWindow, *, kept: bool, read: int = 0) -> None:
        self._line = line
        self._window = window
        self._kept = kept
        """Whether the window belongs to the checkpoint."""
        self._read_before = read
        self._done: tuple[Window, ...] = ()
        """What was read of the window before it was asked for anew."""
        self._pages = Pages(window.whole)
        self._outcome = RunOutcome(0, line.source.name, window=(window.start, window.end))

    def run(self) -> RunOutcome:
        if not (self._most_posts() and self._grant()):
            reason, error = self._why_no_page()
            return replace(self._outcome, status="skipped", reason=reason, error=error)
        self._start()
        try:
            while self._outcome.status == "running":
                self._next()
        except LimitedError as error:
            self._ended("limited", "rate limit", str(error), error.until)
        except BlockedError as error:
            self._ended("blocked", error.reason, str(error), self._next_probe())
        except UnreachableError as error:
            self._ended("partial", "network", str(error))
        except TryLaterError as error:
            self._ended("partial", "held up", str(error))
        except (Exception, KeyboardInterrupt) as error:
            self._ended("partial", "interrupted", told(error))
            raise
        finally:
            with self._line.house.write() as writer:
                writer.end_run(self._outcome, self._line.clock())
        return self._outcome

    def _next(self) -> None:
        """source | match | score | store | checkpoint, over one page."""
        if self._line.terms.stopped():
            self._ended("partial", "stopped", "stopped; the next run goes on there")
        elif (most := self._most_posts()) and (posts := min(most, self._grant())):
            self._ask(posts)
        else:
            self._give_up(*self._why_no_page())

    def _ask(self, posts: int) -> None:
        line, day = self._line, self._line.clock().date()
        asked = self._window.next_page
        self._reserve(day, asked, posts)
        page = self._source(day, asked, posts)
        if page is None:
            return
        judged = match(page, line.watch, line.clock())
        entries = score(judged, line.watch)
        with line.house.write() as writer:
            changes = store(entries, writer, self._outcome.run, line.clock())
            window, outcome = self._after(page, self._paid(writer, day, asked, page))
            outcome = checkpoint(outcome, judged, entries, changes, writer)
            self._keep(writer, window, outcome)
        self._window, self._outcome = window, outcome  # only once the transaction stands
        line.progress(outcome.fetched)

    def _source(self, day: date, asked: str, posts: int) -> Page | None:
        """One request; None where a token was refused, and the rest is asked for anew."""
        try:
            return self._line.source.read(self._window, posts)
        except (LimitedError, BlockedError) as error:
            with self._line.house.write() as writer:
                writer.ledger.release(self._line.source.name, day, asked)
            left = self._without_token() if isinstance(error, QueryError) else None
            if left is None:
                raise
            self._done = merged([*self._done, self._window.covered])
            self._window = left
            return None

    def _without_token(self) -> OpenWindow | None:
        if self._window.token is None:
            return None
        return self._line.source.resumed(replace(self._window, token=None), self._line.clock())

    def _after(self, page: Page, outcome: RunOutcome) -> tuple[OpenWindow, RunOutcome]:
        """The window and the run once this page is stored."""
        window = self._window.after(page)
        wrong = self._pages.fault(page)
        last = page.token is None
        covered = merged([*self._done, window.whole if last else window.covered])
        remarks = dict.fromkeys((*outcome.remarks, *page.remarks))
        if not window.ordered:
            remarks["the posts came out of order"] = None
        outcome = replace(
            outcome,
            covered=tuple((part.start, part.end) for part in covered),
            remarks=tuple(remarks),
        )
        if last:
            return window, replace(outcome, status="ok")
        if wrong:
            outcome = replace(outcome, status="partial", reason="pages repeat", error=wrong)
        return window, outcome

    def _paid(self, writer: Writer, day: date, asked: str, page: Page) -> RunOutcome:
        source, prices = self._line.source, self._line.source.prices(self._window)
        billed = writer.ledger.bill(source.name, day, page.versions)
        unnamed = max(0, len(page.items) - len(page.versions))
        cost = prices.page(billed + unnamed)
        writer.ledger.settle(source.name, day, asked, billed + unnamed, cost)
        return replace(self._outcome, cost_usd=self._outcome.cost_usd + usd(cost))

    def _keep(self, writer: Writer, window: OpenWindow, outcome: RunOutcome) -> None:
        """Move the checkpoint with the page: on, or behind the window at its end."""
        writer.cover(outcome)
        if self._kept:
            name, now = self._line.source.name, self._line.clock()
            standing = writer.ledger.checkpoint(name)
            ended = outcome.status != "running"
            moved = standing.closed(window) if ended else standing.opened(window)
            writer.ledger.keep(name, moved, now)

    def _start(self) -> None:
        line, now = self._line, self._line.clock()
        with line.house.write() as writer:
            writer.note_rules(line.watch.topics, now)
            writer.ledger.note_query(line.source.name, line.source.query, now)
            self._outcome = writer.start_run(line.job, self._outcome, line.source.platform, now)

    def _reserve(self, day: date, asked: str, posts: int) -> None:
        """Set the worst price aside, and open the window: a kill costs nothing more."""
        line, now = self._line, self._line.clock()
        worst = line.source.prices(self._window).page(posts)
        with line.house.write() as writer:
            writer.ledger.reserve(
                line.source.name,
                day,
                asked,
                run=self._outcome.run,
                posts=posts,
                micro_usd=worst,
                now=now,
            )
            if self._kept:
                standing = writer.ledger.checkpoint(line.source.name)
                writer.ledger.keep(line.source.name, standing.opened(self._window), now)

    def _grant(self) -> int:
        """How many posts the next page may hold for the money there is; 0: no page."""
        line, now = self._line, self._line.clock()
        prices = line.source.prices(self._window)
        with line.house.read() as reader:
            apart = self._window.next_page
            spent = reader.ledger.spent(now.date(), line.source.name, apart=apart)
        return posts_for(line.terms.afford(spent, now, prices), prices)

    def _most_posts(self) -> int:
        """How many posts the next page may hold of those asked for; 0: no page."""
        prices, most = self._line.source.prices(self._window), self._line.terms.most_posts
        if most is None:
            return prices.largest_page
        left = most - self._read_before - self._outcome.fetched
        return min(left, prices.largest_page) if left >= prices.smallest_page else 0

    def _why_no_page(self) -> tuple[str, str]:
        if not self._most_posts():
            return "--max-posts", "as many posts as --max-posts allows"
        return OUT_OF_MONEY, "the budget allows no further page now"

    def _give_up(self, reason: str, error: str) -> None:
        """Close the window: the present comes first, the rest of this one is a gap."""
        self._ended("partial", reason, error)
        with self._line.house.write() as writer:
            self._keep(writer, self._window, self._outcome)

    def _ended(
        self, status: RunStatus, reason: str, error: str, retry_at: datetime | None = None
    ) -> None:
        self._outcome = replace(
            self._outcome, status=status, reason=reason, error=error, retry_at=retry_at
        )

    def _next_probe(self) -> datetime:
        """An hour from now, then twice as long each time, up to a day."""
        now = self._line.clock()
        with self._line.house.read() as reader:
            last = reader.watched.last_attempt(self._line.source.name)
        if last is None or last.status != "blocked" or last.retry_at is None:
            return now + _FIRST_PROBE
        return now + min(2 * (last.retry_at - last.started_at), _LAST_PROBE)
