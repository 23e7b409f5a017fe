"""Two thousand invented days through the whole line: do the figures keep their word?

The truth of each day is known to `tests/worlds.py` alone. What is asked of the
figures is asked here of the store that the line has filled, as the report asks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from monitor.collect import collect
from monitor.comparing import Change, contrast, tell
from monitor.points import Point
from monitor.rehearse import Rehearsed, accounts_of, rehearse
from monitor.report.gathering import summarise
from monitor.report.wanted import Wanted
from monitor.storage import Store
from monitor.timeline import Window
from monitor.trends import trend
from monitor.voices import Voice
from tests.databases import database_on
from tests.fakes import watch
from tests.worlds import FIRST, Planted, World, WorldSource

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("proof")]  # its world is made once

Say = Callable[[str], None]
DAYS = 2000
ZONE = ZoneInfo("UTC")
SPAN = Window(FIRST, FIRST + DAYS * timedelta(days=1))
FEWEST = 10
WANTED = Wanted("365 Days", ["film"], (), ZONE, "", FEWEST, {})


@dataclass(frozen=True)
class Seen:
    """A world, and what the monitor says of it."""

    world: World
    store: Store
    points: tuple[Point, ...]

    def voices(self, point: Point) -> list[Voice]:
        with self.store.read() as reader:
            return reader.heard("film", Window(point.start, point.end)).voices()

    def pairs(self) -> Iterator[tuple[Planted, Point]]:
        return zip(self.world.days, self.points, strict=True)


@pytest.fixture(scope="module")
def seen(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seen]:
    world = World(seed=365, days_long=DAYS)
    with database_on("sqlite", request, tmp_path_factory.mktemp("world")) as place:
        store = place.open()
        now = SPAN.end + timedelta(days=2)
        collect("test", WorldSource(world), watch(), store, lambda: now)
        points = trend(store, "film", SPAN, by="day", zone=ZONE, now=now, min_authors=FEWEST)
        yield Seen(world, store, points.points)
        store.close()


def held(pairs: list[tuple[Planted, Point]]) -> float:
    inside = [p.ci[0] <= day.truth <= p.ci[1] for day, p in pairs if p.ci]
    return sum(inside) / len(inside)


def test_intervals_hold_the_truth_wherever_they_are_shown(seen: Seen, say: Say):
    shown = [(day, point) for day, point in seen.pairs() if point.ci]
    loud = [(day, point) for day, point in shown if day.loud]

    say(f"intervals shown on {len(shown)} of {DAYS} days, {held(shown):.1%} hold the truth")
    assert len(shown) > DAYS * 0.75
    assert 0.93 <= held(shown) <= 0.97
    # One loud account moves the posts' mean, and has one vote.
    assert sum(point.mean_compound - day.truth > 0.2 for day, point in loud) > len(loud) * 0.8
    assert held(loud) > 0.85


def test_days_of_share_texts_show_an_interval_that_holds_or_none(seen: Seen, say: Say):
    shared = [(day, point) for day, point in seen.pairs() if day.shared and day.watched]
    shown = [(day, point) for day, point in shared if point.ci]

    say(f"of {len(shared)} days of share texts {len(shown)} show an interval")
    assert 0 < len(shown) < len(shared) / 2
    assert held(shown) >= 0.9


def test_a_day_that_nobody_watched_is_not_known_and_half_a_day_is_not_half_as_busy(seen: Seen):
    for day, point in seen.pairs():
        if not day.watched:
            assert (point.volume, point.author_mean, point.coverage) == (None, None, 0.0)
        assert point.coverage == pytest.approx(day.watched)

    halves = [point.volume / point.coverage for day, point in seen.pairs() if day.watched == 0.5]
    wholes = [point.volume for day, point in seen.pairs() if day.watched == 1.0 and not day.loud]
    assert sum(halves) / len(halves) == pytest.approx(sum(wholes) / len(wholes), rel=0.25)


def changes(seen: Seen) -> Iterator[tuple[Planted, Planted, Change]]:
    days = list(seen.pairs())
    before = seen.voices(days[0][1])
    for (a, _), (b, point) in pairwise(days):
        after = seen.voices(point)
        yield a, b, tell(contrast([before], after, FEWEST), 0.95)
        before = after


def test_nothing_rises_or_falls_where_nothing_has_changed_and_what_has_is_found(
    seen: Seen, say: Say
):
    found = [(a, b, change) for a, b, change in changes(seen) if change.ci]
    same = [change for a, b, change in found if a.truth == b.truth]
    inside = [c.ci[0] <= b.truth - a.truth <= c.ci[1] for a, b, c in found]
    told = [change for change in same if change.verdict in ("rose", "fell")]
    turned = [change.verdict for a, b, change in found if b.turned and not a.turned]
    rose = sum(verdict == "rose" for verdict in turned)

    say(
        f"differences: {sum(inside) / len(inside):.1%} of {len(inside)} hold the truth; "
        f"{len(told)} of {len(same)} told without cause; {rose} of {len(turned)} planted found"
    )
    assert 0.93 <= sum(inside) / len(inside) <= 0.97
    assert len(told) / len(same) <= 0.06
    assert rose / len(turned) >= 0.7
    assert "fell" not in turned


def test_spikes_are_found_and_rare_where_there_are_none(seen: Seen, say: Say):
    judged: list[Rehearsed] = list(
        rehearse(seen.points, DAYS - 56, lambda point: accounts_of(seen.voices(point)))
    )
    planted = {day.start: day for day in seen.world.days}
    fired = [planted[each.point.start] for each in judged if each.spike.fired]
    asked = [planted[each.point.start] for each in judged if planted[each.point.start].spike]
    asked = [day for day in asked if day.watched == 1.0]
    hits = sum(day.spike for day in fired)
    false = [day for day in fired if not day.spike]
    years = (DAYS - 56) / 365

    say(
        f"{hits} of {len(asked)} planted spikes found, {len(false)} without cause "
        f"in {years:.1f} years, {sum(day.loud for day in false)} by one loud account"
    )
    assert hits / len(asked) >= 0.6
    assert len(false) / years <= 2
    assert not any(day.loud for day in false)


@pytest.mark.parametrize("number", [400, 777, 1500, 1999])
def test_the_report_says_what_was_proved(number: int, seen: Seen):
    day, point = seen.world.days[number], seen.points[number]

    summary = summarise(seen.store, day.start.date(), WANTED, SPAN.end)
    film = summary.topics["film"]

    before = seen.voices(seen.points[number - 1])
    alone = tell(contrast([before], seen.voices(point), FEWEST), film.change.level or 0.95)
    assert film.today == point
    assert (film.change.verdict, film.change.difference) == (alone.verdict, alone.difference)
    assert film.change.ci == alone.ci
