"""How the people behind a day are spread."""

from dataclasses import replace

import pytest

from monitor.people import people
from monitor.statistics import mean_interval, wilson_interval
from monitor.voices import Voice


def voice(author: str, mean: float | None, posts: int = 1, **more: int) -> Voice:
    scored = 0 if mean is None else posts
    e4 = round((mean or 0) * 10_000) * scored
    values = {"fresh": scored, "fresh_e4": e4} | more
    return Voice(author, "x", posts, scored, e4, **values)


CROWD = [voice(f"a{n}", (0.5, 0.3, -0.2, -0.6)[n % 4]) for n in range(40)]


def told(voices: list[Voice], fewest: int = 10, threshold: float = 0.05):
    return people(voices, threshold, fewest)


def test_a_share_is_of_people_and_has_wilsons_interval():
    found = told([*CROWD, voice("loud", 0.9, posts=500)])

    assert (found.voters, found.positive.n, found.negative.n) == (41, 21, 20)
    assert found.positive.share == 21 / 41
    assert found.positive.ci == wilson_interval(21, 41)


def test_who_is_at_the_threshold_is_beyond_it():
    crowd = [voice(str(n), (0.05, 0.0499, -0.05, -0.0499, 0.0)[n % 5]) for n in range(20)]

    found = told(crowd)

    assert (found.positive.n, found.negative.n) == (4, 4)


def test_the_tone_without_the_loudest_is_that_of_all_others():
    loud = voice("loud", 0.9, posts=500)

    found = told([*CROWD, loud])

    means = [0.5, 0.3, -0.2, -0.6] * 10
    assert found.loudest == 1
    assert found.loudest_share == 0.95  # of 500 / 540, to the nearest 5 %
    assert found.without_loudest.votes == 40
    assert found.without_loudest.value == pytest.approx(0)
    low, high = mean_interval(means)
    assert found.without_loudest.ci == (round(low, 2), round(high, 2))
    assert found.effective == round(540**2 / (500**2 + 40)) == 1


def test_copies_do_not_count_where_they_are_left_out():
    copying = [replace(one, fresh=0, fresh_e4=0) for one in CROWD[:25]]

    found = told([*copying, *CROWD[25:]])

    assert found.without_copies.votes == 15
    assert told([*copying, *CROWD[:9]]).without_copies.value is None


def test_an_interval_wants_ten_people_apart_from_a_share_text():
    shared = [voice(f"s{n}", 0.0) for n in range(30)]

    few, enough = told([*shared, *CROWD[:9]]), told([*shared, *CROWD[:12]])

    assert few.without_copies.value is not None
    assert few.without_copies.ci is None
    assert enough.without_copies.ci is not None


def test_too_few_people_hide_what_they_would_bear():
    found = told(CROWD[:9])

    assert (found.positive, found.negative, found.effective) == (None, None, None)
    assert (found.without_copies.value, found.without_loudest.value) == (None, None)
    assert found.loudest_share is None
    assert (found.voters, found.loudest) == (9, 1)


def test_few_accounts_that_turn_the_tone_of_the_posts_round_are_noticed():
    cold = [voice(f"c{n}", -0.3) for n in range(40)]

    assert told([*cold, voice("loud", 0.9, posts=500)]).driven_by_few
    assert not told([*cold, voice("loud", -0.9, posts=500)]).driven_by_few
    assert not told([*cold, voice("loud", 0.9, posts=5)]).driven_by_few


def test_a_sign_that_hardly_turns_is_no_turn():
    nothing = [voice(f"c{n}", -0.004) for n in range(40)]

    assert not told([*nothing, voice("loud", 0.03, posts=40)]).driven_by_few


def test_of_too_few_people_nobody_is_told_who_turns_the_tone_round():
    two = [voice("ann", 0.5), voice("bob", -0.4)]

    assert told(two, fewest=1).driven_by_few
    assert not told(two, fewest=3).driven_by_few


def test_of_nobody_nothing_is_told():
    found = people([], 0.05, 10)

    assert (found.voters, found.loudest, found.loudest_share) == (0, 0, None)
    assert not found.driven_by_few
    assert people([], 0.05, 0).positive is None


def test_who_was_only_counted_has_no_vote():
    found = told([*CROWD, voice("polish", None, posts=3)])

    assert found.voters == 40
    assert found.loudest_share == 0.05  # of 3 / 43


@pytest.mark.parametrize(
    ("posts", "share"), [(1, 0.0), (2, 0.05), (27, 0.4), (500, 0.95), (9000, 1.0)]
)
def test_the_part_of_the_loudest_is_told_to_the_nearest_twentieth(posts, share):
    assert told([*CROWD, voice("loud", 0.9, posts=posts)]).loudest_share == share


def test_what_is_told_without_the_loudest_is_coarse():
    """Of so few the loudest hundredth is one account, whose part would be what is left over."""
    others = [voice(f"c{n}", 0.1234 + n / 1000) for n in range(10)]

    found, more = (told([*others, voice("loud", 0.9, posts=posts)]) for posts in (100, 101))

    assert found.loudest == 1
    assert found.loudest_share == more.loudest_share == 0.9
    assert (found.without_loudest.value, found.without_loudest.votes) == (0.13, 10)
    assert found.without_loudest.ci == (0.13, 0.13)
