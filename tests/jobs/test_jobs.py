import json
from datetime import date, timedelta

import pytest

from jobs import collect, report
from monitor.errors import TryLaterError, UsageError
from tests.around_the_clock import GREAT

FIRST = date(2026, 3, 26)


def reported(monitor):
    return [(str(day), state) for day, state, _ in report.run(monitor)]


@pytest.fixture
def monitor(opened, watch, x):
    """One day of collecting lies behind it; the report of the first day is due."""
    x.post(GREAT, at="2026-03-26T11:00")
    x.post(GREAT, at="2026-03-26T18:00", author="bob")
    made = opened()
    list(collect.run(made))
    x.now = "2026-03-27T06:00"
    list(collect.run(made))
    return made


def test_every_source_is_collected_from_and_what_cannot_be_asked_is_skipped(opened, watch, x):
    watch.write(sources="{x: {}, bluesky: {}, mastodon: {}}")

    outcomes = list(collect.run(opened()))

    assert [(one.source, one.status, one.reason) for one in outcomes] == [
        ("x", "ok", None),
        ("mastodon", "skipped", "not supported"),
        ("bluesky", "skipped", "not supported"),
    ]


def test_a_source_that_another_process_holds_is_held_up_and_the_others_go_on(opened, watch):
    watch.write(sources="{x: {}, bluesky: {}}")
    monitor = opened()

    with monitor.store.only_writer_of("x"):
        outcomes = list(collect.run(opened()))

    assert [(one.status, one.reason) for one in outcomes] == [
        ("failed", "held up"),
        ("skipped", "not supported"),
    ]
    assert "holds the source x" in outcomes[0].error


def test_the_clock_leaves_a_blocked_source_alone_until_its_next_probe(opened, x):
    monitor = opened()
    x.script("401")
    blocked = list(collect.run(monitor))
    x.advance(minutes=30)
    left_alone = list(collect.run(monitor))
    x.advance(minutes=31)
    probed = list(collect.run(monitor))

    assert [(one.status, one.reason) for one in (*blocked, *left_alone, *probed)] == [
        ("blocked", "credentials"),
        ("skipped", "credentials"),
        ("ok", None),  # the window that was open
        ("ok", None),
    ]
    assert len(x.requests) == 3


def test_a_day_is_reported_once_early_and_once_at_last(monitor, x):
    assert reported(monitor) == [("2026-03-26", "provisional")]
    assert reported(monitor) == []
    x.now = "2026-03-28T06:00"
    list(collect.run(monitor))
    assert reported(monitor) == [("2026-03-26", "final"), ("2026-03-27", "provisional")]
    assert reported(monitor) == []


@pytest.mark.fault("F4")
def test_a_refused_source_stops_no_other(opened, watch, x):
    watch.write(sources="{x: {}, bluesky: {}}")
    file = watch.folder / "posts.csv"
    file.write_text(f"id,text,created_at\n1,{GREAT},2026-03-26T10:00Z\n", "utf-8")
    monitor = opened()
    x.script("401 for ever")

    outcomes = [*collect.run(monitor), monitor.import_file(file)]

    assert [(one.source, one.status) for one in outcomes] == [
        ("x", "blocked"),
        ("bluesky", "skipped"),
        ("archive", "ok"),
    ]
    assert outcomes[2].new == 1


@pytest.mark.fault("F40")
def test_a_night_that_the_machine_slept_through_is_made_up_for(monitor, x):
    x.now = "2026-03-29T06:00"
    list(collect.run(monitor))

    assert reported(monitor) == [
        ("2026-03-26", "final"),
        ("2026-03-27", "final"),
        ("2026-03-28", "provisional"),
    ]


@pytest.mark.fault("F43")
def test_a_day_whose_files_cannot_be_written_still_wants_its_report(monitor, watch):
    in_the_way = watch.folder / "reports"
    in_the_way.write_text("", "utf-8")
    with pytest.raises(UsageError):
        list(report.run(monitor))
    in_the_way.unlink()

    assert reported(monitor) == [("2026-03-26", "provisional")]
    assert watch.rows("select status from run where job = 'report' order by id") == [
        ("failed",),
        ("ok",),
    ]
    assert {path.suffix for path in in_the_way.iterdir()} == {".html", ".md", ".json"}


def test_a_report_made_by_hand_at_night_is_made_once_more_in_the_morning(monitor, x):
    x.now = "2026-03-27T03:00"
    monitor.summary(FIRST)
    x.now = "2026-03-27T06:00"

    assert reported(monitor) == [("2026-03-26", "provisional")]
    x.advance(hours=1)
    assert reported(monitor) == []


def test_nothing_is_reported_of_days_that_nobody_watched(monitor, x):
    reported(monitor)
    x.now = "2026-04-12T12:00"

    assert reported(monitor) == [
        ("2026-03-26", "final"), ("2026-03-27", "final"), ("2026-W13", "final")
    ]  # fmt: skip
    assert reported(monitor) == []
    list(collect.run(monitor))  # seven days back and no further
    *days, week = (day for day, _ in reported(monitor))
    assert days == [f"{date(2026, 4, 5) + timedelta(days=n)}" for n in range(7)]
    assert week == "2026-W14"


def test_a_week_gets_its_report_on_monday_and_its_final_figures_a_day_later(monitor, x):
    x.now = "2026-03-30T04:00"
    list(collect.run(monitor))
    assert "2026-W13" not in dict(reported(monitor))
    x.now = "2026-03-30T06:00"
    assert dict(reported(monitor))["2026-W13"] == "provisional"
    assert "2026-W13" not in dict(reported(monitor))
    x.now = "2026-03-31T06:00"
    assert dict(reported(monitor))["2026-W13"] == "final"


def test_a_watch_that_wants_no_weeks_gets_none(opened, watch, x):
    path = watch.write()
    path.write_text(f"{path.read_text('utf-8')}\nreport: {{weekly: false}}\n", "utf-8")
    x.now = "2026-04-12T12:00"
    monitor = opened()
    list(collect.run(monitor))
    assert not [name for name, _ in reported(monitor) if "W" in name]


def test_a_watch_that_collects_from_nowhere_has_no_reports(opened, watch):
    watch.write(sources="{}")

    assert reported(opened()) == []


def test_a_day_that_a_zone_skipped_stands_in_no_reports_way(opened, watch, x):
    watch.write(zone="Pacific/Apia")
    x.now = "2011-12-29T12:00"
    monitor = opened()
    for _ in range(4):
        list(collect.run(monitor))
        x.advance(hours=24)

    days = [day for day, _ in reported(monitor)]
    assert days == ["2011-12-29", "2011-12-31", "2012-01-01", "2011-W52"]


def test_a_report_is_made_by_one_process_at_a_time(monitor, opened):
    with monitor.noted("report"), pytest.raises(TryLaterError, match="report by process"):
        list(report.run(opened()))

    assert reported(monitor) == [("2026-03-26", "provisional")]


def test_a_stop_ends_the_making_of_reports_after_the_day_under_way(monitor, x):
    x.now = "2026-03-29T06:00"
    list(collect.run(monitor))
    made = []
    for day, *_ in report.run(monitor):
        made.append(day)
        monitor.stop.set()

    assert made == [FIRST.isoformat()]
    monitor.stop.clear()
    assert len(reported(monitor)) == 2


def test_the_files_say_what_is_published(monitor, watch):
    ((_, _, paths),) = list(report.run(monitor))

    told = watch.rows("select day, revision, state, figures from summary")
    ((day, revision, state, figures),) = told
    assert (day, revision, state) == ("2026-03-26", 1, "provisional")
    page = next(path for path in paths if path.suffix == ".json").read_text("utf-8")

    assert json.loads(page) == json.loads(figures)
    assert json.loads(page)["topics"]["film"]["today"]["volume"] == 2
