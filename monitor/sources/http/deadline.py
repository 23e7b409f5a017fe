"""How long a request may take, whatever the server does.

connect in 5 s, silence of at most 20 s, 60 s in all; at most 20 MB.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from monitor.sources.http.broken import BrokenError

_LOOK_S = 0.1
"""How often a request under way is looked after."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take."""

    connect_s: float = 5.0
    silence_s: float = 20.0
    total_s: float = 60.0
    stopped_s: float = 5.0
    """How long an answer is still waited for once somebody wants to stop."""
    bytes: int = 20_000_000


def within(
    limits: Limits,
    fetch: Callable[[float], requests.Response],
    stopped: Callable[[], bool] = lambda: False,
) -> requests.Response:
    """Run in a thread of its own, and be gone when the time is over.

    requests counts silence alone: a server that sends a byte now and then
    would hold it for ever, as would a name server that never answers. Who
    wants to stop waits for an answer that is under way, but not for long.
    """
    begin = time.monotonic()
    found: list[requests.Response | BaseException] = []

    def run() -> None:
        try:
            found.append(fetch(begin + limits.total_s))
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=run, name="request", daemon=True)
    thread.start()
    end = begin + limits.total_s
    while thread.is_alive() and time.monotonic() < end:
        thread.join(_LOOK_S)
        if stopped():
            end = min(end, time.monotonic() + limits.stopped_s)
            stopped = lambda: False  # noqa: E731
    if not found:
        raise BrokenError(f"no whole answer within {time.monotonic() - begin:.0f} seconds")
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]


def was_sent(error: BaseException) -> bool:
    """Whether the server may have got the request, and billed what it asks for."""
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    return not isinstance(reason, NewConnectionError | ConnectTimeoutError)


def reason_of(error: BaseException, limits: Limits) -> str:
    """By kind: the words of a library may hold an address, a header, anything."""
    if isinstance(error, requests.ConnectTimeout):
        return f"no connection within {limits.connect_s:.0f} seconds"
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return f"silence for {limits.silence_s:.0f} seconds"
    if isinstance(error, requests.exceptions.SSLError):
        return "the certificate cannot be trusted"
    if isinstance(error, requests.exceptions.ChunkedEncodingError | HTTPError):
        return "the answer broke off"
    if isinstance(error, requests.ConnectionError):
        return "the connection failed"
    return f"the request failed ({type(error).__name__})"
