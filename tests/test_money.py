"""Money: set aside before it can be spent, settled by what came, never more than was allowed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.errors import BlockedError, BudgetError, LimitedError
from tests.fakes import rows
from tests.live import GREAT, House, between, killed, statuses

WELL = ("ok", None)
MORNING = ("2020-07-02T07:00", "2020-07-02T11:00")


def book(house: House) -> list[tuple[bool, int, float]]:
    """Each entry: whether it is only set aside, for how many posts, how many dollars."""
    found = rows(house.store, "select reservation, posts, micro_usd from spend order by id")
    return [(bool(aside), posts, micro / 1_000_000) for aside, posts, micro in found]


def test_the_worst_price_is_set_aside_before_the_request_and_replaced_by_what_came(house):
    house.x.posts(30, GREAT, *MORNING)
    with killed(when=lambda: len(house.x.requests) == 1):
        house.collect()
    assert book(house)[-1] == (True, 100, 0.5)

    house.collect()

    assert [entry for entry in book(house) if entry[0]] == []
    assert house.spent_usd == house.x.billed_usd == 0.155


def test_the_same_page_on_the_same_day_takes_the_money_that_was_set_aside_for_it(house):
    house.daily = 0.505  # one page of a hundred posts, and what the morning cost
    house.x.posts(99, GREAT, *MORNING)
    for _ in range(3):
        house.x.script("truncated for ever")
        assert statuses(house.collect()) == [("partial", "network")]
    house.x.heal()

    assert statuses(house.collect())[0] == WELL

    assert house.sizes == [100] * len(house.x.requests)
    assert house.ids == house.expected
    assert house.spent_usd == house.x.billed_usd == 0.5


def test_a_page_that_never_came_is_asked_for_as_it_was_though_the_clock_would_buy_less(house):
    """X may have billed a hundred posts: for ten of them alone our books would be too low."""
    house.daily = 0.9
    house.x.posts(200, GREAT, *MORNING)
    with killed(when=lambda: len(house.x.requests) == 1):
        house.collect()
    house.tick(minutes=15)

    assert house.sizes[:2] == [100, 100]
    assert house.is_sound()


def test_what_max_posts_leaves_of_a_page_that_never_came_stays_set_aside(house):
    house.x.posts(200, GREAT, *MORNING)
    with killed(when=lambda: len(house.x.requests) == 1):
        house.collect()
    assert house.x.billed_usd == 0.505

    house.collect(most_posts=10)

    assert house.sizes == [100, 10]
    assert house.is_sound()


def test_another_query_does_not_take_the_money_of_a_page_that_never_came(x, store):
    house = House(x, store)
    x.now = "2020-07-02T12:00"
    house.x.posts(100, GREAT, *MORNING)
    house.x.posts(100, "365 dni on netflix", *MORNING)
    with killed(when=lambda: len(house.x.requests) == 1):
        house.collect()
    film, petition = house.topics
    house.topics = (replace(film, phrases=("365 dni",)), petition)
    house.collect()

    assert house.x.billed_usd == 1.0
    assert house.is_sound()


def test_a_page_that_never_came_before_midnight_is_paid_again_behind_it(house):
    house.x.posts(50, GREAT, "2020-07-02T22:00", "2020-07-02T23:00")
    house.x.now = "2020-07-02T23:59:30"
    with killed(when=lambda: len(house.x.requests) == 1):
        house.collect()
    house.tick(minutes=1)

    assert {day: len(ids) for day, ids in house.x.billed.items()} == {
        "2020-07-02": 51,
        "2020-07-03": 51,
    }
    assert house.ids == house.expected
    assert house.is_sound()


def test_an_answer_that_takes_over_midnight_counts_on_both_days(house):
    """Nobody tells on which of them X has billed it."""
    house.x.posts(50, GREAT, "2020-07-02T22:00", "2020-07-02T23:00")
    before = house.x.now.replace(hour=23, minute=59, second=59)
    house.x.now = lambda: before + timedelta(seconds=2 * len(house.x.requests))

    house.collect()

    days = "select sum(micro_usd) from spend group by utc_day order by utc_day"
    assert [int(micro) for (micro,) in rows(house.store, days)] == [255_000, 255_000]
    assert house.is_sound()


def test_a_post_is_paid_once_a_utc_day_and_never_read_again_over_midnight(house):
    house.x.now = "2020-07-02T23:45"
    for _ in range(4):
        house.x.posts(15, GREAT, house.x.now, house.x.now + timedelta(minutes=15))
        house.x.advance(minutes=15)
        house.collect()

    days = house.x.billed
    assert not days["2020-07-02"] & days["2020-07-03"]
    assert house.ids == house.expected
    assert house.spent_usd == house.x.billed_usd


def test_an_edit_has_an_id_of_its_own_and_is_paid(house):
    post = house.x.post(GREAT, "2020-07-02T11:00")
    house.collect()
    house.x.edit(post, f"{GREAT}!", "2020-07-02T12:05")
    (outcome,) = house.tick(minutes=15)

    assert outcome.cost_usd == 0.005
    assert house.spent_usd == house.x.billed_usd == 0.015


@pytest.mark.parametrize("step", ["429", "401", "402", "403", "400", "usage-cap"])
def test_what_x_refuses_costs_nothing(house, step):
    house.x.script(f"{step} for ever")
    house.collect()

    assert house.spent_usd == house.x.billed_usd == 0.005


def test_a_refusal_does_not_make_up_for_an_answer_that_never_came(house):
    house.x.posts(100, GREAT, *MORNING)
    with killed(when=lambda: len(house.x.requests) == 1):
        house.collect()
    house.x.script("429")
    house.collect()

    assert house.x.billed_usd == 0.505
    assert house.is_sound()


def test_an_estimate_is_paid_and_refused_ones_are_not(house):
    house.x.posts(30, GREAT, *MORNING)
    (window,) = house.live.windows("x", between(*MORNING))

    found = house.live.estimate("x", window)

    assert (found.posts, found.posts_usd, found.call_usd) == (30, 0.15, 0.005)
    assert house.spent_usd == house.x.billed_usd == 0.01
    for step, error in (("429", LimitedError), ("401", BlockedError)):
        house.x.script(step)
        with pytest.raises(error):
            house.live.estimate("x", window)
    assert house.spent_usd == house.x.billed_usd == 0.01
    house.daily = 0.014
    with pytest.raises(BudgetError):
        house.live.estimate("x", window)


def test_an_estimate_of_the_archive_is_paid_by_the_call(house):
    house.x.now = "2020-12-01T12:00"
    (window,) = house.live.windows("x", between("2020-08-01", "2020-10-15"))

    found = house.live.estimate("x", window)

    assert found.call_usd == 0.03
    assert round(house.spent_usd, 6) == house.x.billed_usd
