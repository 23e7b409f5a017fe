"""How the people behind a day are spread."""

from dataclasses import replace

import pytest

from monitor.people import Mean, people
from monitor.statistics import mean_interval, wilson_interval
from monitor.voices import Voice, votes


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


def test_a_loud_account_is_told_in_part_and_turns_no_tone_of_people():
    found = told([*CROWD, voice("loud", 0.9, posts=500)])

    assert found.loudest == 1
    assert found.loudest_share == 0.95  # of 500 / 540, to the nearest 5 %
    assert found.effective == round(540**2 / (500**2 + 40)) == 1


def test_the_tone_without_the_loudest_is_that_of_all_others_where_they_are_enough():
    means = [(0.5, 0.3, -0.2, -0.6)[n % 4] for n in range(990)]
    others = [voice(f"a{n}", mean) for n, mean in enumerate(means)]
    loud = [voice(f"loud {n}", 0.9, posts=500) for n in range(10)]

    found, one_less = told([*others, *loud]), told([*others[:890], *loud[:9]])

    assert (found.loudest, found.without_loudest.votes) == (10, 990)
    assert found.without_loudest.value == pytest.approx(sum(means) / 990)
    assert found.without_loudest.ci == mean_interval(means)
    few, ci = one_less.without_loudest, mean_interval(means[:890])
    assert (one_less.loudest, few.votes) == (9, 890)
    assert few.value == round(sum(means[:890]) / 890 * 20) / 20
    assert few.ci == tuple(round(bound * 20) / 20 for bound in ci)


@pytest.mark.parametrize("said", [-0.9, -0.3, 0.0, 0.4, 0.9])
def test_from_the_coarse_tone_one_person_is_known_to_a_half_at_best(said):
    for crowd in (19, 24, 39, 40):
        found = told([*CROWD[:crowd], voice("loud", said, posts=100)])
        own = sum(votes([*CROWD[:crowd], voice("loud", said)]).values()) / (crowd + 1)

        assert found.without_loudest.value is not None
        low, high = (
            (crowd + 1) * own - crowd * (found.without_loudest.value + step)
            for step in (0.025, -0.025)
        )
        assert low <= said + 1e-9
        assert said <= high + 1e-9
        assert high - low >= 0.95


def test_the_coarse_tone_is_told_beside_one_without_many_copies():
    copying = [replace(one, fresh=0, fresh_e4=0) for one in CROWD[:16]]

    found = told([*copying, *CROWD[16:], voice("loud", 0.9, posts=100)])

    assert found.without_copies.value is not None
    assert found.without_loudest.value is not None


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


def test_what_one_person_said_cannot_be_reckoned_from_two_tones():
    """Thirteen times the one mean less twelve times the other would be the thirteenth's."""
    twelve = [voice(f"c{n}", 0.1234 + n / 1000) for n in range(12)]

    copying = told([*twelve, voice("copies", 0.9, fresh=0, fresh_e4=0)])
    loud = told([*twelve, voice("loud", 0.9, posts=100)])

    assert (copying.voters, copying.without_copies) == (13, Mean(None, None, 12))
    assert (loud.voters, loud.without_loudest) == (13, Mean(None, None, 12))
    assert loud.loudest_share == 0.9


def test_nor_of_those_whose_vote_is_another_one_without_their_copies():
    def told_of(number: int) -> Mean:
        other = [replace(one, scored=2, compound_e4=9000, fresh=1) for one in CROWD[:number]]
        return told([*other, *CROWD[number:]]).without_copies

    assert told_of(9) == Mean(None, None, 40)
    assert told_of(10).value is not None


def test_where_nobody_votes_otherwise_the_same_tone_is_told_again():
    again = [replace(one, posts=3, scored=3, compound_e4=one.compound_e4 * 3) for one in CROWD]
    polish = voice("polish", None, posts=90)

    found = told([*again, polish])

    assert (found.loudest, found.voters) == (1, 40)
    assert found.without_copies == found.without_loudest
    assert found.without_copies.value == pytest.approx(0)


def test_nor_from_the_tone_without_copies_and_the_one_without_the_loudest():
    """All of the loudest only copied, and so did one who is not loud."""
    crowd = [voice(f"a{n}", (0.5, -0.6)[n % 2]) for n in range(989)]
    bare = {"fresh": 0, "fresh_e4": 0}
    loud = [voice(f"loud {n}", 0.3, posts=50, **bare) for n in range(10)]

    found = told([*crowd, *loud, voice("one", 0.9, **bare)])

    assert found.without_copies.value is not None
    assert found.without_loudest.value == pytest.approx(-0.05)
