"""The rule for spikes: it tells what many people did, and nothing a gap or a loud one did."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

import pytest

from monitor.points import Point
from monitor.rehearse import Accounts, Spike, accounts_of, judge, rehearse
from monitor.voices import Voice

FIRST = datetime(2020, 4, 1, tzinfo=UTC)
CALM = (20, 18, 22, 19, 21, 25, 24)
"""Posts of the days of a week."""


def day(number: int, volume: int | None, coverage: float | None = 1.0, **more: Any) -> Point:
    start = FIRST + timedelta(days=number)
    known = {"reposts": 0, "authors": volume} if volume is not None else {}
    return Point(start, start + timedelta(days=1), volume=volume, coverage=coverage,
                 **(known | more))  # fmt: skip


def calm(days: int = 84) -> list[Point]:
    return [day(n, CALM[n % 7]) for n in range(days)]


def many(point: Point) -> Accounts:
    """Everybody posted once; the loudest 1 % are one."""
    return point.volume, (point.volume or 0) - 1


def never(point: Point) -> Accounts:
    raise AssertionError("nobody asks who stands behind a day that does not stand out")


def said(today: Point, accounts=many, history: Sequence[Point] | None = None) -> Spike:
    return judge(calm() if history is None else history, today, accounts)


def test_a_day_of_many_people_stands_out():
    found = said(day(84, 100))

    assert found.fired
    assert set(found.by) == {"posts", "people"}
    assert (found.reason, found.learning) == (None, False)
    assert found.posts.usual[0] < found.posts.expected < found.posts.usual[1] < found.posts.limit
    assert 15 < found.posts.expected < 25
    assert found.to_dict()["posts"]["limit"] == found.posts.limit < 100


@pytest.mark.parametrize("volume", [0, 5, 20, 40])
def test_a_day_like_others_and_a_quiet_one_do_not(volume):
    found = said(day(84, volume), never)

    assert (found.fired, found.by, found.reason) == (False, (), None)
    assert found.posts.expected


def test_one_loud_account_is_no_spike():
    """Twenty people as ever, one of whom posts two hundred times."""
    found = said(day(84, 220, authors=20), lambda _: (20, 20))

    assert (found.fired, found.by) == (False, ("posts",))
    assert found.reason == "not without its loudest accounts"


def test_many_people_are_a_spike_even_beside_a_loud_one():
    found = said(day(84, 300, authors=100), lambda _: (100, 30))

    assert found.fired
    assert "people" in found.by


def test_as_many_posts_by_more_people_are_a_spike_of_people():
    few = [replace(point, authors=8) for point in calm()]

    found = said(day(84, 30, authors=29), many, few)

    assert (found.fired, found.by) == (True, ("people",))
    assert found.people.limit < 29 < found.posts.limit


def test_fewer_than_ten_accounts_are_no_spike():
    assert said(day(84, 100), lambda _: (9, 99)).reason == "fewer than ten accounts"
    assert said(day(84, 100), lambda _: (10, 99)).fired


def test_nobody_known_is_no_spike():
    unknown = [replace(point, authors=0) for point in calm()]

    found = said(day(84, 100, authors=0), lambda _: (None, 100), unknown)

    assert (found.fired, found.reason) == (False, "who posted is not known")
    assert found.people is None


def test_half_a_day_counts_as_the_whole_one_it_would_have_been():
    half = day(84, 60, 0.5)

    assert said(half).fired
    assert said(half).posts == said(day(84, 120)).posts
    assert not said(day(84, 18, 0.5)).fired


def test_of_half_a_day_the_posts_of_the_others_count_as_a_rate_too():
    limit = said(day(84, 100)).posts.limit
    enough, too_few = round(limit / 2) + 1, round(limit / 2) - 1

    assert said(day(84, 80, 0.5, authors=20), lambda _: (20, enough)).fired
    loud = said(day(84, 80, 0.5, authors=20), lambda _: (20, too_few))
    assert loud.reason == "not without its loudest accounts"


def test_of_a_day_of_25_hours_all_posts_count_as_of_24():
    limit = said(day(84, 100)).posts.limit
    long = replace(day(84, 0), end=FIRST + timedelta(days=85, hours=1))
    enough, too_few = (ceil(limit * 25 / 24) + more for more in (1, -1))
    assert too_few > limit

    def judged(volume: int, others: int) -> Spike:
        return said(replace(long, volume=volume, authors=20), lambda _: (20, others))

    assert judged(200, enough).fired
    assert judged(200, too_few).reason == "not without its loudest accounts"
    assert judged(too_few, too_few).by == ()


def test_less_than_half_a_day_is_not_judged_and_neither_is_what_nobody_watched():
    assert said(day(84, 500, 0.49), never).reason == "too little of the day was watched"
    assert said(day(84, None, 0.0), never).reason == "not watched"


def test_unknown_coverage_is_taken_as_it_is():
    assert said(day(84, 100, None)).fired


def test_gaps_and_half_days_of_the_past_are_no_measure():
    history = calm()
    for number in range(2, 80, 9):
        history[number] = day(number, None, 0.0)
        history[number + 1] = day(number + 1, 2, 0.3)

    found = said(day(84, 100), many, history)

    assert found.fired
    assert found.posts.expected == pytest.approx(said(day(84, 100)).posts.expected, rel=0.15)
    assert not said(day(84, 40), never, history).fired


def test_before_eight_weeks_it_is_learning_and_before_one_it_says_nothing():
    assert said(day(55, 100), many, calm(55)).learning
    assert not said(day(56, 100), many, calm(56)).learning
    found = said(day(6, 100), many, calm(6))
    assert (found.fired, found.reason) == (False, "too little is known of the days before")


def test_days_under_other_rules_are_no_measure():
    history = calm()
    history[70] = replace(history[70], rules_changed=True)

    found = said(day(84, 100), many, history)
    assert found.fired
    assert found.learning
    assert said(day(84, 100, rules_changed=True)).reason == "the topic's rules changed"
    history[80] = replace(history[80], rules_changed=True)
    early = said(day(84, 100), many, history)
    assert early.reason == "too little is known of the days before"


def test_a_month_of_silence_and_then_nine_posts_are_no_spike():
    silence = [day(n, 0) for n in range(84)]

    assert said(day(84, 9), many, silence).reason == "fewer than ten accounts"
    assert said(day(84, 10), many, silence).fired


def test_a_rehearsal_judges_each_day_by_what_came_before_it_alone():
    points = calm(90)
    points[86] = day(86, 120)
    points[88] = day(88, 120)

    found = list(rehearse(points, 6, many))

    assert [one.point for one in found] == points[-6:]
    assert [one.spike.fired for one in found] == [False, False, True, False, True, False]
    for number, one in enumerate(found, 84):
        assert one.spike == judge(points[:number], points[number], many)
    assert list(rehearse(points, 0, many)) == []
    assert len(list(rehearse(points, 200, many))) == 90


def test_a_rehearsal_and_a_report_look_at_the_same_memory():
    """Three weeks of posts, then a gap of eleven weeks, and ten days since."""
    points = [day(n, None if 21 <= n < 98 else CALM[n % 7]) for n in range(109)]
    points[108] = day(108, 120)

    *_, last = rehearse(points, 1, many)

    assert (
        last.spike
        == said(points[108], many, points[24:108])
        == said(points[108], many, points[:108])
    )
    assert (last.spike.fired, last.spike.learning) == (True, True)


def test_what_stands_behind_a_day_is_all_accounts_and_the_posts_of_all_but_the_loudest():
    voices = [Voice(f"{n:03}", "x", 1, 0, 0) for n in range(120)]
    voices[7] = Voice("007", "x", 50, 0, 0)

    assert accounts_of(voices) == (120, 118)
    assert accounts_of([]) == (None, 0)


def test_posts_of_unknown_people_are_not_those_of_many():
    """Twenty known people as ever, and two hundred posts of whom nobody knows."""
    voices = [Voice(f"{n:02}", "x", 1, 1, 0) for n in range(20)]

    found = said(day(84, 220, authors=20), lambda point: accounts_of(voices))

    assert not found.fired
