"""Anything may happen, in any order: nothing is lost, paid twice, or told wrongly.

People write, edit and delete; X fails in all its ways; the process is killed;
clocks jump, stand back and pass midnight; config.yaml is edited. After each
step what must hold does hold, and once all is well again it catches up.
"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from monitor.errors import UsageError
from monitor.models import Topic
from tests import invariants, machine
from tests.databases import Place, database_on
from tests.fakes import rows
from tests.fakex import FakeX
from tests.live import statuses
from tests.machine import AnyHouse, Astray, Posts, kill_at
from tests.witness import Witness

DAILY = [0.05, 0.3, 0.9, 5.0, 5.0, 1_000.0]
MONTHLY = [None, None, 0.5, 2.0, 20.0]
RUNNING = "select id, job from run where status = 'running' and source is not null"


posts = st.builds(
    Posts,
    st.sampled_from([0, 1, 3, 12, 40, 130]),
    st.sampled_from(machine.TEXTS),
    st.sampled_from(["en", "en", "pl", "es", "und"]),
    st.sampled_from([0, 0, 20, 100]),
    st.sampled_from([1, 14, 14, 14, 45, 300]),
)
jump, which = st.sampled_from(machine.JUMPS), st.integers(0, 10_000)
daily, monthly = st.sampled_from(DAILY), st.sampled_from(MONTHLY)
lost = st.sampled_from(machine.LOST)
then = st.sampled_from(["by_clock", "by_clock", "by_clock", "by_hand", "overtaken", ""])
"""What the monitor does behind a step, if anything."""


class AnyOrder(RuleBasedStateMachine):
    """One watch from its first day on."""

    def __init__(self, place: AbstractContextManager[Place]) -> None:
        super().__init__()
        self.place = place
        self.x = FakeX(now="2020-07-02T12:00").__enter__()
        self.x.desk.answers = self.answers = Astray(self.x.world, self.x.ledger)
        standing = place.__enter__()
        self.house = AnyHouse(self.x, standing.open(), place=standing, daily=5.0)
        self.witness, self.checked = Witness(self.house), 0

    @initialize(posts=posts, daily=daily)
    def it_begins(self, posts: Posts, daily: float) -> None:
        self.house.daily = daily
        posts.come(self.x)
        self.does("by_hand")

    # People

    @rule(posts=posts, then=then)
    def people_write(self, posts: Posts, then: str) -> None:
        posts.come(self.x)
        self.does(then)

    @precondition(lambda self: self.standing)
    @rule(which=which, how=st.sampled_from(machine.CHANGES), behind=posts, then=then)
    def a_post_is_taken_up(self, which: int, how: str, behind: Posts, then: str) -> None:
        """Edited in X's half hour or much later, deleted, quoted, answered, repeated."""
        post = self.standing[which % len(self.standing)]
        self.x.advance(seconds=1)
        getattr(self.x, how)(post, *(() if how in ("delete", "repost") else (behind.text,)))
        behind.come(self.x)
        self.does(then)

    @property
    def standing(self) -> list[Any]:
        """The newest first: what was written last is what is being read."""
        now_ms = self.x.clock.now_ms()
        return [post for post in reversed(self.x.world.posts) if post.at(now_ms)]

    # X

    @rule(
        steps=st.lists(st.sampled_from(machine.FAULTS), min_size=1, max_size=4),
        posts=posts,
        then=then,
        heals=st.sampled_from([True, True, False]),
    )
    def x_fails(self, steps: list[str], posts: Posts, then: str, heals: bool) -> None:
        posts.come(self.x)
        self.x.script(*steps)
        self.does(then)
        if heals:
            self.x.heal()

    @rule(posts=posts, then=then)
    def x_shows_an_early_post(self, posts: Posts, then: str) -> None:
        posts.come(self.x)
        self.answers.early = True
        self.does(then)
        self.answers.early = False

    @rule(most=st.integers(0, 4), posts=posts, then=then)
    def x_allows_few_requests(self, most: int, posts: Posts, then: str) -> None:
        posts.come(self.x)
        self.x.limits["search/recent"] = most
        self.does(then)

    @rule(then=then)
    def x_is_well_again(self, then: str) -> None:
        self.x.heal()
        self.x.limits.clear()
        self.does(then)

    # Time

    @rule(by=jump, then=then)
    def time_passes(self, by: dict[str, float], then: str) -> None:
        self.x.advance(**by)
        self.does(then)

    @rule(before_s=st.sampled_from([1, 1, 15, 40, 120, 600]), lost=lost, posts=posts, then=then)
    def it_is_almost_midnight(
        self, before_s: int, lost: list[str], posts: Posts, then: str
    ) -> None:
        """Answers may be lost, so that the day ends before one comes."""
        before = timedelta(seconds=before_s, minutes=posts.minutes)
        day = self.x.now + timedelta(days=1) + before
        self.x.now = day.replace(hour=0, minute=0, second=0, microsecond=0) - before
        posts.come(self.x)
        self.x.script(*lost)
        self.does(then)
        self.x.heal()

    @rule(minutes=st.sampled_from([0, 0, 5, 50, 200]), then=then)
    def our_clock_is_set(self, minutes: int, then: str) -> None:
        """Back, or right again; that of X stands."""
        self.house.behind = timedelta(minutes=minutes)
        self.does(then)

    # The operator

    @rule(topics=st.sampled_from(machine.TOPICS), then=then)
    def topics_are_edited(self, topics: tuple[Topic, ...], then: str) -> None:
        self.x.advance(seconds=1)  # no run began in the same moment
        self.house.topics = topics
        self.does(then)

    @rule(daily=daily, monthly=monthly, then=then)
    def the_budget_is_edited(self, daily: float, monthly: float | None, then: str) -> None:
        self.house.daily, self.house.monthly = daily, monthly
        self.does(then)

    @rule(what=st.sampled_from(["switched_on", "token"]), by=jump, then=then)
    def the_source_is_off(self, what: str, by: dict[str, float], then: str) -> None:
        """For a while: taken out of config.yaml, or left without its token."""
        self.x.advance(seconds=1)  # of two edits in one moment the later one holds
        setattr(self.house, what, False)
        self.does(then)
        self.x.advance(**by)
        self.does("by_clock")
        setattr(self.house, what, True)

    # The monitor

    @rule(work=st.sampled_from(machine.WORKS))
    def it_works(self, work: str) -> None:
        self.does(work)

    @rule()
    def figures_are_rebuilt(self) -> None:
        self.house.restart()
        assert self.house.monitor.rebuild() == 0

    @rule(
        posts=posts,
        work=st.sampled_from(machine.WORKS),
        what=st.sampled_from(machine.KILLS),
        number=st.integers(1, 45),
    )
    def it_is_killed(self, posts: Posts, work: str, what: str, number: int) -> None:
        posts.come(self.x)
        number = 1 + number % 4 if what == "request" else number
        with self.witness.looking():
            with kill_at(what, number, self.x):
                self.house.does(work)
            self.house.restart()

    def does(self, work: str) -> list[tuple[str, str | None]]:
        """Whatever does not end well says why, and what to do."""
        with self.witness.looking():
            try:
                ended = self.house.does(work) if work else []
            except UsageError:
                assert not self.house.switched_on
                return []
        unwell = [one for one in ended if one.status != "ok"]
        assert all(one.reason and one.error for one in unwell), f"it says nothing: {unwell}"
        return statuses(ended)

    # What holds

    @invariant()
    def what_was_done_is_right(self) -> None:
        if self.witness.acts != self.checked:
            self.checked = self.witness.acts
            self.all_holds()

    def all_holds(self) -> None:
        self.witness.check()
        invariants.figures_are_what_the_mentions_say(self.house.store)
        invariants.each_post_stands_once(self.house)
        if self.house.knows_the_time:
            invariants.covered_and_missing_time_are_all_time(self.house)

    def teardown(self) -> None:
        try:
            if not sys.exc_info()[0]:  # else the fault that was found is the one to tell
                self.ends_well()
        finally:
            self.house.store.close()
            self.x.close()
            self.place.__exit__(None, None, None)

    def ends_well(self) -> None:
        """All is well again, there is money enough, and time for X to allow requests."""
        house = self.house
        self.x_is_well_again("")
        house.switched_on, house.token, house.behind = True, True, timedelta()
        house.daily, house.monthly = 1_000.0, None
        self.x.advance(minutes=16)
        for work in ("by_hand", "by_hand", "fill", "bring", "by_hand"):
            ended = self.does(work)
            self.x.advance(minutes=1)
        assert {status for status, _ in ended} == {"ok"}
        self.all_holds()
        assert house.fillable == [], "it could have been filled"
        assert house.monitor.health().exit_code == 0, house.monitor.health()
        assert rows(house.store, RUNNING) == []
        self.again_changes_nothing()
        if not self.witness.spoilt:
            invariants.what_is_covered_is_stored(house)
        invariants.trends_count_what_is_stored(house)
        invariants.the_token_is_nowhere(house)

    def again_changes_nothing(self) -> None:
        self.does("by_hand")
        before = invariants.kept(self.house.store), self.house.told_gaps
        self.does("by_hand")
        assert (invariants.kept(self.house.store), self.house.told_gaps) == before


@contextmanager
def a_place(dialect: str, request: pytest.FixtureRequest) -> Iterator[Place]:
    with TemporaryDirectory() as folder, database_on(dialect, request, Path(folder)) as place:
        yield place


def run(dialect: str, request: pytest.FixtureRequest, examples: int) -> None:
    chosen = settings(
        max_examples=examples,
        stateful_step_count=25,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(lambda: AnyOrder(a_place(dialect, request)), settings=chosen)


@pytest.mark.fault("F34")
@pytest.mark.parametrize(("dialect", "examples"), [("sqlite", 2), ("postgresql", 1)])
def test_whatever_happens_it_ends_well(dialect, examples, request):
    run(dialect, request, examples)


@pytest.mark.long
@pytest.mark.parametrize(("dialect", "examples"), [("sqlite", 7), ("postgresql", 2)])
def test_whatever_happens_again_and_again_it_ends_well(dialect, examples, request):
    run(dialect, request, examples)
