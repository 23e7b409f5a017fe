"""Collecting from a live source: nothing is lost, nothing comes twice, whatever happens."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.pool import Pool

from monitor.checkpoint import Checkpoint
from monitor.errors import TryLaterError
from monitor.runs import RunOutcome
from tests.fakes import listening
from tests.live import GREAT, House, Killed, killed, short, statuses

WELL = ("ok", None)
MORNING = ("2020-07-02T07:00", "2020-07-02T11:00")


@pytest.mark.fault("F25")
def test_all_pages_of_a_window_are_stored_and_the_checkpoint_stands_at_the_newest_post(house):
    posts = house.x.posts(250, f"{GREAT} {{n}}", *MORNING)

    (outcome,) = house.collect()

    assert (outcome.status, outcome.pages, outcome.new) == ("ok", 3, 250)
    assert outcome.covered == (outcome.window,)
    assert house.ids == house.expected
    assert house.checkpoint == Checkpoint(posts[-1].id, house.x.now - timedelta(seconds=30))
    assert house.is_sound()


@pytest.mark.fault("F9", "F22")
def test_tick_after_tick_each_post_comes_once(house):
    for _ in range(4):
        house.x.posts(12, GREAT, house.x.now, house.x.now + timedelta(minutes=15))
        assert statuses(house.tick(minutes=15)) == [WELL]

    assert house.ids == house.expected
    assert [sorted(one) for one in house.asked] == [["since_id", "until_id"]] * 4
    assert house.is_sound()


@pytest.mark.fault("F17")
def test_a_window_without_posts_is_watched_all_the_same(x, store):
    house = House(x, store)
    (first,) = house.collect()
    (second,) = house.tick(minutes=15)

    assert (first.status, first.fetched, first.cost_usd) == ("ok", 0, 0)
    assert first.covered == (first.window,)
    assert second.window[0] == first.window[1] - timedelta(minutes=2)
    assert house.checkpoint == Checkpoint(None, x.now - timedelta(seconds=30))


@pytest.mark.fault("F34")
@pytest.mark.parametrize("stored", [0, 1, 2])
def test_killed_with_a_page_under_way_the_next_run_takes_up_that_very_page(house, stored):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)

    with killed(when=lambda: len(house.x.requests) == stored + 1):
        house.collect()
    assert len(house.ids) == 1 + 100 * stored
    assert house.checkpoint.window is not None
    resumed = house.tick(minutes=15)

    assert statuses(resumed) == [WELL, WELL]
    assert house.asked[stored] == house.asked[stored + 1]
    assert house.ids == house.expected
    assert house.checkpoint.window is None
    assert house.is_sound()


@pytest.mark.fault("F34")
def test_killed_between_two_pages_nothing_is_read_twice(house):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)

    with killed(when=lambda: house.pages == 2):
        house.collect()
    house.collect()

    assert len(house.x.requests) == 4
    assert house.ids == house.expected
    assert house.spent_usd == house.x.billed_usd


@pytest.mark.fault("F34")
@pytest.mark.parametrize("every", [17, pytest.param(7, marks=pytest.mark.long)])
@pytest.mark.parametrize("error", [KeyboardInterrupt, Killed, RuntimeError])
def test_whatever_ends_a_run_at_whatever_statement_the_next_one_completes_it(house, error, every):
    for last in range(0, 200, every):
        house.x.posts(
            110, f"{GREAT} {last} {{n}}", house.x.now, house.x.now + timedelta(minutes=9)
        )
        house.x.advance(minutes=15)
        if survives(house, error, last):
            break
        house.collect()

        assert house.ids == house.expected, f"ended at statement {last}"
        assert house.checkpoint.window is None
    assert last > 40
    assert house.is_sound()


def survives(house: House, error: type[BaseException], last: int) -> bool:
    """Whether a run has fewer statements than so many; else the error ends it at that one."""
    count = iter(range(1_000))

    def end(*_: Any) -> None:
        number = next(count)
        if number == last or (number > last and error is Killed):
            raise error

    try:
        with listening(Engine, "before_cursor_execute", end):
            house.collect()
    except error:
        return False
    return True


@pytest.mark.fault("F36")
def test_a_page_that_cannot_be_stored_is_asked_for_again(house):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)

    def full(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO bucket") and len(house.x.requests) == 2:
            raise OSError("the disk is full")

    with listening(Engine, "before_cursor_execute", full), pytest.raises(OSError, match="disk"):
        house.collect()
    assert len(house.ids) == 101
    house.collect()

    assert house.ids == house.expected
    assert house.is_sound()


@pytest.mark.fault("F24")
def test_a_token_that_x_takes_no_more_costs_nothing_but_a_request(house):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)
    house.x.script("ok", "400 the token is too old")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.new) == ("ok", 250)
    assert (outcome.covered, len(house.x.requests)) == ((outcome.window,), 4)
    assert house.spent_usd == house.x.billed_usd


@pytest.mark.fault("F1")
def test_at_the_rate_limit_the_run_ends_and_the_next_one_goes_on_when_x_allows_it(house):
    house.x.posts(350, f"{GREAT} {{n}}", *MORNING)
    house.x.advance(minutes=15)
    house.x.limits["search/recent"] = 2

    (limited,) = house.collect()
    assert (limited.status, limited.reason, limited.pages) == ("limited", "rate limit", 2)
    assert short(limited.retry_at) == "02 12:30"
    early = house.tick(minutes=5)
    requests = len(house.x.requests)
    late = house.tick(minutes=10)

    assert (statuses(early), requests) == ([("skipped", "rate limit")], 3)
    assert statuses(late) == [WELL, ("limited", "rate limit")]
    assert statuses(house.tick(minutes=15)) == [WELL, WELL]
    assert house.ids == house.expected
    assert house.spent_usd == house.x.billed_usd


@pytest.mark.fault("F12")
def test_where_x_cannot_be_reached_the_window_stays_open_until_it_can(house):
    house.x.posts(150, f"{GREAT} {{n}}", *MORNING)
    house.x.script("ok", "503 for ever")

    assert statuses(house.collect()) == [("partial", "network")]
    assert statuses(house.tick(minutes=15)) == [("partial", "network")]
    assert house.pauses.seconds
    house.x.heal()

    assert statuses(house.tick(minutes=15)) == [WELL, WELL]
    assert house.ids == house.expected
    assert house.is_sound()


def test_a_refused_source_is_left_alone_by_the_clock_and_longer_each_time(house):
    house.x.script("401 for ever")
    (first,) = house.collect(by_clock=True)
    assert (first.status, first.reason) == ("blocked", "credentials")
    assert short(first.retry_at) == "02 13:00"
    assert statuses(house.tick(minutes=45)) == [("skipped", "credentials")]
    (second,) = house.tick(minutes=15)
    assert short(second.retry_at) == "02 15:00"

    house.x.heal()

    assert statuses(house.tick(minutes=30)) == [("skipped", "credentials")]
    assert statuses(house.collect()) == [WELL, WELL]  # a person may ask at once
    assert len(house.x.requests) == 4


@pytest.mark.fault("F35")
def test_asked_to_stop_it_finishes_the_page_and_the_next_run_goes_on_there(house):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)

    (outcome,) = house.collect(progress=lambda _fetched: house.pauses.set())
    assert (outcome.status, outcome.reason, outcome.new) == ("partial", "stopped", 100)
    house.pauses.clear()
    house.tick(minutes=15)

    assert house.ids == house.expected
    assert house.spent_usd == house.x.billed_usd


@pytest.mark.fault("F8")
def test_after_eight_idle_days_it_goes_on_with_what_x_still_has(house):
    house.collect()
    lost = house.x.post(GREAT, "2020-07-03T11:00")
    house.x.advance(days=8)
    house.x.post(GREAT, "2020-07-04T11:00")

    assert statuses(house.collect()) == [WELL]

    assert set(house.expected) - set(house.ids) == {f"film {lost.id}"}
    assert [gap[:2] for gap in house.gaps] == [
        ("02 11:59:30", "03 12:00"),
        ("03 12:00", "03 12:15"),
    ]
    assert {gap[2] for gap in house.gaps} == {"not running"}
    assert [bool(gap.fillable_until) for gap in house.told_gaps] == [False, True]


def test_a_window_left_open_for_eight_days_is_closed_and_what_is_lost_of_it_is_a_gap(house):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)
    house.x.script("ok", "503 for ever")
    house.collect()
    house.x.heal()
    house.x.advance(days=8)

    assert statuses(house.collect()) == [WELL]

    assert house.checkpoint.window is None
    assert house.gaps[0][2] == "network"
    assert house.gaps[0][0] < "02 07:00"
    assert house.volumes("2020-07-02T10:00", "2020-07-02T11:00") != [None]


@pytest.mark.fault("F38")
def test_a_second_collector_is_told_that_the_source_is_held(house, place):
    house.x.post(GREAT, "2020-07-02T11:00")
    other = House(house.x, place.open())

    def meet(_fetched: int) -> None:
        with pytest.raises(TryLaterError, match="holds the source x"):
            other.collect()

    house.collect(progress=meet)

    assert len(house.x.requests) == 1
    other.store.close()


def test_a_clock_that_goes_back_loses_nothing(house):
    house.collect()
    house.x.now = "2020-07-02T04:30"
    house.collect()
    house.x.now = "2020-07-02T13:00"
    house.x.post(GREAT, "2020-07-02T12:30")

    house.collect()

    assert house.ids == house.expected
    assert house.is_sound()


def test_max_posts_holds_for_the_whole_call_and_leaves_a_gap(house):
    house.x.posts(200, f"{GREAT} {{n}}", *MORNING)
    house.x.script("ok", "503 for ever")
    house.collect()
    house.x.heal()
    house.x.advance(hours=1)
    house.x.posts(150, f"{GREAT} {{n}}", "2020-07-02T12:00", "2020-07-02T12:50")

    outcomes = house.collect(most_posts=150)

    assert statuses(outcomes) == [WELL, ("partial", "--max-posts")]
    assert sum(outcome.fetched for outcome in outcomes) == 150
    assert [gap[2] for gap in house.gaps] == ["--max-posts"]
    assert house.checkpoint.window is None


@pytest.mark.fault("F38")
def test_whoever_lost_its_hold_gives_no_money_back_that_another_has_set_aside(house):
    """Its lock file was deleted, say; the other one has money aside for the same page."""
    house.x.script("429 reset=+60")
    taken = []

    def take_over(*_: Any) -> None:
        if house.x.requests and not taken:
            taken.append(1)  # while the refusal is on its way
            with house.store.write() as writer:
                writer.start_run("collect", RunOutcome(0, "x"), "x", house.x.now)

    with listening(Pool, "checkout", take_over):
        (first,) = house.collect()

    assert (first.status, first.reason) == ("partial", "held up")
    assert "another process has taken over the source x" in first.error
    assert house.spent_usd == pytest.approx(0.505)  # the page's worst price, and one post
