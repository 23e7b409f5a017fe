"""The report of the last of forty invented days, through the real line and both databases."""

import json
from datetime import date

import pytest

from monitor.report.headline import headline
from monitor.report.naming import Naming
from monitor.report.render import render
from monitor.report.summary import Summary
from monitor.storage import Store
from tests.fakes import FakeSource, at, run
from tests.report import story
from tests.report.test_summary import told

EVENTS = (story.LETTER, story.REPLY)


@pytest.fixture
def report(store: Store) -> Summary:
    run(story.told(FakeSource()), store)
    return told(store, story.LAST, events=EVENTS, min_authors=10, now=at("2020-07-04T00:00"))


def test_the_last_day_stands_out_and_what_was_new_on_it_is_told(report: Summary):
    film = report.topics["film"]

    assert film.today.volume == story.SPIKE
    assert film.spike.fired
    assert film.spike.learning
    assert film.spike.posts.limit < story.SPIKE
    words = {cell.name: cell for cell in film.why.words}
    assert (words["openletter"].people, words["openletter"].share) == (story.SPIKE, 1.0)
    assert words["openletter"].before == 0.0
    assert set(words) == {"openletter"}
    assert [(cell.name, cell.people) for cell in film.why.sites] == [(story.SITE, story.SPIKE)]
    assert "That stands out" in headline("film", film, Naming(story.LAST))
    quiet = report.topics["petition"].why
    assert quiet.words == quiet.sites == quiet.languages == ()


def test_a_usual_day_is_told_beside_it(report: Summary):
    film = report.topics["film"]

    # 4, 11 and 18 June had 12 posts, 25 June after the letter had 24.
    assert film.usual_volume == 15
    assert film.times == pytest.approx(70 / 15)
    assert film.usual_change.verdict in ("fell", "no clear change")
    assert film.people.voters == story.SPIKE


def test_after_the_event_people_wrote_twice_as_much_and_colder(report: Summary):
    letter, reply = report.after
    film, petition = letter.topics["film"], letter.topics["petition"]

    assert film.days == 7
    assert film.ratio == 2.0
    assert film.ratio_ci[0] < 2.0 < film.ratio_ci[1]
    assert film.tone.verdict == "fell"
    assert film.tone.difference < -0.1
    assert (petition.days, petition.ratio, petition.tone.verdict) == (7, None, "too few")
    assert (letter.nearby, reply.nearby) == ((story.REPLY,), (story.LETTER,))
    # The reply has had three days: 30 June, 1 and 2 July.
    assert reply.topics["film"].days == 3


def test_the_gap_is_no_zero_and_no_measure_of_other_days(report: Summary):
    film = report.topics["film"]
    by_day = {point.start.date(): point for point in film.history}

    assert by_day[date(2020, 6, 16)].volume is None
    assert by_day[date(2020, 6, 17)].coverage == 0.5
    assert by_day[date(2020, 6, 15)].volume == by_day[date(2020, 6, 18)].volume == story.USUAL
    assert report.gaps == ()


def test_days_in_the_gap_are_dropped_with_their_weekdays_before(store: Store):
    run(story.told(FakeSource()), store)
    found = told(store, date(2020, 6, 24), events=[story.LETTER], now=at("2020-07-04T00:00"))

    assert found.after == ()  # the letter is yet to come

    event = story.LETTER.__class__(date(2020, 6, 16), "in the gap")
    found = told(store, story.LAST, events=[event], now=at("2020-07-04T00:00"))
    [after] = found.after
    assert after.topics["film"].days == 5
    assert after.topics["film"].ratio == 1.0
    assert after.topics["film"].tone.verdict == "no clear change"


def test_the_json_holds_all_of_it_and_no_author_or_text(report: Summary):
    page = render(report, "json")
    plain = json.loads(page)

    assert plain["topics"]["film"]["spike"]["fired"] is True
    assert plain["after"][0]["topics"]["film"]["ratio"] == 2.0
    assert plain["after"][0]["nearby"] == [{"on": "2020-06-30", "label": "a reply to it"}]
    for form in ("json", "md", "html"):
        page = render(report, form)
        assert "late 1" not in page
        assert "netflix is" not in page
