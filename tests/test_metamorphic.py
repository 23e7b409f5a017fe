"""What must not move a figure: who repeats themselves, the order of imports, an outage.

Through the real line and the real report, on both databases.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.cues import Cues
from monitor.models import Event, Post
from monitor.report.gathering import summarise
from monitor.report.render import render
from monitor.report.wanted import Wanted
from monitor.scoring import VaderScorer
from monitor.storage import Store
from monitor.timeline import Window
from tests.databases import BOTH, Place, database_on
from tests.fakes import FakeSource, at, run
from tests.report import story

NOW = at("2020-07-04T00:00")
EVENTS = (story.LETTER, story.REPLY, Event(date(2020, 6, 28), "a third"))
UNTIL = at("2020-07-03T00:00")
HARDLY = "not comparable: hardly any of one of the days was watched"
[COVERED] = story.told(FakeSource(), gap=None).covered


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    """Forty days of two platforms, with reposts, copies, other languages and unknown people."""
    source, chance = FakeSource(), Random(40)
    written = story.told(source, gap=None).written[:]
    for number, post in enumerate([*written]):
        if number % 3 == 0:
            written[number] = replace(post, platform="bluesky")
        if number % 17 == 0:
            written[number] = replace(post, author=None)
        if number % 11 == 0:
            written[number] = replace(post, language="pl")
        if number % 7 == 0:
            written.append(_copy(post, number, chance))
        if number % 9 == 0:
            written.append(replace(_copy(post, number + 20_000, chance), kind="repost"))
        if number % 5 == 0:
            text = f"petition: {post.text}"
            written.append(replace(_copy(post, number + 40_000, chance), text=text))
    return written


def _copy(post: Post, number: int, chance: Random) -> Post:
    """The same words by somebody else, somewhat later or at the same second."""
    name, later = str(900_000 + number), timedelta(seconds=chance.randrange(90_000) * (number % 2))
    moment = min(post.created_at + later, UNTIL - timedelta(seconds=1))
    author = f"person {chance.randrange(story.PEOPLE)}"
    return replace(post, native_id=name, latest_id=name, created_at=moment, author=author)


@contextmanager
def stored(
    place: Place, parts: Sequence[Sequence[Post]], covered: Sequence[Window] = (COVERED,)
) -> Iterator[Store]:
    """A new database with these posts, each part imported by itself."""
    store = place.open()
    for part in parts:
        run(FakeSource(covered=tuple(covered), _open=list(part)), store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def undisturbed() -> dict[tuple[str, date, str], str]:
    """By database, day and form: the page that the others are held against."""
    return {}


@pytest.fixture(params=BOTH)
def report(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    posts: list[Post],
    undisturbed: dict[tuple[str, date, str], str],
) -> Any:
    """Makes a report's JSON from parts of posts, each time in a database of its own; that
    of all posts as they are is made once."""
    numbers = iter(range(100))

    def page(
        *parts: Sequence[Post], day: date = story.LAST, form: str = "json", **more: Any
    ) -> str:
        if more or len(parts) > 1 or parts[0] is not posts:
            return made(*parts, day=day, form=form, **more)
        named = (request.param, day, form)
        if named not in undisturbed:
            undisturbed[named] = made(posts, day=day, form=form)
        return undisturbed[named]

    def made(*parts: Sequence[Post], day: date, form: str, **more: Any) -> str:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        with (
            database_on(request.param, request, folder) as place,
            stored(place, parts, **more) as s,
        ):
            wanted = Wanted(
                title="365 Days",
                topics=("film", "petition"),
                events=EVENTS,
                zone=ZoneInfo("Europe/London"),
                scorer=VaderScorer().version,
                min_authors=10,
                reach={},
                cues={"film": Cues(("lovely",), ("vile",))},
                versions=dict.fromkeys(("film", "petition"), VaderScorer().version),
                published=dict.fromkeys(("film", "petition"), VaderScorer(overlay="charges")),
            )
            return render(summarise(s, day, wanted, NOW), form)

    return page


def told(page: str, topic: str = "film") -> dict[str, Any]:
    """What the headline says of tone: the people's figure, its interval, the verdicts."""
    plain = json.loads(page)
    day = plain["topics"][topic]
    figures = {name: day["today"][name] for name in ("author_mean", "ci", "authors")}
    changes = {name: day[name] for name in ("change", "usual_change")}
    after = [found["topics"][topic]["tone"] for found in plain["after"]]
    return figures | changes | {"after": after}


def doubled(posts: Sequence[Post], author: str) -> list[Post]:
    """All posts of one author once more, each a minute later."""
    again = [
        replace(post, native_id=f"7{post.native_id}", latest_id=f"7{post.native_id}",
                created_at=post.created_at + timedelta(minutes=1))
        for post in posts if post.author == author
    ]  # fmt: skip
    assert again
    return [*posts, *again]


@pytest.mark.parametrize("author", ["person 3", "late 5"])
def test_who_posts_everything_twice_moves_no_tone_of_people(author, posts, report):
    once, twice = report(posts), report(doubled(posts, author))

    assert told(twice) == told(once)
    assert told(twice, "petition") == told(once, "petition")
    assert twice != once  # the posts of that author are counted, though


def test_who_posts_everything_a_hundred_times_is_no_spike(posts, report):
    """On a day of which nothing stands out, by somebody who wrote on it."""
    calm = date(2020, 6, 20)
    loud = next(p.author for p in posts if p.author and p.created_at.date() == calm)
    own = [p for p in posts if p.author == loud and p.created_at.date() == calm]
    flood = [
        replace(post, native_id=f"8{place}-{n}", latest_id=f"8{place}-{n}")
        for place, post in enumerate(own)
        for n in range(100)
    ]

    once, often = (film(report(some, day=calm)) for some in (posts, [*posts, *flood]))

    assert often["today"]["volume"] == once["today"]["volume"] + len(flood) > 100
    assert (once["spike"]["by"], often["spike"]["by"]) == ([], ["posts"])
    assert not often["spike"]["fired"]
    assert often["spike"]["reason"] == "not without its loudest accounts"
    assert often["today"]["author_mean"] == once["today"]["author_mean"]
    assert often["today"]["ci"] == once["today"]["ci"]


@pytest.mark.parametrize("form", ["json", "md"])
def test_the_order_of_imports_changes_no_byte(form, posts, report):
    chance = Random(3)
    pages = [report(posts, form=form)]
    for pieces in (1, 5):
        turned = chance.sample(posts, len(posts))
        parts = [turned[n::pieces] for n in range(pieces)]
        pages.append(report(*parts, form=form))
    overlapping = [posts[: len(posts) // 2 + 30][::-1], posts[len(posts) // 2 :], posts[:50]]
    pages.append(report(*overlapping, form=form))

    assert len(set(pages)) == 1


# An outage: what was written in it is lost, and the source says so.


def outage(posts: Sequence[Post], start: str, end: str) -> tuple[list[Post], list[Window]]:
    lost = Window(at(start), at(end))
    kept = [post for post in posts if not lost.start <= post.created_at < lost.end]
    assert len(kept) < len(posts)
    return kept, [Window(COVERED.start, lost.start), Window(lost.end, COVERED.end)]


def film(page: str) -> dict[str, Any]:
    return json.loads(page)["topics"]["film"]


def without_copies(point: dict[str, Any]) -> dict[str, Any]:
    """What is lost may have held the first of a wording."""
    return {name: value for name, value in point.items() if name != "copies"}


def test_an_outage_of_another_day_changes_no_figure_of_this_one(posts, report):
    kept, covered = outage(posts, "2020-06-16T23:00", "2020-06-18T11:00")
    whole, holed = film(report(posts)), film(report(kept, covered=covered))

    for name in ("today", "before"):
        assert without_copies(holed[name]) == without_copies(whole[name])
    for name in ("change", "languages", "sources", "sensitivity", "wordings"):
        assert holed[name] == whole[name]
    assert holed["spike"]["fired"] is whole["spike"]["fired"] is True


def test_an_outage_leaves_its_day_out_of_what_is_usual_and_biases_nothing(posts, report):
    """18 June is a Thursday as 2 July is: it is no measure then, not an empty day."""
    kept, covered = outage(posts, "2020-06-17T23:00", "2020-06-18T23:00")
    whole, holed = film(report(posts)), film(report(kept, covered=covered))

    assert holed["usual_volume"] == pytest.approx(whole["usual_volume"], rel=0.25)
    low, high = whole["spike"]["posts"]["usual"]
    assert low < holed["spike"]["posts"]["expected"] < high
    # It may become less sure, never another one.
    (low, high), change = whole["usual_change"]["ci"], holed["usual_change"]
    assert low < change["difference"] < high
    assert change["verdict"] in ("no clear change", whole["usual_change"]["verdict"])


def test_half_a_day_lost_is_partial_and_its_mean_stays_within_the_interval(posts, report):
    kept, covered = outage(posts, "2020-07-02T11:00", "2020-07-03T00:00")
    whole, holed = film(report(posts)), film(report(kept, covered=covered))
    then, now = whole["today"], holed["today"]

    assert now["coverage"] == 0.5
    assert 0.3 < now["volume"] / then["volume"] < 0.7
    assert then["ci"][0] < now["author_mean"] < then["ci"][1]
    assert now["ci"][1] - now["ci"][0] > then["ci"][1] - then["ci"][0]
    # By the hour watched, half of the posts are as many.
    assert holed["times_usual"] == pytest.approx(whole["times_usual"], rel=0.2)
    assert holed["spike"]["posts"] == whole["spike"]["posts"]


def test_a_small_rest_of_a_day_is_hidden(posts, report):
    kept, covered = outage(posts, "2020-07-01T05:00", "2020-07-01T23:00")
    found = film(report(kept, day=date(2020, 7, 1), covered=covered))

    assert found["today"]["coverage"] == 0.25
    assert (found["today"]["author_mean"], found["today"]["ci"]) == (None, None)
    assert (found["times_usual"], found["change"]["verdict"]) == (None, HARDLY)
    assert found["spike"]["reason"] == "too little of the day was watched"


def test_a_whole_day_lost_is_not_known_and_no_zero(posts, report):
    day = date(2020, 6, 20)
    kept, covered = outage(posts, "2020-06-19T23:00", "2020-06-20T23:00")
    page = report(kept, day=day, covered=covered)
    found = film(page)

    assert {found["today"][name] for name in ("volume", "author_mean", "ci", "copies")} == {None}
    assert (found["today"]["coverage"], found["times_usual"]) == (0.0, None)
    assert found["spike"]["reason"] == "not watched"
    assert (found["change"]["verdict"], found["people"]) == (HARDLY, None)
    assert [gap["source"] for gap in json.loads(page)["gaps"]] == ["fake"]


def test_an_outage_is_neither_a_fall_nor_a_rise_after_an_event(posts, report):
    kept, covered = outage(posts, "2020-06-26T23:00", "2020-06-28T11:00")
    whole, holed = (
        json.loads(page)["after"][0]["topics"]["film"]
        for page in (report(posts), report(kept, covered=covered))
    )

    assert (whole["days"], holed["days"]) == (7, 5)
    low, high = whole["ratio_ci"]
    assert low <= holed["ratio"] <= high
    assert holed["tone"]["verdict"] == whole["tone"]["verdict"]
