"""Rose, fell, or no clear change; and what was different from an event on."""

from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from math import isclose

import pytest

from monitor.comparing import (
    TOO_FEW,
    Change,
    aftermath,
    contrast,
    not_comparable,
    pairs,
    tell,
)
from monitor.comparing.events import nearby
from monitor.models import Event
from monitor.points import Point
from monitor.statistics import widened
from monitor.voices import Voice

LEVEL = 0.95
SPREAD = (-0.2, -0.1, 0.1, 0.2, 0.05, -0.05)


def voice(author: str, mean: float, platform: str = "x", posts: int = 1) -> Voice:
    return Voice(author, platform, posts, posts, round(mean * 10_000) * posts)


def crowd(size: int, mean: float, platform: str = "x", prefix: str = "") -> list[Voice]:
    """People of one platform around a mean tone; the prefix makes them others."""
    around = zip(range(size), cycle(SPREAD), strict=False)
    return [voice(f"{platform}{prefix}{n}", mean + off, platform) for n, off in around]


def change(before: list[Voice], after: list[Voice], level: float = LEVEL, fewest: int = 10):
    return tell(contrast([before], after, fewest), level)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [(-0.3, 0.3, "rose"), (0.3, -0.3, "fell"), (0.1, 0.1, "no clear change")],
)
def test_a_clear_difference_has_a_direction(before, after, verdict):
    found = change(crowd(60, before), crowd(60, after, prefix="b"))

    assert found.verdict == verdict
    assert isclose(found.difference, after - before, abs_tol=1e-9)
    assert found.ci[0] < found.difference < found.ci[1]
    assert found.level == LEVEL


def test_a_sure_but_small_difference_is_no_clear_change():
    same = crowd(200, 0.1)
    moved = [voice(one.author, one.mean + (0.05 if n % 9 else 0.03)) for n, one in enumerate(same)]

    found = change(same, moved)

    assert found.ci[0] > 0
    assert 0.04 < found.difference < 0.05
    assert found.verdict == "no clear change"


def test_the_smallest_change_worth_a_word_is_told():
    same = crowd(200, 0.1)
    moved = [voice(one.author, one.mean + (0.06 if n % 9 else 0.03)) for n, one in enumerate(same)]

    assert change(same, moved).verdict == "rose"


def test_an_interval_that_holds_zero_is_no_clear_change_however_large_the_difference():
    few = crowd(12, 0.0), [voice(f"b{n}", (0.9, -0.7)[n % 2]) for n in range(12)]

    found = change(*few)

    assert found.difference >= 0.05
    assert found.ci[0] < 0 < found.ci[1]
    assert found.verdict == "no clear change"


def test_a_widened_level_widens_the_interval_and_may_take_the_word():
    before, after = crowd(30, 0.0), crowd(30, 0.08, prefix="b")
    alone, among = change(before, after), change(before, after, widened(16))

    assert (alone.verdict, among.verdict) == ("rose", "no clear change")
    assert among.ci[0] < alone.ci[0] < alone.ci[1] < among.ci[1]
    assert among.difference == alone.difference


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (crowd(9, 0.3), crowd(60, 0.1)),
        (crowd(60, 0.3), crowd(9, 0.1)),
        (crowd(60, 0.3), [*crowd(9, 0.3), *(voice(f"share{n}", 0.0) for n in range(50))]),
        (crowd(60, 0.3), []),
    ],
)
def test_too_few_people_are_compared_with_nobody(before, after):
    assert change(before, after, fewest=5) == Change(TOO_FEW)


def test_below_the_fewest_authors_nothing_is_compared():
    assert change(crowd(19, 0.3), crowd(60, 0.1), fewest=20) == Change(TOO_FEW)
    assert change(crowd(20, 0.3), crowd(60, 0.1), fewest=20).difference is not None


def test_several_times_are_one_mean_and_those_of_too_few_are_left_out():
    usual = [crowd(20, mean, prefix=f"w{n}") for n, mean in enumerate((0.1, 0.3, 0.2))]

    found = tell(contrast([*usual, crowd(4, -0.9)], crowd(20, 0.5), 10), LEVEL)

    means = [sum(v.mean for v in week) / 20 for week in usual]
    today = sum(v.mean for v in crowd(20, 0.5)) / 20
    assert isclose(found.difference, today - sum(means) / 3, abs_tol=1e-9)
    assert tell(contrast([], crowd(20, 0.5), 10), LEVEL) == Change(TOO_FEW)


def test_so_many_earlier_times_as_are_asked_for_must_be_borne():
    known, thin = [crowd(20, mean, prefix=f"w{mean}") for mean in (0.1, 0.3)], crowd(4, -0.9)

    def against(*before: list[Voice]) -> Change:
        return tell(contrast(before, crowd(20, 0.5), 10, 2), LEVEL)

    assert against(known[0], thin) == against(known[0]) == Change(TOO_FEW)
    assert against(*known, thin).difference is not None


def test_the_same_people_on_both_days_make_a_narrower_interval_than_others():
    before = [voice(f"a{n}", off) for n, off in zip(range(40), cycle((0.8, -0.8, 0.3, -0.3)),
                                                    strict=False)]  # fmt: skip
    pairs_ = [voice(one.author, one.mean + 0.1 + (n % 3 - 1) / 50) for n, one in enumerate(before)]
    others = [voice("o" + one.author, one.mean) for one in pairs_]

    same, apart = change(before, pairs_), change(before, others)

    assert isclose(same.difference, apart.difference)
    assert (same.verdict, apart.verdict) == ("rose", "no clear change")


def test_a_pooled_mean_may_rise_while_both_platforms_fall():
    """Simpson: most people of the cold platform went, those of the warm one came."""
    before = [*crowd(160, -0.4, "x", "a"), *crowd(40, 0.4, "bluesky", "a")]
    after = [*crowd(40, -0.55, "x", "b"), *crowd(160, 0.25, "bluesky", "b")]

    found = change(before, after)

    assert (found.verdict, found.standardised.verdict) == ("rose", "fell")
    assert found.disagrees
    assert isclose(found.standardised.difference, -0.15, abs_tol=0.01)
    assert found.to_dict()["standardised"]["verdict"] == "fell"
    assert found.to_dict()["disagrees"] is True


@pytest.mark.parametrize(
    ("raw", "still", "disagrees"),
    [
        (("rose", 0.10), ("fell", -0.08), True),
        (("rose", 0.11), ("no clear change", 0.05), True),
        (("rose", 0.07), ("no clear change", 0.03), False),
        (("rose", 0.30), ("rose", 0.10), False),
        (("rose", 0.30), None, False),
    ],
)
def test_only_another_verdict_by_a_notable_difference_disagrees(raw, still, disagrees):
    def as_told(verdict: str, difference: float, held: Change | None = None) -> Change:
        return Change(verdict, difference, (difference - 1, difference + 1), LEVEL, held)

    assert as_told(*raw, as_told(*still) if still else None).disagrees is disagrees


def test_with_the_same_shares_of_platforms_both_tell_the_same():
    before = [*crowd(60, -0.4, "x", "a"), *crowd(60, 0.4, "bluesky", "a")]
    after = [*crowd(60, -0.6, "x", "b"), *crowd(60, 0.2, "bluesky", "b")]

    found = change(before, after)

    assert isclose(found.difference, found.standardised.difference, abs_tol=1e-9)
    assert not found.disagrees
    # Within platforms people differ less than among all.
    assert found.standardised.ci[1] - found.standardised.ci[0] < found.ci[1] - found.ci[0]


def test_a_platform_that_is_missing_from_a_day_is_left_out_and_one_alone_is_not_standardised():
    before = crowd(60, 0.1, "x", "a")
    after = [*crowd(60, 0.1, "x", "b"), *crowd(60, 0.7, "bluesky", "b")]

    found = change(before, after)

    assert found.verdict == "rose"
    assert isclose(found.standardised.difference, 0.0, abs_tol=1e-9)
    assert found.disagrees
    assert change(before, crowd(60, 0.1, "x", "b")).standardised is None
    strangers = change(before, crowd(60, 0.7, "bluesky", "b"))
    assert (strangers.verdict, strangers.standardised) == ("rose", None)


def test_a_platform_that_hardly_anybody_uses_tells_nothing():
    rare = [crowd(9, mean, "mastodon", "abc"[n]) for n, mean in enumerate((-0.8, 0.8))]
    before, after = [*crowd(60, 0.3), *rare[0]], [*crowd(60, 0.3, prefix="b"), *rare[1]]

    assert isclose(change(before, after).standardised.difference, 0.0, abs_tol=1e-9)
    assert change(before, after, fewest=9).standardised.difference > 0.1


def test_people_of_another_platform_who_are_too_few_are_not_told_by_what_is_left():
    """All were on X the day before: the raw difference less this one would be their tone."""
    before = crowd(60, 0.3)
    after = [*crowd(60, 0.3, prefix="b"), *(voice(f"m{n}", -0.8, "mastodon") for n in range(10))]

    assert change(before, after[:-1]).standardised is None
    assert isclose(change(before, after).standardised.difference, 0.0, abs_tol=1e-9)


def test_what_the_platforms_have_in_common_may_be_too_few_people():
    """Everybody went from one platform to another; nine stayed on a third one."""
    before = [*crowd(60, 0.11, "x"), *crowd(9, 0.11, "mastodon", "a")]
    after = [*crowd(60, 0.5, "bluesky"), *crowd(9, 0.11, "mastodon", "b")]

    found = change(before, after, fewest=3)

    assert (found.verdict, found.standardised) == ("rose", None)
    one_more = crowd(10, 0.11, "mastodon")
    assert change([*before[:60], *one_more], [*after[:60], *one_more], fewest=3).standardised


def test_what_cannot_be_compared_says_why():
    found = tell(not_comparable("the scorer changed"), LEVEL)

    assert found == Change("not comparable: the scorer changed")
    assert found.to_dict() == {
        "verdict": "not comparable: the scorer changed",
        "difference": None,
        "ci": None,
        "level": None,
        "standardised": None,
        "disagrees": False,
    }


# Before and after an event.

ON = date(2020, 7, 8)


def day(offset: int, volume: int | None, coverage: float | None = 1.0) -> tuple[date, Point]:
    on = ON + timedelta(days=offset)
    start = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return on, Point(start, start + timedelta(days=1), volume=volume, coverage=coverage)


def fortnight() -> list[tuple[date, Point]]:
    return [day(n, 100 if n < 0 else 200) for n in range(-10, 10)]


def test_each_day_from_the_event_on_is_paired_with_its_weekday_before():
    found = pairs(ON, fortnight())

    assert len(found) == 7
    assert [(b.start - a.start).days for a, b in found] == [7] * 7
    assert found[0][1].start.date() == ON
    assert {a.volume for a, _ in found} == {100}


@pytest.mark.parametrize("side", [-5, 2])
@pytest.mark.parametrize("gap", [(None, 0.0), (50, 0.89)])
def test_a_gap_on_either_side_drops_the_pair(side, gap):
    days = dict(fortnight())
    days |= [day(side, *gap)]

    found = pairs(ON, list(days.items()))

    assert len(found) == 6
    assert all(point.start.date() != ON + timedelta(days=side) for pair in found for point in pair)


def test_days_of_unknown_coverage_are_taken_as_they_are_and_missing_ones_are_dropped():
    days = dict(fortnight())
    days |= [day(1, 200, None)]
    assert len(pairs(ON, list(days.items()))) == 7
    early = [one for one in fortnight() if one[0] < ON + timedelta(days=3)]
    assert len(pairs(ON, early)) == 3
    assert pairs(ON, []) == []


def test_the_volume_after_an_event_is_a_ratio_with_an_interval():
    found = aftermath(pairs(ON, fortnight()), Change(TOO_FEW), LEVEL)

    assert (found.days, found.before, found.after) == (7, 700.0, 1400.0)
    assert (found.ratio, found.level) == (2.0, LEVEL)
    assert 1.5 < found.ratio_ci[0] < 2 < found.ratio_ci[1] < 2.5
    told = found.to_dict()
    assert told["ratio_ci"] == list(found.ratio_ci)
    assert (told["before"], told["after"], told["level"]) == (700.0, 1400.0, LEVEL)


def test_of_a_single_day_the_ratio_has_no_interval_and_of_none_there_is_nothing():
    one = aftermath(pairs(ON, fortnight())[:1], Change(TOO_FEW), LEVEL)
    none = aftermath([], Change(TOO_FEW), LEVEL)

    assert (one.days, one.ratio, one.ratio_ci) == (1, 2.0, None)
    assert (none.days, none.ratio, none.ratio_ci) == (0, None, None)
    assert (none.before, none.after) == (0, 0)


def test_from_silence_to_posts_there_is_no_ratio_but_how_many_is_told():
    days = [day(n, 0 if n < 0 else 30) for n in range(-7, 7)]

    found = aftermath(pairs(ON, days), Change(TOO_FEW), LEVEL)

    assert (found.days, found.before, found.after) == (7, 0.0, 210.0)
    assert (found.ratio, found.ratio_ci) == (None, None)


def test_from_silence_to_many_posts_breaks_nothing():
    """The first days after a beginning: one post in the week before, then a thousand."""
    found = [(day(-7, 1)[1], day(0, 0)[1]), (day(-6, 0)[1], day(1, 1000)[1])]

    after = aftermath(found, Change(TOO_FEW), widened(4))

    assert (after.days, after.ratio) == (2, 1000.0)
    assert after.ratio_ci is None  # from a part to endlessly many: it says nothing


def test_days_that_were_watched_a_little_less_count_as_rates():
    days = [day(n, 1000 if n < 0 else 900, 1.0 if n < 0 else 0.9) for n in range(-7, 7)]

    assert aftermath(pairs(ON, days), Change(TOO_FEW), LEVEL).ratio == pytest.approx(1.0)


def test_other_events_of_the_compared_days_are_named_and_no_others():
    event = Event(ON, "a letter")
    others = [Event(ON + timedelta(days=n), f"at {n}") for n in (-8, -7, -6, 0, 6, 7, 8)]

    def named(last: date) -> list[str]:
        return [other.label for other in nearby(event, [event, *reversed(others)], last)]

    assert named(ON + timedelta(days=30)) == ["at -7", "at -6", "at 0", "at 6"]
    assert named(ON + timedelta(days=5)) == ["at -7", "at -6", "at 0"]
    assert named(ON) == ["at -7", "at -6", "at 0"]
