"""Posts on the fake X: their wordings, their fields, when they are found."""

from collections.abc import Iterator

import pytest

from tests.fakex import FakeX
from tests.fakex.clients import client, ids, search

GREAT = "365 days on netflix is great"


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T12:00") as made:
        yield made


def test_only_the_newest_wording_is_found_and_deleted_posts_are_not(x):
    post = x.post(GREAT, at="2020-07-02T10:00")
    gone = x.post(GREAT, at="2020-07-02T10:01")
    first = post.id
    x.edit(post, "365 days on netflix is bad", at="2020-07-02T10:20")
    x.edit(post, "365 days on netflix is fine", at="2020-07-02T12:20")
    x.delete(gone)

    (found,) = search(x)["data"]

    assert found["text"] == "365 days on netflix is bad"
    assert found["edit_history_tweet_ids"] == [first, found["id"]]
    assert ids(search(x, "great")) == []


def test_a_post_can_be_found_late(x):
    x.post(GREAT, at="2020-07-02T11:58", late_s=150)
    assert ids(search(x)) == []

    x.advance(minutes=1)

    assert len(ids(search(x))) == 1


def test_posts_have_the_fields_that_were_asked_for(x):
    text = f"365 days & netflix {'no ' * 100} https://an.example/film"
    long = x.post(text, at="2020-07-02T10:00")
    x.quote(long, "365 days on netflix", at="2020-07-02T10:30", lang="qst")
    fields = ["created_at", "author_id", "lang", "entities", "referenced_tweets", "note_tweet"]
    assert all(set(p) == {"id", "text", "edit_history_tweet_ids"} for p in search(x)["data"])

    quote, post = search(x, tweet_fields=fields)["data"]

    assert (quote["lang"], post["created_at"]) == ("qst", "2020-07-02T10:00:00.000Z")
    assert quote["referenced_tweets"] == [{"type": "quoted", "id": long.id}]
    assert post["text"].endswith("…")
    whole = post["note_tweet"]["text"]
    link = post["note_tweet"]["entities"]["urls"][0]
    assert "365 days &amp; netflix" in whole
    assert (link["expanded_url"], whole[link["start"] :]) == (text.split()[-1], link["url"])

    x.generation = "posts"
    quote, post = search(x, tweet_fields=[*fields[:4], "referenced_posts", "note_tweet"])["data"]
    assert {"edit_history_post_ids", "referenced_posts"} <= set(quote)
    assert "note_post" in post


def test_a_repost_is_cut_and_costs_with_its_original_and_author(x):
    of = x.post(f"{GREAT} {'really ' * 30}", at="2020-07-02T10:00")
    repost = x.repost(of, at="2020-07-02T10:30", author="bob")
    asked = {
        "expansions": ["author_id", "referenced_tweets.id"],
        "tweet_fields": ["public_metrics"],
    }

    answer = search(x, "from:bob", **asked)

    (found,) = answer["data"]
    assert (found["id"], len(found["text"]), found["text"][-1]) == (repost.id, 140, "…")
    assert found["public_metrics"]["like_count"] == 0
    assert ids({"data": answer["includes"]["tweets"]}) == [of.id]
    assert answer["includes"]["users"][0]["username"] == "bob"
    assert x.billed_usd == 0.02
    assert ids(search(x, "netflix")) == [of.id]


def test_the_answer_can_be_laid_over_and_asked_in_new_words(x):
    x.post(GREAT, at="2020-07-02T10:00", raw={"lang": None, "withheld": {"copyright": True}})
    fields = {"post.fields": "edit_history_post_ids,created_at", "query": "netflix"}

    (found,) = client(x).request("GET", "/2/tweets/search/recent", params=fields).json()["data"]

    assert found["lang"] is None
    assert "edit_history_post_ids" in found
