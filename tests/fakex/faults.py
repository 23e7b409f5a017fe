"""The fault script: what the next requests get instead of an honest answer.

A step is a word with its arguments: `503`, `429 reset=+120`, `drip`. The last
step may say `for ever`.
"""

import functools
import gzip
import json
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from tests.fakex.asking import Asked, Params
from tests.fakex.clock import Clock
from tests.fakex.problems import USAGE_CAP, bad_query, not_found, problem

LOOP = "b26v89c19zqg8o3fround0and0round0again"
_BOMB_BYTES = 64 * 2**20
_JSON_TYPE = {"content-type": "application/json; charset=utf-8"}
_HTML = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Free wifi</body></html>"
_RESETS = {"past": "-60", "far": "+864000"}


@dataclass(frozen=True)
class Reply:
    """What goes out, and in which manner: whole, hang, drip, reset or short."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    manner: str = "whole"
    reason: str | None = None


def told(status: int, body: Any, headers: dict[str, str] | None = None) -> Reply:
    return Reply(status, json.dumps(body).encode(), {**_JSON_TYPE, **(headers or {})})


@dataclass
class Case:
    """One request at which something goes wrong, and what the server knows of it."""

    params: Params
    authorization: str
    clock: Clock
    rate: dict[str, str]
    honest: Callable[[Params], Reply]
    asked: Callable[[], Asked]

    def page(self, **changed: Any) -> Reply:
        """The honest answer, in another manner."""
        return replace(self.honest(self.params), **changed)

    def edited(self, edit: Callable[[dict[str, Any]], None]) -> Reply:
        """The honest page with something done to it; a refusal stays as it is."""
        reply = self.honest(self.params)
        if reply.status != 200:
            return reply
        body = json.loads(reply.body)
        edit(body)
        return replace(reply, body=json.dumps(body).encode())


class Script:
    def __init__(self) -> None:
        self._steps: deque[str] = deque()
        self._always = "ok"

    def add(self, *steps: str) -> None:
        for step in steps:
            check(step.removesuffix(" for ever"))
            self._steps.append(step)

    def clear(self) -> None:
        self._steps.clear()
        self._always = "ok"

    def take(self) -> str:
        step = self._steps.popleft() if self._steps else self._always
        if step.endswith(" for ever") or step == "loop":
            self._always = step.removesuffix(" for ever")
        return step.removesuffix(" for ever")


def check(step: str) -> None:
    word = step.split()[0]
    if word not in _FAULTS and not _is_status(word):
        raise ValueError(f"no such fault: {word}; there are {', '.join(_FAULTS)}")


def reply(step: str, case: Case) -> Reply:
    word, *arguments = step.split(maxsplit=1)
    argument = arguments[0] if arguments else ""
    if _is_status(word):
        return _status(case, int(word), argument)
    return _FAULTS[word](case, argument)


def _is_status(word: str) -> bool:
    return word.isdecimal() and len(word) == 3


def _status(case: Case, status: int, argument: str) -> Reply:
    if status == 401:
        return told(401, problem(401))
    if status == 400:
        refused = bad_query(case.params.get("query", ""), argument or "no viable alternative")
        return told(400, refused.body, case.rate)
    return told(status, problem(status), _limits(case, argument) if status == 429 else case.rate)


def _limits(case: Case, argument: str) -> dict[str, str]:
    """`reset=+120`, `past`, `far`, `none` or `garbage`; `retry-after=30`."""
    headers = {**case.rate, "x-rate-limit-remaining": "0"}
    options = dict(option.split("=", 1) for option in argument.split())
    if "retry-after" in options:
        headers["retry-after"] = options["retry-after"]
    when = options.get("reset")
    if when == "none":
        return {name: v for name, v in headers.items() if not name.startswith("x-rate-limit")}
    if when == "garbage":
        return headers | {"x-rate-limit-reset": "soon"}
    if when:
        at = case.clock.now() + timedelta(seconds=int(_RESETS.get(when, when)))
        headers["x-rate-limit-reset"] = str(int(at.timestamp()))
    return headers


def _usage_cap(case: Case, _argument: str) -> Reply:
    """A monthly cap: a 429 as well, but with requests left, and waiting is no help."""
    left = {"x-rate-limit-limit": "40000", "x-rate-limit-remaining": "39999"}
    return told(429, USAGE_CAP, {**case.rate, **left})


def _truncated(case: Case, _argument: str) -> Reply:
    whole = case.page()
    return replace(whole, body=whole.body[: len(whole.body) // 2])


def _html(_case: Case, argument: str) -> Reply:
    status = int(argument or 200)
    return Reply(status, _HTML.encode(), {"content-type": "text/html;charset=utf-8"})


def _answer(_case: Case, argument: str) -> Reply:
    """`answer 429 {"title": …}`: a status with a body of its own."""
    status, body = argument.split(maxsplit=1)
    return Reply(int(status), body.encode(), _JSON_TYPE)


@functools.cache
def _bomb_body() -> bytes:
    return gzip.compress(b'{"data":[' + b" " * _BOMB_BYTES + b"]}", compresslevel=6, mtime=0)


def _bomb(_case: Case, _argument: str) -> Reply:
    return Reply(200, _bomb_body(), {**_JSON_TYPE, "content-encoding": "gzip"})


def _echo(case: Case, argument: str) -> Reply:
    """A careless proxy: the token stands in the body and in the reason."""
    status = int(argument or 401)
    body = problem(status) | {"detail": f"Refused: Authorization: {case.authorization}"}
    return replace(told(status, body), reason=f"Refused {case.authorization}")


def _loop(case: Case, _argument: str) -> Reply:
    """The first page again and again, each time with the same next_token."""
    first = {name: v for name, v in case.params.items() if v != LOOP}
    again = replace(case, params=first)
    return again.edited(lambda body: body["meta"].update(next_token=LOOP))


def _empty_page(case: Case, _argument: str) -> Reply:
    """Nothing here, but there is more: the token brings the page that was due."""
    asked = case.asked()
    meta = {"result_count": 0, "next_token": asked.token(asked.high)}
    return told(200, {"meta": meta}, case.rate)


def _few(case: Case, _argument: str) -> Reply:
    """A short page, with more behind it."""
    return case.honest({**case.params, "max_results": "10"})


def _malformed(case: Case, _argument: str) -> Reply:
    def edit(body: dict[str, Any]) -> None:
        posts = body.get("data", [])
        for post in posts[len(posts) // 2 :][:1]:
            post.pop("text", None)

    return case.edited(edit)


def _errors(case: Case, _argument: str) -> Reply:
    """Some of what was asked for could not be had; the rest is there."""
    missing = [not_found("1000000000000000001"), not_found("1000000000000000002")]
    missing[1] |= {"title": "Authorization Error", "detail": "You are not allowed to see it."}
    return case.edited(lambda body: body.update(errors=missing))


def _unordered(case: Case, _argument: str) -> Reply:
    return case.edited(lambda body: random.Random(7).shuffle(body.get("data", [])))


_FAULTS: dict[str, Callable[[Case, str], Reply]] = {
    "ok": lambda case, _: case.page(),
    "usage-cap": _usage_cap,
    "hang": lambda case, _: Reply(200, manner="hang"),
    "drip": lambda case, _: case.page(manner="drip"),
    "reset": lambda case, _: case.page(manner="reset"),
    "short": lambda case, _: case.page(manner="short"),
    "truncated": _truncated,
    "html": _html,
    "empty": lambda case, _: Reply(200, b"", _JSON_TYPE),
    "body": lambda case, text: Reply(200, text.encode(), _JSON_TYPE),
    "answer": _answer,
    "bomb": _bomb,
    "redirect": lambda case, url: Reply(302, b"", {"location": url}),
    "loop": _loop,
    "empty-page": _empty_page,
    "few": _few,
    "malformed": _malformed,
    "errors": _errors,
    "unordered": _unordered,
    "echo": _echo,
    "echo-token": _echo,
}
