"""The sentences of the report: from known figures only, and with their doubts."""

from dataclasses import replace

import pytest

from monitor.comparing import Change
from monitor.people import Mean
from monitor.rehearse import Limit, Spike
from monitor.report.headline import basis, headline
from monitor.report.naming import Naming
from monitor.report.summary import TopicDay
from tests.report.invented import DAY, SPIKE, people, point, topic


def said(film: TopicDay) -> str:
    return headline("film", film, Naming(DAY))


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
        (topic(point(1), times=None), "1 post about the film on Thursday 2 July. Too few"),
        (topic(SPIKE, times=None), "about the film on Thursday 2 July. Tone"),
        (topic(SPIKE, times=1.0), ", as many as on a usual Thursday."),
        (topic(SPIKE, times=0.5), ", 50% of a usual Thursday."),
        (topic(SPIKE, times=12.4), ", 12 times a usual Thursday."),
        (topic(point(9, author_mean=None)), "Too few people for a tone figure."),
        (topic(point(9, scored=0)), "None of them could be read for tone."),
        (
            topic(replace(SPIKE, ci=None), change=Change("too few")),
            "Tone was −0.21 (too few for an interval); too few people to compare",
        ),
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


def test_a_day_watched_in_part_is_compared_by_the_hour_watched():
    told = said(topic(replace(SPIKE, coverage=0.62), times=5.0))
    assert "on Thursday 2 July, by the hour watched, 5.0 times a usual Thursday." in told
    assert "Only 62% of the day was watched, so posts are missing." in told


def test_a_day_that_was_hardly_watched_is_compared_with_nothing():
    told = said(topic(replace(SPIKE, coverage=0.3), times=None))
    assert "Only 30% of the day was watched, so posts are missing and the day is not" in told
    assert "times a usual" not in told


def test_of_an_unfinished_day_nothing_is_missed_that_has_not_been():
    told = said(topic(replace(SPIKE, coverage=0.3), times=None, over=False))
    assert "on Thursday 2 July, so far." in told
    assert "compared with a usual" not in told


USUAL = Limit(414.0, (250.4, 610.0), 830.0)
PEOPLE = Limit(300.0, (200.0, 400.0), 700.0)


def test_a_spike_is_told_with_what_was_to_be_expected():
    spike = Spike(True, USUAL, PEOPLE, ("posts",))
    assert "That stands out: 250 to 610 posts were to be expected." in said(
        topic(SPIKE, spike=spike)
    )
    learning = said(topic(SPIKE, spike=replace(spike, learning=True)))
    assert "; the monitor is still learning what is usual." in learning
    quiet = replace(spike, fired=False, by=())
    assert (
        "More than the 250 to 610 posts that were to be expected, yet it does not stand out: "
        "that takes more than 830." in said(topic(SPIKE, spike=quiet))
    )
    alone = replace(quiet, reason="fewer than ten accounts")
    assert "it does not stand out: fewer than ten accounts." in said(topic(SPIKE, spike=alone))
    assert "expected" not in said(topic(replace(SPIKE, volume=600), spike=quiet))


def test_of_a_usual_day_of_few_posts_no_multiple_is_told():
    few = topic(SPIKE, usual_volume=2.7, times=475.6)
    assert "about the film on Thursday 2 July; a usual Thursday has 3." in said(few)
    assert "has fewer than one." in said(replace(few, usual_volume=0.4))


def test_the_tone_without_copied_texts_is_told_where_it_is_another_one():
    mended = people(without_copies=Mean(-0.05, (-0.1, 0.0), 760))
    told = basis(topic(SPIKE, people=mended))
    assert told == "Without copied texts the tone is −0.05 (−0.10 to 0.00), 760 votes."
    assert basis(topic(SPIKE, people=people())) == ""


def test_a_day_before_that_was_watched_in_part_says_so():
    half = point(100, 1, authors=80, author_mean=-0.08, ci=(-0.12, -0.04), coverage=0.74)
    assert "from −0.08 the day before, of which 74% was watched." in said(topic(SPIKE, half))


def test_a_spike_of_people_is_told_in_people():
    spike = Spike(True, USUAL, PEOPLE, ("people",))
    told = said(topic(SPIKE, spike=spike))
    assert "That stands out: 200 to 400 people were to be expected." in told
    both = said(topic(SPIKE, spike=replace(spike, by=("posts", "people"))))
    assert "250 to 610 posts were to be expected" in both


def test_a_spike_of_half_a_day_is_told_beside_what_a_whole_day_brings():
    """300 posts of half a day may stand out though a whole day has as many."""
    spike = Spike(True, Limit(250.0, (180.0, 320.0), 500.0), None, ("posts",))
    half = point(300, coverage=0.5, authors=200)
    told = said(topic(half, times=2.4, spike=spike))
    assert "180 to 320 posts were to be expected of a whole day." in told


def test_copies_are_told_where_they_are_many():
    many = replace(SPIKE, volume=9300, reposts=100, copies=8890)
    told = basis(topic(many, wordings=310))
    assert "97% of posts in people’s own words repeat an earlier one: 9,200 posts, 310" in told
    assert "repeat an earlier" not in basis(topic(replace(many, copies=1839), wordings=310))
    assert "20% of posts" in basis(topic(replace(many, copies=1840), wordings=310))


def test_a_single_copy_is_one_post():
    told = basis(topic(point(1, copies=1), wordings=1))
    assert "1 post, 1 wording." in told


def test_where_the_platforms_shares_tell_the_change_it_is_said():
    still = Change("fell", -0.09, (-0.15, -0.03), 0.975)
    rose = Change("rose", 0.11, (0.02, 0.2), 0.975, still)
    told = said(topic(SPIKE, change=rose))
    assert "Tone rose to −0.21" in told
    assert told.endswith("with the platforms’ shares held still, tone fell (−0.09).")
    unclear = replace(still, verdict="no clear change")
    told = said(topic(SPIKE, change=replace(rose, standardised=unclear)))
    assert told.endswith("held still, there was no clear change (−0.09).")
    same = replace(rose, standardised=replace(still, verdict="rose"))
    assert "shares" not in said(topic(SPIKE, change=same))


def test_few_accounts_that_turn_the_tone_round_are_told():
    told = basis(topic(SPIKE, people=people(driven_by_few=True)))
    assert told.endswith("few accounts drive the tone: without them it turns round.")
    assert "few accounts" not in basis(topic(SPIKE, people=people()))


@pytest.mark.parametrize("share", [None, 0.0, 0.15])
def test_a_loudest_hundredth_of_which_little_is_needs_no_sentence(share):
    assert "loudest" not in basis(topic(SPIKE, people=people(loudest_share=share)))


def test_much_by_the_loudest_hundredth_is_told():
    told = basis(topic(SPIKE, people=people(loudest_share=0.9)))
    assert told == "About 90% of the posts are by the loudest 1% of accounts."
    assert "About 20%" in basis(topic(SPIKE, people=people(loudest_share=0.2)))
    both = basis(topic(SPIKE, people=people(loudest_share=0.9, driven_by_few=True)))
    assert "of accounts. Over posts, not people, few accounts drive" in both


def test_tone_that_two_scorers_read_is_not_told():
    mixed = point(1284, authors=1031, scorers={"vader a": 600, "vader b": 684})
    told = said(topic(mixed))
    assert told.endswith(
        "Tone was read by two scorers, and is not told; monitor rescore makes it one."
    )
    assert "Too few" not in told


def test_how_much_was_read_for_tone_is_told_where_it_was_not_all():
    assert basis(topic(point(9))) == ""
    assert basis(topic(point(100, scored=60, unscored=30))).startswith(
        "Tone was read from 60 of 90 posts in people’s own words (67%)"
    )


def test_other_topics_are_named_as_they_are():
    assert "about “Boycott”" in headline("Boycott", topic(SPIKE), Naming(DAY))
