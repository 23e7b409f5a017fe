"""The token: it goes to X, and nothing on this side ever shows it."""

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from monitor.checkpoint import Checkpoint
from monitor.errors import MonitorError
from monitor.sources.clock import PlatformClock
from monitor.sources.x.search import XSource
from tests.fakes import at
from tests.fakex import FakeX
from tests.sources.sockets import FOUND, answering, head

TOKEN = 'AAAA/invented"%2Btoken%3D'
READ_BY_A_SERVER = 'AAAA/invented"+token='
NOW = at("2020-07-02T12:00")


@pytest.fixture(autouse=True)
def _told_everything(caplog):
    caplog.set_level(logging.DEBUG)


def source(base: str, token: str = TOKEN) -> XSource:
    return XSource("netflix", token, base, lambda pause: False, PlatformClock(lambda: NOW))


def read(asked: XSource) -> str:
    """All that a person may come to see of one request: what came, or every bit of the error."""
    window = asked.present(Checkpoint(), NOW)
    assert window
    try:
        return repr(asked.read(window, 10))
    except MonitorError as error:
        return "\n".join(shown(error))


def shown(error: BaseException | None) -> Iterator[str]:
    """An error and all behind it, its variables too, as far as they are of this house."""
    while error:
        trace = error.__traceback__
        while trace and "/tests/" in trace.tb_frame.f_code.co_filename:
            trace = trace.tb_next
        told = traceback.TracebackException(
            type(error), error, trace, capture_locals=True, compact=False
        )
        yield f"{error!r} {error} {vars(error)}"
        yield from told.format(chain=False)
        error = error.__cause__ or error.__context__


@contextmanager
def silent(capfd: Any, caplog: Any) -> Iterator[list[str]]:
    """Whatever is said within, in words or in logs, holds no token."""
    words: list[str] = []
    yield words
    printed = capfd.readouterr()
    said = "\n".join((*words, caplog.text, printed.out, printed.err))
    assert caplog.records
    for token in (TOKEN, READ_BY_A_SERVER, json.dumps(TOKEN)[1:-1]):
        assert token not in said
    assert "invented" not in said.replace(TOKEN, "").lower()


STEPS = ["ok", "echo 200", *(f"echo {n}" for n in (400, 401, 402, 403, 404, 429, 503))]
STEPS += ["401", "429 reset=+120", "usage-cap", "reset", "short", "html", "redirect /x"]


@pytest.mark.fault("F4")
@pytest.mark.parametrize("step", [f"{step} for ever" for step in STEPS])
def test_whatever_x_answers_nothing_shows_the_token(step, capfd, caplog):
    with FakeX(now="2020-07-02T12:00", token=TOKEN) as x, silent(capfd, caplog) as words:
        x.posts(3, "netflix {n}", "2020-07-02T10:00", "2020-07-02T11:00")
        x.script(step)
        words.append(read(source(x.url)))

    assert x.requests[0].authorization == f"Bearer {TOKEN}"


@pytest.mark.parametrize("token", [TOKEN, READ_BY_A_SERVER])
@pytest.mark.parametrize(
    "say",
    [
        lambda t: head(f"x-echo: {t}", f"{t}: x", status=f"401 No {t}", length=0),
        lambda t: head(f"content-encoding: {t}") + FOUND,
        lambda t: head(f"authorization: {t}", f"a broken line {t}", "", length=None) + FOUND,
        lambda t: f"HTTP/1.1 {t}\r\n\r\n".encode(),
        lambda t: f"{t}\r\n\r\n".encode(),
        lambda t: head(f"transfer-encoding: chunked {t}", length=None) + t.encode(),
        lambda t: head(f"location: https://{t}/", status="302 Go", length=0),
        lambda t: head(
            f"set-cookie: a={t}", f"x-rate-limit-reset: {t}", status="429 No", length=0
        ),
    ],
    ids=["headers", "encoding", "broken", "status", "line", "chunks", "location", "reset"],
)
def test_a_server_that_says_the_token_back_is_not_repeated(say, token, capfd, caplog):
    with answering(say(token)) as base, silent(capfd, caplog) as words:
        words.append(read(source(base)))


@pytest.mark.parametrize("token", [TOKEN, READ_BY_A_SERVER])
@pytest.mark.parametrize("status", ["200 OK", "400 No"])
@pytest.mark.parametrize(
    "write",
    [
        lambda t: json.dumps({"meta": {"result_count": 0}, "errors": [{"title": t, t: t}]}),
        lambda t: json.dumps({"detail": t}).replace("/", "\\/"),
        lambda t: json.dumps({"detail": t}).replace("n", "\\u006e"),
        lambda t: f"<html>{t}</html>",
    ],
    ids=["keys", "slashes", "escapes", "html"],
)
def test_the_token_is_known_in_every_writing_of_json(write, status, token, capfd, caplog):
    body = write(token).encode()

    said = head(length=len(body), status=status) + body
    with answering(said) as base, silent(capfd, caplog) as words:
        words.append(read(source(base)))
