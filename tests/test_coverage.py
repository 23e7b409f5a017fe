"""What was watched and what was not: a gap is no zero, and each has its reason."""

from datetime import timedelta

import pytest

from monitor.errors import UsageError
from tests.fakes import FakeSource, run
from tests.live import FILM, GREAT, PETITION, SIGN, House, between, killed, short

MORNING = ("2020-07-02T07:00", "2020-07-02T11:00")
DAY = ("2020-07-02T05:00", "2020-07-02T12:00")


def shares(house: House, *span: str) -> list[float]:
    return [round(point.coverage or 0, 3) for point in house.points(*span)]


@pytest.mark.fault("F17")
def test_watched_time_without_posts_is_zero_and_time_nobody_watched_is_unknown(house):
    house.x.post(GREAT, "2020-07-02T07:30")
    house.collect()
    house.x.advance(hours=3)

    told = house.points("2020-07-02T06:00", "2020-07-02T15:00")

    assert [point.volume for point in told] == [0, 1, 0, 0, 0, 0, None, None, None]
    assert [point.mean_compound is None for point in told][:2] == [True, False]
    assert shares(house, "2020-07-02T06:00", "2020-07-02T15:00")[4:] == [1, 0.992, 0, 0, 0]
    assert told[0].coverage_by_source == {"x": 1}


def test_what_was_never_asked_for_is_unknown_too(house):
    house.collect()
    (long_ago,) = house.points("2020-05-01", "2020-05-02", by="day")

    assert (long_ago.volume, long_ago.coverage, long_ago.coverage_by_source) == (None, None, {})
    assert house.gaps == []


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ("503 for ever", "network"),
        ("429", "rate limit"),
        ("401", "credentials"),
        ("402", "credits"),
        ("usage-cap", "credits"),
        ("400", "query"),
    ],
)
def test_a_gap_tells_why_and_heals_when_the_window_is_read_after_all(house, step, reason):
    house.x.posts(20, GREAT, *MORNING)
    house.x.script(step)
    house.collect()

    assert house.gaps == [("02 04:59:30", short(house.x.now), reason)]
    assert house.told_gaps[0].fillable_until == house.x.now + timedelta(days=7)
    assert house.volumes("2020-07-02T10:00", "2020-07-02T11:00") == [None]
    house.x.heal()
    house.x.advance(hours=1)
    house.collect()

    assert house.gaps == []
    assert house.volumes("2020-07-02T10:00", "2020-07-02T11:00") == [5]


def test_of_an_unfinished_window_the_newest_part_is_watched_and_the_rest_a_gap(house):
    house.x.posts(200, f"{GREAT} {{n}}", *MORNING)
    with killed(when=lambda: len(house.x.requests) == 2):
        house.collect()

    seen = shares(house, *DAY)
    assert seen[:3] == [0, 0, 0]
    assert 0 < seen[4] <= 1
    assert seen[5] == 1
    volumes = house.volumes(*DAY)
    assert volumes[:3] == [None, None, None]
    assert sum(volume or 0 for volume in volumes) == 100


def test_the_reason_of_a_killed_run_is_told_by_the_next_one(house):
    house.x.posts(200, f"{GREAT} {{n}}", *MORNING)
    with killed(when=lambda: len(house.x.requests) == 2):
        house.collect()
    house.x.script("429")
    house.collect()
    (gap,) = house.gaps
    assert gap[2] == "rate limit"

    house.x.advance(minutes=15)
    house.collect()

    assert house.gaps == []
    assert house.ids == house.expected


def test_time_that_nobody_asked_for_is_a_gap_after_an_hour(house):
    house.collect()
    house.x.advance(minutes=59)
    assert house.gaps == []
    house.x.advance(minutes=3)

    assert house.gaps == [("02 11:59:30", "02 13:02", "not asked yet")]


def test_a_gap_can_be_filled_for_as_long_as_x_remembers(house):
    house.collect()
    house.x.advance(days=3)
    house.collect(most_posts=10)
    house.x.posts(30, GREAT, "2020-07-03T00:00", "2020-07-03T12:00")
    house.x.advance(minutes=30)
    assert house.gaps == []

    house.x.now = "2020-07-09T12:00"
    house.x.posts(30, GREAT, "2020-07-08T00:00", "2020-07-09T11:00")
    house.collect(most_posts=10)
    ((start, _, reason),) = house.gaps

    assert reason == "--max-posts"
    assert start == "05 11:59:30"
    (gap,) = house.told_gaps
    assert gap.fillable_until == gap.end + timedelta(days=7)
    house.x.advance(days=5)
    lost, left = house.told_gaps[:2]
    assert (lost.fillable_until, lost.end) == (None, house.x.now - timedelta(days=7))
    assert (left.start, left.end, left.reason) == (lost.end, gap.end, reason)


def test_a_source_that_is_switched_off_leaves_no_gap_from_then_on(house):
    house.collect()
    house.switched_on = False
    house.x.advance(minutes=30)
    with pytest.raises(UsageError, match="nothing to collect from"):
        house.live.names()
    house.x.advance(days=3)

    assert house.gaps == [("02 11:59:30", "02 12:30", "not asked yet")]
    (after,) = house.points("2020-07-04", "2020-07-05", by="day")
    assert (after.volume, after.coverage) == (None, None)

    house.switched_on = True
    house.x.post(GREAT, "2020-07-04T12:00")
    house.collect()
    assert house.volumes("2020-07-04T12:00", "2020-07-04T13:00") == [1]
    assert house.gaps == []


def test_a_topic_is_watched_from_its_first_run_on(house):
    house.topics = (FILM,)
    house.collect()
    house.topics = (FILM, PETITION)
    assert house.live.unread("x", between("2020-07-02T06:00", "2020-07-02T11:00"))
    assert [point.volume for point in house.points(*DAY, "petition")][3] is None
    house.x.post(SIGN, "2020-07-02T08:30")

    (outcome,) = house.history("2020-07-02T06:00", "2020-07-02T11:00")

    assert outcome.matched == {"petition": 1}
    assert house.volumes("2020-07-02T08:00", "2020-07-02T09:00", "petition") == [1]
    assert not house.live.unread("x", between("2020-07-02T06:00", "2020-07-02T11:00"))


def test_of_several_sources_the_lowest_coverage_is_told(house):
    house.collect()
    source = FakeSource("archive", "x", covered=(between("2020-07-02T10:00", "2020-07-02T10:30"),))
    source.post(GREAT, "2020-07-02T10:10")
    run(source, house.store, FILM, PETITION)

    (point,) = house.points("2020-07-02T10:00", "2020-07-02T11:00")

    assert point.coverage_by_source == {"archive": 0.5, "x": 1}
    assert point.coverage == 0.5
