"""What comes of a request in the place of an answer, and when it is worth asking again."""

import time
from collections.abc import Callable, Mapping
from typing import Any


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
