"""What a window will cost, the archive of all posts, and answers as wild as they come."""

import json
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from monitor.collect.endless import Pages
from monitor.errors import LimitedError, TryLaterError
from monitor.models import Post
from monitor.sources import Estimate
from monitor.timeline import Window
from tests.fakes import at
from tests.fakex import FakeX, SimulatorX
from tests.sources.x.asking import Pauses, first, ids, page, read_all, source

MORNING = ("2020-07-02T10:00", "2020-07-02T11:00")


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T12:00") as made:
        yield made


@pytest.fixture(scope="module")
def wild() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T12:00") as made:
        yield made


def test_an_estimate_of_a_recent_window_is_one_call(x):
    x.posts(37, "365 days {n}", "2020-06-27T10:00", "2020-07-02T11:00")
    x.post("something else", at="2020-07-02T11:00")
    asked = source(x)
    window = first(asked, x)

    told = asked.estimate(window)

    assert told == Estimate(posts=37, posts_micro=185_000, calls_micro=5_000)
    assert asked.estimate_price(window) == 5_000
    assert x.billed_usd == 0.005
    assert [seen.path for seen in x.requests] == ["/2/tweets/counts/recent"]


def test_an_estimate_of_what_came_since_the_last_post_counts_that_alone(x):
    written = x.posts(10, "365 days {n}", *MORNING)
    asked = source(x)

    told = asked.estimate(first(asked, x, since_id=written[4].id))

    assert told.posts == 6  # with the last one itself, which the overlap brings again


def test_an_estimate_of_the_archive_counts_all_its_pages(x):
    x.now = "2021-06-24T12:00"
    x.posts(90, "365 days {n}", "2021-03-01T00:00", "2021-06-05T00:00")
    asked = source(x)
    (window,) = asked.history(Window(at("2021-03-01T00:00"), at("2021-06-05T00:00")), x.now)

    told = asked.estimate(window)

    assert told == Estimate(posts=90, posts_micro=450_000, calls_micro=40_000)
    assert told.calls_micro <= asked.estimate_price(window) == 50_000


def test_an_estimate_that_never_ends_costs_no_more_than_was_said(x):
    x.now = "2021-06-24T12:00"
    asked = source(x)
    (window,) = asked.history(Window(at("2021-05-01T00:00"), at("2021-06-01T00:00")), x.now)
    x.script(*(f'body {{"data": [], "meta": {{"next_token": "{n % 2}"}}}}' for n in range(50)))

    with pytest.raises(TryLaterError, match="on and on"):
        asked.estimate(window)

    assert len(x.requests) * 10_000 == asked.estimate_price(window)


COUNTED = '{{"data": [], "meta": {{"total_tweet_count": {}}}}}'
NOTHING = [
    *("{}", '{"meta": {}}', '{"data": []}', '{"errors": []}'),
    *(COUNTED.format(n) for n in ("9" * 400, "-7", "1.5", "true", '"12"')),
]


@pytest.mark.parametrize("body", NOTHING)
def test_an_answer_that_counts_nothing_is_no_estimate(x, body):
    x.script(f"body {body} for ever")
    asked = source(x)

    with pytest.raises(TryLaterError):
        asked.estimate(first(asked, x))


def test_the_archive_is_read_in_large_pages_one_a_second(x):
    x.now = "2021-06-24T12:00"
    written = x.posts(30, "365 days {n}", "2021-03-01T00:00", "2021-06-05T00:00")

    def second(pause: float) -> bool:
        x.advance(seconds=pause)
        return pauses(pause)

    pauses = Pauses()
    asked = source(x, second)
    (window,) = asked.history(Window(at("2021-03-01T00:00"), at("2021-06-05T00:00")), x.now)

    pages = read_all(asked, window)

    assert asked.prices(window).largest_page == 500
    assert ids(pages) == [post.id for post in reversed(written)]
    assert pauses == [1.0, 1.0]
    assert {seen.path for seen in x.requests} == {"/2/tweets/search/all"}


def test_a_stop_is_heard_between_two_pages_of_the_archive(x):
    x.now = "2021-06-24T12:00"
    x.posts(30, "365 days {n}", "2021-03-01T00:00", "2021-06-05T00:00")
    asked = source(x, Pauses(stop_after=1))
    (window,) = asked.history(Window(at("2021-03-01T00:00"), at("2021-06-05T00:00")), x.now)

    with pytest.raises(TryLaterError, match="stopped"):
        read_all(asked, window)

    assert len(x.requests) == 1


def test_a_limit_is_told_by_counts_as_well(x):
    x.limits["counts/recent"] = 0
    asked = source(x)

    with pytest.raises(LimitedError):
        asked.estimate(first(asked, x))


def test_the_simulator_is_read_and_known_by_its_endless_pages():
    with SimulatorX(now="2020-07-02T12:00") as x:
        x.posts(25, "365 days {n}", *MORNING)
        asked = source(x)
        window = first(asked, x)
        pages = Pages(window.whole)
        for _ in range(20):
            found = asked.read(window, 10)
            told = pages.fault(found)
            if told:
                break
            window = window.after(found)

    assert told
    assert "no end" not in told
    assert window.covered.seconds == 0


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner),
    max_leaves=6,
)
FIELDS = some.sampled_from(
    [
        *("id", "text", "created_at", "author_id", "lang", "entities", "note_tweet", "note_post"),
        *("referenced_tweets", "edit_history_tweet_ids", "edit_history_post_ids"),
    ]
)
ODD = some.sampled_from(["\ud800", "\x00", "9" * 5000, "1" * 25, "0", "-1", "", " 7 ", "٣"])


@pytest.mark.parametrize("odd", ["\ud800", "9" * 5000, "1" * 25, "x", "-1", "٣", {}, None, 1.5])
def test_an_id_that_is_none_of_x_s_is_neither_billed_nor_where_the_next_window_begins(x, odd):
    good = x.post("365 days", at="2020-07-02T10:00")
    x.post("365 days", at="2020-07-02T10:30", raw={"id": odd})

    told = page(x)

    assert len(told.items) == 2
    assert told.versions == (good.id,)
    assert (told.newest_id, told.oldest_id) == (good.id, good.id)


META = some.fixed_dictionaries(
    {"result_count": some.integers(0, 3) | JSON}, optional={"next_token": JSON | some.just("a1")}
)
LIST = some.dictionaries(some.just("data"), some.lists(JSON, max_size=3))


@pytest.mark.fault("F20", "F21")
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(some.dictionaries(FIELDS, JSON | ODD, max_size=4))
def test_a_post_of_any_shape_costs_no_other_and_poisons_nothing(wild, raw):
    wild.world.posts.clear()
    good = wild.post("365 days, a good one", at="2020-07-02T10:00")
    wild.post("365 days, a wild one", at="2020-07-02T10:30", raw=raw)

    told = page(wild)

    assert len(told.items) == 2
    assert good.id in [item.native_id for item in told.items if isinstance(item, Post)]
    assert all(len(known) <= 19 and known.isdecimal() for known in told.versions)
    assert told.newest_id is None or told.newest_id.isascii()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(META, some.dictionaries(some.sampled_from(["errors", "includes"]), JSON), LIST)
def test_an_answer_of_any_shape_is_a_page_or_a_reason_to_try_later(wild, meta, beside, data):
    wild.heal()
    wild.script(f"body {json.dumps({'meta': meta, **data, **beside})} for ever")

    with suppress(TryLaterError):
        told = page(wild)
        assert told.token is None or told.token == meta["next_token"]
        assert len(told.items) == len(data.get("data", []))

    wild.heal()
