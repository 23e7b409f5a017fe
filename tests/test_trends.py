"""Trends against plain counts of invented posts."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import fsum
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.models import Post
from monitor.points import Point, Trend
from monitor.scoring import VaderScorer
from monitor.statistics import mean_interval
from monitor.storage import Store
from monitor.timeline import Window, midnight, steps
from monitor.trends import trend, volumes
from monitor.voices import votes as votes_of
from tests.databases import BOTH, database_on
from tests.fakes import NOW, ZONES, FakeSource, between, run

UTC_ZONE = ZoneInfo("UTC")
DAY = between("00:00", "2020-07-03T00:00")
# Clocks change in all of these zones within one or the other.
CHANGES = (
    Window(datetime(2020, 3, 4, tzinfo=UTC), datetime(2020, 4, 9, tzinfo=UTC)),
    Window(datetime(2019, 9, 25, tzinfo=UTC), datetime(2019, 11, 8, tzinfo=UTC)),
)


def asked(store: Store, window: Window = DAY, **more: Any) -> Trend:
    values = {"by": "day", "zone": UTC_ZONE, "min_authors": 1, "now": NOW} | more
    return trend(store, values.pop("topic", "film"), window, **values)


def point(store: Store, window: Window = DAY, **more: Any) -> Point:
    [only] = asked(store, window, **more)
    return only


@pytest.fixture(scope="module", params=BOTH)
def invented(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterable[tuple[Store, list[Post]]]:
    """900 originals around the clock changes, many of them near a local midnight."""
    chance = Random(7)
    source = FakeSource()
    zones = [ZoneInfo(name) for name in ZONES]
    for _ in range(900):
        window = chance.choice(CHANGES)
        moment = window.start + (window.end - window.start) * chance.random()
        if chance.random() < 0.5:
            zone = chance.choice(zones)
            near = midnight(moment.astimezone(zone).date(), zone)
            moment = near + timedelta(seconds=chance.choice([-1, 0, 1, -899, 899, 900]))
        tone = chance.choice(["great", "bad", "awful", "lovely", "here"])
        author = str(int(60 * chance.random() ** 2))
        language = chance.choice(["en", "en", "en", "pl"])
        text = f"365 days on netflix is {tone} {chance.randrange(400)}"
        source.post(text, moment.isoformat(), author=author, language=language)
    folder = tmp_path_factory.mktemp("trends")
    with database_on(request.param, request, folder) as place:
        store = place.open()
        run(source, store)
        yield store, source.written
        store.close()


def counted(posts: Sequence[Post], bounds: Sequence[datetime]) -> list[int]:
    """How many posts lie between each bound and the next."""
    numbers = [0] * (len(bounds) - 1)
    for post in posts:
        index = bisect_right(bounds, post.created_at) - 1
        if 0 <= index < len(numbers):
            numbers[index] += 1
    return numbers


@pytest.mark.parametrize("window", CHANGES, ids=["spring", "autumn"])
@pytest.mark.parametrize("name", ZONES)
def test_the_days_of_every_zone_are_those_of_a_plain_count(name, window, invented):
    store, posts = invented
    zone = ZoneInfo(name)
    days = {post.created_at.astimezone(zone).date() for post in posts}

    found = asked(store, window, zone=zone)

    by_date: dict[Any, int] = dict.fromkeys(days, 0)
    for post in posts:
        if window.start <= post.created_at < window.end:
            by_date[post.created_at.astimezone(zone).date()] += 1
    told = {p.start.astimezone(zone).date(): p.volume or 0 for p in found}
    assert {day: n for day, n in told.items() if n} == {d: n for d, n in by_date.items() if n}
    assert [a.end for a in found[:-1]] == [b.start for b in found[1:]]


@pytest.mark.parametrize("name", ZONES)
def test_hours_days_weeks_and_months_add_up_to_the_same(name, invented):
    store, posts = invented
    zone, window = ZoneInfo(name), CHANGES[0]
    inside = counted(posts, [window.start, window.end])[0]

    for by in ("hour", "day", "week", "month"):
        points = asked(store, window, zone=zone, by=by)
        assert sum(p.volume or 0 for p in points) == inside
        bounds = [step.start for step in steps(window, by, zone)] + [window.end]
        assert [p.volume or 0 for p in points] == counted(posts, bounds)


def test_bounds_that_cut_a_bucket_count_to_the_second(invented):
    store, posts = invented
    chance = Random(3)
    moments = sorted(chance.sample([post.created_at for post in posts], 12))

    for start, end in pairwise(moments):
        for by in ("hour", "day"):
            points = asked(store, Window(start, end), by=by)
            assert sum(p.volume or 0 for p in points) == counted(posts, [start, end])[0]
            assert sum(p.authors or 0 for p in points) >= len(authors_in(posts, start, end))


def authors_in(posts: Sequence[Post], start: datetime, end: datetime) -> set[str | None]:
    return {post.author for post in posts if start <= post.created_at < end}


def test_means_equal_direct_means_and_every_author_has_one_vote(invented):
    store, posts = invented
    scorer = VaderScorer()
    window = between("2020-03-04T00:07", "2020-03-31T23:53")
    votes: dict[str | None, list[float]] = {}
    for post in posts:
        if window.start <= post.created_at < window.end and post.language == "en":
            tone, _ = scorer.read(post.text, "en")
            votes.setdefault(post.author, []).append(tone.compound)
    compounds = [compound for own in votes.values() for compound in own]
    means = [fsum(own) / len(own) for own in votes.values()]

    found = point(store, window, by="month")

    assert found.scored == len(compounds)
    assert found.mean_compound == pytest.approx(fsum(compounds) / len(compounds), abs=1e-12)
    assert found.author_mean == pytest.approx(fsum(means) / len(means), abs=1e-12)
    assert found.ci == pytest.approx(mean_interval(means), abs=1e-12)
    with store.read() as reader:
        heard = votes_of(reader.heard("film", window).voices())
    assert sorted(heard.values()) == pytest.approx(sorted(means), abs=1e-12)


def test_the_days_alone_are_those_of_the_trend_without_their_people(invented):
    store, _ = invented
    zone, window = ZoneInfo("Asia/Kathmandu"), between("2020-03-04T18:15", "2020-03-31T18:15")
    whole = trend(store, "film", window, by="day", zone=zone, now=NOW)
    people = {"author_mean": None, "ci": None, "copies": None}

    alone = volumes(store, "film", window, zone=zone, now=NOW)

    assert list(alone) == [replace(point, **people) for point in whole]
