"""The wire: what every request over the network keeps to.

connect in 5 s, silence of at most 20 s, 60 s in all; at most 20 MB; no
redirects, no .netrc. The token is put on here and nowhere else: whoever
prints a request, a response or an exception from above prints none, and an
answer that echoes the token loses it here.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

CONNECT_S, READ_S, TOTAL_S = 5.0, 20.0, 60.0
LARGEST_BYTES = 20_000_000
_CHUNK = 64 * 1024
TOKEN_SHOWN = "[token]"


class BrokenError(Exception):
    """No answer, or none that can be read: the same request may succeed soon."""


class RefusedError(Exception):
    """An answer other than 200: what it means is the platform's own matter.

    `body` is what of it is JSON; empty where it is none.
    """

    def __init__(self, status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> None:
        super().__init__(f"status {status}")
        self.status, self.headers, self.body = status, headers, body


class Transport(HTTPAdapter):
    """Mounted on a session in the place of a host: sends to the base instead.

    Of each answer it lets through JSON objects with status 200 alone; all
    else is raised as `BrokenError` or `RefusedError`.
    """

    def __init__(self, base_url: str, token: str, total_s: float = TOTAL_S) -> None:
        super().__init__(max_retries=0)
        self._base = base_url.rstrip("/")
        self._token = token
        self._total_s = total_s
        self._proxies = get_environ_proxies(self._base)

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        own = request.copy()
        own.url = self._base + _path(str(request.url))
        own.headers["Authorization"] = f"Bearer {self._token}"
        answer = _within(self._total_s, lambda end: self._fetched(own, end))
        answer.request, answer.url = request, str(request.url)
        return answer

    def _fetched(self, request: requests.PreparedRequest, end: float) -> requests.Response:
        try:
            timeout = (CONNECT_S, READ_S)
            raw = super().send(request, stream=True, timeout=timeout, proxies=self._proxies)
            with raw:
                content = _read(raw, end)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise BrokenError(_told(error)) from None
        return self._checked(raw, content)

    def _checked(self, raw: requests.Response, content: bytes) -> requests.Response:
        content = content.replace(self._token.encode(), TOKEN_SHOWN.encode())
        body = _object(content)
        if raw.status_code != 200:
            headers = {key: self._redacted(value) for key, value in raw.headers.items()}
            raise RefusedError(raw.status_code, CaseInsensitiveDict(headers), body or {})
        if body is None:
            raise BrokenError("the answer is no JSON object: a proxy or login page, or cut short")
        answer = requests.Response()
        answer.status_code, answer.reason = 200, "OK"
        answer.headers["content-type"] = "application/json"
        answer._content = json.dumps(body).encode()
        return answer

    def _redacted(self, value: str) -> str:
        return value.replace(self._token, TOKEN_SHOWN)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _within(seconds: float, fetch: Callable[[float], requests.Response]) -> requests.Response:
    """Run in a thread of its own, and be gone when the time is over.

    requests counts silence alone: a server that sends a byte now and then
    would hold it for ever, as would a name server that never answers.
    """
    found: list[requests.Response | BaseException] = []

    def run() -> None:
        try:
            found.append(fetch(time.monotonic() + seconds))
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=run, name="request", daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise BrokenError(f"no whole answer within {seconds:.0f} seconds")
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]


def _read(raw: requests.Response, end: float) -> bytes:
    """The body, unpacked, as far as it is allowed to go."""
    content = bytearray()
    while chunk := raw.raw.read1(_CHUNK, decode_content=True):
        content += chunk
        if len(content) > LARGEST_BYTES:
            raise ValueError(f"the answer is larger than {LARGEST_BYTES // 1_000_000} MB")
        if time.monotonic() > end:
            raise ValueError("the answer came too slowly")
    return bytes(content)


def _object(content: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _told(error: BaseException) -> str:
    """By kind: the words of a library may hold an address, a header, anything."""
    if isinstance(error, requests.ConnectTimeout):
        return f"no connection within {CONNECT_S:.0f} seconds"
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return f"silence for {READ_S:.0f} seconds"
    if isinstance(error, requests.exceptions.SSLError):
        return "the certificate cannot be trusted"
    if isinstance(error, requests.exceptions.ChunkedEncodingError | HTTPError):
        return "the answer broke off"
    if isinstance(error, requests.ConnectionError):
        return "the connection failed"
    own = type(error) is ValueError
    return str(error) if own else f"the request failed ({type(error).__name__})"


def retrying(
    ask: Callable[[], Any],
    wait: Callable[[float], bool],
    chance: Callable[[], float],
    tries: int = 5,
    longest_s: float = 30.0,
) -> Any:
    """Ask again after a `BrokenError`: exponential pauses with full jitter.

    `wait` says whether to give up early; after the last try, or `longest_s`
    of pauses, the error stands.
    """
    waited = 0.0
    for number in range(1, tries + 1):
        try:
            return ask()
        except BrokenError:
            pause = chance() * min(2.0**number, longest_s)
            waited += pause
            if number == tries or waited > longest_s or wait(pause):
                raise
    raise AssertionError("unreachable")
