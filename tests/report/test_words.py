"""The sentences and numbers of the report."""

from dataclasses import replace
from datetime import date

import pytest

from monitor import figures
from monitor.report import words
from monitor.report.summary import Change, TopicDay
from monitor.timeline import day_window
from tests.report.invented import DAY, LONDON, SPIKE, point, topic


def said(film: TopicDay) -> str:
    return words.headline("film", film, DAY)


def test_the_headline_tells_volume_people_and_tone():
    assert said(topic(SPIKE)) == (
        "1,284 posts by 1,031 people about the film on Thursday 2 July, 3.1 times a usual "
        "Thursday. Tone fell to −0.21 (−0.25 to −0.17) from −0.08 the day before."
    )


def test_reposts_are_told_apart_from_what_people_wrote():
    told = said(topic(replace(SPIKE, reposts=284)))
    assert "usual Thursday: 1,000 by 1,031 people, and 284 reposts." in told
    assert "all of them reposts." in said(topic(point(5, reposts=5, scored=0)))


@pytest.mark.parametrize(
    ("film", "expected"),
    [
        (topic(point(None)), "The film was not watched on Thursday 2 July."),
        (topic(point(0)), "No posts about the film on Thursday 2 July; a usual Thursday has 414."),
        (topic(point(1), usual_volume=None), "1 post about the film on Thursday 2 July. Too few"),
        (topic(SPIKE, usual_volume=None), "about the film on Thursday 2 July. Tone"),
        (topic(SPIKE, usual_volume=1284.0), ", as many as on a usual Thursday."),
        (topic(SPIKE, usual_volume=2568.0), ", 50% of a usual Thursday."),
        (topic(point(9, author_mean=None)), "Too few people for a tone figure."),
        (topic(point(9, scored=0)), "None of them could be read for tone."),
        (
            topic(SPIKE, change=Change("no clear change", -0.01, (-0.1, 0.1))),
            "Tone was −0.21 (−0.25 to −0.17): no clear change from −0.08 the day before.",
        ),
        (
            topic(SPIKE, change=Change("too few")),
            "; too few people to compare with the day before.",
        ),
        (
            topic(SPIKE, change=Change("not comparable: the scorer changed")),
            "; not comparable with the day before: the scorer changed.",
        ),
        (
            topic(SPIKE, point(None, 1), change=Change("too few")),
            "(−0.25 to −0.17); the day before was not watched.",
        ),
    ],
)
def test_the_headline_says_only_what_is_known(film: TopicDay, expected: str):
    assert expected in said(film)


def test_a_day_watched_in_part_is_not_compared_with_whole_ones():
    told = said(topic(replace(SPIKE, coverage=0.62)))
    assert "Only 62% of the day was watched, so posts are missing and the day is not" in told
    assert "times a usual" not in told


def test_other_topics_are_named_as_they_are():
    assert "about “Boycott”" in words.headline("Boycott", topic(SPIKE), DAY)


@pytest.mark.parametrize(
    ("value", "told"),
    [(None, "—"), (0.0, "0.00"), (-0.004, "0.00"), (0.3, "+0.30"), (-1, "−1.00")],
)
def test_a_tone_has_a_sign_and_two_places(value: float | None, told: str):
    assert figures.tone(value) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "—"),
        (0.0, "0%"),
        (0.001, "under 1%"),
        (0.625, "62%"),
        (0.999, "over 99%"),
        (1, "100%"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_all(value: float | None, told: str):
    assert figures.percent(value) == told


def test_a_gap_across_a_change_of_clocks_tells_the_offsets():
    night = day_window(date(2020, 10, 25), LONDON)
    told = words.span(night.start, night.end, LONDON)
    assert told == "25 Oct, 00:00 (UTC+0100) to 26 Oct, 00:00 (UTC+0000)"
