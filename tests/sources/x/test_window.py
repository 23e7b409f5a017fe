"""Which time X is asked for: from any checkpoint, at any moment, in words that X takes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitor.checkpoint import Checkpoint, OpenWindow
from monitor.sources.fields import snowflake_instant
from monitor.sources.x.window import bounds, history, present, resumed
from monitor.timeline import Window, merged
from tests.fakes import at
from tests.fakex.asking import ENDPOINTS, Asked, asked
from tests.fakex.clock import first_id, milliseconds

NOW = at("2020-07-20T12:00")
QUERY, OTHER = "netflix", "netflix film"
BEGIN = at("2020-07-01T00:00")
MILLISECOND, MINUTE, DAY = timedelta(milliseconds=1), timedelta(minutes=1), timedelta(days=1)
MOMENTS = some.integers(0, 31 * DAY // MILLISECOND).map(lambda n: BEGIN + n * MILLISECOND)


def id_at(moment: datetime | str, number: int = 7) -> str:
    when = at(moment) if isinstance(moment, str) else moment
    return str(first_id(milliseconds(when)) + number)


def window(now: datetime = NOW, **stored: Any) -> OpenWindow:
    found = present(Checkpoint(**stored), QUERY, now)
    assert found
    return found


def by_ids(start: str, end: str = "2020-07-20T11:59:30") -> dict[str, str]:
    """From the first id of one moment to the first of another."""
    since, until = (first_id(milliseconds(at(moment))) for moment in (start, end))
    return {"since_id": str(since - 1), "until_id": str(until)}


def read_down_to(moment: str, open_: OpenWindow, token: str | None = "next") -> OpenWindow:
    """Some pages are stored: everything from that moment on."""
    reached = at(moment)
    return replace(
        open_, pages=3, token=token, newest_id="9", oldest_id=id_at(reached), reached=reached
    )


def taken_by_x(open_: OpenWindow, now: datetime) -> Asked:
    """The request as X reads it; raises where X takes it not."""
    told = {
        name: value if isinstance(value, str) else value.strftime("%Y-%m-%dT%H:%M:%SZ")
        for name, value in bounds(open_).items()
    }
    endpoint = "search/all" if open_.archive else "search/recent"
    params = {"query": open_.query, **told}
    return asked(ENDPOINTS[f"/2/tweets/{endpoint}"], params, now, renamed=False)


def test_the_first_window_is_all_that_recent_search_reaches():
    first = window()

    assert (first.start, first.end) == (at("2020-07-13T12:15"), at("2020-07-20T11:59:30"))
    assert bounds(first) == {"start_time": first.start, "end_time": first.end}
    assert first.closes_at == first.end


def test_the_next_window_begins_two_minutes_before_the_newest_post_and_asks_by_ids_alone():
    next_ = window(since_id=id_at("2020-07-20T11:45"), since_at=at("2020-07-20T11:50"))

    assert bounds(next_) == by_ids("2020-07-20T11:43")


def test_looking_back_ends_at_utc_midnight_where_all_would_be_paid_again():
    early = at("2020-07-20T00:10")
    today = window(early, since_id=id_at("2020-07-20T00:01"))
    yesterday = id_at("2020-07-19T23:59")

    by_time = window(early, since_at=at("2020-07-20T00:01"))

    assert bounds(today) == by_ids("2020-07-20T00:00", "2020-07-20T00:09:30")
    assert bounds(by_time) == bounds(today)
    assert bounds(window(early, since_id=yesterday))["since_id"] == yesterday


@pytest.mark.fault("F8")
def test_after_eight_idle_days_x_is_asked_by_times_for_what_it_still_has():
    late = window(since_id=id_at("2020-07-12T12:00"), since_at=at("2020-07-12T12:00"))

    assert bounds(late) == {"start_time": at("2020-07-13T12:15"), "end_time": late.end}


def test_a_quiet_week_is_not_asked_for_again():
    quiet = window(since_id=id_at("2020-07-02T12:00"), since_at=at("2020-07-20T11:45"))

    assert bounds(quiet) == by_ids("2020-07-20T11:43")


@pytest.mark.parametrize("now", ["2020-07-20T11:00", "2020-07-20T11:43:29", "2019-01-01T00:00"])
def test_a_clock_that_was_set_back_waits_until_it_is_where_it_was(now):
    stored = Checkpoint(id_at("2020-07-20T11:45"), at("2020-07-20T11:47:00"))

    assert present(stored, QUERY, at(now)) is None


def test_an_id_from_the_future_does_not_stop_the_collecting():
    ahead = window(since_id="9223372036854775807", since_at=at("2020-07-20T11:45"))

    assert bounds(ahead) == by_ids("2020-07-20T11:43")


@pytest.mark.parametrize("since_id", ["20", "at://did:plc:x/1", "9" * 5000, "٣٤٥"])
def test_an_id_that_holds_no_time_is_not_asked_for(since_id):
    found = window(since_id=since_id, since_at=at("2020-07-20T11:45"))

    assert bounds(found) == by_ids("2020-07-20T11:43")
    assert "start_time" in bounds(window(since_id=since_id))


def test_what_is_left_goes_on_with_its_token():
    left = read_down_to("2020-07-18T00:00", window(since_id=id_at("2020-07-17T12:00")))

    assert resumed(left, QUERY, NOW + MINUTE) == left


def test_the_first_window_keeps_its_token_until_x_forgets_where_it_begins():
    left = read_down_to("2020-07-18T00:00", window())

    assert resumed(left, QUERY, NOW + 14 * MINUTE) == left
    rest = resumed(left, QUERY, NOW + 15 * MINUTE)
    assert rest
    assert (rest.token, rest.start) == (None, at("2020-07-13T12:16"))


@pytest.mark.fault("F24")
@pytest.mark.parametrize(("token", "query"), [(None, QUERY), ("next", OTHER)])
def test_without_its_token_or_its_query_the_rest_is_asked_for_below_the_oldest_post(token, query):
    by_id = window(since_id=id_at("2020-07-17T12:00"))
    left = read_down_to("2020-07-18T00:00:00.500", by_id, token)

    rest = resumed(left, query, NOW + MINUTE)

    assert rest
    assert (rest.token, rest.query) == (None, query)
    assert (rest.start, rest.end) == (left.start, at("2020-07-18T00:00:00.500"))
    assert bounds(rest) == {"since_id": left.since_id, "until_id": left.oldest_id}
    assert (rest.newest_id, rest.closes_at) == (left.newest_id, left.closes_at)
    again = resumed(replace(rest, token=None), query, NOW + MINUTE)
    assert again == rest


def test_a_window_without_any_page_is_asked_for_anew():
    whole = window(since_id=id_at("2020-07-17T12:00"))

    rest = resumed(whole, OTHER, NOW + MINUTE)

    assert rest
    assert bounds(rest) == bounds(whole)


def test_the_second_in_which_reading_ended_is_asked_for_once_more():
    left = read_down_to("2020-07-18T00:00:00.500", window(), token=None)

    rest = resumed(left, QUERY, NOW + MINUTE)

    assert rest
    assert bounds(rest)["end_time"] == at("2020-07-18T00:00:01")
    assert rest.oldest_id is None  # or the posts of that second would pass for out of order


def test_what_x_has_forgotten_meanwhile_is_not_asked_for():
    by_id = window(since_id=id_at("2020-07-14T12:00"))
    left = read_down_to("2020-07-18T00:00", by_id)
    two_days_later = resumed(left, QUERY, NOW + 2 * DAY)
    five_days_later = resumed(left, QUERY, NOW + 5 * DAY)

    assert two_days_later
    assert two_days_later.token is None
    assert bounds(two_days_later) == {
        "start_time": at("2020-07-15T12:01"),
        "end_time": at("2020-07-18T00:00"),
    }
    assert five_days_later is None


def test_time_asked_for_by_hand_parts_where_recent_search_ends():
    recent, archive = history(
        Window(at("2020-06-01T00:00:00.9"), at("2020-07-15T00:00")), QUERY, NOW
    )

    assert (recent.start, recent.end) == (at("2020-07-13T12:15"), at("2020-07-15T00:00"))
    assert (archive.start, archive.end) == (at("2020-06-01T00:00"), at("2020-07-13T12:15"))
    assert (recent.archive, archive.archive) == (False, True)


@pytest.mark.fault("F10")
def test_time_that_has_not_come_is_not_asked_for():
    (today,) = history(Window(at("2020-07-20T00:00"), at("2020-08-01T00:00")), QUERY, NOW)

    assert today.end == at("2020-07-20T11:59:30")
    assert history(Window(at("2020-07-21T00:00"), at("2020-08-01T00:00")), QUERY, NOW) == ()


def test_the_rest_of_an_archive_window_is_asked_for_anew_as_well():
    (whole,) = history(Window(at("2020-06-01T00:00"), at("2020-06-30T00:00")), QUERY, NOW)
    left = read_down_to("2020-06-20T00:00:00.001", whole, token=None)

    rest = resumed(left, QUERY, NOW)

    assert rest
    assert rest.archive
    assert bounds(rest) == {"start_time": whole.start, "end_time": at("2020-06-20T00:00:01")}


STORED = some.builds(
    Checkpoint,
    since_id=some.none() | some.text(max_size=9) | some.builds(id_at, MOMENTS),
    since_at=some.none() | MOMENTS,
)


@pytest.mark.fault("F8", "F9", "F10")
@given(STORED, MOMENTS)
def test_whatever_is_stored_x_takes_the_question_and_goes_on_taking_it(stored, now):
    found = present(stored, QUERY, now)

    if found:
        assert len({name.split("_")[1] for name in bounds(found)}) == 1
        for later in (timedelta(), 12 * MINUTE):
            read = taken_by_x(found, now + later)
        assert read.high >= first_id(milliseconds(found.end))
        assert now - timedelta(days=7) < found.start < found.end <= now - timedelta(seconds=30)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_no_time_falls_between_two_windows(newest, watched, now):
    watched = watched.replace(microsecond=0)  # as all windows end
    stored = Checkpoint(id_at(newest), watched)
    found = present(stored, QUERY, now)

    if found and newest <= now:
        reach = (now - timedelta(days=7) + 15 * MINUTE).replace(microsecond=0)
        begins = newest if newest >= reach else max(watched, reach).replace(microsecond=0)
        read = taken_by_x(found, now)
        assert found.start <= begins
        assert read.low <= max(int(stored.since_id or 0) + 1, first_id(milliseconds(begins)))
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        assert read.low >= min(first_id(milliseconds(midnight)), first_id(milliseconds(begins)))


@given(MOMENTS, some.timedeltas(timedelta(), timedelta(days=20)), MOMENTS)
def test_time_asked_for_by_hand_is_asked_for_whole_in_words_that_x_takes(start, length, now):
    wanted = Window(start, min(start + length, now - MINUTE))
    windows = history(wanted, QUERY, now)

    for part in windows:
        taken_by_x(part, now + 12 * MINUTE)
    covered = merged(part.whole for part in windows)
    assert all(w.start <= wanted.start and w.end == wanted.end for w in covered)
    assert len(covered) == (wanted.seconds > 0)


@pytest.mark.fault("F9")
@given(
    MOMENTS, some.floats(0, 1), some.timedeltas(timedelta(), timedelta(days=9)), some.booleans()
)
def test_whatever_is_left_of_a_window_x_takes_it_at_any_later_time(newest, part, later, by_id):
    stored = Checkpoint(id_at(newest) if by_id else None)
    whole = present(stored, QUERY, NOW)
    if whole is None:
        return
    reached = whole.start + part * (whole.end - whole.start)
    left = replace(whole, oldest_id=id_at(reached - MILLISECOND), reached=reached)

    rest = resumed(left, OTHER, NOW + later)

    if rest:
        read = taken_by_x(rest, NOW + later)
        assert read.high >= int(left.oldest_id or 0)
        assert rest.end == reached
    else:
        assert reached <= NOW + later - timedelta(days=7) + 15 * MINUTE or reached <= whole.start


def test_the_moment_in_an_id_is_exact_to_the_millisecond():
    assert snowflake_instant(id_at("2020-07-20T11:45:00.123")) == at("2020-07-20T11:45:00.123")
