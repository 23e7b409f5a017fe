"""Killed at any moment and run again, an import ends as if nothing had happened."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from monitor import open_monitor
from monitor.sources.sample import WATCH
from tests.sample.pages import SHIPPED

PAGES = 5
"""Transactions of posts in one import of the sample."""


class Watch:
    """One watch in its own folder, worked on by real processes."""

    def __init__(self, folder: Path, key: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.environment = {"MONITOR_AUTHOR_KEY_FILE": str(key)}
        (folder / "config.yaml").write_text(WATCH, "utf-8")

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
        try:
            name = f"file:{self.folder}/monitor.db?mode=ro"
            with closing(sqlite3.connect(name, uri=True)) as connection:
                return int(connection.execute("select sum(pages) from run").fetchone()[0] or 0)
        except sqlite3.OperationalError:
            return -1

    def holds(self) -> dict[str, Any]:
        """All that must not depend on what happened on the way."""
        connection = sqlite3.connect(self.folder / "monitor.db")
        questions = {
            "posts": "select platform, native_id, latest_id, kind, created_at, text, links, "
            "original_text, author_hash, wording_hash, language, language_origin from post",
            "mentions": "select p.native_id, m.topic, m.bucket, m.reason, m.scorer, m.unscored, "
            "m.label, m.compound_e4 from mention m join post p on p.id = m.post_id",
            "buckets": "select * from bucket",
            "languages": "select * from language_bucket",
            "sample": "select native_id, reason from unmatched_sample",
        }
        rows = {name: sorted(connection.execute(q), key=repr) for name, q in questions.items()}
        connection.close()
        with open_monitor(self.folder / "config.yaml") as monitor:
            assert monitor.verify() == []
            trends = {
                topic: monitor.trend(topic, "2020-06-07", "2020-07-13", "hour").to_dicts()
                for topic in ("film", "petition")
            }
        return rows | trends


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One author key for all, so that even the hashes can be compared."""
    path = tmp_path_factory.mktemp("key") / "authors.key"
    path.write_text("0f" * 32, "ascii")
    return path


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, key: Path) -> dict[str, Any]:
    watch = Watch(tmp_path_factory.mktemp("calm") / "watch", key)
    watch.import_all()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MONITOR_AUTHOR_KEY_FILE", str(key))
        return watch.holds()


@pytest.fixture
def watch(tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    monkeypatch.setenv("MONITOR_AUTHOR_KEY_FILE", str(key))
    return Watch(tmp_path / "watch", key)


@pytest.mark.parametrize(
    "stored",
    [pytest.param(n, marks=[] if n == 2 else pytest.mark.long) for n in range(PAGES + 1)],
)
def test_killed_after_so_many_pages_an_import_is_completed_by_the_next(watch, undisturbed, stored):
    watch.import_and_kill(lambda: watch.pages() >= stored)
    watch.import_all()

    assert watch.holds() == undisturbed


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_killed_at_random_moments_again_and_again_an_import_still_ends_whole(
    watch, undisturbed, seed
):
    chance = random.Random(seed)
    for _ in range(2):
        end = time.monotonic() + chance.uniform(0, 1.5)  # an import takes about so long
        watch.import_and_kill(lambda end=end: time.monotonic() >= end)
    watch.import_and_kill(lambda: watch.pages() >= chance.randrange(1, PAGES))
    watch.import_all()

    assert watch.holds() == undisturbed
