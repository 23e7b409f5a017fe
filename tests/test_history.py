"""The past, asked for by hand: out of the archive where X's memory ends, and never twice."""

from collections.abc import Iterator

import pytest

from monitor.storage import Store
from tests.fakex import FakeX
from tests.live import GREAT, House, killed, statuses

WELL = ("ok", None)
JUNE = ("2020-06-01", "2020-06-21")


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T12:00") as x:
        yield x


@pytest.fixture
def house(x: FakeX, store: Store) -> House:
    return House(x, store)


def paths(house: House) -> list[str]:
    return [seen.path.removeprefix("/2/tweets/") for seen in house.x.requests]


def test_what_is_older_than_seven_days_comes_from_the_archive_in_larger_pages(house):
    house.x.posts(505, f"{GREAT} {{n}}", *JUNE)

    (outcome,) = house.history(*JUNE)

    assert (outcome.status, outcome.pages, outcome.new) == ("ok", 2, 505)
    assert paths(house) == ["search/all"] * 2
    assert house.sizes == [500, 500]
    assert house.spent_usd == house.x.billed_usd == 2.525
    assert house.checkpoint.since_id is None
    assert {point.coverage for point in house.points(*JUNE, by="day")} == {1}


def test_a_time_that_begins_before_seven_days_ago_is_parted_there_and_the_newest_comes_first(
    house,
):
    house.x.posts(60, f"{GREAT} {{n}}", "2020-06-20", "2020-07-02")

    newest, oldest = house.history("2020-06-20", "2020-07-02")

    assert paths(house) == ["search/recent", "search/all"]
    assert oldest.window[1] == newest.window[0]
    assert house.ids == house.expected
    assert house.gaps == []


def test_the_archive_is_asked_once_a_second(house):
    house.x.posts(505, f"{GREAT} {{n}}", *JUNE)

    (outcome,) = house.history(*JUNE)

    assert (outcome.status, outcome.pages) == ("ok", 2)
    assert house.pauses.seconds == [1.0]
    assert {seen.status for seen in house.x.requests} == {200}


def test_between_two_gaps_of_the_archive_a_second_passes_as_well(house):
    house.x.posts(30, f"{GREAT} {{n}}", "2020-06-03T08:00", "2020-06-08T12:00")
    house.history("2020-06-05T00:00", "2020-06-06T00:00")
    house.x.advance(seconds=5)
    house.x.requests.clear()

    outcomes = house.history("2020-06-03T00:00", "2020-06-09T00:00")

    assert [outcome.status for outcome in outcomes] == ["ok", "ok"]
    assert {seen.status for seen in house.x.requests} == {200}


@pytest.mark.parametrize("stored", [0, 1])
def test_killed_it_goes_on_with_what_is_not_read_yet_and_pays_nothing_twice(house, stored):
    house.x.posts(505, f"{GREAT} {{n}}", *JUNE)
    with killed(when=lambda: len(house.x.requests) == stored + 1):
        house.history(*JUNE)
    assert len(house.ids) == 500 * stored
    house.x.advance(seconds=2)

    assert statuses(house.history(*JUNE)) == [WELL]

    assert house.ids == house.expected
    assert house.x.billed_usd == 2.525
    assert house.spent_usd >= house.x.billed_usd
    assert len(house.x.requests) == 3
    assert house.history(*JUNE) == []
    assert house.is_sound()


def test_what_the_budget_leaves_over_is_read_on_another_day(house):
    house.daily = 0.5
    house.x.posts(120, f"{GREAT} {{n}}", *JUNE)

    assert statuses(house.history(*JUNE)) == [("partial", "budget reached")]
    assert len(house.ids) == 100
    assert statuses(house.history(*JUNE)) == [("skipped", "budget reached")]
    house.x.advance(days=1)
    assert statuses(house.history(*JUNE)) == [WELL]

    assert house.ids == house.expected
    assert all(len(ids) <= 100 for ids in house.x.billed.values())
    assert house.spent_usd == house.x.billed_usd


def test_the_first_window_that_does_not_end_ends_the_reading(house):
    house.x.posts(60, f"{GREAT} {{n}}", "2020-06-20", "2020-07-02")
    house.x.script("429")

    assert statuses(house.history("2020-06-20", "2020-07-02")) == [("limited", "rate limit")]
    assert len(house.x.requests) == 1


def test_max_posts_holds_for_all_windows_together(house):
    house.x.posts(200, f"{GREAT} {{n}}", "2020-06-20", "2020-07-02")

    outcomes = house.history("2020-06-20", "2020-07-02", most_posts=150)

    assert sum(outcome.fetched for outcome in outcomes) == 150
    assert outcomes[-1].reason == "--max-posts"


def test_the_past_moves_no_checkpoint_and_leaves_an_open_window_alone(house):
    house.x.posts(150, f"{GREAT} {{n}}", "2020-07-01", "2020-07-02")
    house.collect()
    house.x.posts(150, f"{GREAT} {{n}}", "2020-07-02T12:00", "2020-07-02T13:00")
    house.x.advance(hours=2)
    with killed(when=lambda: len(house.x.requests) == 4):
        house.collect()
    before = house.checkpoint
    assert before.window is not None

    house.history(*JUNE)

    assert house.checkpoint == before
    assert statuses(house.collect())[0] == WELL
    assert house.ids == house.expected


def test_an_archive_that_x_refuses_does_not_keep_the_clock_from_the_present(house):
    house.x.script("403")

    assert statuses(house.history(*JUNE)) == [("blocked", "credentials")]
    assert statuses(house.tick(minutes=15)) == [WELL]
