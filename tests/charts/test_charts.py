"""Where the bars, lines and labels of the chart stand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.charts import Chart, Look, Series, draw
from monitor.charts.panels import round_ticks
from monitor.charts.shapes import Panel
from monitor.figures import short_number
from monitor.points import Point
from monitor.timeline import Window, day_window

LONDON = ZoneInfo("Europe/London")
LOOK = Look()
FIRST = date(2020, 6, 3)


def days(*volumes: int | None, **more: Any) -> list[Point]:
    """A day for each volume, from 3 June 2020 on; None is a day nobody watched."""
    windows = [day_window(FIRST + timedelta(days=i), LONDON) for i in range(len(volumes))]
    return [
        Point(w.start, w.end, volume=n, **(more if n is not None else {}))
        for w, n in zip(windows, volumes, strict=True)
    ]


def toned(*tones: float | None) -> list[Point]:
    windows = [day_window(FIRST + timedelta(days=i), LONDON) for i in range(len(tones))]
    return [
        Point(
            w.start, w.end, volume=50, scored=50, author_mean=tone,
            ci=None if tone is None else (tone - 0.1, tone + 0.1),
        )
        for w, tone in zip(windows, tones, strict=True)
    ]  # fmt: skip


def chart(points: list[Point], *events: date) -> Chart:
    told = Window(points[-1].start, points[-1].end) if points else None
    return draw([Series("film", points)], events, LONDON, told=told)


def volume(points: list[Point]) -> Panel:
    return chart(points).panels[0]


def tone(points: list[Point]) -> Panel:
    return chart(points).panels[1]


def test_a_day_nobody_watched_is_a_gap_and_has_no_bar():
    panel = volume(days(5, None, 7))
    assert len(panel.bars) == 2
    assert [gap.kind for gap in panel.gaps] == ["gap"]
    assert panel.gaps[0].height == panel.bottom - panel.top
    assert panel.bars[0].x < panel.gaps[0].x < panel.bars[1].x


def test_a_watched_day_without_posts_is_a_bar_of_no_height_and_no_gap():
    panel = volume(days(5, 0, 7))
    assert [bar.height > 0 for bar in panel.bars] == [True, False, True]
    assert not panel.gaps


@pytest.mark.parametrize(
    ("coverage", "kind"), [(0.89, "partly"), (0.9, "whole"), (1.0, "whole"), (None, "whole")]
)
def test_only_a_day_known_to_be_watched_in_part_is_told_apart(coverage: float | None, kind: str):
    assert volume(days(5, coverage=coverage)).bars[0].kind == kind


def test_bars_are_as_high_as_their_volumes():
    bars = volume(days(100, 50, 25)).bars
    assert bars[0].height == pytest.approx(2 * bars[1].height) == pytest.approx(4 * bars[2].height)


def test_today_is_marked_and_its_figures_stand_beside_it():
    points = toned(-0.1, -0.2)
    assert [bar.told for bar in volume(points).bars] == [False, True]
    assert [dot.told for dot in tone(points).dots] == [False, True]
    assert volume(points).latest.label == "50"
    assert tone(points).latest.label == "−0.20"
    assert volume(days(5, None)).latest.label == "—"


def test_the_line_breaks_where_no_tone_is_known():
    panel = tone(toned(-0.1, -0.2, None, 0.1))
    assert len(panel.lines) == len(panel.bands) == 2
    assert len(panel.dots) == 3


def test_a_day_with_too_few_people_is_no_gap():
    assert not tone(toned(-0.1, None)).gaps


def test_higher_on_the_page_is_a_more_positive_tone():
    low, zero, high = tone(toned(-0.4, 0.0, 0.4)).dots
    assert low.y > zero.y == tone(toned(0.0)).base > high.y


def test_the_tone_axis_is_the_same_for_all_topics():
    drawn = draw([Series("film", toned(-0.05)), Series("petition", toned(-0.8))], (), LONDON)
    labels = [[tick.label for tick in panel.ticks] for panel in drawn.panels[1::2]]
    assert labels == [["−1.00", "0.00", "+1.00"]] * 2


def test_dates_are_the_weekday_of_today_in_the_weeks_before():
    drawn = chart(days(*range(30)))
    assert [tick.label for tick in drawn.labels] == [
        "4 Jun",
        "11 Jun",
        "18 Jun",
        "25 Jun",
        "2 Jul",
    ]
    assert [tick.strong for tick in drawn.labels] == [False] * 4 + [True]


def test_dates_are_local():
    start = datetime(2020, 7, 1, 23, tzinfo=UTC)  # midnight of 2 July in London
    drawn = chart([Point(start, start + timedelta(days=1), volume=1)])
    assert drawn.labels[0].label == "2 Jul"


def test_days_of_23_and_25_hours_are_as_wide_as_others():
    windows = [day_window(date(2020, 3, 28) + timedelta(days=i), LONDON) for i in range(3)]
    points = [Point(w.start, w.end, volume=1) for w in windows]
    assert len({round(bar.width, 6) for bar in volume(points).bars}) == 1


def test_events_stand_on_their_day_and_never_on_each_other():
    third, fourth = FIRST + timedelta(days=2), FIRST + timedelta(days=3)
    drawn = chart(days(*range(30)), third, third, fourth)
    assert [mark.number for mark in drawn.marks] == [1, 2, 3]
    assert len({mark.y for mark in drawn.marks}) == 3
    assert all(mark.y < drawn.top for mark in drawn.marks)


def test_an_event_on_no_day_of_the_chart_is_not_drawn():
    assert not chart(days(1, 2), date(2019, 1, 1)).marks


def test_topics_share_one_axis_and_lie_below_each_other():
    drawn = draw([Series("film", days(1, 2, 3)), Series("petition", days(1, 2))], (), LONDON)
    assert drawn.panels[0].bars[0].x == drawn.panels[2].bars[0].x
    tops = [panel.top for panel in drawn.panels]
    assert tops == sorted(tops)
    assert drawn.panels[-1].bottom < drawn.height


def test_without_days_there_is_no_chart():
    assert draw([Series("film", ())], (), LONDON).panels == ()


@given(st.integers(0, 10**9))
def test_ticks_are_few_and_round(highest: int):
    ticks = round_ticks(highest)
    assert ticks[0] == 0
    assert len(ticks) in (2, 3, 4)
    assert max(highest, 1) / 2 < ticks[-1] <= max(highest, 1)
    assert str(ticks[1]).rstrip("0") in ("1", "2", "5")
    assert len(short_number(highest)) <= 5


@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 10**7), st.none() | st.floats(-1, 1)), min_size=1
    )
)
def test_nothing_leaves_its_panel(drawn_days: list[tuple[int | None, float | None]]):
    points = [
        Point(
            (w := day_window(FIRST + timedelta(days=i), LONDON)).start, w.end, volume=n,
            author_mean=mean, ci=None if mean is None else (mean - 0.3, mean + 0.3),
        )
        for i, (n, mean) in enumerate(drawn_days)
    ]  # fmt: skip
    drawn = chart(points)
    for panel in drawn.panels:
        for shape in (*panel.bars, *panel.gaps, *panel.dots):
            assert shape.x >= LOOK.left - 0.01
            assert shape.x + shape.width <= LOOK.right + 0.01 < LOOK.width
            assert panel.top - 0.01 <= shape.y
            assert shape.y + shape.height <= panel.bottom + 0.01
