"""Killed at any moment and run again, an import ends as if nothing had happened."""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from monitor import open_monitor
from monitor.app import Monitor
from monitor.sources.sample import WATCH
from tests.databases import Place, database_on
from tests.fakes import driver
from tests.sample.pages import SHIPPED

PAGES = 5
"""Transactions of posts in one import of the sample."""


class Watch:
    """One watch in its own folder, worked on by real processes."""

    def __init__(self, place: Place, key: Path) -> None:
        self.folder = place.folder
        self.url = place.url
        named = {"MONITOR_DATABASE_URL": place.url, "MONITOR_AUTHOR_KEY_FILE": str(key)}
        self.environment = named
        (place.folder / "config.yaml").write_text(WATCH, "utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "monitor", "import", str(SHIPPED)],
            cwd=self.folder,
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def import_all(self) -> None:
        assert self.start().wait(120) == 0

    def import_and_kill(self, due: Callable[[], bool]) -> None:
        process = self.start()
        while process.poll() is None and not due():
            pass
        process.kill()
        process.wait(120)

    def pages(self) -> int:
        """How many pages are stored, as another process sees it; -1 before there are tables."""
        if self.url.startswith("sqlite") and not (self.folder / "monitor.db").exists():
            return -1
        with driver(self.url) as connection:
            try:
                return int(connection.execute("select sum(pages) from run").fetchone()[0] or 0)
            except Exception as error:
                if not re.search("no such table|does not exist", str(error)):
                    raise
                return -1

    def holds(self) -> dict[str, Any]:
        """All that must not depend on what happened on the way."""
        questions = {
            "posts": "select platform, native_id, latest_id, kind, created_at, text, links, "
            "original_text, author_hash, wording_hash, language, language_origin from post",
            "mentions": "select p.native_id, m.topic, m.bucket, m.reason, m.scorer, m.unscored, "
            "m.label, m.compound_e4 from mention m join post p on p.id = m.post_id",
            "buckets": "select * from bucket",
            "languages": "select * from language_bucket",
            "sample": "select native_id, reason from unmatched_sample",
        }
        with driver(self.url) as connection:
            rows = {n: sorted(connection.execute(q), key=repr) for n, q in questions.items()}
        with self._opened() as monitor:
            assert monitor.verify() == []
            trends = {
                topic: monitor.trend(topic, "2020-06-07", "2020-07-13", "hour").to_dicts()
                for topic in ("film", "petition")
            }
        return rows | trends

    @contextmanager
    def _opened(self) -> Iterator[Monitor]:
        with pytest.MonkeyPatch.context() as environment:
            for name, value in self.environment.items():
                environment.setenv(name, value)
            with open_monitor(self.folder / "config.yaml") as monitor:
                yield monitor


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One author key for all, so that even the hashes can be compared."""
    path = tmp_path_factory.mktemp("key") / "authors.key"
    path.write_text("0f" * 32, "ascii")
    return path


@pytest.fixture(scope="module")
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, key: Path
) -> Callable[[Watch], dict[str, Any]]:
    """What a database of the same kind holds after one import in peace."""

    @cache
    def on(dialect: str) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp("calm")
        with database_on(dialect, request, folder, made=False) as place:
            watch = Watch(place, key)
            watch.import_all()
            return watch.holds()

    return lambda watch: on("sqlite" if watch.url.startswith("sqlite") else "postgresql")


@pytest.fixture
def watch(new_place: Place, key: Path) -> Watch:
    return Watch(new_place, key)


@pytest.mark.parametrize(
    "stored",
    [pytest.param(n, marks=[] if n == 2 else pytest.mark.long) for n in (0, 2)],
)
def test_killed_after_so_many_pages_an_import_is_completed_by_the_next(watch, undisturbed, stored):
    watch.import_and_kill(lambda: watch.pages() >= stored)
    watch.import_all()

    assert watch.holds() == undisturbed(watch)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1))
def test_killed_at_random_moments_again_and_again_an_import_still_ends_whole(
    watch, undisturbed, seed
):
    chance = random.Random(seed)
    for _ in range(2):
        end = time.monotonic() + chance.uniform(0, 1.5)  # an import takes about so long
        watch.import_and_kill(lambda end=end: time.monotonic() >= end)
    watch.import_and_kill(lambda: watch.pages() >= chance.randrange(1, PAGES))
    watch.import_all()

    assert watch.holds() == undisturbed(watch)
