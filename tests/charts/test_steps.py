"""Charts by the hour, the week and the month; both topics at once; a petition's own curve."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.charts import Chart, Count, Look, Pace, Petition, Series, draw, in_words
from monitor.charts.bars import parts_bar, tone_bar
from monitor.models import Granularity
from monitor.points import Point
from monitor.timeline import Window, midnight, steps

LONDON = ZoneInfo("Europe/London")
LOOK = Look()


def points(by: Granularity, first: date, last: date, volume: int = 3) -> list[Point]:
    window = Window(midnight(first, LONDON), midnight(last, LONDON))
    return [Point(step.start, step.end, volume=volume) for step in steps(window, by, LONDON)]


def charted(by: Granularity, first: date, last: date, *events: date) -> Chart:
    return draw([Series("film", points(by, first, last))], events, LONDON, by=by)


@pytest.mark.parametrize(
    ("by", "last", "labels"),
    [
        ("hour", date(2020, 7, 2), ["1 Jul", "06:00", "12:00", "18:00"]),
        ("hour", date(2020, 7, 5), ["1 Jul", "2 Jul", "3 Jul", "4 Jul"]),
        ("day", date(2020, 7, 5), ["1 Jul", "2 Jul", "3 Jul", "4 Jul"]),
        ("week", date(2020, 8, 1), ["1 Jul", "6 Jul", "13 Jul", "20 Jul", "27 Jul"]),
        ("month", date(2020, 10, 1), ["Jul 2020", "Aug 2020", "Sep 2020"]),
    ],
)
def test_labels_are_the_names_of_steps(by: Granularity, last: date, labels: list[str]):
    assert [label.label for label in charted(by, date(2020, 7, 1), last).labels] == labels


@given(st.integers(1, 400), st.sampled_from(["hour", "day", "week", "month"]))
def test_labels_are_few_and_stand_inside_the_chart(n: int, by: Granularity):
    start = datetime(2020, 6, 1, tzinfo=UTC)
    length = timedelta(hours={"hour": 1, "day": 24, "week": 168, "month": 720}[by])
    found = [Point(start + i * length, start + (i + 1) * length, volume=i) for i in range(n)]
    drawn = draw([Series("film", found)], (), LONDON, by=by)
    assert 0 < len(drawn.labels) <= 6 or (by == "hour" and n < 3)
    assert all(LOOK.left < label.at < LOOK.right for label in drawn.labels)


def test_the_panels_say_how_long_a_step_is():
    assert charted("hour", date(2020, 7, 1), date(2020, 7, 2)).panels[0].title == (
        "Film: posts an hour"
    )


@pytest.mark.parametrize("by", ["hour", "day", "week", "month"])
def test_an_event_stands_in_the_step_that_its_day_begins_in(by: Granularity):
    drawn = charted(by, date(2020, 6, 1), date(2020, 8, 1), date(2020, 7, 2), date(2020, 8, 1))
    [mark] = drawn.marks
    [step] = [s for s in drawn.steps if s.x < mark.x < s.x + s.width]
    assert step.start <= midnight(date(2020, 7, 2), LONDON)


def test_every_step_has_a_name_and_a_place_of_its_own():
    drawn = charted("week", date(2020, 6, 29), date(2020, 7, 20))
    assert [step.name for step in drawn.steps] == [
        "week of 29 June", "week of 6 July", "week of 13 July"
    ]  # fmt: skip
    assert drawn.steps[0].x + drawn.steps[0].width == pytest.approx(drawn.steps[1].x)


def test_what_has_no_tone_has_one_panel():
    both = Series("both", points("day", date(2020, 7, 1), date(2020, 7, 5)), toned=False)
    assert [panel.title for panel in draw([both], (), LONDON).panels] == ["Both: posts a day"]


def petition() -> Chart:
    """Two counts in the chart's days and one long before, with what came between them."""
    at = [datetime(2020, month, day, 11, tzinfo=UTC) for month, day in ((6, 1), (7, 3), (7, 5))]
    counts = [Count(moment, n, f"{n}") for moment, n in zip(at, (500, 3_500, 7_500), strict=True)]
    paces = [Pace(at[0], at[1], 93.75, "first"), Pace(at[1], at[2], 2_000.0, "then")]
    film = Series("film", points("day", date(2020, 7, 1), date(2020, 7, 8)))
    return draw([film, Petition("petition", counts, paces)], (), LONDON)


def test_a_petition_has_a_pace_and_a_count_under_the_posts():
    assert [panel.title for panel in petition().panels[2:]] == [
        "Petition: signatures a day, on average", "Petition: signatures in all"
    ]  # fmt: skip


def test_between_two_counts_a_straight_line_is_drawn_and_nothing_is_dotted():
    count = petition().panels[-1]
    assert [dot.title for dot in count.dots] == ["3500", "7500"]
    assert len(count.straight) == 2
    assert not count.lines
    assert count.latest.label == "7,500"
    assert [note.label for note in count.notes] == ["3,500"]
    start_of_chart = count.straight[0].removeprefix("M").split()[0]
    assert float(start_of_chart) == LOOK.left  # the line comes from before the chart


def test_the_area_of_a_block_is_the_signatures_that_came():
    pace = petition().panels[-2]
    long, steep = pace.bars
    assert (long.x, long.kind, steep.kind) == (LOOK.left, "average", "average")
    assert steep.height > long.height
    day = (LOOK.right - LOOK.left) / 7
    assert steep.width == pytest.approx(2 * day)


def test_signatures_that_were_taken_away_make_a_block_of_no_height():
    moment = datetime(2020, 7, 2, tzinfo=UTC)
    film = Series("film", points("day", date(2020, 7, 1), date(2020, 7, 8)))
    counts = [Count(moment, 90, ""), Count(moment + timedelta(days=2), 40, "")]
    fewer = Petition("petition", counts, [Pace(counts[0].at, counts[1].at, -25.0, "")])
    drawn = draw([film, fewer], (), LONDON)
    assert [block.height for block in drawn.panels[-2].bars] == [0.0]


def test_positions_share_one_bar():
    boxes = parts_bar([("supports", 30, "s"), ("unclear", 60, "u"), ("opposes", 10, "o")])
    widths = [box.width for box in boxes]
    assert widths == pytest.approx([sum(widths) * part for part in (0.3, 0.6, 0.1)])
    assert boxes[1].x == pytest.approx(boxes[0].x + boxes[0].width)
    assert [box.width for box in parts_bar([("supports", 0, "")])] == [0.0]


def test_a_tone_stands_on_its_scale():
    bar = tone_bar(0.0, (-0.5, 2.0), "tone")
    low, middle, high = (tick.at for tick in bar.ticks)
    assert bar.at == middle
    assert bar.ends == (pytest.approx((low + middle) / 2), high)
    assert tone_bar(None, None, "too few people").at is None


def test_a_chart_is_told_in_words_by_its_steps():
    found = points("week", date(2020, 6, 29), date(2020, 7, 13))
    found.append(Point(found[-1].end, found[-1].end + timedelta(days=7)))
    assert in_words(found, LONDON, "week") == "Posts a week: 3 to 3. Not watched: 13 Jul."
