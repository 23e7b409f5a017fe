import random
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.statistics import (
    combination,
    enough,
    figure,
    mean_interval,
    t_quantile,
    widened,
)

values = st.lists(st.floats(-1, 1), min_size=2, max_size=40)
names = st.lists(st.integers(0, 60).map(str), min_size=2, max_size=40, unique=True)


@st.composite
def sides(draw):
    """Authors with their means on two days, some of them on both."""
    return tuple(
        {name: draw(st.floats(-1, 1, width=32)) for name in draw(names)} for _ in range(2)
    )


def named(numbers, prefix=""):
    return {f"{prefix}{i}": number for i, number in enumerate(numbers)}


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
    assert combination([(-1, {"a": 0.4}), (1, {"a": 0.1, "b": 0.2})]) is None
    assert combination([]) is None


def test_an_interval_of_95_percent_holds_the_truth_in_95_of_100_samples():
    chance = random.Random(365)
    samples = ([chance.gauss(0.1, 0.4) for _ in range(12)] for _ in range(2000))

    held = sum(low <= 0.1 <= high for low, high in map(mean_interval, samples))

    assert 0.93 <= held / 2000 <= 0.97


@pytest.mark.parametrize(
    ("means", "is_enough"),
    [
        ([0.5, -0.5] * 5, True),
        ([0.5, -0.5] * 4 + [0.1], False),
        ([0.0] * 90 + [0.5, -0.5] * 5, True),
        ([0.0] * 90 + [0.5] * 9, False),  # a share text, and nine who say something
        ([0.3182] * 90 + [0.5] * 9, False),  # a share text that scores something
        ([0.3182] * 90 + [0.5] * 10, True),
        ([0.3182] * 90, False),  # no spread at all is no certainty
        ([], False),
    ],
)
def test_an_interval_wants_ten_people_apart_from_a_share_text(means, is_enough):
    assert enough(means) is is_enough
    assert (figure(means, 3)[1] is not None) is is_enough


def test_a_mean_is_told_from_so_many_people_on_with_or_without_an_interval():
    assert figure([0.1, 0.2], 3) == (None, None)
    assert figure([0.1, 0.2, 0.3], 3) == (pytest.approx(0.2), None)
    assert figure([], 0) == (None, None)


@given(sides())
def test_a_difference_between_two_groups_of_people_is_welchs_and_of_pairs_the_paired_t(both):
    from scipy.stats import ttest_ind, ttest_rel

    one, other = both
    spread = {f"x{name}": value for name, value in other.items()}
    if len(set(one.values())) < 2 or len(set(spread.values())) < 2:
        return
    apart = combination([(-1, one), (1, spread)])
    welch = ttest_ind(list(spread.values()), list(one.values()), equal_var=False)
    low, high = apart.interval()
    assert isclose(low, welch.confidence_interval().low, rel_tol=1e-6, abs_tol=1e-9)
    assert isclose(high, welch.confidence_interval().high, rel_tol=1e-6, abs_tol=1e-9)

    again = {name: value**3 - 0.1 for name, value in one.items()}
    changes = [again[name] - one[name] for name in one]
    if max(changes) - min(changes) > 1e-6:
        pairs = combination([(-1, one), (1, again)])
        paired = ttest_rel([again[name] for name in one], list(one.values()))
        assert isclose(pairs.error, paired._standard_error, rel_tol=1e-6, abs_tol=1e-12)
        assert isclose(pairs.freedom, paired.df)


@pytest.mark.parametrize("level", [0.95, 0.9875])
def test_of_everybody_on_both_days_it_is_the_t_of_pairs_however_unlike_the_days_spread(level):
    from scipy.stats import ttest_rel

    chance = random.Random(20)
    habit = [chance.gauss(0, 0.1) for _ in range(20)]
    one, other = ({str(i): 0.1 + habit[i] + chance.gauss(0, spread) for i in range(20)}
                  for spread in (0.1, 0.3))  # fmt: skip

    found = combination([(-1, one), (1, other)])

    paired = ttest_rel(list(other.values()), list(one.values()))
    assert isclose(found.freedom, 19)
    assert paired.df == 19
    assert found.interval(level) == pytest.approx(tuple(paired.confidence_interval(level)))


def test_between_welch_and_pairs_each_piece_brings_its_own_degrees():
    """Four of six on both days: what they and the others add, squared, is reckoned by hand."""
    one = {"a": 0.0, "b": 0.2, "c": 0.4, "d": 0.6, "e": -0.4, "f": -0.2}  # mean 0.1
    other = {"a": 0.1, "b": 0.5, "c": 0.3, "d": 0.7, "g": 0.9, "h": -0.1}  # mean 0.4

    found = combination([(-1, one), (1, other)])

    both = (
        0.2**2 + 0.0**2 + 0.4**2 + 0.2**2
    )  # of a to d: after less its mean, less the same before
    pieces = {"both": (both, 4), "one": (0.5**2 + 0.3**2, 2), "other": (0.5**2 + 0.5**2, 2)}
    whole = sum(square for square, _ in pieces.values())
    shares = (((square / whole) ** 2, n * 5 / 6) for square, n in pieces.values())
    assert isclose(found.error, sqrt(whole / 30))
    assert isclose(found.freedom, 1 / sum(share / degrees for share, degrees in shares))


@given(sides())
def test_the_order_of_people_moves_no_digit_of_a_difference(both):
    one, other = both
    turned = [dict(reversed(side.items())) for side in both]

    assert combination([(-1, one), (1, other)]) == combination([(-1, turned[0]), (1, turned[1])])


@pytest.mark.parametrize("both", [0, 10, 25, 30])
def test_a_difference_holds_the_truth_whoever_writes_on_both_days(both):
    chance = random.Random(both)
    held = 0
    for _ in range(1000):
        habit = [chance.gauss(0, 0.3) for _ in range(70)]
        day = [{str(i): habit[i] + chance.gauss(0, 0.2) for i in range(30)}]
        other = [*range(both), *range(30, 60 - both)]
        day.append({str(i): habit[i] + chance.gauss(0, 0.2) for i in other})
        low, high = combination([(-1, day[0]), (1, day[1])]).interval()
        held += low <= 0 <= high

    assert 0.93 <= held / 1000 <= 0.975


def test_weights_make_a_mean_of_several_days_one_side():
    today, days = named([0.5, 0.7, 0.6], "t"), [named([0.1, 0.3], "a"), named([0.3, 0.5], "b")]

    found = combination([(1, today), *((-0.5, day) for day in days)])

    # 0.6 - (0.2 + 0.4) / 2; variances 0.01 / 3 + (0.02 / 2 + 0.02 / 2) / 4.
    assert isclose(found.value, 0.3)
    assert isclose(found.error, sqrt(0.01 / 3 + 0.005))


def test_intervals_are_widened_for_how_many_are_shown():
    assert widened(1) == widened(0) == pytest.approx(0.95)
    assert widened(4) == pytest.approx(0.9875)
    assert t_quantile((1 + widened(4)) / 2, 30) > t_quantile(0.975, 30)
