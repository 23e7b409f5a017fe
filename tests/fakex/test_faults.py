"""The fault script: each step breaks its own request, and nothing waits."""

import time
from collections.abc import Iterator

import pytest
import requests
import tweepy

from tests.fakex import FakeX
from tests.fakex.clients import ids, search

GREAT = "365 days on netflix is great"


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T12:00") as made:
        made.posts(25, GREAT, "2020-07-01T10:00", "2020-07-02T11:00")
        yield made


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("500", tweepy.TwitterServerError),
        ("503", tweepy.TwitterServerError),
        ("402", tweepy.HTTPException),
        ("403", tweepy.Forbidden),
        ("401", tweepy.Unauthorized),
        ("400", tweepy.BadRequest),
        ("html 404", tweepy.NotFound),
        ("429", tweepy.TooManyRequests),
        ("usage-cap", tweepy.TooManyRequests),
        ("429 reset=garbage", ValueError),
        ("hang", requests.ReadTimeout),
        ("reset", requests.RequestException),
        ("short", requests.exceptions.ChunkedEncodingError),
        ("truncated", requests.JSONDecodeError),
        ("html", requests.JSONDecodeError),
        ("empty", requests.JSONDecodeError),
    ],
)
def test_a_step_breaks_one_request_and_the_next_is_well(x, step, error):
    x.script(step, "ok")

    with pytest.raises(error):
        search(x, timeout=0.1 if step == "hang" else 5)

    assert len(search(x)["data"]) == 10


def limits(x: FakeX, step: str) -> dict[str, str]:
    x.script(step)
    asked = requests.get(f"{x.url}/2/tweets/search/recent?query=film", timeout=5)
    assert asked.status_code == 429
    names = {"remaining": "x-rate-limit-remaining", "reset": "x-rate-limit-reset"}
    return {name: asked.headers.get(header) for name, header in names.items()}


def test_a_429_says_when_to_come_again_or_not_or_nonsense(x):
    search(x)
    now = int(x.now.timestamp())

    assert limits(x, "429") == {"remaining": "0", "reset": str(now + 900)}
    assert limits(x, "429 reset=+120") == {"remaining": "0", "reset": str(now + 120)}
    assert limits(x, "429 reset=past") == {"remaining": "0", "reset": str(now - 60)}
    assert limits(x, "429 reset=none") == {"remaining": None, "reset": None}
    assert limits(x, "429 reset=garbage") == {"remaining": "0", "reset": "soon"}
    assert limits(x, "usage-cap")["remaining"] == "39999"


def test_pages_can_be_wrong_in_ways_that_look_right(x):
    right = search(x)
    x.script("empty-page", "malformed", "errors", "unordered", "body []")

    empty = search(x)
    assert "data" not in empty
    assert sum("text" not in post for post in search(x)["data"]) == 1
    assert len(search(x)["errors"]) == 2
    mixed = ids(search(x))
    assert (mixed == ids(right), set(mixed) == set(ids(right))) == (False, True)
    assert search(x) == []
    assert search(x, next_token=empty["meta"]["next_token"]) == right


def test_a_page_can_be_short_with_more_behind_it(x):
    right = ids(search(x, max_results=20))
    x.script("few")

    few = search(x, max_results=20)
    more = search(x, max_results=20, next_token=few["meta"]["next_token"])

    assert ids(few) == right[:10]
    assert ids(few) + ids(more)[:10] == right


def test_a_loop_gives_the_same_token_for_ever(x):
    x.script("loop")
    first = search(x)
    token = first["meta"]["next_token"]

    assert [search(x, next_token=token) for _ in "ab"] == [first, first]

    x.heal()
    with pytest.raises(tweepy.BadRequest):
        search(x, next_token=token)


def test_a_step_can_last_for_ever(x):
    x.script("ok", "503 for ever")

    search(x)
    for _ in range(3):
        with pytest.raises(tweepy.TwitterServerError):
            search(x)

    assert [seen.status for seen in x.requests] == [200, 503, 503, 503]


def test_an_echo_shows_the_token_in_the_body_and_in_the_reason(x):
    x.script("echo")

    with pytest.raises(tweepy.Unauthorized) as error:
        search(x)

    answer = error.value.response
    assert x.token in answer.reason
    assert x.token in answer.text


def test_a_redirect_leads_elsewhere_and_a_bomb_is_large(x):
    x.script(f"redirect {x.url}/elsewhere", "bomb")
    question = f"{x.url}/2/tweets/search/recent?query=film"

    moved = requests.get(question, timeout=5, allow_redirects=False)
    bomb = requests.get(question, timeout=5, stream=True)

    assert (moved.status_code, moved.headers["location"]) == (302, f"{x.url}/elsewhere")
    assert int(bomb.headers["content-length"]) < 2**20
    bomb.close()


def test_an_unknown_step_is_refused_when_it_is_written(x):
    with pytest.raises(ValueError, match="no such fault: explode"):
        x.script("explode")


def test_what_x_sent_is_paid_though_it_never_arrived(x):
    x.script("truncated", "503", "hang")
    for error in (requests.JSONDecodeError, tweepy.TwitterServerError, requests.ReadTimeout):
        with pytest.raises(error):
            search(x, timeout=0.1 if error is requests.ReadTimeout else 5)

    assert x.billed_usd == 0.05


def test_a_stalled_answer_ends_with_the_server():
    began = time.monotonic()
    with FakeX(now="2020-07-02T12:00") as x:
        x.script("drip", "hang")
        question = f"{x.url}/2/tweets/search/recent?query=film"
        dripping = requests.get(question, timeout=5, stream=True)
        with pytest.raises(requests.ReadTimeout):
            search(x, timeout=0.1)

    assert time.monotonic() - began < 5
    dripping.close()
