"""X's search as it is asked: the real tweepy over real HTTP, against the fake X."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.errors import (
    BlockedError,
    CredentialsError,
    CreditsError,
    LimitedError,
    MonitorError,
    QueryError,
    TryLaterError,
)
from monitor.models import Post, Rejected
from tests.fakes import at
from tests.fakex import FakeX
from tests.sources.contract import keeps_its_live_promise
from tests.sources.x.asking import QUERY, Pauses, first, ids, page, read_all, source

MORNING = ("2020-07-02T10:00", "2020-07-02T11:00")


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T12:00") as made:
        yield made


def test_a_page_tells_its_posts_what_follows_and_how_far_it_reaches(x):
    written = x.posts(25, "365 days {n}", *MORNING)
    asked = source(x)
    window = first(asked, x)

    newest = asked.read(window, 10)

    assert ids([newest]) == [post.id for post in reversed(written[15:])]
    assert (newest.newest_id, newest.oldest_id) == (written[24].id, written[15].id)
    assert newest.reached == at("2020-07-02T10:36:00.001")
    assert newest.token
    assert newest.versions == tuple(ids([newest]))
    assert newest.remarks == ()
    (seen,) = x.requests
    assert (seen.params["query"], seen.params["max_results"]) == (QUERY, "10")
    assert "expansions" not in seen.params


def test_paging_ends_behind_the_oldest_post_and_brings_each_once(x):
    written = x.posts(25, "365 days {n}", *MORNING)
    asked = source(x)

    pages = read_all(asked, first(asked, x))

    assert ids(pages) == [post.id for post in reversed(written)]
    assert [bool(one.token) for one in pages] == [True, True, False]
    assert x.ledger.double_reads == []


def test_the_next_window_brings_what_was_written_and_indexed_since(x):
    late = x.post("365 days, indexed late", at="2020-07-02T11:58:30", late_s=120)
    seen = x.post("365 days", at="2020-07-02T11:59")
    asked = source(x)
    before = read_all(asked, first(asked, x))
    x.advance(minutes=15)
    new = x.post("365 days again", at="2020-07-02T12:10")

    window = first(asked, x, since_id=before[0].newest_id)
    after = read_all(asked, window)

    assert ids(before) == [seen.id]
    assert ids(after) == [new.id, seen.id, late.id]


@pytest.mark.parametrize("generation", ["tweets", "posts"])
def test_both_generations_of_names_are_read(x, generation):
    x.generation = generation
    long = "365 days " + "on netflix " * 40 + "https://example.org/long#part"
    told = x.post(long, at="2020-07-02T10:00", author="ann", lang="pl")
    x.edit(told, long + " edited", at="2020-07-02T10:20")
    x.quote(told, "365 days, quoted", at="2020-07-02T10:30")

    quote, edited = page(x).items

    assert isinstance(quote, Post)
    assert isinstance(edited, Post)
    assert (quote.kind, edited.kind) == ("quote", "original")
    assert edited.text.endswith("edited")
    assert edited.links == ("https://example.org/long#part",)
    assert (edited.native_id, edited.latest_id) == (told.first_id, told.id)
    assert edited.created_at == at("10:00")
    assert (edited.language, edited.platform) == ("pl", "x")
    assert edited.author


@pytest.mark.fault("F49")
def test_x_keeps_the_promise_of_a_live_source(x):
    x.posts(25, "365 days {n}", *MORNING)

    keeps_its_live_promise(source(x), x.now)


@pytest.mark.fault("F19")
def test_what_x_leaves_out_is_remarked_by_kind(x):
    x.post("365 days", at="2020-07-02T10:00")
    x.script("errors")

    told = page(x)

    assert len(told.items) == 1
    assert told.remarks == (
        "X left out 1: Authorization Error",
        "X left out 1: Not Found Error",
    )


def test_time_without_posts_is_a_page_without_any(x):
    told = page(x)

    assert (told.items, told.token, told.versions) == ((), None, ())


@pytest.mark.fault("F18")
def test_an_empty_page_may_have_others_behind_it(x):
    written = x.posts(12, "365 days {n}", *MORNING)
    x.script("ok", "empty-page")
    asked = source(x)

    pages = read_all(asked, first(asked, x))

    assert [len(one.items) for one in pages] == [10, 0, 2]
    assert len(set(ids(pages))) == len(written)


def test_one_malformed_post_costs_no_other(x):
    x.posts(9, "365 days {n}", *MORNING)
    x.script("malformed")

    told = page(x)

    assert [type(item) for item in told.items].count(Rejected) == 1
    assert (len(told.items), len(told.versions)) == (9, 9)


def test_posts_out_of_order_prove_nothing_of_the_time_they_came_from(x):
    x.posts(9, "365 days {n}", *MORNING)
    x.script("unordered")

    told = page(x)

    assert told.reached is None
    assert (len(told.items), told.newest_id) == (9, max(told.versions, key=int))


def test_after_pages_out_of_order_and_a_lost_token_nothing_is_missing(x):
    written = x.posts(40, "365 days {n}", *MORNING)
    asked = source(x)
    window = first(asked, x, since_id=written[0].id)
    pages = [asked.read(window, 10)]
    window = window.after(pages[-1])
    # A page that leaps to the oldest post, as no honest server gives it.
    leap = replace(asked.read(window, 10), oldest_id=written[1].id, reached=None)
    window = window.after(leap)

    rest = asked.resumed(replace(window, token=None), x.now)

    assert rest
    found = {*ids([*pages, *read_all(asked, rest)])}
    assert found >= {post.id for post in written[1:]}


WRONG = [
    "[]",
    "{}",
    '{"data": []}',
    '{"meta": {}}',
    '{"meta": null}',
    '{"meta": {"result_count": "many"}}',
    '{"meta": {"result_count": 3}}',
    '{"meta": {"result_count": 0}, "data": {}}',
    '{"meta": {"result_count": 0, "next_token": 7}}',
    '{"meta": {"result_count": 0, "next_token": "\\ud800"}}',
    '{"title": "Welcome to this wifi"}',
]


@pytest.mark.fault("F15")
@pytest.mark.parametrize("body", WRONG)
def test_an_answer_that_is_no_search_answer_is_never_time_without_posts(x, body):
    x.script(f"body {body} for ever")

    with pytest.raises(TryLaterError, match="cannot be reached"):
        page(x)

    assert len(x.requests) == 5


@pytest.mark.fault("F12")
def test_what_fails_is_asked_again_soon_five_times_at_most(x):
    x.posts(3, "365 days {n}", *MORNING)
    x.script("503", "reset", "html", "truncated", "ok")
    pauses = Pauses()
    asked = source(x, pauses)

    assert len(asked.read(first(asked, x), 10).items) == 3
    assert len(x.requests) == 5
    assert len(pauses) == 4
    assert all(0 <= pause <= 2 ** (n + 1) for n, pause in enumerate(pauses))
    assert sum(pauses) <= 30

    x.script("502 for ever")
    with pytest.raises(TryLaterError, match="status 502"):
        asked.read(first(asked, x), 10)
    assert len(x.requests) == 10


def test_a_stop_ends_the_waiting_between_two_tries(x):
    x.script("503 for ever")
    asked = source(x, Pauses(stop_after=1))

    with pytest.raises(TryLaterError):
        asked.read(first(asked, x), 10)

    assert len(x.requests) == 1


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ("400", QueryError),
        ("401", CredentialsError),
        ("402", CreditsError),
        ("403", CredentialsError),
        ("404", BlockedError),
        ("usage-cap", CreditsError),
        ("429 reset=+120", LimitedError),
        ("redirect https://login.invalid/", BlockedError),
    ],
)
def test_a_refusal_is_asked_once_and_not_again(x, step, kind):
    x.script(f"{step} for ever")

    with pytest.raises(MonitorError) as error:
        page(x)

    assert type(error.value) is kind
    assert len(x.requests) == 1


def test_a_pause_ends_when_x_says(x):
    x.script("429 reset=+120")

    with pytest.raises(LimitedError) as error:
        page(x)

    assert error.value.until == x.now + timedelta(minutes=2)
