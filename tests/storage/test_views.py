"""What analysts read in plain SQL is what `monitor trend` tells, on both databases."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.collect import collect
from monitor.models import Granularity, Post
from monitor.points import Point
from monitor.scoring import VaderScorer
from monitor.storage import Store
from monitor.timeline import Window, merged
from monitor.trends import trend
from tests.fakes import NOW, TOPICS, FakeSource, at, driver, rows, watch

ZONE = ZoneInfo("UTC")
FIRST = datetime(2020, 7, 1, tzinfo=UTC)
WHOLE = Window(FIRST, FIRST + timedelta(days=4))
TEXTS = (
    "365 days on netflix is great", "365 days on netflix is awful", "365 days on netflix",
    "petition: 365 days, netflix", "sign the petition: netflix, 365 days is disgusting",
)  # fmt: skip
VIEWS = ("v_hourly_trend", "v_daily_trend", "v_coverage")


def told(store: Store, question: str) -> list[dict[str, Any]]:
    """What a view says, column by column."""
    with driver(store.database.url) as connection:
        cursor = connection.execute(question)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Platform(FakeSource):
    """Posts of a platform of its own, and no number twice."""

    def _write(self, post: Post) -> Post:
        number = f"{post.native_id}{len(self.covered)}{self.covered[0].start.timestamp():.0f}"
        return super()._write(
            replace(post, platform=self.name, native_id=number, latest_id=number)
        )


def somewhere(chance: random.Random) -> datetime:
    return FIRST + timedelta(seconds=chance.randrange(0, 3 * 86_400))


def bring(
    store: Store, chance: random.Random, name: str | None, topics: Any, now: datetime
) -> None:
    """A source with a few posts of its own platform, which watched now and then; without a
    name a file that watched, and whose posts name their platforms themselves: it has none."""
    begins = [somewhere(chance) for _ in range(4)]
    covered = [Window(a, a + timedelta(seconds=chance.randrange(60, 30_000))) for a in begins]
    source = Platform(name or "archive", name, covered=tuple(merged(covered)))
    for _ in range(30 if name else 0):
        moment = somewhere(chance).isoformat()
        language = chance.choice(("en", "en", "en", "pl"))
        made = source.post(chance.choice(TEXTS), moment, language=language, author=name)
        if chance.random() < 0.3:
            source.repost(made, moment)
    scorer = VaderScorer(prepare=chance.random() < 0.5)
    collect("test", source, watch(*topics, scorer=scorer), store, lambda: now)


@pytest.fixture(params=[365, 2020])
def world(request: pytest.FixtureRequest, store: Store) -> Store:
    """Two platforms, two scorers, a topic that is watched later, half of it sealed."""
    chance = random.Random(request.param)
    whose = (("one", TOPICS[:1]), ("two", TOPICS), ("one", TOPICS), ("two", TOPICS[1:]))
    for number, (name, topics) in enumerate((*whose, (None, TOPICS))):
        bring(store, chance, name, topics, NOW + timedelta(hours=number))
    with driver(store.database.url) as connection:
        connection.execute("update bucket set sealed = true where start % 1800 = 0")
    with store.write() as writer:
        writer.ledger.note_query("two", "365 days", FIRST + timedelta(hours=20))
        writer.ledger.note_query("two", None, FIRST + timedelta(hours=50))
    return store


def points(store: Store, by: Granularity) -> Iterator[tuple[str, str, Point]]:
    """What `monitor trend` says, step by step, where anything is known."""
    for topic in ("film", "petition"):
        for platform in ("one", "two"):
            found = trend(store, topic, WHOLE, by=by, zone=ZONE, now=NOW, platform=platform)
            yield from ((topic, platform, p) for p in found if p.volume is not None)


def test_over_all_platforms_a_step_is_known_where_the_trend_knows_it(world):
    question = "select topic, ts_epoch, sum(volume) as n from v_hourly_trend group by 1, 2"
    found = {(row["topic"], row["ts_epoch"]): row["n"] for row in told(world, question)}
    expected = {
        (topic, int(point.start.timestamp())): point.volume
        for topic in ("film", "petition")
        for point in trend(world, topic, WHOLE, by="hour", zone=ZONE, now=NOW)
        if point.volume is not None
    }

    assert found == expected
    unnamed = told(world, "select sum(volume) as n from v_hourly_trend where platform = ''")
    assert unnamed == [{"n": 0}]


COUNTED = (
    "volume", "reposts", "scored", "unscored", "positive", "neutral", "negative", "net_tone",
)  # fmt: skip


@pytest.mark.parametrize(
    ("view", "by", "label", "form"),
    [
        ("v_hourly_trend", "hour", "hour_utc", "%Y-%m-%dT%H:00:00Z"),
        ("v_daily_trend", "day", "day", "%Y-%m-%d"),
    ],
)
def test_the_views_tell_the_figures_of_the_trend(world, view, by, label, form):
    found = {
        (row["topic"], row["platform"], row["ts_epoch"]): row
        for row in told(world, f"select * from {view} where platform <> ''")
    }
    expected = {(t, p, int(point.start.timestamp())): point for t, p, point in points(world, by)}

    assert found.keys() == expected.keys()
    for key, point in expected.items():
        row = found[key]
        assert row[label] == point.start.strftime(form)
        assert [row[name] for name in COUNTED] == [getattr(point, name) for name in COUNTED]
        assert row["mean_compound"] == pytest.approx(point.mean_compound, abs=1e-15)
        assert row["scorers"] == len(point.scorers)
        one = [*point.scorers] if len(point.scorers) == 1 else [None]
        assert [row["scorer"]] == one


def test_an_hour_that_was_watched_without_posts_is_zero_and_any_other_is_not_there(world):
    volumes = {row[0] for row in rows(world, "select volume from v_hourly_trend")}
    hours = rows(world, "select topic, platform, ts_epoch from v_hourly_trend")

    assert volumes > {0, 1}
    assert 0 < len(hours) == len({*hours}) < 4 * 96


def test_what_two_scorers_read_has_no_tone_in_a_view_either(world):
    two = told(world, "select * from v_daily_trend where scorers > 1")

    assert two
    for row in two:
        tones = ("positive", "neutral", "negative", "mean_compound", "net_tone", "scorer")
        assert [row[name] for name in tones] == [None] * 6
        assert row["volume"] > 0


def test_coverage_is_the_share_that_was_watched_and_absent_where_nothing_is_known(world):
    found = {(r["source"], r["ts_epoch"]): r for r in told(world, "select * from v_coverage")}
    # A source answers for what comes after it was last asked, too, which a view cannot know.
    with world.read() as reader:
        last = reader.watched.last_asked("two")
    steps = trend(world, "film", WHOLE, by="hour", zone=ZONE, now=last or NOW)
    with world.read() as reader:
        covered = reader.watched.covered(WHOLE, last or NOW)
    expected = {
        (name, int(step.start.timestamp())): sum(
            window.clipped(Window(step.start, step.end)).seconds for window in of.windows
        )
        for step in steps
        for name, of in covered.items()
        if any(frame.clipped(Window(step.start, step.end)).seconds >= 1 for frame in of.frames)
    }

    assert found.keys() == expected.keys()
    assert {0, 3600} < {*expected.values()}
    for key, seconds in expected.items():
        assert found[key]["watched_s"] == seconds
        assert found[key]["share"] == pytest.approx(seconds / 3600)
        hour = datetime.fromtimestamp(key[1], UTC)
        assert found[key]["hour_utc"] == f"{hour:%Y-%m-%dT%H:00:00Z}"


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_database_has_empty_views(store, view):
    assert told(store, f"select * from {view}") == []


def test_no_view_holds_a_text_an_author_or_an_id(world):
    names = {name for view in VIEWS for name in told(world, f"select * from {view}")[0]}

    assert names == {
        "topic", "platform", "source", "hour_utc", "day", "ts_epoch", *COUNTED, "mean_compound",
        "scorers", "scorer", "watched_s", "share",
    }  # fmt: skip


def test_a_long_claim_is_told_hour_by_hour(store):
    source = FakeSource(covered=(Window(at("2015-01-01T00:00"), at("2020-01-01T00:00")),))
    source.post("365 days on netflix", "2016-01-01T00:00")
    collect("test", source, watch(), store, lambda: NOW)

    assert rows(store, "select count(*), sum(volume) from v_hourly_trend") == [(2 * 43_824, 1)]
    assert rows(store, "select count(*), min(share) from v_coverage") == [(43_824, 1.0)]
