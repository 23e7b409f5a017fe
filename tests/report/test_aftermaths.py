"""What was different from each event on: which days, which level, and what is refused."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from math import isclose
from zoneinfo import ZoneInfo

import pytest

from monitor.collect import collect
from monitor.models import Event, Topic
from monitor.report.events import after as table
from monitor.report.summary import EventAfter
from monitor.scoring import VaderScorer
from monitor.statistics import widened
from monitor.storage import Store
from monitor.timeline import Window
from tests.databases import only_on
from tests.fakes import TOPICS, FakeSource, at, between, run, watch
from tests.report.test_summary import COLD, PEOPLE, WARM, by_all, told

ON = date(2020, 6, 25)
LETTER = Event(ON, "a letter")
LATER = at("2020-07-10T00:00")

pytestmark = only_on("sqlite")  # the forty days are told on both databases


def week(source: FakeSource, words: tuple[str, ...], first: int, times: int = 1) -> None:
    """Everybody on each of seven days from `first` days after the event on."""
    for number in range(7):
        on = ON + timedelta(days=first + number)
        for hour in range(times):
            by_all(source, words, f"{on}T{10 + hour}:00")


def both_weeks(source: FakeSource) -> FakeSource:
    source.covered = (between("2020-06-10T00:00", "2020-07-06T00:00"),)
    week(source, WARM, -7)
    week(source, COLD, 0, times=2)
    return source


def found(
    store: Store, *events: Event, day: date = ON + timedelta(days=6), **more
) -> list[EventAfter]:
    values = {"now": LATER, "topics": ["film"]} | more
    return list(told(store, day, events=events, **values).after)


def test_a_whole_week_after_is_set_against_the_week_before(store, source):
    run(both_weeks(source), store)

    [only] = found(store, LETTER)
    film = only.topics["film"]

    assert (only.event, only.nearby) == (LETTER, ())
    assert (film.days, film.ratio, film.tone.verdict) == (7, 2.0, "fell")
    assert film.ratio_ci[0] < 2.0 < film.ratio_ci[1]
    assert film.tone.ci[1] < 0


def test_only_days_that_are_over_count_and_the_seventh_is_the_last(store, source):
    run(both_weeks(source), store)

    def days(last: date, now: datetime = LATER) -> int:
        [only] = found(store, LETTER, day=last, now=now)
        return only.topics["film"].days

    assert [days(ON + timedelta(days=n)) for n in (0, 2, 6, 9)] == [1, 3, 7, 7]
    noon = at(f"{ON}T12:00") + timedelta(days=2)
    assert days(ON + timedelta(days=2), noon) == 2


def test_each_interval_is_widened_for_all_that_are_shown(store, source):
    run(both_weeks(source), store)
    three = [Event(ON + timedelta(days=n), f"event {n}") for n in range(3)]

    [alone] = found(store, LETTER)
    among = found(store, *three)

    # One ratio and one tone of each event, beside the day's own difference from the day before.
    assert isclose(alone.topics["film"].tone.level, widened(3))
    assert {one.topics["film"].tone.level for one in among} == {widened(7)}
    narrow, wide = (found(store, *some)[0].topics["film"].ratio_ci for some in ([LETTER], three))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_events_of_the_same_days_are_named_beside_each_other(store, source):
    run(both_weeks(source), store)
    week, near = timedelta(days=7), Event(ON + timedelta(days=6), "near")
    before, far = Event(ON - week, "a week before"), Event(ON - week - timedelta(days=1), "far")

    def nearby(last: date) -> tuple[Event, ...]:
        told = found(store, LETTER, near, before, far, day=last)
        return next(one.nearby for one in told if one.event == LETTER)

    assert nearby(near.on) == (before, near)
    assert nearby(ON + timedelta(days=5)) == (before,)  # the other one is yet to come


def test_events_before_the_chart_or_yet_to_come_are_not_told(store, source):
    run(both_weeks(source), store)
    last = ON + timedelta(days=6)
    old, new = Event(last - timedelta(days=30), "old"), Event(last + timedelta(days=1), "new")

    assert found(store, old, new) == []
    assert len(found(store, Event(last - timedelta(days=29), "oldest"))) == 1


def test_an_event_of_today_whose_day_was_not_watched_says_so(store, source):
    source.covered = (between("2020-06-10T00:00", "2020-06-25T00:00"),)
    week(source, WARM, -7)
    run(source, store)

    [only] = found(store, LETTER)
    film = only.topics["film"]

    assert (film.days, film.ratio) == (0, None)
    assert film.tone.verdict.startswith("not comparable: too little was watched around it")


def test_a_gap_drops_its_day_and_the_weekday_before(store, source):
    source.covered = (
        between("2020-06-10T00:00", "2020-06-26T00:00"),
        between("2020-06-27T00:00", "2020-06-28T12:00"),
        between("2020-06-29T00:00", "2020-07-06T00:00"),
    )
    week(source, WARM, -7)
    for number in (0, 2, 4, 5, 6):
        by_all(source, WARM, f"{ON + timedelta(days=number)}T10:00")
    run(source, store)

    [only] = found(store, LETTER)

    assert (only.topics["film"].days, only.topics["film"].ratio) == (5, 1.0)


@pytest.mark.parametrize("changed", [-7, -3, 0, 5])
def test_across_a_change_of_the_rules_neither_tone_nor_volume_is_compared(changed, store, source):
    film, petition = TOPICS
    both_weeks(source)
    moment = at(f"{ON + timedelta(days=changed)}T12:00")
    moments = [moment - timedelta(days=30), moment]
    for phrases, now in zip((("365 dni", "365 days"), film.phrases), moments, strict=True):
        topics = (Topic("film", phrases, film.context), petition)
        collect("test", FakeSource(), watch(*topics), store, lambda now=now: now)
    topics = (Topic("film", film.phrases, film.context), petition)
    collect("test", source, watch(*topics), store, lambda: LATER)

    [only] = found(store, LETTER)

    assert only.topics["film"].tone.verdict == "not comparable: the topic's rules changed"
    assert only.topics["film"].ratio is None


def test_tones_of_two_scorers_are_not_compared_but_the_volume_is(store, source):
    source.covered = (between("2020-06-10T00:00", "2020-07-06T00:00"),)
    week(source, WARM, -7)
    run(source, store)
    week(source, COLD, 0)
    collect("test", source, watch(scorer=VaderScorer(threshold=0.1)), store, lambda: LATER)

    [only] = found(store, LETTER)

    assert only.topics["film"].tone.verdict == "not comparable: the scorer changed"
    assert only.topics["film"].ratio == 1.0


def test_who_writes_on_many_days_is_one_person(store, source):
    """Ten people on seven days are ten votes, not seventy."""
    both_weeks(source)
    # On one day of each week everybody says the opposite, in one post of fifteen or less.
    by_all(source, COLD, f"{ON - timedelta(days=4)}T12:00")
    by_all(source, WARM, f"{ON + timedelta(days=3)}T12:00")
    run(source, store)
    scorer = VaderScorer()
    warm, cold = (
        sum(scorer.read(f"365 days on netflix is {word}", "en")[0].compound for word in words) / 5
        for words in (WARM, COLD)
    )

    [only] = found(store, LETTER, min_authors=len(PEOPLE))
    before, after = (7 * warm + cold) / 8, (14 * cold + warm) / 15
    assert isclose(only.topics["film"].tone.difference, after - before, abs_tol=1e-9)
    [only] = found(store, LETTER, min_authors=len(PEOPLE) + 1)
    assert only.topics["film"].tone.verdict == "too few"


def test_the_days_are_those_of_the_watchs_own_zone(store, source):
    auckland = ZoneInfo("Pacific/Auckland")
    source.covered = (between("2020-06-10T00:00", "2020-07-06T00:00"),)
    by_all(source, WARM, "2020-06-24T13:00")  # 25 June in Auckland
    by_all(source, COLD, "2020-06-25T13:00")  # 26 June there
    run(source, store)

    [only] = found(store, LETTER, day=ON, zone=auckland)
    assert only.topics["film"].days == 1
    assert only.topics["film"].ratio is None  # nobody wrote a week before
    assert [row.posts for row in table(only, str).rows] == ["10 a day, 0 before"]
    by_all(source, WARM, "2020-06-17T13:00")
    run(source, store)
    [only] = found(store, LETTER, day=ON, zone=auckland)
    assert (only.topics["film"].ratio, only.topics["film"].ratio_ci) == (1.0, None)


def test_the_table_says_after_and_never_because(store, source):
    run(both_weeks(source), store)
    near = Event(ON + timedelta(days=1), "a reply")
    [only, _] = found(store, LETTER, near)

    shown = table(only, str)

    assert (shown.on, shown.label, shown.nearby) == ("25 June", "a letter", "a reply (26 June)")
    [row] = shown.rows
    assert (row.topic, row.days) == ("film", "7 days")
    assert row.posts.startswith("2.0 times as many (1.")
    assert row.tone.startswith("fell: −0.")


HARDLY = "20 a day, 10 before; how many times as many is hardly known"


@pytest.mark.parametrize(
    ("ratio", "ci", "days", "said"),
    [
        (None, None, 0, "—"),
        (None, None, 7, "20 a day, 10 before"),
        (3.0, None, 1, "3.0 times as many (one day: no interval)"),
        (3.0, None, 2, "3.0 times as many (too few posts: no interval)"),
        (0.5, (0.25, 0.94), 7, "0.50 times as many (0.25 to 0.94)"),
        (0.5, (0.001, 94.9), 7, HARDLY),
        (12.4, (8.0, 1234.0), 7, HARDLY),
    ],
)
def test_a_ratio_in_words(ratio, ci, days, said, store, source):
    run(both_weeks(source), store)
    [only] = found(store, LETTER)
    film = replace(only.topics["film"], ratio=ratio, ratio_ci=ci, days=days)
    other = only.topics["film"]

    row, _ = table(replace(only, topics={"film": film, "other": other}), str).rows

    assert row.posts == said


def test_the_seam_of_an_outage_is_no_fall(store, source):
    """Half of the days after are lost: the ratio of the others stays what it was."""
    both_weeks(source)
    lost = Window(at("2020-06-28T00:00"), at("2020-07-01T00:00"))
    source._open = [p for p in source._open if not lost.start <= p.created_at < lost.end]
    start, end = source.covered[0].start, source.covered[0].end
    source.covered = (Window(start, lost.start), Window(lost.end, end))
    run(source, store)

    [only] = found(store, LETTER)

    assert (only.topics["film"].days, only.topics["film"].ratio) == (4, 2.0)


def test_an_event_without_a_day_to_compare_is_told_in_a_sentence_and_no_table(store, source):
    run(both_weeks(source), store)
    early = Event(date(2020, 6, 10), "too early")

    [only] = found(store, early)

    told = table(only, str)
    assert told.rows == ()
    assert told.reason == ("not comparable: too little was watched around it to compare")
