"""The petition's signatures from Python: brought, asked for, told as events."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monitor import open_monitor
from monitor.errors import UsageError
from monitor.models import Event
from monitor.sources.sample import WATCH

PETITION = (
    "change.org/p/netflix-netflix-remove-365-days-for-glorifying-human-trafficking-and-"
    "stockholm-syndrome"
)


@pytest.fixture
def opened(tmp_path):
    def watch(text: str):
        (tmp_path / "config.yaml").write_text(text, "utf-8")
        return open_monitor(tmp_path / "config.yaml")

    return watch


@pytest.fixture
def demo(opened):
    """The demo's watch, with what was reported of its petition."""
    with opened(WATCH) as monitor:
        assert monitor.signatures.bring_sample().new == 4
        yield monitor


def test_the_shipped_figures_are_those_that_were_reported(demo):
    assert [(one.at.day, one.count, one.kind) for one in demo.signatures.all()] == [
        (2, 3500, "reported"),
        (8, 65_000, "reported"),
        (8, 70_000, "reported"),
        (10, 75_000, "reported"),
    ]
    assert [one.origin.split(",")[0] for one in demo.signatures.all()] == [
        "We Got This Covered",
        "Parents Television Council",
        "Yahoo News UK",
        "SheThePeople",
    ]
    assert demo.signatures.bring_sample().unchanged == 4


def test_the_curve_leaves_out_what_was_told_lower_on_the_same_day(demo):
    ((name, curve),) = demo.signatures.curves().items()

    assert name == PETITION
    assert [one.count for one in curve] == [3500, 70_000, 75_000]


def test_milestones_are_events_but_where_the_configuration_names_them(demo):
    passed = demo.signatures.milestones()

    assert [(each.on, each.label) for each in passed] == [
        (date(2020, 7, 8), "Petition passes 70,000 signatures"),
        (date(2020, 7, 10), "Petition passes 75,000 signatures"),
    ]
    assert passed[1].source == 'SheThePeople, 10 July 2020: "over 75,000"'
    assert demo.signatures.events() == (*demo.config.events, passed[1])


def test_up_to_a_moment_nothing_later_is_known(demo):
    before = datetime(2020, 7, 8, 10, 59, tzinfo=UTC)

    assert [one.count for one in demo.signatures.all(before)] == [3500]
    assert demo.signatures.milestones(before) == ()
    assert demo.signatures.events(before) == demo.config.events


WHOLE = """title: x
topics:
  film: {phrases: [x], links: [film.example/x]}
  petition: {phrases: [petition], links: [a.example/p/one, b.example/p/two]}
  ban: {phrases: [ban], links: [c.example/p/three]}
"""
FILM = "title: x\ntopics: {film: {phrases: [x], links: [film.example/x]}}\n"


@pytest.mark.parametrize(
    ("watch", "name"),
    [
        (WHOLE, "a.example/p/one"),
        (WHOLE + "position: {topic: ban, cues: removal}\n", "c.example/p/three"),
        (WHOLE.replace("a.example", "https://www.A.example"), "a.example/p/one"),
        (FILM, "petition"),
    ],
)
def test_a_petition_that_nobody_names_goes_by_its_topics_first_link(opened, watch, name, tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("at,count\n2020-07-02,5\n", "utf-8")
    with opened(watch) as monitor:
        monitor.signatures.bring(path)
        (one,) = monitor.signatures.all()

    assert one.petition == name


def test_a_whole_link_names_the_same_petition_as_a_bare_one(opened, tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("petition,at,count\nhttps://www.a.example/p/one/?x=1,2020-07-02,5\n", "utf-8")
    with opened(WHOLE) as monitor:
        monitor.signatures.bring(path)
        path.write_text("at,count\n2020-07-02,5\n", "utf-8")
        again = monitor.signatures.bring(path, petition="https://a.example/p/one")

        assert again.unchanged == 1
        assert list(monitor.signatures.curves()) == ["a.example/p/one"]


def test_several_petitions_pass_their_milestones_each_for_itself(opened, tmp_path):
    path = tmp_path / "counts.csv"
    rows = "a,2020-07-01,1\na,2020-07-03,10000\nb,2020-07-01,9\nb,2020-07-02,50001\n"
    path.write_text(f"petition,at,count\n{rows}", "utf-8")
    with opened(WHOLE) as monitor:
        monitor.signatures.bring(path)

        assert monitor.signatures.milestones() == (
            Event(date(2020, 7, 2), "Petition passes 50,000 signatures", "own recording"),
            Event(date(2020, 7, 3), "Petition passes 10,000 signatures", "own recording"),
        )


def test_a_refused_file_changes_nothing_and_a_name_too_long_is_refused(opened, tmp_path):
    with opened(FILM) as monitor:
        assert "does not exist" in (monitor.signatures.bring(tmp_path / "no").error or "")
        with pytest.raises(UsageError, match="--petition takes 1 to 300 characters"):
            monitor.signatures.bring(Path("x"), petition="x" * 301)
        assert monitor.signatures.all() == ()
