"""What a topic has learned: points of words, which add up where rules leave a doubt."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from monitor.config import load_config, no_environment
from monitor.config.learned import learned_set, wrong_in_learned
from monitor.matching import Matcher
from monitor.matching.learned import said_by, told
from monitor.models import LEARNED_SETS, Match, Topic
from monitor.storage.runs import rules_of
from tests.relevance import learn

POINTS = (("", -0.5), ("watching", 0.7), ("days is", 0.9), ("scene", 1.1), ("year", -3.0))
FILM = Topic(
    "film",
    ("365 days",),
    context=("kidnap*",),
    exact=("365 Days",),
    hashtags=("365dni",),
    exclude=("365 days in a row",),
    learned=POINTS,
)


def test_words_speak_and_each_two_that_follow_one_another():
    assert said_by(("a", "b", "a", "b")) == {"a", "b", "a b", "b a"}
    assert said_by(()) == set()


@pytest.mark.parametrize(
    ("said", "loudest"),
    [
        ("watching the scene", '"scene", "watching"'),
        ("scene scene scene", None),
        ("watching the scene a year", None),
        ("one days is watching the scene", '"scene", "days is", "watching"'),
        ("", None),
    ],
)
def test_points_add_up_once_each_and_the_loudest_are_told(said, loudest):
    assert told(dict(POINTS), tuple(said.split())) == loudest


@pytest.mark.parametrize("said", list(permutations("abc")))
def test_in_whatever_order_points_come_they_are_the_same(said):
    assert told({"a": 0.1, "b": 0.2, "c": 0.7}, said) == '"c", "b", "a"'
    assert told({"a": 0.3, "b": 0.2, "c": 0.49}, said) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("watching the scene, 365 days", 'phrase "365 days" by "scene", "watching"'),
        ("scene of 365 days", None),
        ("watching the scene", None),
        ("watching the scene 365 days in a row", None),
        ("365 days, kidnapped", 'phrase "365 days" with "kidnap*"'),
        ("365 days a year, kidnapped", 'phrase "365 days" with "kidnap*"'),
        ("365 Days a year", 'exactly "365 Days"'),
        ("365 days a year #365dni", "hashtag #365dni"),
    ],
)
def test_words_speak_for_a_phrase_never_against_a_rule_and_not_for_what_is_cut_out(text, why):
    assert Matcher([FILM]).judge(text).matches == ((Match("film", why),) if why else ())


def test_a_topic_within_another_follows_what_that_has_learned():
    inner = Topic("petition", ("signed",), within=FILM)

    assert Matcher([inner]).judge("watching the scene. 365 days. signed").matches
    assert not Matcher([inner]).judge("365 days a year. signed").matches


def test_other_points_are_other_rules():
    other = Topic("film", ("365 days",), learned=POINTS[:-1])

    assert rules_of(Topic("film", ("365 days",), learned=POINTS)) != rules_of(other)
    assert json.loads(rules_of(other))["learned"] == [list(point) for point in sorted(POINTS[:-1])]


@pytest.mark.parametrize("name", sorted(LEARNED_SETS))
def test_every_set_that_comes_with_the_monitor_says_each_thing_once(name):
    points = learned_set(name)
    watch = load_config(Path(__file__).parents[1] / "config.yaml", no_environment)

    assert points[0][0] == ""
    assert len(dict(points)) == len(points) > 1_000
    assert all(value for _, value in points)
    assert any(topic.learned == points for topic in watch.topics)


@pytest.mark.parametrize(
    ("name", "fix"),
    [("365days", "Did you mean 365-days?"), ("cats", "Write 365-days, or take it out")],
)
def test_a_set_that_is_not_there_is_refused_with_what_to_write(name, fix):
    assert wrong_in_learned(name) == (f"{name!r} is no set that was learned", fix)


def test_the_set_is_what_the_seen_posts_teach():
    taught, kept = learn.learned(), dict(learned_set("365-days"))

    # Another machine adds in another order: the weakest may come or go, and digits round apart.
    common = taught.keys() & kept.keys()
    assert len(common) >= 0.98 * len(kept), "python -m tests.relevance.learn"
    assert all(abs(taught[sign] - kept[sign]) <= 0.02 for sign in common)
