"""Killed at any moment and run again, collecting ends as if nothing had happened.

Real processes of the monitor and of the fake X, which bills what it sends
whether it arrives or not.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from monitor import open_monitor
from monitor.checkpoint import Checkpoint
from tests.databases import Place, database_on
from tests.fakes import driver
from tests.fakex.clock import first_id, milliseconds

ROOT = Path(__file__).parents[1]
START = datetime(2020, 7, 2, 12, tzinfo=UTC)
BEGIN = START - timedelta(days=6)
TEXTS = (
    "365 days on netflix is great {n}",
    "sign the petition against 365 days on netflix {n}",
    "365 days a year of netflix {n}",
)
POSTS = 360
"""Four pages, the last of them not full."""
PRICE = POSTS * 0.005
DAILY = PRICE + 5 * 0.05
"""No more than they cost, and a smallest page for each kill and for the time that goes by."""
WATCH = f"""title: 365 Days
topics:
  film: {{phrases: ["365 days"], context: [netflix], exclude: ["365 days a year"]}}
  petition: {{phrases: [petition], context: ["365 days"]}}
sources: {{x: {{budget: {{daily_usd: {DAILY}}}}}}}
"""
KEPT = {
    "posts": "select platform, native_id, latest_id, kind, text, language from post",
    "mentions": "select p.native_id, m.topic, m.bucket, m.reason, m.label, m.compound_e4 "
    "from mention m join post p on p.id = m.post_id",
    "buckets": "select topic, start, platform, n, unscored, positive, neutral, negative, "
    "compound_e4, compound_sq_e8 from bucket",
    "languages": "select topic, start, platform, language, n from language_bucket",
    "checkpoint": 'select since_id, "window" from checkpoint',
}


@dataclass
class X:
    """The fake X in a process of its own; its clock runs on from the start."""

    url: str
    token: str
    began: float = field(default_factory=time.monotonic)

    @property
    def now(self) -> datetime:
        return START + timedelta(seconds=time.monotonic() - self.began)

    def tell(self, **deeds: Any) -> dict[str, Any]:
        answer = requests.post(f"{self.url}/_control", json=deeds, timeout=5)
        assert answer.ok, answer.text
        return dict(answer.json())

    def fill(self) -> None:
        step = timedelta(days=6) / POSTS
        for kind, text in enumerate(TEXTS):
            since, until = BEGIN + (kind + 1) * step / 4, START - timedelta(minutes=5)
            told = {"since": since.isoformat(), "until": until.isoformat()}
            self.tell(posts={"n": POSTS // len(TEXTS), "text": text, **told})


@contextmanager
def running_x() -> Iterator[X]:
    command = [sys.executable, "-m", "tests.fakex", "--now", "2020-07-02T12:00", "--clock", "real"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        x = X(**json.loads(process.stdout.readline()))
        x.fill()
        try:
            yield x
        finally:
            process.terminate()


@dataclass
class Watched:
    """A watch in its own folder that began six days ago, and its X."""

    x: X
    place: Place

    def __post_init__(self) -> None:
        (self.place.folder / "config.yaml").write_text(WATCH, "utf-8")
        since = str(first_id(milliseconds(BEGIN)))
        store = self.place.open()
        with store.write() as writer:
            writer.ledger.keep("x", Checkpoint(since, BEGIN), BEGIN)
        store.close()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "MONITOR_NOW": self.x.now.isoformat(),
            "MONITOR_DATABASE_URL": self.place.url,
            "X_BEARER_TOKEN": self.x.token,
            "X_API_BASE_URL": self.x.url,
        }

    def start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "monitor", "collect"],
            cwd=self.place.folder,
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def collect(self) -> None:
        assert self.start().wait(60) == 0

    def collect_and_kill_after(self, stored: int) -> None:
        """The page behind these is on its way, and never arrives."""
        before, pages = self.x.tell()["requests"], self.pages
        self.x.tell(script=["ok"] * stored + ["drip"])
        process = self.start()
        while process.poll() is None and self.x.tell()["requests"] <= before + stored:
            time.sleep(0.01)
        process.kill()
        process.wait(60)
        assert self.pages == pages + stored

    def collect_and_kill_at(self, moment: float) -> None:
        process = self.start()
        time.sleep(moment)
        process.kill()
        process.wait(60)

    def asked(self, question: str) -> list[tuple[Any, ...]]:
        with driver(self.place.url) as connection:
            return [tuple(row) for row in connection.execute(question).fetchall()]

    @property
    def pages(self) -> int:
        return int(self.asked("select coalesce(sum(pages), 0) from run")[0][0])

    @property
    def spent_usd(self) -> float:
        return float(self.asked("select sum(micro_usd) from spend")[0][0]) / 1_000_000

    def holds(self) -> dict[str, Any]:
        """All that must not depend on what happened on the way."""
        held = {name: sorted(self.asked(question), key=repr) for name, question in KEPT.items()}
        with pytest.MonkeyPatch.context() as patched:
            for name, value in self.environment.items():
                patched.setenv(name, value)
            with open_monitor(self.place.folder / "config.yaml") as monitor:
                assert monitor.verify() == []
                assert monitor.gaps() == []
                span = ("2020-06-26T12:00Z", "2020-07-02T12:00Z")
                for topic in ("film", "petition"):
                    points = monitor.trend(topic, *span, by="day").to_dicts()
                    assert all(point["coverage"] > 0.999 for point in points[1:])
                    held[topic] = [(p["volume"], p["authors"], p["author_mean"]) for p in points]
        return held


@pytest.fixture(scope="module")
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    with (
        running_x() as x,
        database_on("sqlite", request, tmp_path_factory.mktemp("calm")) as place,
    ):
        watched = Watched(x, place)
        watched.collect()
        assert watched.pages == 4
        assert watched.spent_usd == pytest.approx(PRICE)
        assert x.tell()["billed_usd"] == pytest.approx(PRICE)
        return watched.holds()


@pytest.fixture
def watched(place: Place) -> Iterator[Watched]:
    with running_x() as x:
        yield Watched(x, place)


def is_as_if_nothing_had_happened(watched: Watched, undisturbed: dict[str, Any]) -> bool:
    state = watched.x.tell()
    assert watched.holds() == undisturbed
    assert state["billed_usd"] <= watched.spent_usd + 1e-9
    assert watched.spent_usd <= DAILY + 1e-9
    ((since_at,),) = watched.asked("select since_at from checkpoint")
    moment = datetime.fromisoformat(str(since_at))
    return START - timedelta(minutes=1) < moment.replace(tzinfo=UTC) < watched.x.now


@pytest.mark.fault("F34")
@pytest.mark.parametrize(
    "place", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)
def test_killed_behind_the_first_page_and_behind_the_next_ones_it_still_ends_whole(
    watched, undisturbed
):
    for stored in (0, 1, 1, 1):
        watched.collect_and_kill_after(stored)
    watched.collect()

    assert is_as_if_nothing_had_happened(watched, undisturbed)


@pytest.mark.long
@pytest.mark.parametrize("stored", [0, 3])
def test_killed_behind_so_many_pages_the_next_run_goes_on_there(watched, undisturbed, stored):
    watched.collect_and_kill_after(stored)
    watched.collect()

    assert is_as_if_nothing_had_happened(watched, undisturbed)


@pytest.mark.fault("F34")
@pytest.mark.long
@pytest.mark.parametrize("seed", range(1))
def test_killed_at_random_moments_again_and_again_it_still_ends_whole(watched, undisturbed, seed):
    chance = random.Random(seed)
    for _ in range(3):
        watched.collect_and_kill_at(chance.uniform(0.3, 2.0))  # a run takes about so long
    watched.collect()

    assert is_as_if_nothing_had_happened(watched, undisturbed)
