import random
from math import isclose

from monitor.statistics.rates import ratio, risen
from tests.statistics.test_spikes import poisson


def test_a_ratio_of_counts_that_vary_by_chance_alone_has_the_poisson_width():
    from scipy.stats import t

    found, (low, high) = ratio([100, 110, 90, 100], [200, 210, 190, 200])

    assert isclose(found, 2.0)
    # Dispersion is at least 1: error² = 1/400 + 1/800, with 3 degrees of freedom.
    reach = t.ppf(0.975, 3) * (1 / 400 + 1 / 800) ** 0.5
    assert isclose(high / found, 2.718281828459045**reach, rel_tol=1e-9)
    assert isclose(found / low, high / found)


def test_days_that_vary_more_widen_it_and_a_weekly_cycle_does_not():
    calm = ratio([100] * 7, [200] * 7)[1]
    weekly = ratio([50, 100, 200, 100, 50, 100, 100], [100, 200, 400, 200, 100, 200, 200])[1]
    wild = ratio([100] * 7, [20, 500, 100, 380, 60, 200, 140])[1]

    assert isclose(weekly[1], calm[1], rel_tol=1e-9)
    assert wild[1] > calm[1] * 1.5


def test_one_pair_of_days_has_no_interval_and_an_empty_side_no_ratio():
    assert ratio([10], [30]) == (3.0, None)
    assert ratio([0, 0], [3, 4]) is None
    assert ratio([3, 4], [0, 0]) is None


def test_an_interval_that_is_endless_is_none():
    assert ratio([1, 0], [0, 1000], 0.9875) == (1000.0, None)
    assert ratio([0, 1], [1, 0]) == (1.0, None)
    assert ratio([100, 90], [200, 210])[1] is not None


def test_its_interval_holds_the_truth():
    chance, held = random.Random(7), 0
    for _ in range(1500):
        sides = (
            [poisson(chance, chance.gammavariate(mean / 2, 2.0)) for _ in range(7)]
            for mean in (40.0, 80.0)
        )
        _, (low, high) = ratio(*sides)
        held += low <= 2 <= high

    assert 0.93 <= held / 1500 <= 0.975


def test_a_share_that_has_risen_is_told_in_its_standard_errors():
    # Worked by hand: 30 of 100 beside 20 of 100; pooled 0.25, error² = 0.1875 * 0.02.
    assert isclose(risen(30, 100, 20, 100), 0.1 / (0.1875 * 0.02) ** 0.5, rel_tol=1e-12)
    assert isclose(risen(20, 100, 30, 100), -risen(30, 100, 20, 100), rel_tol=1e-12)
    assert risen(10, 100, 20, 200) == 0


def test_beside_nobody_or_where_all_are_alike_no_share_has_risen():
    assert risen(5, 10, 0, 0) == risen(0, 0, 5, 10) == risen(10, 10, 20, 20) == 0
