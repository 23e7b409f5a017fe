"""The petition's own curve: what is known, what lies between, what it has passed."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.models import Event, Signatures
from monitor.signatures import beside, curve, curves, milestones, of_day, stretches
from monitor.timeline import Window, day_window
from tests.fakes import ZONES

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2020, 7, 1, tzinfo=UTC)
KINDS = ("observed", "reported", "official")


def one(day: float, count: int, kind: str = "observed", origin: str = "us") -> Signatures:
    """A figure so many days after the first of July."""
    return Signatures("change.org/p/x", FIRST + timedelta(days=day), count, kind, origin)


def counted(figures) -> list[int]:
    return [each.count for each in figures]


FIGURES = st.lists(
    st.builds(
        one,
        # Few moments, so that several figures are of one.
        day=st.integers(0, 40).map(lambda n: n / 4),
        count=st.integers(0, 10**10),
        kind=st.sampled_from(KINDS),
        origin=st.sampled_from(["a", "b"]),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"count": -1}, "from 0 to 10,000,000,000"),
        ({"count": 10**10 + 1}, "from 0 to"),
        ({"count": True}, "no whole number"),
        ({"count": 1.0}, "no whole number"),
        ({"at": datetime(2020, 7, 2)}, "no UTC offset"),  # noqa: DTZ001
        ({"at": datetime(1989, 12, 31, tzinfo=UTC)}, "not from 1990 to 2998"),
        ({"at": datetime(2999, 1, 1, tzinfo=UTC)}, "not from 1990 to 2998"),
        ({"at": datetime.max.replace(tzinfo=ZoneInfo("America/New_York"))}, "not from 1990"),
        ({"petition": " "}, "petition is empty"),
        ({"petition": "x" * 301}, "longer than 300"),
        ({"petition": "a\nb"}, "line ends"),
        ({"origin": ""}, "origin is empty"),
        ({"origin": "x" * 501}, "longer than 500"),
        ({"origin": "a\u202eb"}, "control characters"),
        ({"kind": "guessed"}, "none of observed, reported, official"),
    ],
)
def test_what_nobody_can_have_counted_is_no_figure(wrong, told):
    right = {"petition": "p", "at": FIRST, "count": 1, "kind": "observed", "origin": "us"}

    with pytest.raises(ValueError, match=told):
        Signatures(**(right | wrong))


def test_a_figure_is_kept_in_utc():
    local = Signatures("p", datetime(2020, 7, 2, 12, tzinfo=LONDON), 1, "observed", "us")

    assert local.to_dict() == {
        "petition": "p", "at": "2020-07-02T11:00:00+00:00", "count": 1, "kind": "observed",
        "origin": "us",
    }  # fmt: skip


def test_a_curve_goes_by_time_and_takes_the_highest_of_one_moment():
    found = curve([one(2, 70), one(1, 50), one(2, 65, "reported"), one(2, 60, "official")])

    assert counted(found) == [50, 70]


def test_a_reported_figure_below_the_one_before_it_is_left_out():
    found = curve([one(1, 70, "reported"), one(2, 65, "reported"), one(3, 75, "reported")])

    assert counted(found) == [70, 75]


@pytest.mark.parametrize("kind", ["observed", "official"])
def test_a_count_that_fell_stays_where_it_was_seen(kind):
    assert counted(curve([one(1, 70), one(2, 65, kind), one(3, 68, "reported")])) == [70, 65, 68]


def test_each_petition_has_a_curve_of_its_own():
    other = Signatures("another", FIRST, 9, "observed", "us")

    found = curves([one(1, 5), other, one(0, 4)])

    assert list(map(counted, found.values())) == [[9], [4, 5]]
    assert list(found) == ["another", "change.org/p/x"]
    assert curves([]) == {}


@given(FIGURES)
def test_a_curve_holds_one_figure_a_moment_and_no_reported_fall(figures):
    found = curve(figures)

    assert set(found) <= set(figures)
    assert curve(reversed(figures)) == found
    for before, after in pairwise(found):
        assert before.at < after.at
        assert after.kind != "reported" or after.count >= before.count
    seen = {each.at for each in figures if each.kind != "reported"}
    assert seen <= {each.at for each in found}, "what was counted is never left out"


@given(FIGURES)
def test_stretches_cover_the_curve_without_overlap_and_add_up(figures):
    found = curve(figures)
    parts = stretches(found)

    assert sum(each.gained for each in parts) == (found[-1].count - found[0].count if found else 0)
    assert [each.start for each in parts] == list(found[:-1])
    assert [each.end for each in parts] == list(found[1:])
    for each in parts:
        assert each.per_day * each.window.seconds / 86_400 == pytest.approx(each.gained)


def test_the_average_goes_by_real_seconds_also_where_clocks_change():
    days = (24, 0), (25, 250)
    noons = [(datetime(2020, 10, day, 12, tzinfo=LONDON), count) for day, count in days]
    (found,) = stretches([Signatures("p", at, n, "observed", "us") for at, n in noons])

    assert found.per_day == pytest.approx(250 / 25 * 24)


def test_two_figures_of_one_moment_are_divided_by_nothing():
    (found,) = stretches([one(1, 5), one(1, 9)])

    assert (found.gained, found.per_day) == (4, None)


def passed(*figures, numbers=(10, 50, 70, 100), zone=LONDON):
    return [(each.on.day, each.label) for each in milestones(curve(figures), numbers, zone)]


def label(number) -> str:
    return f"Petition passes {number} signatures"


def test_a_figure_that_passes_several_milestones_tells_the_highest_once():
    assert passed(one(1, 5), one(2, 75), one(3, 60), one(4, 80), one(5, 100)) == [
        (3, label(70)),
        (6, label(100)),
    ]


def test_the_first_figure_passes_only_what_it_equals():
    assert passed(one(1, 75)) == []
    assert passed(one(1, 75), one(2, 100)) == [(3, label(100))]
    assert passed(one(1, 70), one(2, 71)) == [(2, label(70))]


def test_a_milestone_is_of_the_local_day_with_its_thousands_parted_and_its_origin():
    late = Signatures("p", datetime(2020, 7, 8, 23, 30, tzinfo=UTC), 70_000, "reported", "Paper")

    assert milestones([late], [70_000], LONDON) == (
        Event(date(2020, 7, 9), "Petition passes 70,000 signatures", "Paper"),
    )


@given(FIGURES, st.lists(st.integers(1, 10**10), unique=True).map(sorted), st.sampled_from(ZONES))
def test_no_milestone_is_told_twice_and_none_that_was_not_reached(figures, numbers, zone):
    found = milestones(curve(figures), numbers, ZoneInfo(zone))

    told = [int(each.label.split()[2].replace(",", "")) for each in found]
    assert told == sorted(set(told))
    assert set(told) <= set(numbers)
    assert max(told, default=0) <= max(counted(figures), default=0)


@pytest.mark.parametrize(
    "named",
    ["70,000", "70 000", "70.000", "70000", "70k", "70K", "70\u00a0000", "70\u202f000"],
)
def test_an_event_whose_label_names_the_number_takes_the_milestones_place(named):
    ours = Event(date(2020, 7, 7), f"Over {named} have signed, says a paper")
    letter = Event(date(2020, 7, 2), "Open letter of 2020")
    found = [Event(date(2020, 7, day), label(n)) for day, n in ((3, "10,000"), (8, "70,000"))]

    assert beside([ours, letter], found) == (letter, found[0], ours)


@pytest.mark.parametrize("label_", ["170,000", "70,000,000", "7 0000", "700", "1.70k", "70,0000"])
def test_another_number_takes_no_place(label_):
    milestone = Event(date(2020, 7, 8), label("70,000"))

    assert milestone in beside([Event(date(2020, 7, 7), label_)], [milestone])


def test_millions_are_named_in_words_too():
    milestone = Event(date(2020, 7, 8), label("1,000,000"))

    for named in ("1 million", "1m", "1,000,000"):
        assert milestone not in beside([Event(date(2020, 7, 7), named)], [milestone])


DAY = day_window(date(2020, 7, 9), ZoneInfo("UTC"))  # from day 8 to day 9


def test_a_day_that_was_counted_at_both_edges_is_exact():
    found = of_day(curve([one(7.9, 100), one(8.5, 150), one(9.1, 200), one(12, 900)]), DAY)

    assert (found.gained, found.is_exact) == (100, True)
    assert found.last.count == 150
    assert found.age == timedelta(days=0.5)


def test_a_day_within_a_longer_stretch_is_an_average_of_it():
    found = of_day(curve([one(6, 100), one(10, 180)]), DAY)

    assert found.gained == pytest.approx(20)
    assert not found.is_exact
    assert found.known == Window(FIRST + timedelta(days=6), FIRST + timedelta(days=10))
    assert (found.last.count, found.age) == (100, timedelta(days=3))


def test_of_a_day_that_is_known_in_part_the_pace_of_that_part_is_told():
    found = of_day(curve([one(6.5, 100), one(8.5, 160)]), DAY)

    assert found.gained == pytest.approx(30)
    assert not found.is_exact
    assert of_day(curve([one(6.5, 100), one(8.1, 160)]), DAY).gained is None


def test_reported_figures_make_no_exact_day():
    found = of_day(curve([one(8, 100, "reported"), one(9, 150, "reported")]), DAY)

    assert (found.gained, found.is_exact) == (pytest.approx(50), False)


def test_a_day_before_and_long_after_all_figures_knows_nothing():
    before, after = of_day([one(20, 5)], DAY), of_day([one(1, 5), one(2, 9)], DAY)

    assert (before.last, before.age, before.gained) == (None, None, None)
    assert (after.last.count, after.age, after.gained) == (9, timedelta(days=7), None)
    assert of_day([], DAY) == before
