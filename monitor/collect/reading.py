"""One run over one window of a live source: page after page, until it ends."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.budget import usd
from monitor.checkpoint import OpenWindow
from monitor.collect import money
from monitor.collect.endless import Pages
from monitor.collect.line import checkpoint, match, score, store
from monitor.collect.standing import standing_for
from monitor.collect.terms import Line
from monitor.errors import (
    BUDGET_REACHED,
    MAX_POSTS,
    STOPPED,
    BlockedError,
    ClockError,
    LimitedError,
    MonitorError,
    QueryError,
    TryLaterError,
    UnreachableError,
    told,
)
from monitor.models import Page
from monitor.runs import RunOutcome, RunStatus
from monitor.storage.ledger import Ledger
from monitor.storage.writing import Writer
from monitor.timeline import Window, merged

_FIRST_PROBE, LAST_PROBE = timedelta(hours=1), timedelta(hours=24)


_FAULT = "fault"

log = logging.getLogger(__name__)


class Reading:
    """One run over one window; what it knows is what the last transaction has stored."""

    def __init__(self, line: Line, window: OpenWindow, *, kept: bool, read: int = 0) -> None:
        self._line = line
        self._window = window
        self._kept = kept
        """Whether the window belongs to the checkpoint."""
        self._read_before = read
        self._done: tuple[Window, ...] = ()
        """What was read of the window before it was asked for anew."""
        self._ahead = line.source.clock.ahead
        self._set_right = False
        """Whether X has told us the right time already."""
        self._pages = Pages(window.whole)
        self._outcome = RunOutcome(0, line.source.name, window=(window.start, window.end))

    def run(self) -> RunOutcome:
        with self._line.house.read() as reader:
            posts = min(self._most_posts(), self._affordable(reader.ledger))
        if not posts:
            reason, error = self._why_no_page()
            return replace(self._outcome, status="skipped", reason=reason, error=error)
        self._start()
        try:
            while self._outcome.status == "running":
                self._next()
        except LimitedError as error:
            self._ended("limited", error.reason, str(error), error.until)
        except BlockedError as error:
            self._ended("blocked", error.reason, str(error), self._next_probe())
        except TryLaterError as error:
            reason = STOPPED if self._line.terms.stopped() else error.reason
            self._ended("partial", reason, str(error))
        except KeyboardInterrupt as error:
            self._ended("partial", "interrupted", told(error))
            raise
        except Exception as error:  # a person must look
            self._ended("failed", getattr(error, "reason", _FAULT), told(error))
            raise
        finally:
            self._end()
        return self._outcome

    def _end(self) -> None:
        source, now = self._line.source, self._line.clock()
        self._outcome = replace(self._outcome, window=self._asked_until(now))
        try:
            with self._line.house.write() as writer:
                writer.ledger.note_clock(source.name, source.clock.ahead)
                writer.end_run(self._outcome, now)
        except MonitorError:
            if self._outcome.reason == _FAULT:  # which nobody would hear of otherwise
                log.exception("a fault of the monitor's own, and its run cannot be ended")
            raise

    def _next(self) -> None:
        """source | match | score | store | checkpoint, over one page."""
        if self._line.terms.stopped():
            self._ended("partial", STOPPED, "stopped; the next run goes on there")
        elif request := self._set_aside():
            self._ask(request)
        else:
            self._give_up(*self._why_no_page())

    def _ask(self, request: money.Request) -> None:
        line = self._line
        page = self._source(request)
        if page is None:
            return
        judged = match(page, line.watch, line.clock())
        entries = score(judged, line.watch)
        with line.house.write() as writer:
            changes = store(entries, writer, self._outcome.run, line.clock())
            source, now = line.source, line.clock()
            if source.clock.ahead != self._ahead:
                self._note_watch(writer, now)
            cost = money.pay(writer.ledger, source, self._window, request, page, now)
            window, outcome = self._after(page, cost)
            outcome = checkpoint(outcome, judged, entries, changes, writer)
            self._keep(writer, window, outcome)
        self._window, self._outcome = window, outcome  # only once the transaction stands
        line.progress(outcome.fetched)

    def _source(self, request: money.Request) -> Page | None:
        """One request; None where a token was refused, and the rest is asked for anew."""
        try:
            return self._line.source.read(self._window, request.posts)
        except (LimitedError, BlockedError, UnreachableError) as error:
            source, now = self._line.source, self._line.clock()
            with self._line.house.write() as writer:
                writer.note_run(self._outcome)  # whoever lost its hold gives nothing back
                if error.billed:
                    money.keep_for(writer.ledger, source, request, now)
                else:
                    money.give_back(writer.ledger, source, request)
            left = self._anew(error)
            if left is None:
                raise
            self._done = merged([*self._done, self._window.covered])
            self._window = left
            return None

    def _anew(self, error: Exception) -> OpenWindow | None:
        """What is left of the window, where it is of use to ask for it once more.

        It is where the token of the next page was refused, or where X has just
        told us the right time.
        """
        if isinstance(error, ClockError) and not self._set_right:
            self._set_right = True
            return self._at_the_right_time()
        if isinstance(error, QueryError) and self._window.token is not None:
            return self._without_token()
        return None

    def _at_the_right_time(self) -> OpenWindow | None:
        """The window as it would have been begun, had the time been known."""
        source, now = self._line.source, self._line.clock()
        if not self._kept or self._window.pages:
            return self._without_token()
        window = source.present(standing_for(source, self._line.house, now), now)
        if window:
            self._pages = Pages(window.whole)
            self._outcome = replace(self._outcome, window=(window.start, window.end))
        return window

    def _without_token(self) -> OpenWindow | None:
        left = replace(self._window, token=None)
        return self._line.source.resumed(left, self._line.clock())

    def _after(self, page: Page, cost: int) -> tuple[OpenWindow, RunOutcome]:
        """The window and the run once this page is stored."""
        window = self._window.after(page)
        outcome = replace(self._outcome, window=self._asked_until(window.closes_at))
        remarks = dict.fromkeys((*outcome.remarks, *page.remarks))
        if not window.ordered:
            remarks["the posts came out of order"] = None
        paid = outcome.cost_usd + usd(cost)
        outcome = replace(outcome, cost_usd=paid, remarks=tuple(remarks))
        if wrong := self._pages.fault(page):  # whatever it says of its time, nothing is proved
            reason, error = wrong
            return window, replace(outcome, status="partial", reason=reason, error=error)
        last = page.token is None
        covered = merged([*self._done, window.whole if last else window.covered])
        told = tuple((part.start, part.end) for part in covered if part.seconds)
        outcome = replace(outcome, covered=told)
        return window, replace(outcome, status="ok") if last else outcome

    def _asked_until(self, moment: datetime) -> tuple[datetime, datetime]:
        """What the run asks for, less what lies in the platform's future."""
        start, end = self._outcome.window or (moment, moment)
        return start, max(start, min(end, moment))

    def _keep(self, writer: Writer, window: OpenWindow, outcome: RunOutcome) -> None:
        """Move the checkpoint with the page: on, or behind the window at its end."""
        writer.cover(outcome)
        if self._kept:
            name, now = self._line.source.name, self._line.clock()
            standing = writer.ledger.checkpoint(name)
            ended = outcome.status != "running"
            moved = standing.closed(window) if ended else standing.opened(window)
            writer.ledger.keep(name, moved, now)
        if outcome.status != "running":
            writer.end_run(outcome, self._line.clock())

    def _start(self) -> None:
        line, now = self._line, self._line.clock()
        with line.house.write() as writer:
            self._note_watch(writer, now)
            self._outcome = writer.start_run(line.job, self._outcome, line.source.platform, now)

    def _note_watch(self, writer: Writer, now: datetime) -> None:
        """From when on what is watched: a clock that was ahead may have dated it too late."""
        writer.forget_future(now)
        writer.note_rules(self._line.watch.topics, now)
        writer.ledger.note_query(self._line.source.name, self._line.source.query, now)
        self._ahead = self._line.source.clock.ahead

    def _set_aside(self) -> money.Request | None:
        """Set the next page's worst price aside, and open the window: a kill costs no more."""
        line, now = self._line, self._line.clock()
        with line.house.write() as writer:
            posts = min(self._most_posts(), self._affordable(writer.ledger))
            if not posts:
                return None
            writer.note_run(self._outcome)
            if self._kept:
                standing = writer.ledger.checkpoint(line.source.name)
                writer.ledger.keep(line.source.name, standing.opened(self._window), now)
            run = self._outcome.run
            afford = line.terms.afford
            return money.set_aside(
                writer.ledger, line.source, self._window, posts, run, afford, now
            )

    def _affordable(self, ledger: Ledger) -> int:
        line = self._line
        return money.affordable(ledger, line.source, self._window, line.terms.afford, line.clock())

    def _most_posts(self) -> int:
        """How many posts the next page may hold of those asked for; 0: no page."""
        prices, most = self._line.source.prices(self._window), self._line.terms.most_posts
        if most is None:
            return prices.largest_page
        left = most - self._read_before - self._outcome.fetched
        return min(left, prices.largest_page) if left >= prices.smallest_page else 0

    def _why_no_page(self) -> tuple[str, str]:
        if not self._most_posts():
            return MAX_POSTS, (
                "as many posts as --max-posts allows. The rest is a gap; read it with --since"
            )
        return BUDGET_REACHED, (
            "the budget allows no further page now. What is not read is a gap, which is filled "
            "from what the day leaves; or raise the budget"
        )

    def _give_up(self, reason: str, error: str) -> None:
        """Close the window: the present comes first, the rest of this one is a gap."""
        self._ended("partial", reason, error)
        with self._line.house.write() as writer:
            writer.note_run(self._outcome)
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
        if last.retry_at > now:  # by hand, before its time
            return min(last.retry_at, now + LAST_PROBE)
        return now + min(2 * (last.retry_at - last.started_at), LAST_PROBE)
