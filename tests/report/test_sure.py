"""How far the figures hold, line by line."""

from dataclasses import replace

import pytest

from monitor.comparing import Change
from monitor.people import Mean
from monitor.position import PositionTotals
from monitor.rehearse import Limit, Spike
from monitor.report.naming import Naming
from monitor.report.said import copies, more, position
from monitor.report.summary import Overlay, Threshold, TopicDay
from monitor.report.sure import sure
from monitor.report.words import change_on_all_platforms
from monitor.why import Cell, Why
from tests.report.invented import DAY, SPIKE, people, point, topic


def lines(day: TopicDay) -> dict[str, str]:
    return {line.label: line.figure for line in sure(day, Naming(DAY))}


def test_the_labels_are_told_for_other_thresholds():
    beyond = (Threshold(0.05, 321, 642), Threshold(0.1, 300, 600), Threshold(0.3, 128, 384))
    told = lines(topic(SPIKE, sensitivity=beyond))
    assert told["Posts, if labels began at ±0.05"] == "25% positive, 50% negative"
    assert told["Posts, if labels began at ±0.3"] == "10% positive, 30% negative"


def test_what_was_to_be_expected_is_told_with_its_limit_and_why_a_day_is_no_spike():
    limits = Limit(40.0, (20.0, 60.4), 88.0), Limit(30.0, (18.0, 44.0), 70.0)
    told = lines(topic(SPIKE, spike=Spike(True, *limits, ("posts",), True)))
    assert told["Posts to be expected"] == "20 to 60; a spike is more than 88, still learning"
    assert told["People to be expected"] == "18 to 44; a spike is more than 70, still learning"
    assert told["Stands out"] == "yes"
    alone = Spike(False, *limits, ("posts",), False, "fewer than ten accounts")
    assert lines(topic(SPIKE, spike=alone))["Stands out"] == "no: fewer than ten accounts"
    unknown = lines(topic(SPIKE, spike=Spike(False, reason="not watched")))
    assert "Posts to be expected" not in unknown


def test_the_people_are_told_with_and_without_the_loud():
    told = lines(topic(SPIKE, people=people()))
    assert told["People whose tone is negative"] == "60% (57% to 63%) of 1,031"
    assert told["The loudest 1%"] == "11 accounts: about 10% of posts"
    hardly = lines(topic(SPIKE, people=people(loudest_share=0.0)))
    assert hardly["The loudest 1%"] == "11 accounts: under 5% of posts"
    assert told["Posts are spread as over"] == "640 equally loud accounts"
    few = people(positive=None, without_copies=Mean(None, None, 4), loudest_share=None,
                 effective=None)  # fmt: skip
    told = lines(topic(SPIKE, people=few))
    assert told["People whose tone is positive"] == "too few people"
    assert told["The loudest 1%"] == "11 accounts: too few people"
    assert told["Posts are spread as over"] == "—"


def test_copies_are_told_with_the_tone_without_them():
    found = Why((1031, 2400), (), (), (), ((900, 60),), (0.5, 0.25))
    day = topic(replace(SPIKE, copies=384), people=people(), why=found)
    told = {line.label: line.figure for line in copies(day)}
    assert told == {
        "Copies of earlier posts": "384 of 1,284 posts (30%)",
        "Different wordings of the time": "900",
        "Most repeated text": "900 posts by 60 people",
        "Tone without copies": "−0.18 (−0.22 to −0.14), 760 votes",
    }
    assert copies(topic(point(0), wordings=0)) == ()


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Mean(None, None, 4), "too few people"),
        (Mean(0.3, None, 10), "+0.30 (too few people), 10 votes"),
    ],
)
def test_a_tone_without_copies_that_few_bear_is_not_told(found: Mean, told: str):
    day = topic(replace(SPIKE, copies=3), people=people(without_copies=found))
    assert copies(day)[-1].figure == told


def test_the_platforms_held_still_are_told_for_both_comparisons():
    still = Change("fell", -0.05, (-0.1, -0.01))
    both = Change("no clear change", -0.01, (-0.1, 0.08), 0.9875, still)
    told = lines(topic(SPIKE, change=both, usual_change=both))
    assert told["Tone against a usual Thursday"] == "no clear change: −0.01 (−0.10 to +0.08)"
    for name in ("the day before", "a usual Thursday"):
        label = f"… against {name}, with the platforms’ shares held still"
        assert told[label] == "fell: −0.05 (−0.10 to −0.01)"


def test_after_an_event_where_they_make_another_story_the_difference_itself_says_so():
    still = Change("fell", -0.1, (-0.15, -0.04))
    rose = Change("rose", 0.12, (0.05, 0.19), 0.9875, still)
    assert change_on_all_platforms(rose) == (
        "rose: +0.12 (+0.05 to +0.19); with the platforms’ shares held still fell (−0.10)"
    )
    same = replace(rose, standardised=replace(still, verdict="rose", difference=0.08))
    assert change_on_all_platforms(same) == "rose: +0.12 (+0.05 to +0.19)"


def test_the_own_words_of_the_configuration_are_told_only_where_it_has_any():
    without = Overlay("own", 12, Mean(-0.1, (-0.2, 0.0), 40))
    told = lines(topic(SPIKE, overlay=without))
    assert told["Tone by VADER’s own words alone"] == "−0.10 (−0.20 to 0.00), 40 votes"
    assert told["… posts that are read otherwise"] == "12"
    few = lines(topic(SPIKE, overlay=Overlay("own", 1, Mean(None, None, 40))))
    assert few["Tone by VADER’s own words alone"] == "too few people"
    assert not [label for label in lines(topic(SPIKE)) if "VADER" in label]


@pytest.mark.parametrize("day", [topic(point(None)), topic(point(0), people=people())])
def test_of_a_day_without_posts_nobody_is_told(day: TopicDay):
    assert not [label for label in lines(day) if "loudest" in label]


def test_positions_are_totals_of_what_was_read_or_a_reason():
    told = position(replace(topic(SPIKE), position=PositionTotals(20, 10, 70, 100)))
    assert [(line.label, line.figure) for line in told] == [
        ("Supports", "20 of 100 posts"),
        ("Opposes", "10 of 100 posts"),
        ("Unclear", "70 of 100 posts"),
    ]
    few = PositionTotals(None, None, None, 12, "too few")
    [line] = position(topic(SPIKE, position=few))
    assert (line.label, line.figure) == ("Not told", "too few people")
    assert position(topic(SPIKE)) == ()


def test_positions_that_cannot_be_told_apart_are_told_together():
    told = position(topic(SPIKE, position=PositionTotals(20, None, None, 100, "too few")))
    assert [(line.label, line.figure) for line in told] == [
        ("Supports", "20 of 100 posts"),
        ("Opposes or unclear", "80 of 100 posts: too few people to tell them apart"),
    ]


def test_what_is_new_is_told_in_shares_of_people():
    cells = Cell("duffy", 40, 0.4, 0.01), Cell("letter", 30, 0.3, None), Cell("rhea", 20, 0.2, 0.0)
    found = Why((1031, 2400), cells, (), (), ((900, 60),), (0.5, 0.25))
    told = {line.label: line.figure for line in more(topic(SPIKE, why=found), str, str)}
    assert told["People compared"] == "1,031, and 2,400 of the week before"
    words = "duffy (40%, 1% before), letter (30%, few before), rhea (20%, 0% before)"
    assert told["Words"] == words
    assert not {"Linked sites", "Languages"} & set(told)
    assert more(topic(SPIKE), str, str) == ()
    nothing = more(topic(SPIKE, why=Why((9, 8), (), (), (), (), (0.5, None))), str, str)
    assert nothing[0].figure == "none of clearly more people"
