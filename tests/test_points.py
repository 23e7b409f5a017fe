"""What one step of a trend says: people, copies, what is known and what is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.collect import collect
from monitor.figures import mean, mean_with_interval, tone
from monitor.models import Post, Topic
from monitor.points import Point
from monitor.scoring import VaderScorer
from monitor.voices import votes
from tests.fakes import NOW, TOPICS, FakeSource, between, run, watch
from tests.test_trends import DAY, asked, point

GREAT, BAD = "365 days on netflix is great", "365 days on netflix is bad"


def of_hours(hours: float, volume: int | None, coverage: float | None) -> Point:
    start = datetime(2020, 10, 25, tzinfo=UTC)
    return Point(start, start + timedelta(hours=hours), volume=volume, coverage=coverage)


@pytest.mark.parametrize(
    ("hours", "volume", "coverage", "rate"),
    [
        (24, 7, None, 7),
        (24, 7, 1.0, 7),
        (24, 7, 0.5, 14),
        (24, 7, 0.49, None),
        (24, None, None, None),
        (24, None, 0.0, None),
        (24, 0, 1.0, 0),
        (25, 50, 1.0, 48),
        (23, 46, 1.0, 48),
        (25, 50, 0.5, 96),
        (1, 2, None, 48),
    ],
)
def test_a_rate_is_posts_as_of_a_day_watched(hours, volume, coverage, rate):
    found = of_hours(hours, volume, coverage).rate

    assert found == (None if rate is None else pytest.approx(rate))


def test_a_day_is_whole_where_it_is_known_and_nearly_all_of_it_was_watched():
    shares = (None, 1.0, 0.9, 0.89, 0.0)
    assert [of_hours(24, 3, share).is_whole for share in shares] == [True] * 3 + [False] * 2
    assert of_hours(24, 0, 1.0).is_whole
    assert not of_hours(24, None, None).is_whole


def test_what_two_scorers_read_has_no_tone(store, source):
    for author in ("ann", "bob", "cem"):
        source.post(GREAT, author=author)
    run(source, store)
    alone = point(store)
    source.post(BAD, author="dia", language="pl")  # read by the other one, and not scored
    other = watch(scorer=VaderScorer(threshold=0.1))
    collect("test", source, other, store, lambda: NOW)
    unscored = point(store)
    source.post(BAD, author="eli")
    collect("test", source, other, store, lambda: NOW)
    mixed = point(store)

    assert (len(alone.scorers), len(unscored.scorers), len(mixed.scorers)) == (1, 1, 2)
    assert alone.author_mean == unscored.author_mean is not None
    assert (mixed.author_mean, mixed.ci) == (None, None)
    assert (mixed.mean_compound, mixed.net_tone) == (None, None)
    assert (mixed.positive, mixed.neutral, mixed.negative) == (None, None, None)
    assert (unscored.mean_compound, unscored.positive) == (alone.mean_compound, 3)
    assert (mixed.scored, mixed.authors) == (4, 5)
    assert (mean(alone), mean(mixed)) == (tone(alone.author_mean), "two scorers")
    assert mean_with_interval(mixed) == "two scorers"


def test_an_author_of_many_posts_has_one_vote(store, source):
    for number in range(9):
        source.post(BAD, f"10:{number:02}", author="loud")
    source.post(GREAT, author="ann")
    run(source, store)
    scorer = VaderScorer()
    great, bad = (scorer.read(text, "en")[0].compound for text in (GREAT, BAD))

    found = point(store)

    assert found.authors == 2
    assert found.author_mean == pytest.approx((great + bad) / 2, abs=1e-12)
    assert found.mean_compound == pytest.approx((great + 9 * bad) / 10, abs=1e-12)
    assert found.net_tone == pytest.approx(-0.8)


def test_too_few_authors_hide_their_mean_and_interval_and_nothing_else(store, source):
    for author in ("ann", "bob", "cem"):
        source.post(GREAT, author=author)
    run(source, store)

    hidden, shown = point(store, min_authors=4), point(store, min_authors=3)

    assert (hidden.author_mean, hidden.ci) == (None, None)
    assert shown.author_mean is not None
    assert replace(shown, author_mean=None, ci=None) == hidden


def test_one_author_has_a_mean_but_no_interval(store, source):
    source.post(GREAT)
    run(source, store)

    for min_authors in (0, 1):
        found = point(store, min_authors=min_authors)
        assert found.author_mean == found.mean_compound
        assert found.ci is None


def test_reposts_and_unknown_authors_are_no_authors_and_unscored_ones_have_no_vote(store, source):
    source.repost(source.post(GREAT, author="ann"), author="bob")
    source.post(GREAT, author=None)
    source.post(GREAT, author="cem", language="pl")
    run(source, store)

    found = point(store)

    assert (found.volume, found.reposts, found.scored, found.unscored) == (4, 1, 2, 1)
    assert found.authors == 2
    with store.read() as reader:
        assert len(votes(reader.heard("film", DAY).voices())) == 1


def test_a_copy_is_an_original_whose_wording_occurred_before_in_the_topic(store, source):
    source.post("365 days on netflix", "2020-06-01T10:00")
    source.post("365 DAYS on Netflix!!", "10:00")
    source.post("365 days on netflix https://a.example/1", "10:01")
    source.post("a wording of its own: 365 days, netflix", "10:02")
    source.post("a petition of its own, netflix", "09:00")
    source.repost(source.post("365 days on netflix", "10:20"))
    run(source, store)

    assert point(store).copies == 3
    assert [p.copies for p in asked(store, by="hour") if p.copies is not None] == [3, 0]
    assert point(store, between("10:01", "10:20")).copies == 1
    assert point(store, topic="petition").copies == 0


def test_an_earlier_wording_that_comes_late_makes_the_later_post_a_copy(store, source):
    source.post("365 days on netflix", "10:00")
    run(source, store)
    assert point(store).copies == 0

    source.post("365 days on netflix", "09:00")
    run(source, store)

    assert point(store).copies == 1


def test_a_trend_can_be_of_one_language_or_one_platform(store, source):
    source.post(GREAT, author="ann")
    source.post(BAD, author="bob", language="pl")
    source.again(Post("x", "1", "1", source.written[0].created_at, BAD, author="bob"))
    run(source, store)

    polish = point(store, language="pl")
    other = point(store, platform="x")

    assert (polish.volume, polish.unscored, polish.scored, polish.authors) == (1, 1, 0, 1)
    assert (other.volume, other.mean_compound, other.copies) == (1, other.author_mean, 1)
    assert point(store, platform="fake").volume == 2
    assert point(store).volume == 3


def test_what_nobody_watched_is_null_and_what_was_watched_in_silence_is_zero(store, source):
    source.covered = (between("10:00", "11:30"), between("13:00", "14:00"))
    source.post(GREAT, "10:30")
    run(source, store)

    found = asked(store, between("09:00", "15:00"), by="hour")

    assert [p.volume for p in found] == [None, 1, 0, None, 0, None]
    assert [p.coverage for p in found] == [None, 1.0, 0.5, 0.0, 1.0, None]
    assert found[2].coverage_by_source == {"fake": 0.5}
    assert [p.mean_compound is None for p in found] == [True, False, True, True, True, True]
    assert [p.authors for p in found] == [None, 1, 0, None, 0, None]


def test_posts_that_no_run_vouches_for_are_shown_with_coverage_unknown(store, source):
    source.post(GREAT, "10:30")
    source.post(GREAT, "12:30")
    run(source, store)
    run(
        FakeSource(name="other", covered=(between("09:00", "10:00"), between("13:00", "14:00"))),
        store,
    )

    found = asked(store, between("10:00", "13:00"), by="hour")

    assert [(p.volume, p.coverage) for p in found] == [(1, None), (None, 0.0), (1, None)]


def test_with_several_sources_coverage_is_the_lowest(store):
    for name, until in (("one", "11:00"), ("two", "10:15")):
        run(FakeSource(name=name, covered=(between("10:00", until),)), store)

    found = asked(store, between("10:00", "12:00"), by="hour")[0]

    assert found.coverage == 0.25
    assert found.coverage_by_source == {"one": 1.0, "two": 0.25}


def test_what_one_of_several_sources_watched_is_known_and_the_hole_of_the_other_is_told(
    store, source
):
    source.covered = (between("09:00", "10:00"), between("11:00", "12:00"))
    source.post(GREAT, "11:30")
    run(source, store)
    run(FakeSource(name="other", covered=(between("09:00", "12:00"),)), store)

    found = asked(store, between("10:00", "12:00"), by="hour")

    assert [(p.volume, p.coverage) for p in found] == [(0, 0.0), (1, 1.0)]
    assert found[0].coverage_by_source == {"fake": 0.0, "other": 1.0}


def test_a_late_post_changes_the_step_it_was_written_in(store, source):
    source.post(GREAT, "10:30", author="ann")
    run(source, store)
    before = asked(store, by="hour")

    source.post(BAD, "08:30", author="bob")
    run(source, store)
    after = asked(store, by="hour")

    assert [i for i in range(24) if before[i] != after[i]] == [8]
    assert after[8].volume == 1


def test_scored_mentions_are_told_by_scorer(store, source):
    source.post(GREAT)
    source.post(BAD, language="pl")
    run(source, store)

    assert point(store).scorers == {VaderScorer().version: 1}


def test_a_topic_whose_rules_changed_is_broken_there_and_no_other(store, source):
    film, petition = TOPICS
    for days, phrase in enumerate(("365 days", "365 dni", "365 dni", "365 days")):
        watched = watch(replace(film, phrases=(phrase,)), petition)
        now = NOW + timedelta(days=days)
        collect("test", source, watched, store, lambda now=now: now)
    month = between("2020-07-01T00:00", "2020-08-01T00:00")

    def broken(topic: str) -> list[str]:
        points = asked(store, month, topic=topic)
        return [f"{p.start:%d}" for p in points if p.rules_changed]

    assert broken("film") == ["21", "23"]
    assert broken("petition") == []


def test_the_same_rules_in_another_order_are_no_change(store, source):
    petition = TOPICS[1]
    for days, phrases in enumerate((("365 days", "365 dni"), ("365 dni", "365 days"))):
        watched = watch(Topic("film", phrases=phrases, context=("netflix",)), petition)
        now = NOW + timedelta(days=days)
        collect("test", source, watched, store, lambda now=now: now)

    window = between("2020-07-01T00:00", "2020-08-01T00:00")
    assert not any(p.rules_changed for p in asked(store, window))


def test_a_topic_that_is_added_later_was_not_watched_before(store):
    """What earlier runs read of it went by: that is no zero."""
    dogs = Topic("dogs", phrases=("dogs",))
    morning, evening = between("00:00", "12:00"), between("12:00", "23:00")
    early, late = FakeSource(covered=(morning,)), FakeSource(covered=(evening,))
    collect("test", early, watch(), store, lambda: NOW - timedelta(days=1))
    run(late, store, *TOPICS, dogs)

    assert point(store, morning, topic="dogs").volume is None
    assert point(store, evening, topic="dogs").volume == 0
    assert point(store, morning).volume == 0
