"""A week's report: the same figures as a day's, of seven days."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from monitor.models import Signatures
from monitor.report.headline import headline
from monitor.report.naming import Naming
from monitor.report.periods import Period
from monitor.report.publishing import publish
from monitor.report.render import render
from monitor.report.summary import Summary
from monitor.storage import Store
from tests.databases import only_on
from tests.fakes import NOW, FakeSource, at, run
from tests.report import story
from tests.report.invented import LONDON
from tests.report.test_summary import told

MONDAY = date(2020, 6, 29)


@pytest.fixture
def store_of_forty_days(store: Store) -> Store:
    run(story.told(FakeSource()), store)
    return store


def week(store: Store, day: date = story.LAST, **more: Any) -> Summary:
    values: dict[str, Any] = {"events": (story.LETTER,), "now": at("2020-07-08T00:00")}
    return told(store, day, by="week", **(values | more))


def test_a_week_is_the_sum_of_its_days(store_of_forty_days):
    film = week(store_of_forty_days).topics["film"]

    assert film.today.start == at("2020-06-29T00:00")
    assert film.today.volume == 3 * story.LATER + story.SPIKE
    assert film.before.volume == 3 * story.USUAL + 4 * story.LATER
    assert film.today.end - film.today.start == timedelta(days=7)


def test_any_day_of_the_week_names_it():
    days = (MONDAY + timedelta(days=n) for n in range(7))
    assert {Period.of(day, "week", LONDON, NOW).first for day in days} == {MONDAY}


@only_on("sqlite")
def test_a_week_is_compared_with_usual_weeks_by_the_hour_watched(store_of_forty_days):
    film = week(store_of_forty_days).topics["film"]

    usual = film.usual_volume
    # Three weeks before were watched as well as whole; that of the gap is no measure.
    assert usual == pytest.approx((7 * 12 + 7 * 12 + 3 * 12 + 4 * 24) / 3)
    assert film.times == pytest.approx(7 * film.today.rate / usual)


@only_on("sqlite")
def test_the_days_of_a_week_that_stand_out_are_named(store_of_forty_days):
    film = week(store_of_forty_days).topics["film"]

    assert film.stood_out == (story.LAST,)
    said = headline("film", film, Naming(MONDAY, "week"))
    assert "about the film in the week of 29 June to 5 July" in said
    assert "Thursday 2 July stands out of the days before." in said
    assert "the week before" in said


@only_on("sqlite")
def test_a_week_that_is_not_over_is_told_so_far_and_compared_with_none(store_of_forty_days):
    film = week(store_of_forty_days, now=at("2020-07-02T18:00")).topics["film"]

    assert not film.over
    assert film.times is None
    assert film.change.verdict == "not comparable: the week is not over"
    assert "so far" in headline("film", film, Naming(MONDAY, "week"))
    assert film.stood_out == ()


def test_a_week_and_its_monday_are_published_each_for_itself(store_of_forty_days):
    store = store_of_forty_days
    of_week, of_day = week(store), told(store, MONDAY, now=at("2020-07-08T00:00"))
    publish(store, of_week, NOW)
    publish(store, of_day, NOW)

    with store.read() as reader:
        kept = {span: reader.published.of(MONDAY, "UTC", span) for span in ("day", "week")}
    assert json.loads(kept["week"].figures)["by"] == "week"
    assert json.loads(kept["day"].figures)["by"] == "day"
    assert kept["week"].figures != kept["day"].figures


@only_on("sqlite")
def test_the_pages_of_a_week_say_so(store_of_forty_days):
    summary = week(store_of_forty_days)

    assert summary.named.file == "2020-W27"
    for form in ("html", "md", "svg"):
        page = render(summary, form)
        assert "Week 27: 29 June to 5 July 2020" in page
        assert "weekly report" in page.lower()
    assert "30 days to 5 July" in render(summary, "html")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 7, 2), "2020-W27"),
        (date(2021, 1, 1), "2020-W53"),
        (date(2018, 12, 31), "2019-W01"),
    ],
)
def test_weeks_are_numbered_as_iso_8601_does(day: date, name: str):
    period = Period.of(day, "week", LONDON, NOW)
    assert Naming(period.first, "week").file == name


def test_a_week_in_which_clocks_change_is_an_hour_shorter_or_longer():
    spring = Period.of(date(2020, 3, 29), "week", LONDON, NOW).window
    autumn = Period.of(date(2020, 10, 25), "week", LONDON, NOW).window
    assert (spring.seconds / 3600, autumn.seconds / 3600) == (167, 169)


def test_signatures_and_milestones_stand_on_the_page_with_who_says_so(store, source):
    source.post("365 days on netflix", author="ann")
    run(source, store)
    figures = [
        Signatures("change.org/p/x", at("2020-06-01T12:00"), 900, "observed", "our own look"),
        Signatures("change.org/p/x", at("2020-06-20T12:00"), 3_500, "reported", "The Gazette"),
        Signatures("change.org/p/x", at("2020-07-01T12:00"), 65_000, "reported", "The Herald"),
        Signatures("change.org/p/x", at("2020-07-09T12:00"), 99_000, "reported", "The Future"),
    ]
    with store.write() as writer:
        writer.signatures.keep(figures, NOW)

    summary = told(store, milestones=(10_000, 50_000))

    assert [event.label for event in summary.milestones] == ["Petition passes 50,000 signatures"]
    assert [one.count for one in summary.signatures] == [
        900,
        3_500,
        65_000,
    ]  # the last before, too
    page = render(summary, "md")
    assert "| 1 Jul | 65,000 | +61,500 | 5,591 | The Herald (as reported) |" in page
    assert "Petition: signatures in all" in render(summary, "html")
    assert [one["count"] for one in summary.to_dict()["signatures"]] == [900, 3_500, 65_000]


def test_a_late_lower_report_before_the_chart_makes_no_gain_after_it(store, source):
    source.post("365 days on netflix", author="ann")
    run(source, store)
    figures = [
        Signatures("p", at("2020-02-01T12:00"), 69_000, "reported", "one"),
        Signatures("p", at("2020-02-10T12:00"), 72_000, "observed", "our own look"),
        Signatures("p", at("2020-02-15T12:00"), 65_000, "reported", "a late article"),
        Signatures("p", at("2020-07-01T12:00"), 72_100, "reported", "another"),
    ]
    with store.write() as writer:
        writer.signatures.keep(figures, NOW)

    summary = told(store)

    assert [one.count for one in summary.signatures] == [72_000, 72_100]
    assert "| 1 Jul | 72,100 | +100 | 0.7 | another (as reported) |" in render(summary, "md")
