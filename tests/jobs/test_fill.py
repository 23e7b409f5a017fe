"""Gaps are filled from what the day leaves of its budget, newest first."""

from collections.abc import Iterator

import pytest

from jobs import fill
from monitor.storage import Store
from tests.fakex import FakeX
from tests.live import GREAT, House, statuses


@pytest.fixture
def house(store: Store) -> Iterator[House]:
    with FakeX(now="2020-07-02T12:00") as x:
        yield House(x, store)


@pytest.fixture
def partly(house: House) -> House:
    """300 posts of a morning, of which the budget of that hour bought the newest 200."""
    house.x.posts(300, f"{GREAT} {{n}}", "2020-07-02T06:00", "2020-07-02T11:00")
    house.daily = 1.0
    house.collect()
    house.x.requests.clear()
    return house


def filled(house: House) -> list[tuple[str, str | None]]:
    return statuses(list(fill.run(house.monitor)))


def test_a_gap_is_filled_at_the_end_of_the_day(partly):
    (gap,) = partly.gaps
    partly.daily, partly.x.now = 3.0, "2020-07-02T23:50"

    assert gap[2] == "budget reached"
    assert filled(partly) == [("ok", None)]

    assert partly.ids == partly.expected
    assert partly.is_sound()
    assert all(end <= "26 00:05" for _, end, why in partly.gaps if why == "budget reached")


@pytest.mark.parametrize("moment", ["2020-07-02T13:00", "2020-07-02T23:40", "2020-07-03T00:10"])
def test_at_any_other_time_the_money_is_for_the_present(partly, moment):
    partly.daily, partly.x.now = 3.0, moment

    assert filled(partly) == []
    assert partly.x.requests == []


def test_no_more_is_spent_than_the_day_has_left(partly):
    partly.daily, partly.x.now = 1.2, "2020-07-02T23:50"

    assert filled(partly) == [("partial", "budget reached")]

    assert 200 < len(partly.ids) <= 240
    assert partly.spent_usd == partly.x.billed_usd <= 1.2


def test_the_newest_gap_is_filled_first(partly):
    partly.x.now = "2020-07-03T11:30"
    partly.x.posts(300, f"{GREAT} again {{n}}", "2020-07-03T06:00", "2020-07-03T11:00")
    partly.collect()
    partly.x.requests.clear()
    partly.daily, partly.x.now = 1.25, "2020-07-03T23:50"

    filled(partly)

    assert [bounds["end_time"][:10] for bounds in partly.asked] == ["2020-07-03"]


def test_what_nobody_can_ask_for_any_more_is_left_alone(partly):
    partly.daily, partly.x.now = 3.0, "2020-07-12T23:50"

    assert filled(partly) == []
    assert partly.x.requests == []


@pytest.mark.fault("F23")
def test_pages_that_did_not_end_are_not_asked_for_again(house: House):
    house.x.posts(300, f"{GREAT} {{n}}", "2020-07-02T06:00", "2020-07-02T11:00")
    house.x.script(*["loop"] * 9)
    assert statuses(house.collect()) == [("partial", "pages repeat")]
    house.x.heal()
    house.x.now = "2020-07-02T23:50"

    assert filled(house) == []


def test_a_source_without_a_token_is_no_news_each_night(partly):
    partly.token, partly.x.now = False, "2020-07-02T23:50"

    assert filled(partly) == []
