"""A day's figures, gathered from a real store."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.collect import collect
from monitor.comparing import Change
from monitor.cues import Cues
from monitor.models import Event, Span, Topic
from monitor.report.gathering import summarise
from monitor.report.headline import headline
from monitor.report.naming import Naming
from monitor.report.publishing import publish
from monitor.report.summary import Overlay, Summary
from monitor.report.wanted import Wanted
from monitor.scoring import VaderScorer
from monitor.storage import Store
from monitor.timeline import Window
from tests.fakes import NOW, TOPICS, FakeSource, at, between, driver, rows, run, watch

DAY = date(2020, 7, 2)
BEFORE = "2020-07-01T10:00"
GREAT, BAD, LOVELY = (f"365 days on netflix is {word}" for word in ("great", "bad", "lovely"))
PEOPLE = ("ann", "bob", "cem", "dia", "eli", "fay", "gus", "hal", "ida", "jon")
WARM, COLD = ("great", "lovely", "nice", "fine", "fun"), ("bad", "awful", "vile", "sad", "boring")
"""Ten people differ from each other by these, as an interval wants it."""
MILDER = ("perfect", "beautiful", "good", "fine", "enjoyable")
"""Beside the warm ones: hardly another tone."""


def told(
    store: Store, day: date = DAY, *, now: datetime = NOW, by: Span = "day", **more: Any
) -> Summary:
    values = {
        "title": "365 Days",
        "topics": ["film", "petition"],
        "events": (),
        "zone": ZoneInfo("UTC"),
        "scorer": VaderScorer().version,
        "min_authors": 3,
        "reach": {},
    }
    return summarise(store, day, Wanted(**values | more), now, by)


def by_all(source: FakeSource, words: tuple[str, ...], at_: str = "10:00", **more: Any) -> None:
    for author, word in zip(PEOPLE, words * 2, strict=True):
        source.post(f"365 days on netflix is {word}", at_, author=author, **more)


def change(store: Store, **more: Any) -> Change:
    return told(store, **more).topics["film"].change


@pytest.mark.parametrize(
    ("before", "today", "verdict"),
    [
        (COLD, WARM, "rose"),
        (WARM, COLD, "fell"),
        (WARM, WARM, "no clear change"),
    ],
)
def test_a_clear_change_of_the_authors_tone_is_told(before, today, verdict, store, source):
    by_all(source, before, BEFORE)
    by_all(source, today)
    run(source, store)

    found = change(store)

    assert found.verdict == verdict
    assert found.ci[0] <= found.difference <= found.ci[1]
    assert found.level == pytest.approx(0.95)


def test_a_sure_difference_may_be_too_small_for_a_word(store, source):
    by_all(source, ("great",) * 5, BEFORE)
    by_all(source, ("lovely",) * 5)
    for number in range(40):
        for at_ in (BEFORE, "10:00"):
            source.post(f"365 days on netflix is {WARM[number % 5]}", at_, author=f"more {number}")
    run(source, store)

    found = change(store)

    assert -0.05 < found.difference < 0
    assert found.ci[1] < 0
    assert found.verdict == "no clear change"


def test_a_large_difference_with_a_wide_interval_is_no_clear_change(store, source):
    by_all(source, ("great", "bad", "vile", "bad", "sad"), BEFORE)
    by_all(source, ("bad", "great", "lovely", "bad", "sad"))
    run(source, store)

    found = change(store)

    assert found.verdict == "no clear change"
    assert found.difference > 0.2
    assert found.ci[0] < 0 < found.ci[1]


def test_too_few_authors_on_either_day_are_not_compared(store, source):
    source.covered = (between("2020-07-01T00:00", "2020-07-03T00:00"),)
    by_all(source, COLD, BEFORE)
    by_all(source, WARM)
    run(source, store)

    assert change(store, min_authors=10).verdict == "rose"
    assert change(store, min_authors=11) == Change("too few")
    assert told(store).topics["petition"].change == Change("too few")


@pytest.mark.parametrize(("watched", "verdict"), [("12:00", "rose"), ("11:59", None)])
@pytest.mark.parametrize("day", ["2020-07-01", "2020-07-02"])
def test_a_day_of_which_hardly_anything_was_watched_is_not_compared(
    day, watched, verdict, store, source
):
    other = "2020-07-02" if day == "2020-07-01" else "2020-07-01"
    source.covered = tuple(
        between(f"{one}T00:00", f"{one}T{until}")
        for one, until in ((day, watched), (other, "23:59:59"))
    )
    by_all(source, COLD, BEFORE)
    by_all(source, WARM)
    run(source, store)

    hardly = "not comparable: hardly any of one of the days was watched"
    assert change(store).verdict == (verdict or hardly)


def test_a_day_before_that_nobody_watched_is_not_compared(store, source):
    source.covered = (between("00:00", "2020-07-03T00:00"),)
    by_all(source, WARM)
    run(source, store)

    found = change(store)

    assert found == Change("not comparable: hardly any of one of the days was watched")
    said = headline("film", told(store).topics["film"], Naming(DAY))
    assert said.endswith("the day before was not watched.")


def test_nine_people_apart_from_a_share_text_bear_no_interval_and_no_comparison(store, source):
    by_all(source, COLD, BEFORE)
    by_all(source, (*WARM[:4], "here"))
    run(source, store)

    film = told(store).topics["film"]

    assert film.today.author_mean == pytest.approx(0.364, abs=0.01)
    assert film.today.ci is None
    assert film.change == Change("too few")


def test_days_are_not_compared_across_a_change_of_the_rules(store, source):
    film, petition = TOPICS
    by_all(source, COLD, "2020-07-19T10:00")
    by_all(source, WARM, "2020-07-20T10:00")
    moments = iter([NOW - timedelta(days=9), NOW])
    for phrases in (("365 dni",), ("365 dni", "365 days")):
        topics = (Topic("film", phrases, film.context), petition)
        now = next(moments)
        collect("test", source, watch(*topics), store, lambda now=now: now)

    found = change(store, day=date(2020, 7, 20), now=NOW + timedelta(days=1))

    assert found == Change("not comparable: the topic's rules changed")


def test_a_day_that_is_not_over_is_told_so_far_and_compared_with_nothing(store, source):
    noon = at("12:00")
    source.covered = (Window(at("2020-06-01T00:00"), noon),)
    by_all(source, WARM, "2020-06-25T10:00")
    by_all(source, WARM, BEFORE)
    by_all(source, COLD)
    run(source, store)

    found = told(store, now=noon)
    film = found.topics["film"]

    assert (film.over, film.today.volume, film.today.coverage) == (False, 10, 1.0)
    assert film.change == film.usual_change == Change("not comparable: the day is not over")
    assert (film.usual_volume, film.times) == (2.5, None)
    assert film.spike.reason == "the day is not over"
    assert found.gaps == ()
    assert (found.state, found.end) == ("provisional", at("2020-07-03T00:00"))
    assert "so far" in headline("film", film, Naming(DAY))
    assert told(store).topics["film"].over


def test_a_day_that_has_not_begun_is_not_over(store, source):
    """Whatever stands in it, by a clock that goes wrong."""
    by_all(source, WARM, BEFORE)
    by_all(source, COLD)
    run(source, store)

    film = told(store, now=at("2020-07-01T12:00")).topics["film"]

    assert not film.over
    assert film.change == film.usual_change == Change("not comparable: the day is not over")
    assert film.spike.reason == "the day is not over"


@pytest.mark.parametrize("mixed", [False, True])
def test_days_read_by_two_scorers_are_not_compared(mixed, store, source):
    by_all(source, COLD, BEFORE)
    if mixed:
        by_all(source, WARM)
    run(source, store)
    by_all(source, WARM)
    if mixed:
        by_all(source, COLD, BEFORE)
    other = watch(scorer=VaderScorer(threshold=0.1))
    collect("test", source, other, store, lambda: NOW)

    film = told(store, date(2020, 7, 1)).topics["film"]
    assert len(film.today.scorers) == 1 + mixed
    assert (film.today.mean_compound is None) is mixed
    assert (film.sensitivity == ()) is mixed
    assert (film.people is None) is mixed
    assert len(told(store).topics["film"].before.scorers) == 1 + mixed
    assert change(store) == Change("not comparable: the scorer changed")


def test_a_usual_day_is_the_same_weekday_before_where_it_was_watched(store, source):
    source.covered = (
        between("2020-06-11T00:00", "2020-06-18T18:00"),
        between("2020-06-19T00:00", "2020-07-03T00:00"),
    )
    for day, posts in ((11, 6), (18, 50), (24, 50), (25, 2), (26, 50)):
        for number in range(posts):
            source.post(GREAT, f"2020-06-{day}T10:{number:02}")
    run(source, store)

    film, petition = told(store).topics.values()

    assert film.usual_volume == 4  # 11 and 25 June; 18 June was watched in part, 4 June never
    assert petition.usual_volume == 0
    assert (film.today.volume, len(film.history)) == (0, 30)
    assert told(store, date(2020, 5, 1)).topics["film"].usual_volume is None


@pytest.mark.parametrize(("watched", "posts", "times"), [("12:00", 2, 1.0), ("11:00", 2, None)])
def test_half_a_day_watched_is_compared_by_the_hour_and_less_is_not(
    watched, posts, times, store, source
):
    source.covered = (
        between("2020-06-18T00:00", "2020-06-19T00:00"),
        between("2020-06-25T00:00", "2020-06-26T00:00"),
        between("00:00", watched),
    )
    for number in range(8):
        source.post(GREAT, f"2020-06-{18 + 7 * (number % 2)}T10:{number:02}", author=f"{number}")
    for number in range(posts):
        source.post(GREAT, f"10:{number:02}", author=f"two {number}")
    run(source, store)

    film = told(store).topics["film"]

    assert film.usual_volume == 4
    assert film.times == times


def test_a_usual_day_ends_where_the_rules_changed(store, source):
    film, petition = TOPICS
    by_all(source, WARM, "2020-07-09T10:00")
    by_all(source, WARM, "2020-07-16T10:00")
    by_all(source, WARM, "2020-07-23T10:00")
    moments = iter([at("2020-07-08T12:00"), at("2020-07-14T12:00")])
    for phrases in (("365 dni",), ("365 dni", "365 days")):
        now = next(moments)
        watched = watch(Topic("film", phrases, film.context), petition)
        collect("test", FakeSource(), watched, store, lambda now=now: now)
    collect("test", source, watch(Topic("film", phrases, film.context), petition), store,
            lambda: at("2020-07-24T00:00"))  # fmt: skip

    later = at("2020-08-01T00:00")
    assert told(store, date(2020, 7, 16), now=later).topics["film"].usual_volume is None
    # One day under the new rules is only itself.
    assert told(store, date(2020, 7, 23), now=later).topics["film"].usual_volume is None
    assert told(store, date(2020, 7, 30), now=later).topics["film"].usual_volume == 10


def test_todays_people_are_compared_with_those_of_the_weekday_before_it(store, source):
    for day in (4, 11, 18, 25):
        by_all(source, COLD, f"2020-06-{day:02}T10:00")
    by_all(source, WARM, BEFORE)
    by_all(source, WARM)
    run(source, store)

    film = told(store).topics["film"]

    assert (film.change.verdict, film.usual_change.verdict) == ("no clear change", "rose")
    assert film.change.level == film.usual_change.level == pytest.approx(0.975)


@pytest.mark.parametrize("before", [(), (25,), (18, 25)])
def test_a_single_weekday_before_is_not_what_is_usual(before, store, source):
    by_all(source, WARM)
    for day in before:
        by_all(source, COLD, f"2020-06-{day}T10:00")
    run(source, store)

    found = told(store).topics["film"].usual_change

    unknown = Change("not comparable: fewer than two such days are known")
    assert (found == unknown) is (len(before) < 2)
    assert (found.verdict == "rose") is (len(before) == 2)


@pytest.mark.parametrize(("people", "verdict"), [(10, "rose"), (9, "too few")])
def test_nor_are_two_of_which_too_few_people_bear_one(people, verdict, store, source):
    by_all(source, WARM)
    by_all(source, COLD, "2020-06-25T10:00")
    for author, word in zip(PEOPLE[:people], COLD * 2, strict=False):
        source.post(f"365 days on netflix is {word}", "2020-06-18T10:00", author=author)
    run(source, store)

    assert told(store).topics["film"].usual_change.verdict == verdict


def test_the_labels_are_counted_for_other_thresholds(store, source):
    by_all(source, ("great", "fine", "here", "boring", "vile"))
    run(source, store)

    found = told(store, threshold=0.25).topics["film"].sensitivity

    assert [(one.threshold, one.positive, one.negative) for one in found] == [
        (0.1, 4, 4),
        (0.25, 2, 4),
        (0.3, 2, 4),
    ]
    assert told(store).topics["petition"].sensitivity == ()


def test_a_day_is_read_once_more_without_the_words_of_the_configuration(store, source):
    plain, own = VaderScorer(), VaderScorer(overlay={"netflix": -3.0})
    by_all(source, WARM)
    source.post("365 days is a film", author="kim", language="pl")
    collect("test", source, watch(scorer=own), store, lambda: NOW)

    def overlay(scorer: VaderScorer = own) -> Overlay | None:
        topics = ("film", "petition")
        published = dict.fromkeys(topics, plain)
        versions = dict.fromkeys(topics, scorer.version)
        asked = {"published": published, "versions": versions, "overlay": "own"}
        return told(store, **asked).topics["film"].overlay

    found, tones = overlay(), [plain.read(p.text, "en")[0].compound for p in source.written[:10]]
    assert (found.words, found.moved, found.without.votes) == ("own", 10, 10)
    assert found.without.value == pytest.approx(sum(tones) / 10)
    assert told(store).topics["film"].overlay is None
    assert overlay(VaderScorer(overlay="charges")) is None  # the day was read otherwise

    with driver(store.database.url) as connection:
        connection.execute("update post set text = null where language = 'pl'")
        assert overlay() == found
        connection.execute("update post set text = null")
    assert overlay() is None  # not known, rather than nothing moved


@pytest.mark.parametrize(("people", "is_told"), [(0, True), (1, False), (2, False), (3, True)])
def test_the_words_of_the_configuration_tell_of_no_few_people(people, is_told, store, source):
    """Ten times the one mean less ten times the other would be what one person's post gained."""
    plain, own = VaderScorer(), VaderScorer(overlay={"duffy": -3.0})
    by_all(source, WARM)
    for author in PEOPLE[:people]:
        source.post("365 days on netflix: duffy", author=author)
    collect("test", source, watch(scorer=own), store, lambda: NOW)

    asked = {"published": {"film": plain}, "versions": {"film": own.version}, "overlay": "own"}
    found = told(store, topics=["film"], **asked).topics["film"]

    assert (found.overlay.moved, found.overlay.without.votes) == (people, 10)
    assert (found.overlay.without.value is not None) is is_told
    assert (found.overlay.without.value == found.today.author_mean) is (people == 0)


def test_positions_are_read_of_the_petitions_topic_alone(store, source):
    cues = Cues(supports=("please sign",), opposes=("not signing",))
    for author in PEOPLE:
        source.post("petition against 365 days on netflix, please sign", author=author)
    run(source, store)

    summary = told(store, cues={"petition": cues}, demand="remove it")
    film, petition = summary.topics.values()

    assert (film.today.volume, petition.today.volume) == (10, 10)
    assert (petition.position.supports, petition.position.read) == (10, 10)
    assert film.position is None
    assert summary.to_dict()["demand"] == "remove it"
    nobody = told(store)
    assert {one.position for one in nobody.topics.values()} == {nobody.demand} == {None}


@pytest.mark.parametrize(
    ("day", "moment", "inside"),
    [
        (date(2020, 4, 2), "2020-03-25T23:30", False),  # 25 March; the week has 167 hours
        (date(2020, 4, 2), "2020-03-26T00:00", True),
        (date(2019, 10, 31), "2019-10-23T22:59:59", False),
        (date(2019, 10, 31), "2019-10-23T23:30", True),  # 24 October; it has 169
    ],
)
def test_the_week_before_a_day_that_stands_out_is_seven_local_days(
    day, moment, inside, store, source
):
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    source.covered = (Window(noon - timedelta(days=40), noon + timedelta(days=1)),)
    for ago in range(1, 31):
        for author in PEOPLE[:3]:
            source.post(GREAT, (noon - timedelta(days=ago)).isoformat(), author=author)
    for number in range(40):
        source.post(f"{BAD} letter", noon.isoformat(), author=f"new {number}")
    source.post(GREAT, moment, author="at the edge")
    run(source, store)

    film = told(store, day, zone=ZoneInfo("Europe/London")).topics["film"]

    assert film.spike.fired
    assert film.why.people == (40, 3 + inside)


def test_small_languages_are_told_only_together(store, source):
    for author in PEOPLE[:4]:
        source.post(GREAT, author=author)
    for language, author in (("pl", "ann"), ("pl", "bob"), ("es", "ann"), ("de", "ann")):
        source.post(GREAT, author=author, language=language)
    source.post(GREAT, author="ann", language="pl")
    run(source, store)

    assert told(store).topics["film"].languages == {"en": 4, "other": 5}
    assert told(store, min_authors=2).topics["film"].languages == {"en": 4, "pl": 3, "other": 2}
    assert told(store).topics["film"].sources == {"fake": 9}


def test_what_was_not_watched_is_a_gap(store, source):
    source.covered = (
        between("2020-06-30T00:00", "2020-07-01T09:00"),
        between("2020-07-02T15:30", "2020-07-04T00:00"),
    )
    run(source, store)

    def gaps(day: int) -> list[tuple[str, str]]:
        return [(gap["start"], gap["end"]) for gap in told(store, date(2020, 7, day)).gaps]

    assert gaps(1) == [("2020-07-01T09:00:00+00:00", "2020-07-02T00:00:00+00:00")]
    assert gaps(2) == [("2020-07-02T00:00:00+00:00", "2020-07-02T15:30:00+00:00")]
    assert gaps(3) == []


def test_a_day_that_lies_whole_in_a_gap_says_so(store, source):
    source.covered = (
        between("2020-06-30T00:00", "2020-07-01T09:00"),
        between("2020-07-03T00:00", "2020-07-04T00:00"),
    )
    run(source, store)

    summary = told(store)

    assert [gap["source"] for gap in summary.gaps] == ["fake"]
    assert summary.topics["film"].today.coverage == 0.0
    assert summary.topics["film"].wordings is None
    assert not summary.is_known


def test_events_of_the_thirty_days_are_told(store):
    days = [DAY - timedelta(days=30), DAY - timedelta(days=29), DAY, DAY + timedelta(days=1)]

    summary = told(store, events=[Event(day, str(day)) for day in days])

    assert [event.on for event in summary.events] == days[1:3]


def test_posts_about_both_are_counted_once(store, source):
    source.post(GREAT)
    source.post("petition about 365 days on netflix")
    source.post("petition about 365 days on netflix", BEFORE)
    run(source, store)

    assert told(store).shared.posts == 1


@pytest.mark.parametrize(("after", "state"), [(23, "provisional"), (24, "final")])
def test_a_day_is_final_a_day_after_its_end(after, state, store):
    now = datetime(2020, 7, 3, tzinfo=UTC) + timedelta(hours=after)

    assert told(store, now=now).state == state


def test_a_day_is_as_long_as_its_clocks_show(store):
    summary = told(store, date(2020, 3, 29), zone=ZoneInfo("Europe/London"))

    assert summary.end - summary.start == timedelta(hours=23)


def test_a_provisional_day_is_replaced_and_a_final_one_that_changes_is_revised(store, source):
    early, late = at("2020-07-03T01:00"), at("2020-07-04T01:00")

    def published(now: datetime) -> tuple[str, int]:
        summary = publish(store, told(store, now=now), now)
        kept = rows(store, "select state, revision, figures from summary")
        [(state, revision, figures)] = kept
        assert json.loads(figures) == json.loads(json.dumps(summary.to_dict()))
        assert (state, revision) == (summary.state, summary.revision)
        return state, revision

    assert published(early) == ("provisional", 1)
    source.post(GREAT)
    run(source, store)
    assert published(early) == ("provisional", 1)
    assert published(late) == ("final", 1)
    assert published(late + timedelta(days=9)) == ("final", 1)
    source.post(BAD)
    run(source, store)
    assert published(late) == ("final", 2)
    assert published(late) == ("final", 2)


def test_a_post_that_comes_late_may_revise_a_day_by_its_usual_volume_alone(store, source):
    source.post(GREAT)
    source.post(GREAT, "2020-06-18T10:00")
    run(source, store)
    first = publish(store, told(store), NOW)
    source.post(GREAT, "2020-06-25T10:00")
    run(source, store)

    again = publish(store, told(store), NOW)

    assert (first.revision, again.revision) == (1, 2)
    assert again.topics["film"].usual_volume == 1


def test_only_the_sample_is_invented_and_what_is_free_costs_nothing(store, source):
    source.post(GREAT)
    run(source, store)

    summary = told(store)

    assert not summary.invented
    assert summary.spend == {"day_usd": 0.0, "month_usd": 0.0}
    assert summary.scorer == VaderScorer().version
