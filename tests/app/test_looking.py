"""What may be shown of a watch: totals always, parts of it only of enough people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from monitor.app import Monitor
from monitor.app.looking import View, few, open_to_look
from monitor.config import load_config, no_environment
from monitor.errors import StorageError, UsageError
from monitor.points import Point
from monitor.storage import Store
from tests.fakes import NOW

WATCH = "title: A film\ntopics: {film: {phrases: [a film]}}\n"
START = datetime(2020, 7, 2, tzinfo=UTC)


def point(volume, authors, hour=0):
    start = START + timedelta(hours=hour)
    return Point(start, start + timedelta(hours=1), volume=volume, authors=authors)


@pytest.mark.parametrize(
    ("volume", "authors", "is_hidden"),
    [
        (None, None, False),  # a gap shows nobody
        (0, 0, False),  # nor does a step in which nobody wrote
        (5, 1, True),
        (5, 9, True),
        (50, 10, False),
        (50, 0, True),  # their posts were pruned: nobody knows how many they were
    ],
)
def test_a_step_of_fewer_people_than_told_is_hidden(volume, authors, is_hidden):
    assert bool(few([point(volume, authors)], 10)) is is_hidden


def test_steps_are_hidden_one_by_one():
    points = [point(20, 12, 0), point(3, 2, 1), point(20, 12, 2)]

    assert few(points, 10) == {points[1].start}


@pytest.fixture
def looking(place):
    (place.folder / "config.yaml").write_text(WATCH)
    config = load_config(place.folder / "config.yaml", no_environment)
    config = replace(config, notify_urls=(SecretStr("json://127.0.0.1/an-address"),))
    with Monitor(config, Store.look(place.url, place.folder), lambda: NOW) as monitor:
        yield View.of(monitor)


def test_how_it_stands_is_told_without_the_author_key(looking):
    health = looking.health()

    assert (health.running, health.sources) == (None, {})
    assert looking.answers()
    assert looking.platforms() == []


def test_coverage_of_a_time_of_which_nobody_speaks_is_not_known(looking):
    from monitor.app.looking import Asked

    window, whole, steps = looking.coverage(Asked("2020-07-01", "2020-07-03"))

    assert (window.start, whole) == (datetime(2020, 7, 1, tzinfo=UTC), {})
    assert [step.lowest for step in steps] == [None, None]
    with pytest.raises(UsageError, match="more than 5,000 hours"):
        looking.coverage(Asked("1990-01-01", "now", "hour"))


def test_a_watch_is_opened_by_its_config_and_nothing_is_made(tmp_path):
    (tmp_path / "config.yaml").write_text(WATCH)

    with pytest.raises(StorageError, match="there is no database"):
        open_to_look(tmp_path / "config.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]
