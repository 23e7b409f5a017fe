"""Money for a page: set aside before it is asked for, settled by what came.

Each of these lives in its caller's transaction, so that nobody else spends
what is there between looking and taking.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zlib import crc32

from monitor.budget import Prices, Spent, posts_for
from monitor.checkpoint import OpenWindow
from monitor.models import Page
from monitor.sources import LiveSource
from monitor.sources.clock import NEAR
from monitor.storage.ledger import Ledger

Afford = Callable[[Spent, datetime, Prices], int]
"""Millionths of a dollar that may be spent now, given what was spent."""


@dataclass(frozen=True, slots=True)
class Request:
    """A page that is being asked for, with its worst price set aside."""

    name: str
    day: date
    posts: int
    most: int
    """As many as were asked for at most, with this request or before."""
    asked_before: bool
    """On this day already, and it never came: X may have billed it."""
    spare: int
    """What would be left if it cost the worst."""


def affordable(
    ledger: Ledger, source: LiveSource, window: OpenWindow, afford: Afford, now: datetime
) -> int:
    """How many posts the next page may hold for the money there is; 0: no page.

    A page that was asked for on this day and never came has its money still,
    and is asked for as it was: smaller, it would leave the rest unpaid here
    that X may have billed.
    """
    prices = source.prices(window)
    before = ledger.reserved(source.name, now.date(), _name(window))
    # Near midnight it may be another day on the platform's clock.
    moments = {moment.date(): moment for moment in (now + NEAR, now - NEAR, now)}
    money = (afford(ledger.spent(day, source.name), at, prices) for day, at in moments.items())
    return max(before, posts_for(min(money), prices))


def set_aside(
    ledger: Ledger,
    source: LiveSource,
    window: OpenWindow,
    posts: int,
    run: int,
    afford: Afford,
    now: datetime,
) -> Request:
    """Set aside what the next page of so many posts costs at worst."""
    day, name = now.date(), _name(window)
    before, prices = ledger.reserved(source.name, day, name), source.prices(window)
    most = max(posts, before)
    spare = afford(ledger.spent(day, source.name), now, prices) - prices.page(most - before)
    worst = prices.page(most)
    ledger.reserve(source.name, day, name, run=run, posts=most, micro_usd=worst, now=now)
    return Request(name, day, posts, most, before > 0, spare)


def give_back(ledger: Ledger, source: LiveSource, request: Request) -> None:
    """X bills no refusal; but an answer to the same request that never came, it may have."""
    if not request.asked_before:
        ledger.release(source.name, request.day, request.name)


def keep_for(ledger: Ledger, source: LiveSource, request: Request, now: datetime) -> None:
    """Of a request that came to nothing behind midnight, X may have billed the new day."""
    day = now.date()
    if day != request.day:
        before = source.name, request.day, request.name
        worst = ledger.set_aside_for(*before)
        ledger.reserve(
            source.name, day, request.name, run=0, posts=request.most, micro_usd=worst, now=now
        )


def pay(
    ledger: Ledger,
    source: LiveSource,
    window: OpenWindow,
    request: Request,
    page: Page,
    now: datetime,
) -> int:
    """Settle what a page has cost, in millionths of a dollar.

    If midnight went by meanwhile, here or by the platform's clock, nobody
    knows on which day it was billed: it counts on both, so that neither day's
    budget is exceeded.
    """
    prices, most = source.prices(window), 0
    unnamed = max(0, len(page.items) - len(page.versions))
    for day in sorted({request.day, now.date(), (page.answered_at or now).date()}):
        posts = ledger.bill(source.name, day, page.versions) + unnamed
        cost = prices.page(posts)
        if day != request.day:
            ledger.reserve(source.name, day, request.name, run=0, posts=0, micro_usd=0, now=now)
        ledger.settle(source.name, day, request.name, request.posts, posts, cost)
        most = max(most, cost)
    _doubt(ledger, source, window, request, page, most, now)
    return most


def _doubt(
    ledger: Ledger,
    source: LiveSource,
    window: OpenWindow,
    request: Request,
    page: Page,
    cost: int,
    now: datetime,
) -> None:
    """Of two answers to one request the first, which never came, may have been billed too.

    Posts that were indexed in between have pushed some of its posts off the
    second one. For as many as may be missing money is held back, until the
    window is read to its end and they have come after all.
    """
    prices, day = source.prices(window), request.day
    name = f"window to {window.closes_at.isoformat()} asked twice"
    held = ledger.reserved(source.name, day, name)
    if page.token is None:
        ledger.release(source.name, day, name)
    elif request.asked_before or page.asked_twice:
        posts = max(prices.smallest_page, request.most - len(page.items), held)
        free = request.spare + prices.page(request.most) - cost
        worst = min(prices.page(posts), max(free, prices.page(held)))
        if worst:
            ledger.reserve(source.name, day, name, run=0, posts=posts, micro_usd=worst, now=now)


def _name(window: OpenWindow) -> str:
    """Another query has another answer, and its own price."""
    return f"{window.next_page} {crc32(window.query.encode()):08x}"
