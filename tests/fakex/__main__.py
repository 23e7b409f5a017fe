"""By hand: `python -m tests.fakex --now 2020-07-02T12:00 --posts 300`.

Prints the address and the token as JSON, and serves until it is interrupted.
"""

import argparse
import json
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.fakex import FakeX, SimulatorX
from tests.fakex.clock import moment

_SAID = (
    ("365 days on netflix is great, watched it twice", "en"),
    ("365 days on netflix is awful and nobody should watch it", "en"),
    ("Please sign the petition against 365 Days https://www.change.org/p/an-invented-one", "en"),
    ("365 dni to film, o którym mówią wszyscy #365dni", "pl"),
    ("365 giorni su netflix, che film", "it"),
    ("365 days of sun, a photo a day", "en"),
)
_AUTHORS = ("ann", "bob", "cid", "dora", "eve", "fred", "gus")


def main() -> None:
    told = _told()
    kind = SimulatorX if told.simulator else FakeX
    with kind(_running(told.now) if told.clock == "real" else told.now, port=told.port) as x:
        _fill(x, told.posts)
        sys.stdout.write(json.dumps({"url": x.url, "token": x.token}) + "\n")
        sys.stdout.flush()
        _until_interrupted()


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.fakex", description=__doc__)
    parser.add_argument("--now", required=True, help="where the server's clock stands")
    parser.add_argument("--posts", type=int, default=0, help="invented posts of the last 6 days")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--clock", choices=("still", "real"), default="still")
    parser.add_argument("--simulator", action="store_true", help="as X's own local simulator")
    return parser.parse_args()


def _running(start: str) -> Callable[[], datetime]:
    began, base = time.monotonic(), moment(start)
    return lambda: base + timedelta(seconds=time.monotonic() - began)


def _fill(x: FakeX, n: int) -> None:
    """Evenly over six days up to a minute ago; some come with a repost."""
    end = x.now - timedelta(minutes=1)
    step = timedelta(days=6) / max(n, 1)
    for i in range(n):
        text, lang = _SAID[i % len(_SAID)]
        at = end - timedelta(days=6) + (i + 1) * step
        x.post(f"{text} ({i + 1})", at, _AUTHORS[i % len(_AUTHORS)], lang)


def _until_interrupted() -> None:
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    stopped.wait()


if __name__ == "__main__":
    main()
