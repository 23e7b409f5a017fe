"""What is said where there is no answer: to programs as JSON, to people as a page."""

import re
from dataclasses import dataclass
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from monitor.errors import (
    MonitorError,
    NothingStoredError,
    StorageError,
    TryLaterError,
    UsageError,
)
from monitor.pages import environment
from monitor.text import harmless_json, printable
from monitor.web.assets import addresses

_FOR_PROGRAMS = ("/api/", "/healthz")
_OPTION = re.compile(r"(\bmonitor .*?(?=; |\. |$))|--([a-z]+)\b")
"""What is to be typed at a terminal, and the options that are none here."""
_PARTS = re.compile(r"(?:; |\. )(?=\w)")


class Harmless(JSONResponse):
    """JSON that moves no terminal on which it is shown, and turns no writing around."""

    def render(self, content: Any) -> bytes:
        return harmless_json(bytes(super().render(content)).decode()).encode()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, and what to do."""

    status: int
    what: str
    fix: str
    allow: str = ""
    authenticate: str = ""

    @property
    def headers(self) -> dict[str, str]:
        told = {"allow": self.allow, "www-authenticate": self.authenticate}
        return {name: value for name, value in told.items() if value}


def refused(refusal: Refusal, path: str) -> Response:
    """In the form of what was asked for."""
    if path.startswith(_FOR_PROGRAMS):
        told = {"error": {"what": refusal.what, "fix": refusal.fix}}
        return Harmless(told, refusal.status, refusal.headers)
    page = environment("monitor.web", html=True).get_template("refused.html.j2")
    return HTMLResponse(
        page.render(refusal=refusal, static=addresses()), refusal.status, refusal.headers
    )


def refusal_of(error: MonitorError) -> Refusal:
    """An error of ours, in the words of one who asks by the web."""
    what, fix = parted(_OPTION.sub(_here, printable(str(error))))
    return Refusal(_status(error), what, fix)


def _here(found: re.Match[str]) -> str:
    return found[1] or found[2]


def _status(error: MonitorError) -> int:
    if isinstance(error, TryLaterError | StorageError):
        return 503
    if isinstance(error, NothingStoredError):
        return 404
    return 400 if isinstance(error, UsageError) else 500


def parted(message: str) -> tuple[str, str]:
    """What happened, and what to do: behind what was asked for, which stands in quotes."""
    quoted = message.rfind("'") + 1
    found = _PARTS.search(message, quoted) or _PARTS.search(message)
    if found is None:
        return message.rstrip("."), "Ask for something else."
    fix = message[found.end() :]
    if fix.split()[0].isalpha():  # not the name of a file
        fix = fix[:1].upper() + fix[1:]
    return message[: found.start()], f"{fix.rstrip('.')}."
