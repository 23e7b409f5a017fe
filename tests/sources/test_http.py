"""The wire over real sockets: what is too slow, too large, too strange; and the token."""

import gzip
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from monitor.sources.http import BrokenError, Limits, RefusedError, Transport, retrying
from tests.fakes import at
from tests.fakex import FakeX
from tests.sources.sockets import FOUND, answering, dripping, head

PATH = "/2/tweets/search/recent?query=netflix%20%23365dni&max_results=10"
HASTY = Limits(connect_s=0.2, silence_s=0.1, total_s=0.2)
PATIENT = Limits(connect_s=5, silence_s=5, total_s=5)


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T12:00", token="AAAA%2Binvented%3D") as made:
        made.posts(3, "365 days on netflix #365dni {n}", "2020-07-02T10:00", "2020-07-02T11:00")
        yield made


def asked(base: str, token: str = "invented-token", limits: Limits = PATIENT) -> Any:
    """One request, as tweepy makes it."""
    session = requests.Session()
    session.trust_env = False
    session.mount("https://api.twitter.com", Transport(base, token, limits))
    headers = {"authorization": "Bearer placeholder"}
    with session.get(f"https://api.twitter.com{PATH}", headers=headers) as answer:
        return answer.json()


def why(base: str, limits: Limits = PATIENT) -> str:
    with pytest.raises(BrokenError) as error:
        asked(base, limits=limits)
    return str(error.value)


def test_the_path_and_the_query_are_kept_and_the_token_is_put_on(x):
    answer = asked(x.url + "/", x.token)

    (seen,) = x.requests
    assert answer["meta"]["result_count"] == 3
    assert (seen.path, seen.params["query"]) == ("/2/tweets/search/recent", "netflix #365dni")
    assert seen.authorization == f"Bearer {x.token}"


@pytest.mark.fault("F13", "F15")
@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("reset", "broke off"),
        ("short", "broke off"),
        ('body {"meta":{"result', "no JSON object"),
        ("html", "no JSON object"),
        ("empty", "no JSON object"),
        ("body [1]", "no JSON object"),
        ("body null", "no JSON object"),
        ("body " + '{"data":' * 101 + "{}" + "}" * 101, "no JSON object"),
        ("body " + '{"a":' * 9999 + "1", "no JSON object"),
        ('body {"id":' + "1" * 5000 + "}", "no JSON object"),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_no_whole_answer_may_be_asked_again(x, step, told):
    x.script(step)

    assert told in why(x.url)


@pytest.mark.fault("F14")
def test_silence_is_not_waited_for(x):
    x.script("hang")

    assert why(x.url, Limits(silence_s=0.1)) == "silence for 0 seconds"


@pytest.mark.fault("F14")
@pytest.mark.parametrize(
    "start", [b"HTTP/1.1 200 OK\r\nx-slow: ", head()], ids=["headers", "body"]
)
def test_a_byte_now_and_then_is_not_waited_for(start):
    with answering(dripping(start, b" ")) as base:
        assert "no whole answer" in why(base, HASTY)


@pytest.mark.fault("F14")
def test_five_seconds_to_connect_twenty_of_silence_and_sixty_in_all_are_the_limits():
    usual = Limits()

    assert (usual.connect_s, usual.silence_s, usual.total_s) == (5, 20, 60)
    assert usual.bytes == 20_000_000


def test_nobody_there_is_told_at_once():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        base = f"http://127.0.0.1:{gone.getsockname()[1]}"

    assert why(base) == "the connection failed"


@pytest.mark.fault("F14")
def test_a_connection_that_is_never_taken_is_given_up():
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        told = why(f"http://127.0.0.1:{address[1]}", Limits(0.1, 0.1, 0.5))
        for one in waiting:
            one.close()

    assert told in ("no connection within 0 seconds", "silence for 0 seconds")


@pytest.mark.parametrize(
    "said",
    [
        b"\r\n\r\n",
        b"220 mail.invalid ESMTP\r\n",
        b"HTTP/1.1 200\r\n",
        head("content-encoding: gzip") + FOUND,
        head("transfer-encoding: chunked", length=None) + b"zz\r\n",
        head(*(f"x-{n}: {n}" for n in range(200))) + FOUND,
        b"HTTP/1.1 200 OK\r\nx-long: " + b"x" * 70_000 + b"\r\n\r\n",
    ],
    ids=["blank", "mail", "bare", "no-gzip", "no-chunk", "many-headers", "long-header"],
)
def test_what_speaks_no_http_may_be_asked_again(said):
    with answering(said) as base:
        assert why(base)


@pytest.mark.fault("F15")
@pytest.mark.parametrize("times", [1, 2])
def test_a_bomb_is_not_unpacked(times):
    packed = b'{"data":[' + b" " * 24_000_000 + b"]}"
    for _ in range(times):
        packed = gzip.compress(packed, 1)
    encoding = "content-encoding: " + ", ".join(["gzip"] * times)

    with answering(head(encoding, length=len(packed)) + packed) as base:
        tracemalloc.start()
        told = why(base, Limits(total_s=5, bytes=1_000_000))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert told == "the answer is larger than 1,000,000 bytes"
    assert peak < 8_000_000


@pytest.mark.fault("F15")
def test_an_answer_without_an_end_is_cut_off():
    endless = dripping(head(length=None), b" " * 100_000)
    with answering(endless) as base:
        assert "larger than" in why(base, Limits(bytes=150_000))


def test_who_wants_to_stop_does_not_wait_for_a_server_that_hangs(x):
    x.script("hang")
    transport = Transport(x.url, x.token, Limits(stopped_s=0.05), stopped=lambda: True)

    with pytest.raises(BrokenError, match="no whole answer"):
        transport.send(requests.Request("GET", f"https://api.twitter.com{PATH}").prepare())


@pytest.mark.fault("F11")
@pytest.mark.parametrize(
    ("header", "moment"),
    [
        ("Thu, 02 Jul 2020 12:00:00 GMT", at("12:00")),
        ("Thu, 02 Jul 2020 12:00:00 -0000", at("12:00")),
        ("Thu, 02 Jul 2020 12:00:00 +0200", at("10:00")),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Thu, 99 Jul 2020 12:00:00 GMT", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_server_s_clock_is_read_where_it_can_be(header, moment):
    with answering(head(f"date: {header}") + FOUND) as base:
        transport = Transport(base, "invented-token", PATIENT)
        transport.send(requests.Request("GET", f"https://api.twitter.com{PATH}").prepare())

    assert transport.answered_at == moment


@pytest.mark.fault("F16")
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_refused_and_the_token_goes_nowhere_else(x, status):
    with FakeX(now="2020-07-02T12:00") as other:
        location = f"location: {other.url}/2/tweets/search/recent"
        said = head(location, status=f"{status} Go") + FOUND
        with answering(said) as base, pytest.raises(RefusedError) as error:
            asked(base)

    assert error.value.status == status
    assert other.requests == []


@pytest.mark.parametrize("status", [204, 400, 401, 404, 429, 500, 503])
def test_another_status_is_a_refusal_with_what_of_it_is_json(x, status):
    x.script(str(status))

    with pytest.raises(RefusedError) as error:
        asked(x.url)

    assert error.value.status == status
    assert error.value.body.get("title") or status == 204
    assert error.value.headers["API-Version"] == "2.167"


def test_a_refusal_that_is_no_json_says_nothing(x):
    x.script("html 404")

    with pytest.raises(RefusedError) as error:
        asked(x.url)

    assert error.value.body == {}


def test_neither_netrc_nor_a_proxy_comes_between_this_machine_and_itself(x, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with FakeX(now="2020-07-02T12:00") as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
            monkeypatch.setenv(name.upper(), proxy.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        asked(x.url, x.token)
        asked(x.url.replace("127.0.0.1", "localhost"), x.token)

    assert proxy.requests == []
    assert {seen.authorization for seen in x.requests} == {f"Bearer {x.token}"}


def failing(times: int) -> Callable[[], str]:
    left = [BrokenError("broken")] * times

    def ask() -> str:
        if left:
            raise left.pop()
        return "found"

    return ask


@pytest.mark.parametrize(("failures", "pauses"), [(0, []), (1, [2]), (4, [2, 4, 8, 16])])
def test_pauses_grow_from_try_to_try(failures, pauses):
    paused: list[float] = []

    assert retrying(failing(failures), lambda s: bool(paused.append(s)), lambda: 1.0) == "found"
    assert paused == pauses


@pytest.mark.parametrize(
    ("wait", "more", "asked"),
    [
        (lambda s: False, {}, 5),
        (lambda s: False, {"tries": 2}, 2),
        (lambda s: False, {"longest_s": 6}, 3),
        (lambda s: True, {}, 1),
    ],
    ids=["five tries", "told tries", "told seconds", "stopped"],
)
def test_after_the_last_try_the_error_stands(wait, more, asked):
    ask = failing(9)

    with pytest.raises(BrokenError):
        retrying(ask, wait, lambda: 1.0, **more)

    assert [failed(ask) for _ in range(10)].count(True) == 9 - asked


def failed(ask: Callable[[], str]) -> bool:
    try:
        return ask() != "found"
    except BrokenError:
        return True


def test_what_is_no_broken_answer_is_not_asked_again():
    def ask() -> None:
        raise RefusedError(401, {}, {})

    with pytest.raises(RefusedError):
        retrying(ask, lambda s: pytest.fail("it waited"), lambda: 1.0)
