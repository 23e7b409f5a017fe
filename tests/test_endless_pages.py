"""A server that is not what it should be: few requests, nothing twice, and the run says why."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from monitor.storage import Store
from tests.fakex import SimulatorX
from tests.fakex.clock import first_id, milliseconds, moment
from tests.live import GREAT, House, statuses

WELL, WRONG = ("ok", None), ("partial", "pages repeat")
MORNING = ("2020-07-02T07:00", "2020-07-02T11:00")


@pytest.fixture
def simulated(store: Store) -> Iterator[House]:
    """X's own simulator knows neither query nor time, and never ends."""
    with SimulatorX(now="2020-07-02T12:00") as x:
        yield House(x, store)


@pytest.mark.fault("F23")
def test_the_same_page_for_ever_is_asked_for_twice(house):
    house.x.posts(150, f"{GREAT} {{n}}", *MORNING)
    house.x.script("loop")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.reason) == WRONG
    assert "came twice" in outcome.error
    assert (outcome.new, outcome.unchanged, len(house.x.requests)) == (100, 100, 2)
    assert house.checkpoint.window is None
    assert house.spent_usd == house.x.billed_usd
    assert [reason for *_, reason in house.gaps] == ["pages repeat"]


def test_of_a_loop_that_is_mended_the_rest_can_be_read_by_hand(house):
    house.x.posts(150, f"{GREAT} {{n}}", *MORNING)
    house.x.script("loop")
    house.collect()
    house.x.heal()
    assert statuses(house.tick(minutes=15)) == [WELL]
    assert len(house.ids) == 101

    assert statuses(house.history("2020-07-02T04:00", "2020-07-02T12:00")) == [WELL]

    assert house.ids == house.expected
    assert house.gaps == []
    assert house.is_sound()


@pytest.mark.fault("F18")
def test_an_empty_page_with_a_token_is_no_end(house):
    house.x.posts(150, f"{GREAT} {{n}}", *MORNING)
    house.x.script("empty-page", "ok", "empty-page", "empty-page")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.new, outcome.pages) == ("ok", 150, 5)
    assert outcome.covered == (outcome.window,)


@pytest.mark.fault("F23")
def test_empty_pages_for_ever_come_to_an_end(house):
    house.x.posts(50, GREAT, *MORNING)
    house.x.script("empty-page for ever")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.reason, outcome.covered) == (*WRONG, ())
    assert "empty pages" in outcome.error
    assert len(house.x.requests) == 30
    assert house.checkpoint.window is None


def test_posts_out_of_order_are_stored_and_only_the_last_page_proves_anything(house):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)
    house.x.script("unordered", "unordered", "503 for ever")

    (outcome,) = house.collect()
    assert (outcome.status, outcome.new, outcome.covered) == ("partial", 200, ())
    assert "the posts came out of order" in outcome.remarks
    house.x.heal()
    (rest, _) = house.tick(minutes=15)

    assert rest.status == "ok"
    assert house.ids == house.expected
    assert house.gaps == []
    assert house.spent_usd == house.x.billed_usd


@pytest.mark.fault("F21")
def test_one_malformed_post_costs_no_other(house):
    house.x.posts(30, f"{GREAT} {{n}}", *MORNING)
    house.x.script("malformed")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.new, outcome.rejected) == ("ok", 29, 1)
    assert outcome.fetched == 31  # with the newest post of before, which the overlap brings again
    assert "something with" in outcome.rejected_because[0]
    assert house.spent_usd == house.x.billed_usd


@pytest.mark.fault("F19", "F27")
def test_what_x_leaves_out_is_told(house):
    house.x.posts(30, f"{GREAT} {{n}}", *MORNING)
    house.x.script("errors")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.new) == ("ok", 30)
    assert outcome.remarks == (
        "X left out 1: Authorization Error",
        "X left out 1: Not Found Error",
    )


def test_an_id_from_the_future_stops_nobody(house):
    house.x.post(GREAT, "2020-07-02T11:00", raw={"id": "9100000000000000000"})

    house.collect()
    house.x.post(GREAT, "2020-07-02T12:10")
    house.tick(minutes=15)
    house.x.post(GREAT, "2020-07-02T12:25")

    assert statuses(house.tick(minutes=15)) == [WELL]
    assert house.volumes("2020-07-02T12:00", "2020-07-02T13:00") == [2]


def test_the_simulator_brings_each_post_once_and_is_found_out(simulated):
    simulated.x.posts(25, f"{GREAT} {{n}}", *MORNING)

    (outcome,) = simulated.collect()

    assert (outcome.status, outcome.reason) == WRONG
    assert (outcome.new, len(simulated.x.requests) <= 3) == (25, True)
    assert simulated.ids == simulated.expected
    assert outcome.covered == ()
    requests = len(simulated.x.requests)
    for _ in range(3):
        simulated.tick(minutes=15)
    assert len(simulated.x.requests) - requests <= 9
    assert simulated.ids == simulated.expected


def test_posts_of_another_time_prove_nothing_about_this_one(simulated):
    simulated.x.post(GREAT, "2020-01-01T10:00")

    (outcome,) = simulated.collect()

    assert (outcome.status, outcome.reason, outcome.covered) == (*WRONG, ())
    assert "outside the time" in outcome.error
    assert len(simulated.x.requests) == 1
    assert simulated.volumes("2020-07-02T10:00", "2020-07-02T11:00") == [None]


def test_nor_do_they_on_a_last_page(x, store):
    old = str(first_id(milliseconds(moment("2020-01-01T10:00"))))
    raw = {"id": old, "edit_history_tweet_ids": [old], "created_at": "2020-01-01T10:00:00.000Z"}
    house = House(x, store)
    x.post(GREAT, "2020-07-02T04:00", raw=raw)

    (outcome,) = house.collect()

    assert (outcome.status, outcome.reason, outcome.covered) == (*WRONG, ())
    assert house.checkpoint.window is None


def test_the_simulator_without_posts_is_no_silence(simulated):
    (outcome,) = simulated.collect()

    assert (outcome.status, outcome.reason, outcome.covered) == (*WRONG, ())
    assert len(simulated.x.requests) == 30
    assert simulated.checkpoint.window is None


@pytest.mark.fault("F15", "F21")
def test_pages_of_which_nothing_can_be_read_are_no_silence(house):
    """X has changed the form of its answers, say."""
    for n in range(30):
        house.x.post(f"{GREAT} {n}", "2020-07-02T11:00", raw={"text": None, "wording": "moved"})

    (outcome,) = house.collect()

    assert (outcome.status, outcome.reason, outcome.covered) == ("partial", "unreadable", ())
    assert "newer version" in outcome.error
    assert house.volumes("2020-07-02T11:00", "2020-07-02T12:00") == [None]
    assert house.monitor.health().sources["x"].reason == "unreadable"
    assert [reason for *_, reason in house.gaps] == ["unreadable"]
    assert statuses(house.live.fill("x")) == []


@pytest.mark.fault("F23")
def test_an_id_from_long_ago_proves_nothing_about_what_was_read(house):
    house.x.posts(150, f"{GREAT} {{n}}", *MORNING)
    lying = house.x.post(GREAT, "2020-07-02T07:00:01", raw={"id": "1000000000000"})
    house.x.posts(150, f"{GREAT} {{n}}", "2020-07-02T05:10", "2020-07-02T06:50")
    house.x.script("ok", "ok", "401")

    (outcome,) = house.collect()

    assert outcome.status == "blocked"
    assert sum((b - a).total_seconds() for a, b in outcome.covered) < 6 * 3600
    house.x.heal()
    house.collect()
    assert set(house.expected) - set(house.ids) == {f"film {lying.first_id}"}


@pytest.mark.fault("F23")
def test_few_posts_among_empty_pages_come_to_an_end_as_well(house):
    house.x.posts(1_300, f"{GREAT} {{n}}", *MORNING)
    house.x.script(*(["ok"] + ["empty-page"] * 25) * 20)

    (outcome,) = house.collect()

    assert (outcome.status, outcome.reason) == WRONG
    assert "300 empty pages" in outcome.error


def test_a_run_that_ends_in_a_circle_is_no_success(house):
    house.tick(hours=2)
    house.x.posts(150, f"{GREAT} {{n}}", house.x.now, house.x.now + timedelta(hours=1))
    house.x.script("loop")
    for _ in range(3):
        house.tick(minutes=50)

    health = house.monitor.health()

    assert health.sources["x"].state == "failing"
    assert (health.sources["x"].reason, health.exit_code) == ("pages repeat", 75)


@pytest.mark.fault("F32")
def test_half_a_character_in_the_id_of_what_is_repeated_costs_no_page(house):
    repeated = [{"type": "retweeted", "id": "\ud800"}]
    house.x.post(GREAT, "2020-07-02T11:00", raw={"referenced_tweets": repeated})
    house.x.posts(5, f"{GREAT} {{n}}", *MORNING)

    (outcome,) = house.collect()

    assert (outcome.status, outcome.new) == ("ok", 6)
