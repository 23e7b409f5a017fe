from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.timeline import (
    Window,
    bucket_of,
    day_window,
    merged,
    missing,
    parse_moment,
    share,
    steps,
)
from tests.fakes import NOW, ZONES, at, between

LONDON = ZoneInfo("Europe/London")
moments = st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 (asked for)
    lambda naive: naive.replace(tzinfo=UTC)
)


@pytest.mark.fault("F39")
@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2020, 7, 2), "Europe/London", 24),
        (date(2020, 3, 29), "Europe/London", 23),
        (date(2020, 10, 25), "Europe/London", 25),
        (date(2020, 4, 5), "Australia/Lord_Howe", 24.5),
        (date(2018, 11, 4), "America/Sao_Paulo", 23),  # clocks skipped midnight
        (date(2011, 12, 30), "Pacific/Apia", 0),  # the day that never was
    ],
)
def test_a_local_day_has_as_many_hours_as_its_clocks_show(day, zone, hours):
    assert day_window(day, ZoneInfo(zone)).seconds == hours * 3600


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("by", ["hour", "day", "week", "month"])
@given(start=moments, length=st.timedeltas(timedelta(minutes=1), timedelta(days=70)))
def test_steps_tile_the_window_without_gap_or_overlap(zone, by, start, length):
    window = Window(start, start + (length / 40 if by == "hour" else length))

    found = steps(window, by, ZoneInfo(zone))

    assert found[0].start == window.start
    assert found[-1].end == window.end
    assert all(a.end == b.start for a, b in pairwise(found))


@pytest.mark.parametrize("zone", ZONES)
@given(start=moments)
def test_every_step_of_a_day_lies_in_one_local_day(zone, start):
    where = ZoneInfo(zone)

    for step in steps(Window(start, start + timedelta(days=9)), "day", where):
        last = step.end - timedelta(microseconds=1)
        assert step.start.astimezone(where).date() == last.astimezone(where).date()


@pytest.mark.parametrize("zone", ZONES)
@given(start=moments)
def test_every_step_of_an_hour_lies_in_one_local_hour(zone, start):
    where = ZoneInfo(zone)

    for step in steps(Window(start, start + timedelta(hours=60)), "hour", where):
        first = step.start.astimezone(where)
        last = (step.end - timedelta(microseconds=1)).astimezone(where)
        assert (first.date(), first.hour, first.utcoffset()) == (
            last.date(),
            last.hour,
            last.utcoffset(),
        )


def test_an_hour_that_comes_twice_is_two_steps():
    night = between("2020-10-25T00:00", "2020-10-25T02:00")

    found = steps(night, "hour", LONDON)

    labels = [step.start.astimezone(LONDON).isoformat() for step in found]
    assert labels == ["2020-10-25T01:00:00+01:00", "2020-10-25T01:00:00+00:00"]


def test_weeks_start_on_monday():
    found = steps(between("2020-07-01T12:00", "2020-07-14T12:00"), "week", ZoneInfo("UTC"))

    assert [step.start.strftime("%a %d") for step in found] == ["Wed 01", "Mon 06", "Mon 13"]


@given(moment=moments)
def test_a_bucket_holds_its_moment_and_lies_on_the_quarter_hour(moment):
    start = bucket_of(moment)

    assert start % 900 == 0
    assert start <= moment.timestamp() < start + 900


def test_missing_time_and_covered_time_make_up_the_frame():
    frame = between("00:00", "10:00")
    watched = [between("08:00", "12:00"), between("01:00", "03:00"), between("02:00", "04:00")]

    assert merged(watched) == (between("01:00", "04:00"), between("08:00", "12:00"))
    assert missing(watched, frame) == (between("00:00", "01:00"), between("04:00", "08:00"))
    assert share(watched, frame) == 0.5


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", NOW),
        ("12h", NOW - timedelta(hours=12)),
        ("30d", NOW - timedelta(days=30)),
        ("2w", NOW - timedelta(weeks=2)),
        ("2020-07-02", at("2020-07-01T23:00")),
        ("2020-07-02T10:00", at("09:00")),
        ("2020-07-02T10:00+05:45", at("04:15")),
        ("2020-07-02T10:00:00Z", at("10:00")),
    ],
)
def test_a_moment_is_read_as_people_write_it(text, meant):
    assert parse_moment(text, NOW, LONDON) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2020-13-01",
        "30",
        "-3d",
        "99999w",
        "2020-07-02T",
        "1066-10-14",
        "9999-12-31",
    ],
)
def test_a_moment_that_is_none_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="write 2020-07-02"):
        parse_moment(text, NOW, LONDON)
