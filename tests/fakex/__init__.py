"""A faithful fake of X's API v2, with a small language for tests.

    with FakeX(now="2020-07-02T12:00") as x:
        first = x.post("365 days on netflix is great", at="2020-07-02T10:05", author="ann")
        x.posts(250, "365 days on netflix {n}", since="2020-07-01", until="2020-07-02")
        x.edit(first, "365 days on netflix is bad")
        x.script("503", "429 reset=+120", "ok")
        x.advance(minutes=15)
        x.requests, x.billed_usd, x.reads

Everything is invented. Moments are UTC unless they say otherwise; nothing
moves its clock but the test.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from tests.fakex.clock import Clock, moment
from tests.fakex.control import Control
from tests.fakex.desk import Desk, Seen
from tests.fakex.server import Server
from tests.fakex.simulator import SimulatorDesk
from tests.fakex.world import QUOTED, REPLIED, REPOSTED, FakePost

__all__ = ["FakePost", "FakeX", "Seen", "SimulatorX"]

When = str | datetime | None


class FakeX:
    """X, as its documents, its recorded answers and people's reports tell it."""

    _desk_of: type[Desk] = Desk

    def __init__(
        self, now: str | datetime | Callable[[], datetime], port: int = 0, **settings: Any
    ) -> None:
        self.clock = Clock(now)
        self.desk = self._desk_of(self.clock, **settings)
        self.world, self.ledger = self.desk.world, self.desk.ledger
        self._server = Server(self.desk, Control(self), port)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Every answer under way ends; so does what hangs."""
        self._server.stop()

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def token(self) -> str:
        return self.desk.token

    # What people write

    def post(
        self, text: str, at: When = None, author: str = "ann", lang: str = "en", **more: Any
    ) -> FakePost:
        """A post; links are written out in the text, X shortens them.

        `nullcast=True` makes it an advertisement, `late_s=60` has it found a minute
        late, `raw={…}` goes over its answer.
        """
        with self.desk.lock:
            return self.world.write(FakePost(author, lang, **more), text, at)

    def posts(self, n: int, text: str, since: When, until: When, **more: Any) -> list[FakePost]:
        """Many posts, evenly spread; `{n}` in the text is their number."""
        start, end = moment(since or self.now), moment(until or self.now)
        step = (end - start) / max(n, 1)
        numbered = [(text.replace("{n}", str(i + 1)), start + i * step) for i in range(n)]
        return [self.post(words, at, **more) for words, at in numbered]

    def repost(self, of: FakePost, at: When = None, author: str = "bob") -> FakePost:
        whole = f"RT @{of.author}: {of.versions[-1].said.whole}"
        cut = whole if len(whole) <= 140 else whole[:139] + "…"
        return self.post(cut, at, author, of.lang, references=((REPOSTED, of),))

    def reply(self, to: FakePost, text: str, at: When = None, **more: Any) -> FakePost:
        return self.post(text, at, references=((REPLIED, to),), **more)

    def quote(self, of: FakePost, text: str, at: When = None, **more: Any) -> FakePost:
        link = f"https://twitter.com/{of.author}/status/{of.id}"
        return self.post(f"{text} {link}", at, references=((QUOTED, of),), **more)

    def edit(self, post: FakePost, text: str, at: When = None) -> str:
        """The new wording's id: higher than all before, and the post's from now on."""
        with self.desk.lock:
            return self.world.edit(post, text, at).native_id

    def delete(self, post: FakePost, at: When = None) -> None:
        with self.desk.lock:
            self.world.delete(post, at)

    # What the server does

    def script(self, *steps: str) -> None:
        """What the next requests get, one step each; then all is well again."""
        with self.desk.lock:
            self.desk.faults.add(*steps)

    def heal(self) -> None:
        """Forget what is left of the script."""
        with self.desk.lock:
            self.desk.faults.clear()

    def advance(self, **by: float) -> None:
        self.clock.advance(timedelta(**by))

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @now.setter
    def now(self, now: str | datetime | Callable[[], datetime]) -> None:
        self.clock.set(now)

    @property
    def generation(self) -> str:
        return self.desk.generation

    @generation.setter
    def generation(self, words: str) -> None:
        """`tweets`, or `posts` for the field names of 2026."""
        self.desk.generation = words

    @property
    def limits(self) -> dict[str, int]:
        """Requests in 15 minutes, by endpoint: `x.limits["search/recent"] = 2`."""
        return self.desk.limits

    # What came of it

    @property
    def requests(self) -> list[Seen]:
        return self.desk.requests

    @property
    def billed(self) -> dict[str, set[str]]:
        return self.ledger.billed

    @property
    def billed_usd(self) -> float:
        return self.ledger.usd

    @property
    def reads(self) -> list[tuple[str, str]]:
        return self.ledger.reads


class SimulatorX(FakeX):
    """X's own local simulator: it takes every request and keeps no order."""

    _desk_of = SimulatorDesk
