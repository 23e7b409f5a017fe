"""The fake X, held to what X does: asked by the real tweepy, laid beside recorded answers."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import requests
import tweepy

from tests.fakex import FakeX, SimulatorX
from tests.fakex.clients import FILM, client, ids, search

GREAT = "365 days on netflix is great"


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T12:00") as made:
        yield made


def pages(ask: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    """All pages of a question."""
    answers = [ask()]
    while token := answers[-1]["meta"].get("next_token"):
        answers.append(ask(next_token=token))
    return answers


def refusal(x: FakeX, query: str = FILM, **more: Any) -> dict[str, Any]:
    with pytest.raises(tweepy.BadRequest) as error:
        search(x, query, **more)
    return error.value.response.json()


def why(x: FakeX, query: str = FILM, **more: Any) -> str:
    return refusal(x, query, **more)["errors"][0]["message"]


def recorded(shared: Path, name: str) -> dict[str, Any]:
    text = (shared / "x_api_v2" / "http" / f"{name}.json").read_text("utf-8")
    return json.loads(text)[0]["response"]


def test_the_newest_posts_come_first_and_the_last_page_has_no_token(x):
    written = x.posts(25, GREAT, "2020-07-01T00:00", "2020-07-02T00:00")

    answers = pages(lambda **more: search(x, **more))

    assert [len(answer["data"]) for answer in answers] == [10, 10, 5]
    assert list(chain(*map(ids, answers))) == [post.id for post in reversed(written)]
    assert answers[0]["meta"]["newest_id"] == written[-1].id
    assert answers[2]["meta"] == {
        "result_count": 5,
        "newest_id": written[4].id,
        "oldest_id": written[0].id,
    }


def test_what_is_written_while_pages_are_read_shifts_none_of_them(x):
    written = x.posts(12, GREAT, "2020-07-02T10:00", "2020-07-02T11:00")
    x.post(GREAT, at="2020-07-02T11:59:45")
    first = search(x)
    x.advance(minutes=5)

    second = search(x, next_token=first["meta"]["next_token"])

    assert ids(first) + ids(second) == [post.id for post in reversed(written)]


def test_a_token_serves_its_own_question_again_and_no_other(x):
    x.posts(25, GREAT, "2020-07-01T00:00", "2020-07-02T00:00")
    token = search(x)["meta"]["next_token"]

    assert search(x, next_token=token) == search(x, next_token=token)
    assert "next_token" in why(x, "netflix", next_token=token)
    assert "next_token" in why(x, next_token=token, start_time="2020-07-01T00:00:00Z")
    assert "next_token" in why(x, next_token=f"{token}0")


def test_nothing_found_is_an_answer_without_data(x, shared):
    assert search(x) == recorded(shared, "academictwitteR_search_empty")["json"]


def test_what_x_refuses_is_refused(x):
    old = x.post(GREAT, at="2020-06-25T11:59:59")
    young = x.post(GREAT, at="2020-07-02T11:00")

    assert "larger than 12761" in why(x, since_id=old.id)
    assert "in conjunction" in why(x, since_id=young.id, end_time="2020-07-02T11:30:00Z")
    assert "10 seconds" in why(x, end_time="2020-07-02T11:59:51Z")
    assert "10 seconds" in why(x, start_time="2020-07-02T11:59:51Z")
    assert "on or after" in why(x, start_time="2020-06-25T11:59:59Z")
    assert "RFC3339" in why(x, start_time="2020-07-01 12:00")
    assert "between 10 and 100" in why(x, max_results=9)
    assert "does not match" in why(x, since_id="10h")
    assert "longer than 512" in why(x, " ".join(["netflix"] * 65))
    assert "[a_name] is not one of [" in why(x, tweet_fields=["id", "a_name"])
    assert "non-empty" in why(x, "")
    assert refusal(x, "(film")["errors"][0]["parameters"] == {"query": ["(film"]}


def test_windows_hold_their_start_and_not_their_end(x):
    post = x.post(GREAT, at="2020-07-02T11:00")
    fresh = x.post(GREAT, at="2020-07-02T11:59:40")
    n = int(post.id)

    assert ids(search(x)) == [post.id]
    assert ids(search(x, since_id=n)) == []
    assert ids(search(x, since_id=n - 1)) == [post.id]
    assert ids(search(x, until_id=n)) == []
    assert ids(search(x, since_id=n - 1, until_id=n + 1)) == [post.id]
    assert ids(search(x, since_id=n, until_id=int(fresh.id) + 1)) == [fresh.id]
    to = {"end_time": "2020-07-02T11:59:50Z"}
    assert ids(search(x, start_time="2020-07-02T11:00:00Z", **to)) == [fresh.id, post.id]
    assert ids(search(x, end_time="2020-07-02T11:00:00Z")) == []


def test_refusals_have_the_recorded_shapes(x, shared):
    x.now = "2020-06-22T00:00"
    reversed_window = {"start_time": "2020-06-21T01:00:00Z", "end_time": "2020-06-21T00:00:00Z"}
    was = recorded(shared, "academictwitteR_err400_start_after_end")
    assert refusal(x, **reversed_window) == was["json"]

    unknown = recorded(shared, "academictwitteR_err401")
    for token in ("another", "Bearer", " "):
        with pytest.raises(tweepy.Unauthorized) as error:
            client(x, token).search_recent_tweets(FILM)
        assert error.value.response.json() == unknown["json"]
        assert "x-rate-limit-limit" not in error.value.response.headers


def test_a_lookup_tells_what_is_missing_as_recorded(x, shared):
    was = recorded(shared, "academictwitteR_lookup_6found_9missing")["json"]
    post = x.post(GREAT, at="2020-07-02T11:00")

    answer = client(x).get_tweets([post.id, "1"])

    assert ids(answer) == [post.id]
    assert answer["errors"] == [error for error in was["errors"] if error["value"] == "1"]


def test_each_post_is_paid_once_a_utc_day(x):
    x.posts(12, GREAT, "2020-07-02T10:00", "2020-07-02T11:00")
    for _ in "ab":
        pages(lambda **more: search(x, **more))
    client(x).get_recent_tweets_count(FILM)
    assert (x.billed_usd, len(x.reads), len(x.ledger.double_reads)) == (0.065, 24, 12)

    x.now = "2020-07-03T00:00"
    search(x)

    assert {day: len(sold) for day, sold in x.billed.items()} == {
        "2020-07-02": 12,
        "2020-07-03": 10,
    }


def test_counts_have_the_recorded_buckets(x, shared):
    was = recorded(shared, "tweepy_client_get_recent_tweets_count")["json"]
    x.now = "2021-09-20T19:18:34"
    x.posts(3, GREAT, "2021-09-20T18:50", "2021-09-20T19:20")

    answer = client(x).get_recent_tweets_count(FILM)

    edges = [[(b["start"], b["end"]) for b in told["data"]] for told in (answer, was)]
    assert edges[0] == edges[1]
    assert [b["tweet_count"] for b in answer["data"][-2:]] == [1, 2]
    assert answer["meta"] == {"total_tweet_count": 3}


def test_the_whole_archive_is_counted_31_days_a_page_and_searched_once_a_second(x):
    x.now = "2021-06-24T18:30:39"
    window = {"start_time": "2021-03-01T00:00:00Z", "end_time": "2021-06-05T00:00:00Z"}
    days = {"granularity": "day", **window}
    counted = pages(lambda **more: client(x).get_all_tweets_count("film", **days, **more))
    assert [len(page["data"]) for page in counted] == [31, 31, 31, 3]

    client(x).search_all_tweets("film", max_results=500, **window)
    with pytest.raises(tweepy.TooManyRequests):
        client(x).search_all_tweets("film", **window)
    x.advance(seconds=1)
    client(x).search_all_tweets("film", **window)


def test_too_many_requests_are_told_when_to_come_again(x):
    x.limits["search/recent"] = 2
    search(x)
    search(x)

    with pytest.raises(tweepy.TooManyRequests) as error:
        search(x)

    assert error.value.reset_time == int(x.now.timestamp()) + 900
    assert error.value.response.headers["date"] == "Thu, 02 Jul 2020 12:00:00 GMT"
    x.advance(minutes=15)
    search(x)
    assert [seen.status for seen in x.requests] == [200, 200, 429, 200]


def test_the_simulator_takes_everything_and_never_ends():
    with SimulatorX(now="2020-07-02T12:00") as x:
        written = x.posts(25, "anything", "2020-01-01", "2020-02-01")
        answers = [search(x, "((", since_id="1", next_token=str(n * 10)) for n in range(4)]

    assert set(chain(*map(ids, answers))) == {post.id for post in written}
    assert ids(answers[0]) != sorted(ids(answers[0]), reverse=True)
    assert all(answer["meta"]["next_token"] for answer in answers)


def test_it_runs_as_a_process_with_a_door_for_control():
    told = [sys.executable, "-m", "tests.fakex", "--now", "2020-07-02T12:00", "--posts", "6"]
    root = Path(__file__).parents[1]
    with subprocess.Popen(told, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        here = json.loads(process.stdout.readline())
        door = f"{here['url']}/_control"
        requests.post(door, json={"advance_s": 900, "script": ["503"]}, timeout=5)
        question = f"{here['url']}/2/tweets/search/recent?query=netflix"
        bearer = {"authorization": f"Bearer {here['token']}"}
        statuses = [requests.get(question, headers=bearer, timeout=5).status_code for _ in "ab"]
        state = requests.get(door, timeout=5).json()
        process.terminate()

    assert statuses == [503, 200]
    assert (state["requests"], state["billed_usd"]) == (2, 0.015)
    assert state["now"] == "2020-07-02T12:15:00+00:00"
