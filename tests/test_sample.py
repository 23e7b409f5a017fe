"""The invented sample: made from one seed, and holding all that the demo is to show."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import mean

import pytest
import yaml

from monitor.config import load_config, no_environment
from monitor.models import Post, Rejected
from monitor.sources.sample import WATCH, SampleSource
from monitor.text import wording
from tests.sample import pages, reading
from tests.sample.shapes import Shape
from tests.sample.story import PETITION_LINK
from tests.sample.timeline import END, LETTER, OUTAGE, START
from tests.sources.contract import keeps_its_promise

CONFIG = Path(__file__).parents[1] / "config.yaml"


@pytest.fixture(scope="module")
def shipped() -> list[Shape]:
    return reading.pages()


@pytest.fixture(scope="module")
def shapes(shipped: list[Shape]) -> list[Shape]:
    return [post for page in shipped for post in reading.posts(page)]


@pytest.fixture(scope="module")
def included(shipped: list[Shape]) -> list[Shape]:
    return [post for page in shipped for post in reading.included(page)]


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    """All posts, as the source gives them."""
    items = [item for page in SampleSource().pages() for item in page.items]
    assert not [item for item in items if isinstance(item, Rejected)]
    return [item for item in items if isinstance(item, Post)]


@pytest.fixture(scope="module")
def about(posts: list[Post], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Post]]:
    watch = tmp_path_factory.mktemp("watch") / "config.yaml"
    watch.write_text(WATCH, "utf-8")
    return reading.by_topic(posts, load_config(watch, no_environment).topics)


def by_day(posts: Iterable[Post]) -> Counter[date]:
    return Counter(map(reading.day_of, posts))


def ids(shapes: Iterable[Shape]) -> set[str]:
    return {shape["id"] for shape in shapes}


def labels(posts: Iterable[Post], word: str) -> set[str]:
    return {tone.label for post, tone in reading.toned(posts) if word in post.text.lower()}


def author_mean(posts: Iterable[Post], first: date, last: date) -> float:
    """The mean of the authors' mean compounds, over these days."""
    by_author = defaultdict(list)
    for post, tone in reading.toned(posts):
        if first <= reading.day_of(post) <= last:
            by_author[post.author].append(tone.compound)
    return mean(map(mean, by_author.values()))


def test_the_shipped_file_is_what_the_generator_writes():
    assert gzip.decompress(pages.SHIPPED.read_bytes()) == pages.content()
    assert pages.SHIPPED.stat().st_size < 250_000


def test_the_generator_writes_the_same_twice(tmp_path):
    for name in ("one", "two"):
        pages.write(tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_demo_watches_what_the_real_watch_watches():
    demo, real = yaml.safe_load(WATCH), yaml.safe_load(CONFIG.read_text("utf-8"))

    for key in ("title", "timezone", "languages", "topics", "events", "scoring"):
        assert demo[key] == real[key]
    assert demo["database"] == "sqlite:///monitor.db"
    assert demo["report"] == {"folder": "reports"}
    assert "invented" in WATCH.splitlines()[0]
    assert PETITION_LINK.endswith(demo["topics"]["petition"]["links"][0])


@pytest.mark.fault("F49")
def test_the_source_keeps_its_promise(posts):
    source = SampleSource()
    last = list(source.pages())[-1]

    keeps_its_promise(source)
    assert (source.name, source.platform, source.file) == ("sample", "sample", None)
    assert last.position == source.size
    assert {post.platform for post in posts} == {"sample"}
    assert 1_950 <= len(posts) <= 2_150


def test_every_post_is_in_the_covered_time_and_none_in_the_outage(posts):
    first, second = SampleSource().covered

    assert (first.start, first.end, second.start, second.end) == (START, *OUTAGE, END)
    for post in posts:
        assert any(window.start <= post.created_at < window.end for window in (first, second))


def test_pages_are_those_of_x(shipped):
    for page in shipped:
        numbers = [int(post["id"]) for post in page["data"]]
        meta = page["meta"]
        assert len(numbers) == meta["result_count"] <= 100
        assert numbers == sorted(set(numbers), reverse=True)
        assert (meta["newest_id"], meta["oldest_id"]) == (str(numbers[0]), str(numbers[-1]))
        assert set(page["__twarc"]) == {"url", "version", "retrieved_at"}
        assert "users" not in page.get("includes", {})
    assert sum("next_token" in page["meta"] for page in shipped) >= 3


def test_the_times_inside_the_ids_are_those_of_the_posts(shapes, included):
    for shape in [*shapes, *included]:
        assert reading.moment_in(shape["id"]) == datetime.fromisoformat(shape["created_at"])


def test_the_last_two_pages_use_the_new_names(shipped):
    old, new = [], []
    for page in shipped:
        (new if "edit_history_post_ids" in page["data"][0] else old).append(page)

    assert new == shipped[-2:]
    for name in ("note_post", "referenced_posts", "repost_count", '"posts"'):
        assert name in json.dumps(new)
        assert name not in json.dumps(old)
    for name in ("note_tweet", "referenced_tweets", "retweet_count", '"tweets"', "_tweet_ids"):
        assert name in json.dumps(old)
        assert name not in json.dumps(new)


def test_authors_are_many_and_none_is_real(shapes):
    authors = {shape["author_id"] for shape in shapes}

    assert 1_050 <= len(authors) <= 1_300
    assert all(len(author) == 19 and author.startswith("9") for author in authors)


def test_a_fifth_are_reposts_with_and_without_their_originals(shapes, posts):
    reposts = [post for post in posts if post.kind == "repost"]
    whole = [post for post in reposts if post.original_text is not None]

    assert 0.17 <= len(reposts) / len(posts) <= 0.23
    assert 0.7 <= len(whole) / len(reposts) <= 0.95
    assert all(post.text.startswith("RT @") for post in reposts)
    assert sum(post.text.endswith("…") for post in reposts) >= 80
    repeated = reading.referring(shapes, "retweeted")
    assert {shape["public_metrics"]["like_count"] for shape in repeated} == {0}


def test_quotes_come_with_what_they_quote_and_there_are_replies(shapes, included):
    quotes = reading.referring(shapes, "quoted")
    replies = reading.referring(shapes, "replied_to")

    assert min(len(quotes), len(replies)) >= 60
    assert {reading.reference(quote)["id"] for quote in quotes} <= ids(included)
    assert all(reply["text"].startswith("@") for reply in replies)


def test_one_post_is_deleted(shipped, shapes, included):
    (error,) = [error for page in shipped for error in page.get("errors", [])]
    repeated = {
        reading.reference(repost)["id"] for repost in reading.referring(shapes, "retweeted")
    }

    assert error["title"] == "Not Found Error"
    assert {"detail", "parameter", "resource_type", "section", "type"} <= error.keys()
    assert error["resource_id"] in ids(shapes), "an earlier page still had it"
    assert error["resource_id"] in repeated - ids(included)


def test_one_post_is_edited_on_a_later_page(shipped, posts):
    ((later, edited),) = [
        (number, post)
        for number, page in enumerate(shipped)
        for post in reading.posts(page)
        if len(post["edit_history_tweet_ids"]) > 1
    ]
    first, last = edited["edit_history_tweet_ids"]
    versions = [post for post in posts if post.native_id == first]

    assert int(first) < int(last) == int(edited["id"])
    assert first in ids(post for page in shipped[:later] for post in page["data"])
    assert [post.latest_id for post in versions] == [first, last]
    assert {p.created_at.replace(microsecond=0) for p in versions} == {reading.moment_in(first)}
    assert versions[0].text != versions[1].text


def test_long_posts_are_cut_and_given_whole_apart(shapes):
    long = [shape for shape in shapes if "note_tweet" in shape]

    assert len(long) == 2, "one in the old names and one in the new"
    for shape in long:
        assert len(shape["text"]) <= 280 < len(shape["note_tweet"]["text"])
        assert "…" in shape["text"]


def test_a_text_is_shared_by_sixty_people(posts):
    shared = [post for post in posts if post.text.startswith("Netflix: Remove 365 Days")]

    assert len({post.author for post in shared}) == len(shared) == 60
    assert len({wording(post.text) for post in shared}) == 1
    assert len({post.text.split("https")[0] for post in shared}) > 3
    assert all(post.links[0].startswith(f"{PETITION_LINK}?utm_") for post in shared)


def test_one_account_is_loud_for_two_days(posts):
    ((loud, number), (_, next_one)) = Counter(post.author for post in posts).most_common(2)
    days = by_day(post for post in posts if post.author == loud)

    assert 55 <= number <= 65
    assert next_one < 20
    assert max(days) - min(days) <= timedelta(days=2)


def test_most_are_english_and_some_say_no_language(posts):
    languages = Counter(post.language for post in posts)
    untagged = [post.text for post in posts if post.language is None]

    assert 0.68 <= languages["en"] / len(posts) <= 0.76
    assert min(languages[name] for name in ("pl", "es", "fr", "it", "de", "pt", "tr")) >= 10
    assert languages["und"] >= 10
    assert languages["qst"] >= 5
    assert {sum(map(str.isalpha, text)) > 40 for text in untagged} == {True, False}


def test_wordings_are_varied_and_typed_as_people_type(shapes, posts):
    originals = [post for post in posts if post.language == "en" and post.kind != "repost"]
    all_text = "\n".join(shape["text"] for shape in shapes)

    assert len({wording(post.text) for post in originals}) >= 900
    for sign in ("&amp;", "&lt;3", "’", "'", "😍", "🤦‍♀️", "\n\n", "#365DNI", "https://t.co/"):
        assert sign in all_text


def test_an_eighth_is_about_no_topic(about, posts):
    assert 0.1 <= len(about["none"]) / len(posts) <= 0.14
    text = "\n".join(post.text.lower() for post in about["none"])
    for sign in ("365 days with you", "#365days", "office 365", "365 days a year", "bet365",
                 "365 dni", "365 días", "petition", "netflix"):  # fmt: skip
        assert sign in text


def test_the_volume_follows_the_true_dates(about):
    film, petition = by_day(about["film"]), by_day(about["petition"])
    ordinary = [date(2020, 6, day) for day in range(8, 31) if day not in (23, 24)]

    assert all(14 <= film[day] <= 40 for day in ordinary)
    assert film[date(2020, 6, 21)] > film[date(2020, 6, 18)] > film[date(2020, 6, 8)]
    assert sum(petition[date(2020, 6, day)] for day in range(7, 17)) <= 5
    assert 8 <= petition[date(2020, 6, 17)] <= 20
    assert film[date(2020, 7, 2)] > 120
    assert petition[date(2020, 7, 2)] >= 50
    assert film[date(2020, 7, 10)] >= 80
    assert petition[date(2020, 7, 10)] >= 60


def test_nobody_speaks_of_the_letter_before_it_is_written(posts):
    first = min(post.created_at for post in posts if "duffy" in post.text.lower())

    assert LETTER <= first < LETTER + timedelta(hours=1)


def test_the_tone_of_the_film_falls_after_the_letter_and_partly_recovers(about):
    before = author_mean(about["film"], date(2020, 6, 8), date(2020, 7, 1))
    after = author_mean(about["film"], date(2020, 7, 2), date(2020, 7, 4))
    later = author_mean(about["film"], date(2020, 7, 8), date(2020, 7, 11))

    assert 0.15 <= before <= 0.35
    assert -0.3 <= after <= -0.1
    assert after + 0.1 < later < before - 0.05


def test_tone_is_not_position(about):
    both = {"positive", "negative"}

    assert both <= labels(about["petition"], "signed"), "supporters sound kind and grim"
    assert labels(about["petition"], "censorship") == {"negative"}, "opponents sound angry"
    assert both <= labels(about["film"], "soundtrack"), "and so do fans"
