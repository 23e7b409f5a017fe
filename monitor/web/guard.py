"""The doorkeeper: who may ask, by which name and method; what every answer carries.

A page of another site can make a browser ask this one under a name of its own
that leads here (DNS rebinding): so only the names that were told are answered.
"""

import base64
import binascii
import hmac
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitor.errors import UsageError
from monitor.web.refusals import Refusal, refused

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing but our own style, script and pictures; no script in the page itself."""
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}
"""On every answer that does not say otherwise itself."""
OPEN = "/healthz"
"""Answered without a token: it tells nothing but whether it works."""
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d{1,5})?")
_NAME = Refusal(400, "the request names no host", "Ask as browsers do, with one Host header.")
_STRANGER = Refusal(
    421,
    "this server does not answer to that name",
    "Ask for it as localhost, or start it with --allow-host and the name.",
)
_METHOD = Refusal(405, "nothing can be changed here", "Ask with GET or HEAD.", allow="GET, HEAD")
_TOKEN = Refusal(
    401,
    "this server asks for its token",
    "Send it as `Authorization: Bearer …`; a browser asks for it as a password.",
    authenticate='Basic realm="monitor", charset="UTF-8"',
)
FAULT = Refusal(500, "this is a fault of the monitor's own", "Its log says more.")

log = logging.getLogger("monitor")


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands before an application; what it refuses never gets that far."""

    app: ASGIApp
    hosts: frozenset[str]
    token: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _Answer(send, scope["method"] == "HEAD"))

    async def _answer(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        if refusal := self._refusal(scope):
            await refused(refusal, scope["path"])(scope, receive, answer)
            return
        try:
            await self.app({**scope, "method": "GET"}, receive, answer)
        except Exception:
            log.exception("a fault of the monitor's own, in answering a request")
            if not answer.begun:
                await refused(FAULT, scope["path"])(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = scope["headers"]
        host = host_of(_all(headers, b"host"))
        if host is None:
            return _NAME
        if host not in self.hosts:
            return _STRANGER
        if scope["method"] not in ("GET", "HEAD"):
            return _METHOD
        if self.token and scope["path"] != OPEN and not self._knows(headers):
            return _TOKEN
        return None

    def _knows(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Compared by their hashes, in the same time whatever is wrong, or how long it is."""
        told = given(_all(headers, b"authorization"))
        assert self.token is not None
        return hmac.compare_digest(sha256(told).digest(), sha256(self.token.encode()).digest())


class _Answer:
    """What is sent, with the headers that every answer carries, and no body to HEAD."""

    def __init__(self, send: Send, is_head: bool) -> None:
        self._send, self._is_head, self.begun = send, is_head, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            message = {**message, "headers": _with_ours(message.get("headers", ()))}
        elif self._is_head:
            message = {**message, "body": b""}
        await self._send(message)


def _with_ours(theirs: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    told = list(theirs)
    names = {name.lower() for name, _ in told}
    ours = ((name.encode(), value.encode()) for name, value in HEADERS.items())
    return told + [(name, value) for name, value in ours if name not in names]


def host_of(values: list[str]) -> str | None:
    """The name that is asked for, without its port; None where there is none or several."""
    found = _HOST.fullmatch(values[0].lower()) if len(values) == 1 else None
    return found[1].rstrip(".") if found else None


def told(name: str) -> str:
    """A name to answer to, as it will be asked for; raises `UsageError` for what is none."""
    if host := host_of([name]):
        return host
    raise UsageError(
        f"--allow-host {name!r} is no name of a host; write it as monitor.example.org or "
        "[2001:db8::1], without https:// and without a path"
    )


def given(values: list[str]) -> bytes:
    """The token of an Authorization header, as Bearer or as the password of Basic."""
    kind, _, rest = values[0].partition(" ") if len(values) == 1 else ("", "", "")
    if kind.lower() == "bearer":
        return rest.strip().encode("utf-8", "replace")
    if kind.lower() == "basic":
        try:
            return base64.b64decode(rest.strip(), validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return b""


def _all(headers: Any, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key.lower() == name]
