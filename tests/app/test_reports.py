from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.reports import due, due_at, final_at, next_due
from monitor.timeline import day_window

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TIMES = [time(0), time(0, 30), time(1, 30), time(2, 30), time(7), time(12), time(23, 59)]
CHANGES = [
    # the zone, and a day at which its clocks change
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Europe/London", date(2026, 3, 29)),
    ("America/New_York", date(2026, 11, 1)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/Santiago", date(2026, 9, 6)),  # midnight itself is skipped
    ("America/Havana", date(2026, 11, 1)),  # midnight comes twice
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # by half an hour
    ("Asia/Kathmandu", date(2026, 6, 1)),
    ("Pacific/Apia", date(2011, 12, 30)),  # a day that never was
    ("UTC", date(2026, 2, 28)),
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


class Desk:
    """Makes what is due, and keeps what it made; the state as `summarise` finds it."""

    def __init__(self, first: date, at: time, zone: ZoneInfo) -> None:
        self.first, self.at, self.zone = first, at, zone
        self.made: list[tuple[date, str, datetime]] = []

    def sweep(self, now: datetime) -> list[date]:
        published = {day: (state, when) for day, state, when in self.made}
        days = due(published, self.first, now, self.at, self.zone)
        self.made += [(day, self.state(day, now), now) for day in days]
        return days

    def state(self, day: date, now: datetime) -> str:
        return "final" if now >= day_window(day, self.zone).end + DAY else "provisional"

    def states(self, day: date) -> list[str]:
        return [state for made, state, _ in self.made if made == day]


def test_a_day_is_due_the_next_morning_and_final_the_morning_after():
    desk = Desk(date(2026, 3, 26), time(7), ZoneInfo("Europe/Berlin"))

    assert desk.sweep(utc("2026-03-27T06:59:59+01:00")) == []
    assert desk.sweep(utc("2026-03-27T07:00+01:00")) == [date(2026, 3, 26)]
    assert desk.sweep(utc("2026-03-28T06:59+01:00")) == []
    assert desk.sweep(utc("2026-03-28T07:00+01:00")) == [date(2026, 3, 26), date(2026, 3, 27)]
    assert desk.states(date(2026, 3, 26)) == ["provisional", "final"]


def test_a_report_made_by_hand_before_its_time_is_made_again_in_time():
    zone, day = ZoneInfo("Europe/Berlin"), date(2026, 3, 26)
    by_hand = {day: ("provisional", utc("2026-03-27T01:00+01:00"))}
    later = {day: ("provisional", utc("2026-03-27T07:00:01+01:00"))}

    assert due(by_hand, day, utc("2026-03-27T07:00+01:00"), time(7), zone) == [day]
    assert due(later, day, utc("2026-03-27T08:00+01:00"), time(7), zone) == []


@pytest.mark.fault("F40")
def test_days_that_nobody_made_are_made_up_for_in_order_up_to_sixty_days_back():
    zone, first = ZoneInfo("Europe/Berlin"), date(2026, 1, 1)
    now = utc("2026-03-27T12:00+01:00")

    days = due({}, first, now, time(7), zone)

    assert days[0] == date(2026, 3, 27) - 60 * DAY
    assert days[-1] == date(2026, 3, 26)
    assert all(b - a == DAY for a, b in pairwise(days))


@pytest.mark.fault("F39")
@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        # skipped: as far behind the change as it would have been
        (date(2026, 3, 28), time(2, 30), "Europe/Berlin", "2026-03-29T03:30+02:00"),
        # twice: the first one
        (date(2026, 10, 24), time(2, 30), "Europe/Berlin", "2026-10-25T02:30+02:00"),
        (date(2026, 10, 31), time(1, 30), "America/New_York", "2026-11-01T01:30-04:00"),
        (date(2026, 4, 4), time(1, 45), "Australia/Lord_Howe", "2026-04-05T01:45+11:00"),
        (date(2011, 12, 29), time(7), "Pacific/Apia", "2011-12-31T07:00+14:00"),
    ],
)
def test_a_time_that_comes_never_or_twice_is_one_instant(day, at, zone, expected):
    assert due_at(day, at, ZoneInfo(zone)) == utc(expected)


def test_a_day_that_a_zone_skipped_gets_no_report_and_holds_up_no_other():
    zone = ZoneInfo("Pacific/Apia")

    days = due({}, date(2011, 12, 28), utc("2012-01-02T12:00+14:00"), time(7), zone)

    assert days == [date(2011, 12, day) for day in (28, 29, 31)] + [date(2012, 1, 1)]


def test_figures_after_a_short_day_are_final_a_little_later_and_made_once():
    """29 March has 23 hours: at half past midnight, the 28th ended 23.5 hours ago."""
    zone, day = ZoneInfo("Europe/Berlin"), date(2026, 3, 28)
    desk = Desk(day, time(0, 30), zone)

    for minutes in range(0, 60 * 49, 30):
        desk.sweep(utc("2026-03-29T00:00+01:00") + timedelta(minutes=minutes))

    assert final_at(day, time(0, 30), zone) == utc("2026-03-30T01:00+02:00")
    assert desk.states(day) == ["provisional", "final"]


zones = st.sampled_from(CHANGES).map(lambda change: (ZoneInfo(change[0]), change[1]))
hours = st.lists(st.floats(-60, 120), min_size=1, max_size=30)


@pytest.mark.fault("F39", "F40")
@given(zones, st.sampled_from(TIMES), hours)
def test_whenever_one_looks_a_day_is_made_once_early_and_once_at_last(change, at, moments):
    zone, day = change
    middle = day_window(day, zone).start
    desk = Desk(day - 4 * DAY, at, zone)

    for now in sorted(middle + hour * HOUR for hour in moments):
        desk.sweep(now)
        assert desk.sweep(now) == []
    desk.sweep(middle + 30 * DAY)

    assert all(now >= due_at(made, at, zone) for made, _, now in desk.made)
    expected = [desk.first + n * DAY for n in range(20)]
    for made in expected:
        there_was = bool(day_window(made, zone).seconds)
        assert desk.states(made) in ([["provisional", "final"], ["final"]] if there_was else [[]])


@given(zones, st.sampled_from(TIMES), st.floats(-60, 60))
def test_the_clock_rings_once_for_each_day(change, at, hour):
    zone, day = change
    now = day_window(day, zone).start + hour * HOUR
    rung = [now]
    for _ in range(6):
        rung.append(next_due(rung[-1], at, zone))

    days = [now.astimezone(zone).date() + n * DAY for n in range(-3, 9)]
    expected = sorted({due_at(one, at, zone) for one in days})
    assert rung[1:] == [moment for moment in expected if moment > now][:6]
