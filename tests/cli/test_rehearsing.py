"""Rehearse: on which days would the spike rule have fired."""

import csv
from datetime import UTC, datetime, timedelta

import pytest

FIRST = datetime(2020, 5, 1, 12, tzinfo=UTC)
QUIET, BUSY = 12, 60
SPIKE = 35
"""Days after the first one."""


@pytest.fixture
def story(monitor, watch, folder):
    """Forty days of twelve people, but for one of sixty, and one of one loud account."""
    path = folder / "story.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["id", "text", "created_at", "author", "lang"])
        for day in range(40):
            for number in range(BUSY if day == SPIKE else QUIET):
                out.writerow(post(day, number, f"author {number}"))
            for number in range(90 if day == 38 else 0):
                out.writerow(post(day, 100 + number, "loud"))
    assert monitor("import", path, "--covers", "2020-05-01..2020-06-10").code == 0


def post(day: int, number: int, author: str) -> list[str]:
    moment = FIRST + timedelta(days=day, minutes=number)
    text = f"365 days on netflix, day {day} post {number}"
    return [f"{day:03}{number:04}", text, moment.isoformat(), author, "en"]


def test_the_days_that_would_have_fired_are_told_and_why_others_not(monitor, story):
    ran = monitor("rehearse", "--days", "20", "--topic", "film")

    assert ran.code == 0
    assert "film: would have fired once in 20 days from 2020-05-21." in ran.out
    assert "2020-06-05     60 " in ran.out
    assert "still learning" in ran.out
    assert "no spike, not without its loudest accounts" in ran.out
    assert "petition" not in ran.out


def test_as_json_each_day_above_a_limit_stands_with_its_limits(monitor, story):
    found = monitor("rehearse", "--days", "20", "--until", "2020-06-07", "--json").json

    assert (found["first"], found["days"]) == ("2020-05-19", 20)
    film = found["topics"]["film"]
    assert (film["fired"], film["judged"]) == (1, 20)
    [day] = film["above"]
    assert (day["date"], day["posts"], day["people"]) == ("2020-06-05", 60, 60)
    assert day["spike"]["fired"]
    assert day["spike"]["by"] == ["posts", "people"]
    assert day["spike"]["posts"]["expected"] == pytest.approx(12, abs=0.5)
    assert found["topics"]["petition"]["fired"] == 0


def test_days_before_anything_is_known_are_not_judged(monitor, story):
    ran = monitor("rehearse", "--days", "40", "--topic", "film")

    assert "7 of them could not be judged: too little is known of them." in ran.out


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (["--days", "0"], 2, "--days 0 is not from 1 to 3,660"),
        (["--until", "soon"], 2, "--until 'soon' is no day"),
        (["--topic", "flim"], 2, "did you mean film?"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(monitor, story, asked, code, told):
    ran = monitor("rehearse", *asked)

    assert (ran.code, told in ran.err) == (code, True)


def test_of_an_empty_database_nothing_can_be_rehearsed(monitor, watch):
    ran = monitor("rehearse")

    assert ran.code == 3
    assert "nothing is stored yet" in ran.err
