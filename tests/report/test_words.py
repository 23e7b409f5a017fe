"""The numbers, dates and differences of the report, in words."""

from datetime import UTC, date, datetime

import pytest

from monitor import dates, figures
from monitor.comparing import Change
from monitor.report import words
from monitor.timeline import day_window
from tests.report.invented import LONDON


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
    told = dates.span(night.start, night.end, LONDON)
    assert told == "25 Oct, 00:00 (UTC+0100) to 26 Oct, 00:00 (UTC+0000)"


def test_an_hour_that_clocks_show_twice_tells_its_offset():
    hours = [datetime(2020, 10, 25, hour, tzinfo=UTC) for hour in (0, 1, 2)]
    assert [dates.step(hour, "hour", LONDON) for hour in hours] == [
        "Sunday 25 October, 01:00 (UTC+0100)",
        "Sunday 25 October, 01:00 (UTC+0000)",
        "Sunday 25 October, 02:00",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change("fell", -0.13, (-0.19, -0.07), 0.95), "fell: −0.13 (−0.19 to −0.07)"),
        (Change("no clear change", 0.0, (-0.1, 0.1)), "no clear change: 0.00 (−0.10 to +0.10)"),
        (Change("too few"), "too few people"),
        (Change("not comparable: the scorer changed"), "not comparable: the scorer changed"),
    ],
)
def test_a_difference_is_told_with_its_interval_or_why_there_is_none(change: Change, told: str):
    assert words.change(change) == told
