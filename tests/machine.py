"""A watch to which anything may happen: what it does, and how it dies.

house = AnyHouse(x, place.open(), place=place)
house.behind = timedelta(minutes=5)         its clock is set back, that of X is not
house.by_clock(), house.fill(), …           each gives the outcomes of its runs
with kill_at("request", 2, house.x): …      the process dies there, or is done before
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine
from sqlalchemy.pool import Pool

import jobs.collect
import jobs.report
from monitor.app.monitor import Monitor
from monitor.collect import collect
from monitor.coverage import NOT_YET, Gap
from monitor.models import Topic
from monitor.runs import RunOutcome
from monitor.sources.clock import NEAR
from monitor.storage import Store
from tests.databases import Place
from tests.fakes import FakeSource, listening, rows
from tests.fakex import FakeX
from tests.fakex.answers import Answers, Json
from tests.fakex.asking import Asked
from tests.live import FILM, GREAT, PETITION, SIGN, House, Killed

Outcomes = list[RunOutcome]
KILLS = ["statement", "request", "end"]
WORKS = [
    *("by_clock", "by_clock", "by_hand", "by_hand", "a_little", "until_stopped"),
    *("fill", "fill", "yesterday", "all_days", "bring", "report", "overtaken"),
]
"""All that the monitor does; the names of methods."""


DUFFY = Topic("duffy", phrases=("duffy",))
DNI = replace(FILM, phrases=("365 days", "365 dni"))
STRICT = replace(FILM, exclude=("365 days a year",))
"""X is asked the same for it: what it leaves out, our own rules do."""
TOPICS = [
    *((FILM, PETITION), (FILM,), (FILM, PETITION, DUFFY)),
    *((DNI, PETITION), (STRICT, PETITION), (PETITION,)),
]
CHANGES = ["edit", "edit", "edit", "delete", "delete", "repost", "quote", "reply"]
JUMPS: list[dict[str, float]] = [
    *({"seconds": 20}, {"minutes": 5}, {"minutes": 15}, {"minutes": 15}, {"hours": 1}),
    *({"hours": 5}, {"days": 1}, {"days": 3}, {"days": 8}),
]
LOST = [[], [], ["truncated"] * 2, ["reset for ever"], ["truncated for ever"]]
TEXTS = [
    GREAT,
    SIGN,
    "sign the petition against 365 days, netflix",
    "365 days a year of netflix",
    "what a summer",
    "365 dni na netflix, okropny film",
    "duffy is right",
    f"{GREAT} {'and long ' * 40}",
]
FAULTS = [
    *("503", "503 for ever", "500", "401", "401 for ever", "402", "403", "400", "404"),
    *("429", "429 reset=+120", "429 reset=past", "429 reset=far", "429 reset=none"),
    *("429 reset=garbage", "429 retry-after=30", "429 for ever", "usage-cap"),
    *("reset", "short", "truncated", "truncated for ever", "html", "empty", "body []"),
    *("empty-page", "malformed", "errors", "unordered", "loop", "echo 401", "echo 500"),
    *("ok", "ok", "ok", "redirect http://127.0.0.1:9/"),
]


@dataclass(frozen=True)
class Posts:
    """What people write in a while: evenly spread, about one thing."""

    n: int = 0
    text: str = GREAT
    lang: str = "en"
    late_s: int = 0
    minutes: int = 14

    def come(self, x: FakeX) -> None:
        since = x.now
        x.advance(minutes=self.minutes)
        told = {"lang": self.lang, "late_s": self.late_s, "author": f"{self.lang}{self.n % 7}"}
        x.posts(self.n, f"{self.text} {{n}}", since, x.now, **told)


@dataclass
class Astray(Answers):
    """X's answers; once, below a page that is not the last, a post of the time before."""

    early: bool = False

    def search(self, asked: Asked, renamed: bool) -> Json:
        below = self._found(replace(asked, low=0, high=asked.low))
        if not self.early or not below or len(self._found(asked)) < asked.size:
            return super().search(asked, renamed)
        self.early = False
        body = super().search(replace(asked, size=asked.size - 1), renamed)
        body["data"].append(self._sold(below[0], asked.fields, renamed))
        body["meta"]["result_count"] += 1
        return body


@dataclass(kw_only=True)
class AnyHouse(House):
    """A watch whose clock may be behind that of X, and which can be started again."""

    place: Place
    behind: timedelta = timedelta()

    @property
    def now(self) -> datetime:
        return self.x.now - self.behind

    @property
    def monitor(self) -> Monitor:
        right = super().monitor
        config = replace(right.config, reports_folder=self.place.folder / "reports")
        return Monitor(config, self.store, lambda: self.now, self.pauses)

    @property
    def knows_the_time(self) -> bool:
        """By X's last answer: without one it cannot know that its clock was set."""
        return abs(self.live.now("x") - self.x.now) <= NEAR

    @property
    def told_gaps(self) -> list[Gap]:
        """Up to X's now: a few seconds more are told where its clock is not heard exactly."""
        told = (gap for gap in super().told_gaps if gap.start < self.x.now)
        return [replace(gap, end=min(gap.end, self.x.now)) for gap in told]

    @property
    def fillable(self) -> list[Gap]:
        """But for the edge of X's reach, which moves."""
        edge, left_alone = self.now - timedelta(days=7, minutes=-20), (NOT_YET, "pages repeat")
        return [gap for gap in self.told_gaps if edge < gap.end and gap.reason not in left_alone]

    def restart(self) -> None:
        self.store.close()
        self.store = self.place.open()

    def does(self, work: str) -> Outcomes:
        return list(getattr(self, work)())

    def by_clock(self) -> Outcomes:
        return list(jobs.collect.run(self.monitor))

    def by_hand(self, **more: Any) -> Outcomes:
        return [one for name in self.live.names("x") for one in self.live.collect(name, **more)]

    def a_little(self) -> Outcomes:
        return self.by_hand(most_posts=30)

    def until_stopped(self) -> Outcomes:
        """Asked to stop, it ends behind its first page."""
        try:
            return self.by_hand(progress=lambda _fetched: self.pauses.set())
        finally:
            self.pauses.clear()

    def overtaken(self) -> Outcomes:
        """Its hold is lost: behind its first page another one does the work, and it goes on."""
        more: list[Outcomes] = []
        asked: list[int] = []
        unended = "select id from run where source = 'x' and status = 'running'"

        def another(_fetched: int) -> None:
            if more:
                return
            mine = rows(self.store, unended)
            more.append([])
            with patch.object(Store, "only_writer_of", lambda *_: nullcontext()):
                more.append(self.by_hand())
            if mine and mine != rows(self.store, unended):
                asked.append(len(self.x.requests))

        ended = self.by_hand(progress=another)
        assert asked in ([], [len(self.x.requests)]), "it was taken over, and asks for more"
        return [*ended, *chain(*more)]

    def fill(self) -> Outcomes:
        return [one for name in self.live.names("x") for one in self.live.fill(name)]

    def yesterday(self) -> Outcomes:
        return self._read(hours=30, long=12)

    def all_days(self) -> Outcomes:
        """Also what X has in its archive alone."""
        return self._read(hours=24 * 12, long=24 * 12)

    def _read(self, hours: int, long: int) -> Outcomes:
        since = self.now - timedelta(hours=hours)
        until = since + timedelta(hours=long)
        told = (f"{moment:%Y-%m-%dT%H:%M:%S}" for moment in (since, until))
        return self.history(*told) if self.live.names("x") else []

    def bring(self) -> Outcomes:
        """A file of two pages, from another platform."""
        source = FakeSource()
        for hours in range(2):
            source.post(GREAT, f"{self.now - timedelta(hours=hours):%Y-%m-%dT%H:%M}")
            source.page()
        return [collect("import", source, self.live.watch(), self.store, lambda: self.now)]

    def report(self) -> Outcomes:
        list(jobs.report.run(self.monitor))
        return []


@contextmanager
def kill_at(what: str, number: int, x: FakeX) -> Iterator[None]:
    """Behind the n-th statement, request or end of a transaction nothing more is written.

    It may be done before that: then it was not killed.
    """
    before, counted, dead = len(x.requests), count(), list[int]()

    def die() -> None:
        dead.append(1)
        raise Killed

    def at_statement(*_: Any) -> None:
        asked = what == "request" and len(x.requests) - before >= number
        if dead or asked or (what == "statement" and next(counted) >= number):
            die()

    def at_end(*_: Any) -> None:
        if what == "end" and not dead and next(counted) >= number:
            die()

    with (
        suppress(Killed),
        listening(Engine, "before_cursor_execute", at_statement),
        listening(Pool, "reset", at_end),
    ):
        yield
