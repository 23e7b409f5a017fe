"""The rule on invented years: how often it alarms without cause, and what it finds."""

import math
import random

import pytest

from monitor.statistics.spikes import Expected, expected

WEEK = (0.9, 0.8, 0.85, 0.9, 1.0, 1.35, 1.2)


def counts(chance: random.Random, days: int, mean: float = 30.0, dispersion: float = 3.0):
    """Counts that vary more than chance: Poisson of a gamma, with a weekly cycle."""
    for day in range(days):
        busy = chance.gammavariate(mean * WEEK[day % 7] / (dispersion - 1), dispersion - 1)
        yield float(poisson(chance, busy))


def poisson(chance: random.Random, mean: float) -> int:
    if mean > 50:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, n, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        n, product = n + 1, product * chance.random()
    return n


def alarms(history, first=56):
    found = (expected(history[:day]) for day in range(first, len(history)))
    judged = zip(found, history[first:], strict=True)
    return [value for e, value in judged if e and value is not None and value > e.limit]


@pytest.mark.parametrize("seed", range(4))
def test_a_year_without_a_cause_alarms_at_most_twice(seed):
    assert len(alarms(list(counts(random.Random(seed), 56 + 365)))) <= 2


def test_a_day_three_times_as_busy_is_found():
    chance = random.Random(3)
    history = list(counts(chance, 200))
    planted = [v for _ in range(20) for v in counts(chance, 7, mean=90.0)]
    found = [value > expected(history[: 100 + i]).limit for i, value in enumerate(planted[:95])]

    assert sum(found) / len(found) > 0.6


def test_the_tested_day_and_past_spikes_do_not_raise_what_is_expected():
    calm = list(counts(random.Random(5), 84))
    marked = [*calm]
    marked[70] = 900.0

    assert expected(marked).mean < expected(calm).mean * 1.35
    assert expected(marked).limit < 300


def test_gaps_are_left_out_and_are_no_zero():
    history = list(counts(random.Random(7), 84))
    gappy = [None if day % 6 == 0 else value for day, value in enumerate(history)]

    assert expected(gappy).mean == pytest.approx(expected(history).mean, rel=0.2)
    assert expected(gappy).days == 70


def test_a_weekday_is_compared_with_its_own_kind():
    weekly = [10.0, 10.0, 10.0, 10.0, 10.0, 60.0, 40.0] * 12

    assert expected(weekly[:-2]).mean == pytest.approx(60, rel=0.3)  # the next is a Saturday
    assert expected(weekly).mean == pytest.approx(10, rel=0.3)


def test_before_eight_weeks_it_is_learning_and_before_a_week_it_says_nothing():
    history = [20.0] * 80

    assert expected(history[:6]) is None
    assert expected(history[:7]).learning
    assert expected(history[:55]).learning
    assert not expected(history[:56]).learning
    assert expected([None] * 30 + history[:30]).learning


def test_a_month_of_silence_before_the_day_leaves_nothing_to_expect():
    assert expected([20.0] * 56 + [None] * 28) is None


def test_of_nothing_nothing_is_expected():
    found = expected([0.0] * 60)

    assert (found.mean, found.limit, found.usual()) == (0.0, 0.0, (0.0, 0.0))


@pytest.mark.parametrize("spread", [0.4, 0.6, 0.8, 1.0, 1.3])
def test_a_limit_is_what_one_gamma_day_in_two_thousand_exceeds(spread):
    from scipy.stats import gamma

    found = Expected(100.0, 100.0 * spread, 84, False).limit

    odds = gamma.sf(found, spread**-2, scale=100.0 * spread**2)
    assert odds == pytest.approx(1 / 2000, rel=0.25)


def test_however_alike_the_days_are_a_spike_is_twice_what_is_expected():
    assert Expected(100.0, 5.0, 84, False).limit == 200.0
    assert Expected(100.0, 0.0, 84, False).limit == 200.0
