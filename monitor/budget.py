"""The most a source may cost, and what of it may be spent now.

Money is in millionths of a dollar, whole, so that sums are exact. Days and
months are those of UTC, as X bills.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

MICRO = 1_000_000
"""Millionths in a dollar."""
DEFAULT_DAILY_USD, DEFAULT_MONTHLY_USD = 1.0, 20.0
_DAY = timedelta(days=1)
_TICK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a source bills, and in what portions it can be asked."""

    post: int
    """Millionths of a dollar for one post, once per UTC day."""
    smallest_page: int
    largest_page: int

    def page(self, posts: int) -> int:
        """What a page costs at worst."""
        return posts * self.post


@dataclass(frozen=True, slots=True)
class Spent:
    """What a source has cost, reservations counted as if they were spent."""

    day: int = 0
    month: int = 0


@dataclass(frozen=True, slots=True)
class Budget:
    """The most a source may cost; None: no limit of that kind."""

    daily: int | None
    monthly: int | None

    @classmethod
    def of(cls, daily_usd: float | None, monthly_usd: float | None) -> "Budget":
        """As configured; where nothing is said, little is spent."""
        if daily_usd is None and monthly_usd is None:
            daily_usd, monthly_usd = DEFAULT_DAILY_USD, DEFAULT_MONTHLY_USD
        return cls(_micro(daily_usd), _micro(monthly_usd))

    def left(self, spent: Spent, today: date) -> int:
        """What may still be spent today."""
        limits = []
        if self.daily is not None:
            limits.append(self.daily - spent.day)
        if self.monthly is not None:
            limits.append(self.monthly - spent.month)
            if self.daily is None:  # a month must last for its whole length
                share = (self.monthly - spent.month + spent.day) // _days_left(today)
                limits.append(share - spent.day)
        return max(0, min(limits, default=0))

    def spare(self, spent: Spent, today: date) -> int:
        """What may be spent on the past: what the day has left of the month's even share.

        Else gaps would eat, night after night, what the end of the month is watched by.
        """
        even = Budget(None, self.monthly)
        left = self.left(spent, today)
        return left if self.monthly is None else min(left, even.left(spent, today))

    def share(self, spent: Spent, now: datetime, prices: Prices) -> int:
        """What one tick of the clock may spend: the even shares of the day up to the end of
        its own quarter of an hour, less what they bought.

        Shares add up until they buy the smallest page; the first page of a
        day is bought at once.
        """
        left = self.left(spent, now.date())
        begin = datetime.combine(now.date(), time(), UTC)
        passed = min((now - begin + _TICK) / _DAY, 1.0)
        even = int((left + spent.day) * passed) - spent.day
        first = 0 if spent.day else prices.page(prices.smallest_page)
        return max(0, min(left, max(even, first)))


def posts_for(micro_usd: int, prices: Prices) -> int:
    """The largest page that the money buys at worst; 0 where it buys none."""
    if not prices.post:
        return prices.largest_page
    posts = min(micro_usd // prices.post, prices.largest_page)
    return posts if posts >= prices.smallest_page else 0


def usd(micro_usd: int) -> float:
    return micro_usd / MICRO


def _micro(dollars: float | None) -> int | None:
    return None if dollars is None else int(round(dollars * MICRO, 3))


def _days_left(today: date) -> int:
    """With today."""
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (following - today).days
