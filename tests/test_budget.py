"""What may be spent now: never more than the day and the month allow, evenly over the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitor.budget import Budget, Prices, Spent, posts_for, usd

PRICES = Prices(post=5_000, smallest_page=10, largest_page=100)
PAGE = 50_000
DAY = date(2020, 7, 2)
LIMITS = some.none() | some.integers(0, 60).map(lambda tenths: tenths / 10)


def at(hour: float, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour)


def test_where_nothing_is_said_little_is_spent():
    assert Budget.of(None, None) == Budget(1_000_000, 20_000_000)
    assert Budget.of(2, None) == Budget(2_000_000, None)
    assert Budget.of(None, 5) == Budget(None, 5_000_000)
    assert Budget.of(0, None) == Budget(0, None)


@pytest.mark.parametrize(
    ("dollars", "micro"),
    [(0.29, 290_000), (1.1, 1_100_000), (0.005, 5_000), (1.0000009, 1_000_000)],
)
def test_dollars_become_whole_millionths_and_never_more_than_were_said(dollars, micro):
    assert Budget.of(dollars, None).daily == micro
    assert usd(micro) <= dollars


def test_what_is_left_is_the_least_that_any_limit_leaves():
    both = Budget(1_000_000, 5_000_000)

    assert both.left(Spent(0, 0), DAY) == 1_000_000
    assert both.left(Spent(400_000, 400_000), DAY) == 600_000
    assert both.left(Spent(0, 4_900_000), DAY) == 100_000
    assert both.left(Spent(1_200_000, 1_200_000), DAY) == 0
    assert Budget(None, None).left(Spent(), DAY) == 0


def test_a_month_without_a_daily_limit_lasts_for_its_whole_length():
    monthly = Budget(None, 31_000_000)

    assert monthly.left(Spent(), date(2020, 7, 1)) == 1_000_000
    assert monthly.left(Spent(300_000, 300_000), date(2020, 7, 1)) == 700_000
    assert monthly.left(Spent(0, 1_000_000), date(2020, 7, 2)) == 1_000_000
    assert monthly.left(Spent(0, 29_000_000), date(2020, 7, 31)) == 2_000_000
    assert monthly.left(Spent(), date(2021, 2, 28)) == 31_000_000
    assert monthly.left(Spent(), date(2020, 2, 29)) == 31_000_000


def test_the_first_page_of_a_day_is_bought_at_once():
    assert Budget(1_000_000, None).share(Spent(), at(0), PRICES) == PAGE
    assert Budget(PAGE - 1, None).share(Spent(), at(0), PRICES) == PAGE - 1
    assert posts_for(PAGE - 1, PRICES) == 0


def test_shares_add_up_until_they_buy_a_page():
    budget = Budget(1_000_000, None)
    begun = Spent(PAGE, PAGE)

    assert budget.share(begun, at(0.9), PRICES) == 0
    assert posts_for(budget.share(begun, at(2), PRICES), PRICES) == 0
    assert posts_for(budget.share(begun, at(2.2), PRICES), PRICES) == 10
    assert posts_for(budget.share(begun, at(23), PRICES), PRICES) == 100


def test_the_past_is_paid_from_the_even_share_of_the_month():
    """A dollar a day and twenty a month: 65 cents are left of a day at the end of July."""
    budget = Budget(1_000_000, 20_000_000)

    assert budget.spare(Spent(0, 0), date(2020, 7, 1)) == 20_000_000 // 31
    assert budget.spare(Spent(600_000, 600_000), date(2020, 7, 1)) == 20_000_000 // 31 - 600_000
    assert budget.spare(Spent(900_000, 900_000), date(2020, 7, 1)) == 0
    assert Budget(1_000_000, None).spare(Spent(300_000, 0), date(2020, 7, 1)) == 700_000


def test_the_first_tick_of_a_day_has_a_share_of_its_own():
    assert Budget(96_000_000, None).share(Spent(), at(0), PRICES) == 1_000_000


def test_the_whole_day_s_money_is_there_at_its_end_and_no_more():
    assert Budget(1_000_000, None).share(Spent(600_000, 600_000), at(23.99), PRICES) == 400_000
    assert Budget(1_000_000, None).share(Spent(1_000_000, 0), at(23.99), PRICES) == 0
    assert Budget(1_000_000, 700_000).share(Spent(600_000, 600_000), at(23.99), PRICES) <= 100_000


@pytest.mark.parametrize(("money", "posts"), [(0, 0), (49_999, 0), (50_000, 10), (10**9, 100)])
def test_money_buys_whole_pages_or_none(money, posts):
    assert posts_for(money, PRICES) == posts


TICKS = some.lists(some.tuples(some.integers(0, 1440), some.floats(0, 1)), max_size=40)


@given(LIMITS, LIMITS, TICKS)
def test_whatever_ticks_come_and_whatever_x_sells_no_limit_is_passed(daily, monthly, ticks):
    budget = Budget.of(daily, monthly)
    days: dict[date, int] = {}
    now = at(0, date(2020, 6, 29))

    for minutes, sold in ticks:
        now += timedelta(minutes=minutes)
        spent = spent_on(days, now.date())
        posts = posts_for(budget.share(spent, now, PRICES), PRICES)
        assert posts == 0 or 10 <= posts <= 100
        days[now.date()] = spent.day + round(posts * sold) * PRICES.post

    months: dict[int, int] = {}
    for day, spent_that_day in days.items():
        months[day.month] = months.get(day.month, 0) + spent_that_day
    assert all(cost <= (budget.daily or 0) for cost in days.values() if budget.daily is not None)
    assert all(cost <= budget.monthly for cost in months.values() if budget.monthly is not None)


@given(some.floats(0.5, 5), some.integers(1, 120))
def test_a_tick_every_quarter_spends_the_day_evenly(daily, minutes):
    budget = Budget.of(daily, None)
    spent, now = 0, at(0)

    while now.date() == DAY:
        posts = posts_for(budget.share(Spent(spent, spent), now, PRICES), PRICES)
        spent += posts * PRICES.post
        passed = (now - at(0) + timedelta(minutes=15)) / timedelta(days=1)
        assert spent <= max(PAGE, passed * (budget.daily or 0))
        now += timedelta(minutes=minutes)

    tick = (budget.daily or 0) * minutes / 1440
    assert spent >= (budget.daily or 0) - PAGE - tick - PRICES.post or spent >= 100 * 12


def spent_on(days: dict[date, int], today: date) -> Spent:
    month = sum(cost for day, cost in days.items() if day.month == today.month)
    return Spent(days.get(today, 0), month)
