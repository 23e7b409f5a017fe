import random
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.statistics import difference_interval, mean_interval, t_quantile

# Student's t at 97.5 %: NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2.
TABLE = {
    1: 12.706,
    2: 4.303,
    3: 3.182,
    5: 2.571,
    9: 2.262,
    19: 2.093,
    29: 2.045,
    60: 2.000,
    100: 1.984,
}

values = st.lists(st.floats(-1, 1), min_size=2, max_size=40)


@pytest.mark.parametrize(("freedom", "published"), TABLE.items())
def test_t_quantiles_are_those_of_the_published_table(freedom, published):
    assert round(t_quantile(0.975, freedom), 3) == published


def test_t_quantiles_of_one_and_two_degrees_have_closed_forms():
    # df 1 is the Cauchy distribution, tan(pi (p - 1/2)); df 2 is (2p - 1) sqrt(2 / (4p (1 - p))).
    assert isclose(t_quantile(0.9, 1), 3.0776835371752536, rel_tol=1e-12)
    p = 0.9
    assert isclose(t_quantile(p, 2), (2 * p - 1) * sqrt(2 / (4 * p * (1 - p))), rel_tol=1e-12)


def test_t_quantiles_approach_the_normal_distribution():
    assert isclose(t_quantile(0.975, 1e7), 1.959964, rel_tol=1e-5)


def test_the_interval_of_a_small_sample_is_the_textbook_one():
    low, high = mean_interval([0.1, 0.2, 0.3])

    assert isclose(low, 0.2 - 4.302652729749 * 0.1 / sqrt(3), rel_tol=1e-9)
    assert isclose(high, 0.2 + 4.302652729749 * 0.1 / sqrt(3), rel_tol=1e-9)


@given(values)
def test_the_interval_holds_the_mean_and_the_order_moves_no_digit(sample):
    low, high = mean_interval(sample)

    assert low <= sum(sample) / len(sample) + 1e-12
    assert high >= sum(sample) / len(sample) - 1e-12
    assert mean_interval(sample[::-1]) == (low, high)


def test_fewer_than_two_values_have_no_interval():
    assert mean_interval([]) is None
    assert mean_interval([0.4]) is None
    assert difference_interval([0.4], [0.1, 0.2]) is None


def test_the_difference_is_after_minus_before_by_welch():
    # Worked by hand: variances 0.01 and 0.07, n 3 and 3, freedom 2.5446…
    difference, (low, high) = difference_interval([0.1, 0.2, 0.3], [0.4, 0.5, 0.9])

    assert isclose(difference, 0.4)
    assert isclose((high - low) / 2, t_quantile(0.975, 2.56) * sqrt(0.08 / 3), rel_tol=1e-3)


def test_two_unvarying_sides_differ_exactly():
    assert difference_interval([0.0, 0.0], [0.5, 0.5]) == (0.5, (0.5, 0.5))


def test_an_interval_of_95_percent_holds_the_truth_in_95_of_100_samples():
    chance = random.Random(365)
    samples = ([chance.gauss(0.1, 0.4) for _ in range(12)] for _ in range(2000))

    held = sum(low <= 0.1 <= high for low, high in map(mean_interval, samples))

    assert 0.93 <= held / 2000 <= 0.97
