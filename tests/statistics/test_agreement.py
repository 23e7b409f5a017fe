from math import isclose
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.statistics.agreement import (
    Stratum,
    alpha,
    by_class,
    confusion,
    corrected_shares,
    macro_f1,
    recall,
)

TONES = ("negative", "neutral", "positive")

# Krippendorff 2011, sections B and C: two observers of twelve units, then four of whom
# some did not see every unit.
TWO = ("aabbdcccedda", "babbbccceddd")
FOUR = ("123321412---", "1233224125-3", "-3332342251-", "12332441251-")


def units(readers: tuple[str, ...]) -> list[list[str]]:
    """What was said of each unit; a dash is nothing."""
    return [[said for said in unit if said != "-"] for unit in zip(*readers, strict=True)]


@pytest.mark.parametrize(
    ("readers", "classes", "level", "published"),
    [
        (TWO, "abcde", "nominal", 0.692),
        (FOUR, "12345", "nominal", 0.743),
        (FOUR, "12345", "ordinal", 0.815),
    ],
)
def test_alpha_is_the_one_of_the_published_examples(readers, classes, level, published):
    assert round(alpha(units(readers), classes, level), 3) == published


def test_alpha_of_full_agreement_is_one_and_of_one_class_alone_undefined():
    assert alpha([("a", "a"), ("b", "b")], "ab", "nominal") == 1
    assert alpha([("a", "a"), ("a", "a")], "ab", "nominal") is None
    assert alpha([("a",), ("b",)], "ab", "ordinal") is None
    assert alpha([], "ab", "nominal") is None


def test_alpha_of_who_always_differs_is_below_zero():
    # By hand: D_o = 1; D_e = 2 (2 x 2) / (4 x 3) = 2/3; 1 - 3/2.
    assert isclose(alpha([("a", "b"), ("b", "a")], "ab", "nominal"), -0.5)


def test_in_an_order_a_near_miss_costs_less_than_a_far_one():
    same = [(name, name) for name in TONES for _ in range(5)]
    near, far = ("negative", "neutral"), ("negative", "positive")

    ordinal = [alpha([*same, miss], TONES, "ordinal") for miss in (near, far)]
    nominal = [alpha([*same, miss], TONES, "nominal") for miss in (near, far)]

    assert ordinal[0] > ordinal[1]
    assert isclose(*nominal)


PAIRS = [
    *[("negative", "negative")] * 4,
    *[("negative", "positive")] * 2,
    *[("neutral", "neutral")] * 3,
    ("neutral", "negative"),
]


def test_figures_of_each_class_are_the_ones_by_hand():
    table = confusion(PAIRS, TONES)
    figures = by_class(table)

    assert table["negative"] == {"negative": 4, "neutral": 0, "positive": 2}
    assert table["positive"] == dict.fromkeys(TONES, 0)
    assert (figures["negative"].precision, figures["negative"].recall) == (4 / 5, 4 / 6)
    assert isclose(figures["negative"].f1, 8 / 11)
    assert isclose(figures["neutral"].f1, 6 / 7)
    assert (figures["positive"].precision, figures["positive"].recall) == (0, None)
    assert figures["positive"].f1 == 0


def test_macro_f1_is_over_the_classes_that_occur():
    assert isclose(macro_f1(by_class(confusion(PAIRS, TONES))), (8 / 11 + 6 / 7 + 0) / 3)
    without = [pair for pair in PAIRS if "positive" not in pair]
    # Without the two: negative 8/9, neutral 6/7.
    assert isclose(macro_f1(by_class(confusion(without, TONES))), (8 / 9 + 6 / 7) / 2)
    assert macro_f1(by_class(confusion([], TONES))) is None


def test_recall_weighs_each_stratum_by_what_it_stands_for():
    # 1,000 x 45/50 = 900 found; 300 x 2/20 = 30 and 40 rows x 50 x 1/20 = 100 missed.
    value, (low, high) = recall(
        Stratum(1000, 50, 45), [Stratum(300, 20, 2), Stratum(40, 20, 1, 50)]
    )

    assert isclose(value, 900 / 1030)
    assert 0.5 < low < value < high < 0.97
    # One true post more of those that stand for fifty costs more than one of the others.
    heavy, _ = recall(Stratum(1000, 50, 45), [Stratum(300, 20, 2), Stratum(40, 20, 2, 50)])
    light, _ = recall(Stratum(1000, 50, 45), [Stratum(300, 20, 3), Stratum(40, 20, 1, 50)])
    assert heavy < light < value


def test_recall_of_what_nobody_judged_is_not_known():
    assert recall(Stratum(10, 0, 0), []) is None
    assert recall(Stratum(10, 5, 5), [Stratum(10, 0, 0)]) is None
    assert recall(Stratum(10, 5, 0), [Stratum(10, 5, 0)]) is None
    assert recall(Stratum(0, 0, 0), [Stratum(10, 5, 2)])[0] == 0


def test_a_sample_that_holds_nothing_is_no_proof_that_nothing_was_missed():
    everything, nothing = Stratum(100, 50, 50), Stratum(0, 0, 0)

    assert recall(everything, [nothing])[1] == (1.0, 1.0)
    value, (low, high) = recall(everything, [nothing, Stratum(0, 0, 0, 50)])
    assert (value, high) == (1.0, 1.0)
    assert low < 0.8


def test_corrected_shares_are_the_ones_by_hand():
    # Of 8 read as negative the person agrees with 6; of 4 read as positive with 3, the
    # fourth is neutral. 600 and 400 of the whole: 450 negative, 150 + 100 neutral, 300 positive.
    pairs = [
        *[("negative", "negative")] * 6,
        *[("neutral", "negative")] * 2,
        *[("positive", "positive")] * 3,
        ("neutral", "positive"),
    ]

    shares = corrected_shares(confusion(pairs, TONES), {"negative": 600, "positive": 400})

    assert [share.name for share in shares] == list(TONES)
    assert [share.monitor for share in shares] == [0.6, 0.0, 0.4]
    assert [round(share.corrected, 9) for share in shares] == [0.45, 0.25, 0.3]
    for share in shares:
        assert 0 < share.ci[0] < share.corrected < share.ci[1] < 1


def test_a_part_of_which_nothing_was_sampled_is_not_known_and_its_interval_says_so():
    shares = corrected_shares(confusion([], TONES), {"neutral": 10})

    assert [share.corrected for share in shares] == [pytest.approx(1 / 3)] * 3
    assert all(low < 0.01 and high > 0.9 for low, high in (share.ci for share in shares))
    assert corrected_shares(confusion([], TONES), {}) == ()


def test_the_same_answers_give_the_same_digits():
    table = confusion(PAIRS, TONES)
    strata = (Stratum(100, 20, 19), [Stratum(50, 10, 1)])

    assert corrected_shares(table, {"neutral": 9}) == corrected_shares(table, {"neutral": 9})
    assert recall(*strata) == recall(*strata)


counts = st.integers(0, 40)
tables = st.lists(st.lists(counts, min_size=3, max_size=3), min_size=3, max_size=3)


@settings(max_examples=15)  # each makes 10,000 draws
@given(tables, st.lists(st.integers(0, 10_000), min_size=3, max_size=3))
def test_no_figure_of_agreement_ever_leaves_its_bounds(rows, sizes):
    table = {a: dict(zip(TONES, row, strict=True)) for a, row in zip(TONES, rows, strict=True)}
    shares = corrected_shares(table, dict(zip(TONES, sizes, strict=True)))

    for share in shares:
        assert 0 <= share.ci[0] <= share.corrected <= share.ci[1] <= 1
    assert not shares or isclose(sum(share.corrected for share in shares), 1)
    for each in by_class(table).values():
        assert all(v is None or 0 <= v <= 1 for v in (each.precision, each.recall, each.f1))


strata = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)).map(
    lambda n: Stratum(sum(n), n[0] + n[1], n[0])
)


@settings(max_examples=15)
@given(strata, strata, strata)
def test_recall_never_leaves_its_bounds(found, one, other):
    got = recall(found, [one, Stratum(other.rows, other.judged, other.true, 50)])

    if got is not None:
        assert 0 <= got[1][0] <= got[0] <= got[1][1] <= 1


@settings(max_examples=15)
@given(st.lists(st.sampled_from(TONES), min_size=1, max_size=60))
def test_who_always_agrees_leaves_every_figure_as_it_is(said):
    pairs = [(name, name) for name in said]
    figures = by_class(confusion(pairs, TONES))

    assert {each.precision for each in figures.values()} <= {1.0, None}
    assert macro_f1(figures) == 1
    assert alpha(pairs, TONES, "ordinal") == (1 if len(set(said)) > 1 else None)
    sizes = {name: 100 * said.count(name) for name in set(said)}
    for share in corrected_shares(confusion(pairs, TONES), sizes):
        assert isclose(share.corrected, share.monitor, abs_tol=1e-12)


# Posts that are mentions, about another topic, about none; and the share that is true of each.
WORLDS = [
    ((1000, 0.9), (300, 0.05), (5000, 0.01)),
    ((1000, 0.9), (300, 0.05), (5000, 0.05)),
    ((200, 0.9), (100, 0.1), (400, 0.02)),
    ((300, 0.95), (0, 0.0), (60, 0.3)),
]


@pytest.mark.long
@pytest.mark.parametrize("world", WORLDS)
def test_an_interval_of_recall_holds_the_truth_in_nine_of_ten_worlds_or_more(world):
    held = 0
    for seed in range(60):
        chance = Random(seed)
        true = [[chance.random() < share for _ in range(n)] for n, share in world]
        kept = [post for post in true[2] if chance.random() < 1 / 50]
        drawn = [chance.sample(part, min(len(part), 33)) for part in (true[0], true[1], kept)]
        found, one, other = (
            Stratum(len(part), len(sample), sum(sample), each)
            for part, sample, each in zip((*true[:2], kept), drawn, (1, 1, 50), strict=True)
        )
        truth = sum(true[0]) / sum(map(sum, true))
        _, (low, high) = recall(found, [one, other])
        held += low <= truth <= high

    assert held / 60 >= 0.9


@pytest.mark.long
def test_an_interval_of_a_corrected_share_holds_the_truth_in_95_of_100_worlds():
    # How a person's class is read by the monitor: neutral, above all, as something else.
    read = {"negative": (60, 20, 20), "neutral": (25, 40, 35), "positive": (5, 15, 80)}
    held = uncorrected = 0
    for seed in range(60):
        chance = Random(seed)
        persons = chance.choices(TONES, (50, 30, 20), k=3000)
        whole = [(said, chance.choices(TONES, read[said])[0]) for said in persons]
        totals = {name: sum(monitor == name for _, monitor in whole) for name in TONES}
        sample = confusion(chance.sample(whole, 150), TONES)
        for share in corrected_shares(sample, totals):
            truth = persons.count(share.name) / len(persons)
            held += share.ci[0] <= truth <= share.ci[1]
            uncorrected += share.ci[0] <= share.monitor <= share.ci[1]

    assert 0.92 <= held / 180 <= 0.99
    assert uncorrected / 180 < 0.6
