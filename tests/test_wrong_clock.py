"""This machine's clock is wrong: nothing is lost, claimed or spent by it."""

from datetime import timedelta

import pytest

from tests.databases import only_on
from tests.live import GREAT, House, statuses

pytestmark = only_on("sqlite")
WELL = ("ok", None)
OFF = [timedelta(minutes=m) for m in (-14_400, -1_500, -20, -1, 1, 20, 1_500, 600_000)]


@pytest.fixture(params=OFF, ids=str)
def off(request) -> timedelta:
    return request.param


@pytest.mark.fault("F10", "F11")
def test_posts_are_found_and_covered_time_never_lies_in_the_future_of_x(house, off):
    house.off = off
    for _ in range(3):
        house.x.posts(5, GREAT, house.x.now, house.x.now + timedelta(minutes=14))
        house.x.advance(minutes=15)
        (outcome,) = house.collect()
        assert outcome.status == "ok"
        assert outcome.covered[-1][1] <= house.x.now
        assert "Set it right" in outcome.remarks[-1]

    assert house.ids == house.expected
    assert house.checkpoint.since_at < house.x.now
    assert house.is_sound()


@pytest.mark.fault("F10", "F11")
def test_a_first_collection_which_x_refuses_for_its_times_is_asked_anew_at_once(x, store, off):
    house = House(x, store, off=off)
    x.posts(25, GREAT, "2020-06-28T12:00", "2020-07-02T04:00")

    (outcome,) = house.collect()

    assert statuses([outcome]) == [WELL]
    assert house.ids == house.expected
    assert len(x.requests) <= 2
    assert outcome.window[1] <= x.now


@pytest.mark.fault("F11")
def test_a_clock_that_was_set_right_again_is_believed_again(house, off):
    house.off = off
    house.tick(minutes=15)
    house.off = timedelta()
    for _ in range(3):
        house.x.posts(5, GREAT, house.x.now, house.x.now + timedelta(minutes=14))
        house.tick(minutes=15)

    assert house.ids == house.expected
    assert house.live.clock_of("x").ahead == timedelta()
    assert house.monitor.health().exit_code == 0
    assert house.gaps == []


@pytest.mark.fault("F11")
def test_a_clock_that_is_set_back_behind_what_is_stored_asks_all_the_same(house):
    house.tick(minutes=15)
    house.x.posts(5, GREAT, house.x.now, house.x.now + timedelta(minutes=100))
    house.x.advance(minutes=120)
    house.off = -timedelta(days=3)

    house.collect()
    house.tick(minutes=15)

    assert house.ids == house.expected
    assert house.checkpoint.since_at > house.x.now - timedelta(minutes=1)


@pytest.mark.fault("F11")
def test_status_tells_that_the_clock_is_wrong_and_by_how_much(house):
    house.off = timedelta(hours=5)
    house.tick(minutes=15)

    health = house.monitor.health()

    assert (health.sources["x"].state, health.exit_code) == ("clock", 75)
    assert "5 hours ahead" in health.sources["x"].reason


@pytest.mark.fault("F11")
@pytest.mark.parametrize("hours", [-30, -5, 5, 30])
def test_no_day_of_x_costs_more_than_its_budget_whatever_day_it_is_here(house, hours):
    house.daily, house.off = 0.5, timedelta(hours=hours)
    for _ in range(40):
        house.x.posts(40, GREAT, house.x.now, house.x.now + timedelta(minutes=50))
        house.tick(minutes=60)

    assert house.x.billed
    for posts in house.x.billed.values():
        assert len(posts) * 0.005 <= 0.5 + 1e-9
    assert house.is_sound()


@pytest.mark.fault("F11")
def test_a_server_whose_times_jump_about_is_asked_a_few_times_and_no_more(x, store):
    house = House(x, store, off=timedelta(days=2))
    x.script("400", "400", "400", "400")

    (outcome,) = house.collect()

    assert outcome.status in ("blocked", "partial")
    assert outcome.error
    assert len(x.requests) <= 3


@pytest.mark.fault("F11")
def test_time_that_a_clock_ahead_has_asked_for_is_asked_for_once_it_has_come(x, store):
    """No post is stored yet behind which the next window could begin."""
    house = House(x, store)
    house.collect()
    house.off = timedelta(hours=2)
    house.tick(minutes=15)
    house.off = timedelta()
    x.posts(10, GREAT, x.now, x.now + timedelta(minutes=100))

    for _ in range(4):
        house.tick(minutes=30)

    assert house.ids == house.expected
    assert house.gaps == []


@pytest.mark.fault("F11")
def test_what_is_watched_is_dated_anew_once_the_time_is_known(x, store):
    house = House(x, store, off=timedelta(days=3))
    x.posts(10, GREAT, "2020-07-01T12:00", "2020-07-02T04:00")

    house.collect()

    assert house.points("2020-07-01T12:00", "2020-07-02T04:00")[0].coverage == 1.0
    with store.read() as reader:
        assert reader.ledger.queries()["x"][0][0] <= x.now


@pytest.mark.fault("F11")
@pytest.mark.parametrize("fault", ["429 reset=+300", "401"])
def test_a_pause_that_a_wrong_clock_has_set_is_not_kept_for_longer_than_a_right_one(
    x, store, fault
):
    house = House(x, store)
    house.collect()
    house.off = timedelta(days=400)
    with store.write() as writer:
        writer.ledger.note_clock("x", timedelta())
    x.script(fault)
    house.tick(minutes=15)
    house.off = timedelta()

    assert set(statuses(house.tick(hours=25))) == {WELL}


@pytest.mark.fault("F11")
@pytest.mark.parametrize("seconds", [15, 60, 600, 7_200])
def test_just_past_our_midnight_the_day_of_x_is_not_paid_for_twice(x, store, seconds):
    house = House(x, store, daily=0.5)
    house.collect()
    x.posts(150, GREAT, "2020-07-02T20:00", "2020-07-02T20:30")
    x.now = "2020-07-02T21:00"
    house.collect()
    x.now = f"2020-07-02T23:{'59' if seconds < 600 else '30'}:50"
    x.posts(150, GREAT, "2020-07-02T21:30", "2020-07-02T23:00")
    house.off = timedelta(seconds=seconds + 1_900 * (seconds >= 600))

    for _ in range(3):
        house.collect()

    assert len(x.billed["2020-07-02"]) * 0.005 <= 0.5 + 1e-9
