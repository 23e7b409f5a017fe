"""What X refuses or never brings: how a whole run ends, and what the next one does about it."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.pool import Pool

from monitor.errors import TryLaterError
from monitor.sources.http import Limits, Transport
from tests.databases import only_on
from tests.fakes import listening, rows
from tests.fakex import FakeX
from tests.live import GREAT, statuses
from tests.storage.test_store import impatient

WELL = ("ok", None)
MORNING = ("2020-07-02T07:00", "2020-07-02T11:00")


@pytest.mark.fault("F1")
def test_at_a_limit_nothing_waits_and_the_next_run_asks_for_that_very_page(house):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)
    house.x.script("ok", "429 reset=+120")

    (limited,) = house.collect()

    assert (limited.status, limited.pages) == ("limited", 1)
    assert limited.retry_at == house.x.now + timedelta(minutes=2)
    assert house.pauses.seconds == []
    assert statuses(house.tick(minutes=2)) == [WELL, WELL]
    assert house.asked[2] == house.asked[1]
    assert house.ids == house.expected


@pytest.mark.fault("F2")
@pytest.mark.parametrize(
    ("when", "seconds"), [("none", 60), ("past", 60), ("garbage", 60), ("far", 905)]
)
def test_without_a_moment_to_believe_the_pause_is_short_and_x_is_asked_once(house, when, seconds):
    house.x.script(f"429 reset={when} for ever")

    (limited,) = house.collect()

    assert limited.retry_at == house.x.now + timedelta(seconds=seconds)
    assert statuses(house.collect()) == [("skipped", "rate limit")]
    assert len(house.x.requests) == 1


@pytest.mark.fault("F6")
def test_without_credits_x_is_asked_after_an_hour_then_twice_as_long_up_to_a_day(house):
    house.x.script("402 for ever")
    asked = []
    for hour in range(80):
        before = len(house.x.requests)
        (outcome,) = house.collect(by_clock=True)
        asked += [hour] if len(house.x.requests) > before else []
        house.x.advance(hours=1)

    assert asked == [0, 1, 3, 7, 15, 31, 55, 79]
    assert outcome.reason == "credits"
    house.x.heal()
    assert set(statuses(house.collect())) == {WELL}  # a person may ask at once


@pytest.mark.fault("F7")
def test_what_x_says_of_the_query_stands_on_the_run(house):
    house.x.script("400 no viable alternative (at position 7)")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.reason) == ("blocked", "query")
    assert "no viable alternative (at position 7)" in outcome.error


BREAKS = ["reset", "short"]
NONE = ["truncated", "html", "empty", "body []", 'body {"meta": {}}', "bomb"]


@pytest.mark.fault("F12", "F13", "F15")
@pytest.mark.parametrize("step", ["500", "502", "503", "504", *BREAKS, *NONE])
def test_a_page_that_never_comes_whole_is_tried_five_times_and_then_by_the_next_run(house, step):
    house.x.posts(150, f"{GREAT} {{n}}", *MORNING)
    house.x.script("ok", f"{step} for ever")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.reason, outcome.new) == ("partial", "network", 100)
    assert len(house.ids) == 101
    assert len(house.x.requests) == 1 + 5
    assert sum(house.pauses.seconds) <= 30
    house.x.heal()
    assert statuses(house.tick(minutes=15)) == [WELL, WELL]
    assert house.asked[6] == house.asked[1]
    assert house.ids == house.expected
    assert house.is_sound()


@pytest.mark.fault("F15")
def test_of_an_answer_that_is_none_nothing_is_kept_nor_is_it_read_beyond_twenty_megabytes(house):
    house.x.script(*["html"] * 5, *["bomb"] * 5)

    (page,), (bomb,) = house.collect(), house.collect()

    assert "no JSON object" in page.error
    assert "larger than 20,000,000 bytes" in bomb.error
    assert "wifi" not in str(rows(house.store, "select * from run"))


@pytest.mark.fault("F14")
@only_on("sqlite")
@pytest.mark.parametrize("step", ["hang", "drip"])
def test_an_answer_that_takes_for_ever_is_given_up_and_left_to_the_next_run(
    house, step, monkeypatch
):
    house.x.post(GREAT, "2020-07-02T11:00")
    house.x.script(f"{step} for ever")
    hasty = partial(Transport, limits=Limits(silence_s=0.15, total_s=0.2))
    with monkeypatch.context() as patched:
        patched.setattr("monitor.sources.x.search.Transport", hasty)
        (outcome,) = house.collect()
    house.x.heal()

    assert (outcome.status, outcome.reason, outcome.new) == ("partial", "network", 0)
    assert len(house.x.requests) == 5
    assert statuses(house.tick(minutes=15)) == [WELL, WELL]
    assert house.ids == house.expected
    assert house.is_sound()


@pytest.mark.fault("F16")
def test_a_redirect_blocks_the_source_and_nobody_else_is_asked(house):
    with FakeX(now=house.x.now) as other:
        house.x.script(f"redirect {other.url}/2/tweets/search/recent")

        (outcome,) = house.collect()

        assert (outcome.status, outcome.reason) == ("blocked", "refused")
        assert (len(house.x.requests), other.requests) == (1, [])


@pytest.mark.fault("F18")
def test_a_short_page_is_the_last_one_only_where_it_has_no_token(house):
    house.x.posts(50, f"{GREAT} {{n}}", *MORNING)
    house.x.script("few", "few")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.new, outcome.pages) == ("ok", 50, 3)
    assert outcome.covered == (outcome.window,)
    assert house.ids == house.expected


@pytest.mark.fault("F37")
def test_a_run_whose_database_is_locked_ends_and_the_next_one_goes_on(house, place):
    house.x.posts(250, f"{GREAT} {{n}}", *MORNING)
    other = place.open()
    with listening(Pool, "checkout", impatient), ExitStack() as held:

        def hold(_fetched: int) -> None:
            held.enter_context(other.write())

        with pytest.raises(TryLaterError, match="held by another process"):
            house.collect(progress=hold)
    other.close()

    assert len(house.ids) == 101
    assert statuses(house.tick(minutes=15)) == [WELL, WELL]
    assert house.ids == house.expected
    assert house.spent_usd == house.x.billed_usd


@pytest.mark.fault("F6")
def test_who_asks_by_hand_before_the_time_does_not_put_the_next_probe_off(house):
    house.x.script("402 for ever")
    (first,) = house.collect()
    for _ in range(6):
        house.x.advance(seconds=10)
        (again,) = house.collect()

    assert again.retry_at == first.retry_at


@pytest.mark.fault("F3")
def test_a_usage_cap_among_the_errors_is_known_as_well(house):
    cap = '{"errors": [{"title": "UsageCapExceeded", "type": "https://x/usage-capped"}]}'
    house.x.script(f"answer 429 {cap}")

    (outcome,) = house.collect()

    assert (outcome.status, outcome.reason) == ("blocked", "credits")
