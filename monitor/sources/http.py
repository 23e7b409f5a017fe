"""The wire: what every request over the network keeps to.

connect in 5 s, silence of at most 20 s, 60 s in all; at most 20 MB; no
redirects, no .netrc, no proxy on the way to this machine. The token is put on
here and nowhere else: whoever prints a request, a response or an exception
from above prints none, and an answer that echoes a secret loses it here.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_environ_proxies
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from monitor.redaction import hide, redacted
from monitor.words import is_loopback

_CHUNK = 64 * 1024
_LOOK_S = 0.1
"""How often a request under way is looked after."""
_DEEPEST = 100
"""Groups within groups: X's answers have ten. Python ends at a thousand, wherever that is."""

# It writes headers that it cannot read into the log, whatever they hold.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)


class BrokenError(Exception):
    """No answer, or none that can be read: the same request may succeed soon."""

    def __init__(self, message: str, *, sent: bool = True) -> None:
        super().__init__(message)
        self.sent = sent
        """False: the request never reached anybody who could bill it."""


class RefusedError(Exception):
    """An answer other than 200: what it means is the platform's own matter.

    `body` is what of it is JSON; empty where it is none.
    """

    def __init__(self, status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> None:
        super().__init__(f"status {status}")
        self.status, self.headers, self.body = status, headers, body


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take."""

    connect_s: float = 5.0
    silence_s: float = 20.0
    total_s: float = 60.0
    stopped_s: float = 5.0
    """How long an answer is still waited for once somebody wants to stop."""
    bytes: int = 20_000_000


_USUAL = Limits()


class Transport(HTTPAdapter):
    """Mounted on a session in the place of a host: sends to the base instead.

    Of each answer it lets through JSON objects with status 200 alone; all
    else is raised as `BrokenError` or `RefusedError`.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        limits: Limits = _USUAL,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(max_retries=0)
        self._stopped = stopped
        self.answered_at: datetime | None = None
        """What the server's own clock said in its last answer."""
        self._base = base_url.rstrip("/")
        self._token = token
        hide(token)
        self._limits = limits
        # On the way to this machine a proxy would read the token.
        self._proxies = {} if is_loopback(base_url) else get_environ_proxies(base_url)

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        own = request.copy()
        own.url = self._base + _path(str(request.url))
        own.headers["Authorization"] = f"Bearer {self._token}"
        answer = _within(self._limits, self._stopped, lambda end: self._fetched(own, end))
        answer.request, answer.url = request, str(request.url)
        return answer

    def _fetched(self, request: requests.PreparedRequest, end: float) -> requests.Response:
        limits, wrong, sent = self._limits, "", True
        timeout = (limits.connect_s, limits.silence_s)
        try:
            raw = super().send(request, stream=True, timeout=timeout, proxies=self._proxies)
            with raw:
                body = _redacted(_object(_read(raw, end, limits.bytes)))
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            wrong, sent = _told(error, limits), _was_sent(error)
        if wrong:  # raised out here, it does not drag along an error that knows the token
            raise BrokenError(wrong, sent=sent)
        return self._checked(raw, body)

    def _checked(self, raw: requests.Response, body: Any) -> requests.Response:
        self.answered_at = _dated(raw.headers.get("date", ""))
        if raw.status_code != 200:
            headers = CaseInsensitiveDict(_redacted(dict(raw.headers)))
            raise RefusedError(raw.status_code, headers, body or {})
        if body is None:
            raise BrokenError("the answer is no JSON object: a proxy or login page, or cut short")
        answer = requests.Response()
        answer.status_code, answer.reason = 200, "OK"
        answer.headers["content-type"] = "application/json"
        answer._content = json.dumps(body).encode()
        return answer


def _redacted(value: Any) -> Any:
    """Whatever JSON holds, without secrets."""
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, dict):
        return {_redacted(key): _redacted(part) for key, part in value.items()}
    return [_redacted(part) for part in value] if isinstance(value, list) else value


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _dated(header: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _was_sent(error: BaseException) -> bool:
    """Whether the server may have got the request, and billed what it asks for."""
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    return not isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _within(
    limits: Limits,
    stopped: Callable[[], bool],
    fetch: Callable[[float], requests.Response],
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
            stopped = _never
    if not found:
        raise BrokenError(f"no whole answer within {time.monotonic() - begin:.0f} seconds")
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]


def _read(raw: requests.Response, end: float, most: int) -> bytes:
    """The body, unpacked, as far as it is allowed to go."""
    content = bytearray()
    while chunk := raw.raw.read1(_CHUNK, decode_content=True):
        content += chunk
        if len(content) > most:
            raise BrokenError(f"the answer is larger than {most:,} bytes")
        if time.monotonic() > end:
            raise BrokenError("the answer came too slowly")
    return bytes(content)


def _object(content: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and not _is_deep(value) else None


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [part for group in level for part in _parts(group)]
        if not level:
            return False
    return True


def _parts(group: Any) -> Iterable[Any]:
    if isinstance(group, dict):
        return group.values()
    return group if isinstance(group, list) else ()


def _told(error: BaseException, limits: Limits) -> str:
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


def retrying(
    ask: Callable[[], Any],
    wait: Callable[[float], bool],
    chance: Callable[[], float],
    tries: int = 5,
    longest_s: float = 30.0,
) -> Any:
    """Ask again after a `BrokenError`: exponential pauses with full jitter.

    `wait` says whether to give up early; after the last try, or `longest_s`
    of pauses and of requests that came to nothing, the error stands.
    """
    begin, waited = time.monotonic(), 0.0
    for number in range(1, tries + 1):
        try:
            return ask()
        except BrokenError:
            pause = chance() * min(2.0**number, longest_s)
            waited += pause
            passed = max(waited, time.monotonic() - begin + pause)
            if number == tries or passed > longest_s or wait(pause):
                raise
    raise AssertionError("unreachable")


def _never() -> bool:
    return False
