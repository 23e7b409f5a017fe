"""The server itself: who keeps a place, and what it writes into its log."""

import socket
import threading
import time
from dataclasses import replace

import pytest

from monitor.app.looking import View
from tests.web.site import looked_at, serving

WHOLE = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
WITH_A_BODY = WHOLE[:-2] + b"Content-Length: 9\r\n\r\nhalf"


def line_to(port: int, said: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), 10)
    line.sendall(said)
    return line


def all_of(line: socket.socket) -> bytes:
    """What comes until the other side closes."""
    with line:
        return b"".join(iter(lambda: line.recv(65_536), b""))


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr("monitor.web.serving._WHOLE_S", 0.1)


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: loc", WITH_A_BODY])
def test_who_sends_half_a_request_loses_the_place(folder, hurried, said):
    with looked_at(folder) as monitor, serving(monitor) as asked:
        began = time.monotonic()
        all_of(line_to(asked.port, said))

    assert time.monotonic() - began < 3  # a connection is kept alive for five


def test_the_next_request_must_come_whole_too(folder, hurried):
    with looked_at(folder) as monitor, serving(monitor) as asked:
        line = line_to(asked.port, WHOLE)
        assert line.recv(65_536).startswith(b"HTTP/1.1 200")  # and perhaps its body later
        began = time.monotonic()
        line.sendall(WHOLE[:9])
        all_of(line)

    assert time.monotonic() - began < 3


def test_who_has_asked_whole_may_wait_for_the_answer(folder, hurried):
    may_answer = threading.Event()
    with looked_at(folder) as monitor:
        view = replace(View.of(monitor), is_at_work=lambda: may_answer.wait(20))
        with (
            serving(monitor, view=view) as asked,
            line_to(asked.port, WHOLE.replace(b"/healthz", b"/runs")) as waiting,
        ):
            all_of(line_to(asked.port, b"GET"))  # it came later, and its time is over
            may_answer.set()
            answer = waiting.recv(65_536)

    assert answer.startswith(b"HTTP/1.1 200")


def test_who_wants_to_upgrade_is_answered_and_fills_no_log(asked, caplog):
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}

    assert asked.get("/healthz", headers=headers).json() == {"ok": True}
    assert caplog.text == ""
