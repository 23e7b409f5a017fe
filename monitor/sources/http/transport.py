"""Carries a platform's requests, and lets through JSON alone.

No redirects, no .netrc, no proxy on the way to this machine. The token is put on
here and nowhere else: whoever prints a request, a response or an exception
from above prints none, and an answer that echoes a secret loses it here.
"""

import json
import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from monitor.redaction import hide, redacted
from monitor.sources.http.broken import BrokenError, RefusedError
from monitor.sources.http.deadline import Limits, reason_of, was_sent, within
from monitor.sources.http.ping import dated
from monitor.words import is_loopback

_CHUNK = 64 * 1024
_DEEPEST = 100
"""Groups within groups: X's answers have ten. Python ends at a thousand, wherever that is."""
_USUAL = Limits()

# It writes headers that it cannot read into the log, whatever they hold.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)


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
        answer = within(self._limits, lambda end: self._fetched(own, end), self._stopped)
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
            wrong, sent = reason_of(error, limits), was_sent(error)
        if wrong:  # raised out here, it does not drag along an error that knows the token
            raise BrokenError(wrong, sent=sent)
        return self._checked(raw, body)

    def _checked(self, raw: requests.Response, body: Any) -> requests.Response:
        # A proxy's own page may be older than X's answers.
        self.answered_at = None if body is None else dated(raw.headers.get("date", ""))
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
