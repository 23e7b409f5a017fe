import random

from hypothesis import given
from hypothesis import strategies as st

from monitor.statistics import wilson_interval


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_of_shares_are_those_of_scipy(counts):
    from scipy.stats import binomtest

    k, n = counts
    low, high = wilson_interval(k, n)
    found = binomtest(k, n).proportion_ci(0.95, method="wilson")

    assert abs(low - found.low) < 1e-9
    assert abs(high - found.high) < 1e-9
    assert 0 <= low <= k / n <= high <= 1


def test_of_nothing_everything_may_be_true():
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_small_samples_of_a_small_share_hold_the_truth():
    chance = random.Random(10)
    held = 0
    for _ in range(4000):
        low, high = wilson_interval(sum(chance.random() < 0.05 for _ in range(10)), 10)
        held += low <= 0.05 <= high

    assert held / 4000 > 0.9  # the textbook's p ± 1.96 s: 0.40
