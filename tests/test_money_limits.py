"""Budgets: however a day goes, X bills no more than it may cost."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.storage import Store
from tests.fakes import NOW
from tests.fakex import FakeX
from tests.live import GREAT, House, killed, statuses

WELL, SPENT = ("ok", None), ("partial", "budget reached")
MORNING = ("2020-07-02T07:00", "2020-07-02T11:00")


def test_a_tick_that_runs_out_closes_its_window_and_leaves_a_gap_that_can_be_filled(house):
    house.daily = 0.805
    house.x.posts(300, f"{GREAT} {{n}}", *MORNING)

    (outcome,) = house.collect()

    assert (outcome.status, outcome.reason, outcome.new) == ("partial", "budget reached", 160)
    assert house.sizes == [100, 60]
    assert house.checkpoint.window is None
    ((start, end, reason),) = house.gaps
    assert (start, reason) == ("02 04:59:30", "budget reached")
    assert "02 08" < end < "02 09"
    assert statuses(house.collect()) == [("skipped", "budget reached")]
    house.x.now = "2020-07-03T00:10"
    house.x.post(GREAT, "2020-07-03T00:05")
    assert statuses(house.collect()) == [WELL]
    assert house.gaps == [(start, end, reason)]
    assert house.is_sound()


@pytest.mark.parametrize("posts", [98, 99, 100])
def test_money_that_is_gone_just_where_a_page_ends(house, posts):
    house.daily = 0.505
    house.x.posts(posts, f"{GREAT} {{n}}", *MORNING)

    (outcome,) = house.collect()

    full = posts == 100  # with the newest post of before, which the overlap brings again
    assert (outcome.status, outcome.reason) == (SPENT if full else WELL)
    assert bool(house.gaps) == full
    assert house.x.billed_usd <= house.daily
    assert house.spent_usd == house.x.billed_usd


def test_shares_add_up_through_the_day_and_a_whole_day_never_costs_more_than_its_budget(house):
    house.daily = 1.0
    house.x.posts(1_000, f"{GREAT} {{n}}", "2020-07-02T12:00", "2020-07-03T12:00")
    seen = []
    for _ in range(23):
        house.tick(hours=1)
        seen.append(house.x.billed_usd)
        assert house.is_sound()

    today = seen[:11]
    assert today == sorted(today)
    assert len(set(today)) > 5
    assert all(len(ids) * 0.005 <= 1.0 for ids in house.x.billed.values())


def test_a_month_has_its_own_limit(house):
    house.daily, house.monthly = 10.0, 0.2
    house.x.posts(300, f"{GREAT} {{n}}", *MORNING)

    assert statuses(house.collect()) == [SPENT]
    assert house.x.billed_usd <= 0.2
    house.x.now = "2020-07-31T23:50"
    assert statuses(house.collect()) == [("skipped", "budget reached")]
    house.x.now = "2020-08-01T00:10"
    assert statuses(house.collect()) == [WELL]


@pytest.fixture
def new_store(tmp_path: Path, new_database: Path) -> Callable[[], AbstractContextManager[Store]]:
    """As many as are wanted, each in its own file."""

    @contextmanager
    def opened() -> Iterator[Store]:
        with TemporaryDirectory(dir=tmp_path) as folder:
            shutil.copytree(new_database, folder, dirs_exist_ok=True)
            store = Store.open(f"sqlite:///{folder}/monitor.db", NOW)
            yield store
            store.close()

    return opened


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    daily=st.sampled_from([0.0, 0.05, 0.3, 0.77, 2.0]),
    events=st.lists(
        st.tuples(
            st.sampled_from(["ok", "kill", "truncated", "429", "503", "hand", "max"]),
            st.integers(1, 200),
        ),
        min_size=3,
        max_size=10,
    ),
)
def test_whatever_happens_x_never_bills_more_than_the_budget(new_store, daily, events):
    with FakeX(now="2020-07-02T05:00") as x, new_store() as store:
        house = House(x, store, daily=daily)
        for what, minutes in events:
            x.posts(minutes, GREAT, x.now, x.now + timedelta(minutes=minutes))
            x.advance(minutes=minutes)
            happen(house, what)
            assert house.is_sound()
            assert all(len(ids) * 0.005 <= daily + 1e-9 for ids in x.billed.values())
            assert len(set(house.ids)) == len(house.ids)


def happen(house: House, what: str) -> None:
    requests = len(house.x.requests)
    if what == "kill":
        with suppress(AssertionError), killed(when=lambda: len(house.x.requests) > requests):
            house.collect(by_clock=True)  # where there is no money, nothing is asked
    elif what == "hand":
        house.collect()
    elif what == "max":
        house.collect(most_posts=20)
    else:
        house.x.script(what)
        house.collect(by_clock=True)
        house.x.heal()
