"""Money for answers that never came: what X may have billed is in our books, and no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from monitor.app.monitor import Monitor
from monitor.storage import Store
from tests.fakex import FakeX
from tests.fakex.clock import moment
from tests.live import GREAT, House, killed, statuses

MORNING = ("2020-07-02T07:00", "2020-07-02T11:00")


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T12:00") as x:
        yield x


@pytest.fixture
def house(x: FakeX, store: Store) -> House:
    """A fresh watch: its first window begins at the edge of X's seven days."""
    return House(x, store)


def ticks(house: House, n: int) -> list[list[tuple[str, str | None]]]:
    return [statuses(house.tick(minutes=15)) for _ in range(n)]


@pytest.mark.parametrize("fault", ["503", "reset", "truncated"])
def test_what_fails_on_a_fresh_watch_does_not_eat_the_money_of_the_day(house, fault):
    """The edge moves on between the ticks; the page is the same one."""
    house.daily = 1.0
    house.x.posts(60, f"{GREAT} {{n}}", *MORNING)
    house.x.script(f"{fault} for ever")
    assert ticks(house, 2) == [[("partial", "network")]] * 2
    house.x.heal()

    assert ticks(house, 2)[-1] == [("ok", None)]

    assert house.ids == house.expected
    assert house.spent_usd == house.x.billed_usd == 0.3


def test_a_request_that_nobody_got_costs_nothing(house):
    house.x.posts(20, f"{GREAT} {{n}}", *MORNING)
    house.x.script("503 for ever")

    house.collect()

    assert house.spent_usd == 0


@pytest.mark.parametrize("refusal", ["429", "401", "402"])
def test_a_refusal_behind_an_answer_that_broke_off_gives_no_money_back(house, refusal):
    house.x.posts(100, f"{GREAT} {{n}}", *MORNING)
    house.x.script("truncated", refusal)

    house.collect()

    assert house.x.billed_usd == 0.5
    assert house.is_sound()


def test_posts_that_late_ones_push_off_a_page_are_paid_from_what_was_held_back(house):
    """X has billed a hundred, the answer is lost, and eight more are indexed above them."""
    house.daily = 0.6
    house.x.posts(100, f"{GREAT} {{n}}", *MORNING)
    with killed(when=lambda: len(house.x.requests) == 1):
        house.collect()
    house.x.posts(8, f"{GREAT} late {{n}}", "2020-07-02T11:30", "2020-07-02T11:50")

    house.collect()

    assert house.x.billed_usd == 0.54
    assert 0.54 <= house.spent_usd <= 0.6


def test_what_was_held_back_is_free_again_when_the_window_is_read_to_its_end(house):
    house.x.posts(150, f"{GREAT} {{n}}", *MORNING)
    with killed(when=lambda: len(house.x.requests) == 1):
        house.collect()

    house.collect()

    assert house.spent_usd == house.x.billed_usd == 0.75


def test_an_empty_page_behind_a_lost_answer_gives_no_money_back(house):
    house.x.posts(100, f"{GREAT} {{n}}", *MORNING)
    house.x.script("truncated for ever")
    house.collect()
    house.x.heal()
    house.x.script("empty-page", "429")

    house.collect()

    assert house.x.billed_usd == 0.5
    assert house.is_sound()


@pytest.mark.parametrize("at", ["23:59:59", "23:59:40"])
def test_an_answer_that_is_lost_over_midnight_may_be_billed_on_either_day(house, at):
    house.x.posts(40, f"{GREAT} {{n}}", "2020-07-02T23:00", "2020-07-02T23:50")
    house.x.now = f"2020-07-02T{at}"
    house.x.script("truncated for ever")

    house.collect()  # its pauses take half a minute

    with house.store.read() as reader:
        for day, posts in house.x.billed.items():
            spent = reader.ledger.spent(moment(day).date(), "x").day
            assert len(posts) * 5_000 <= spent
    assert house.is_sound()


@dataclass
class Slow(House):
    """This machine's clock is behind X's."""

    behind: timedelta = timedelta(seconds=20)

    @property
    def monitor(self) -> Monitor:
        right = super().monitor
        return Monitor(right.config, right.store, lambda: self.x.now - self.behind, self.pauses)


def test_a_day_that_has_begun_at_x_alone_counts_as_begun(x, store):
    house = Slow(x, store, daily=0.5)
    x.posts(100, f"{GREAT} {{n}}", *MORNING)
    x.now = "2020-07-03T00:00:05"
    house.collect()
    x.posts(100, f"{GREAT} again {{n}}", "2020-07-03T07:00", "2020-07-03T11:00")
    x.now = "2020-07-03T12:00"
    house.collect()

    assert all(0.005 * len(billed) <= 0.5 for billed in x.billed.values())
