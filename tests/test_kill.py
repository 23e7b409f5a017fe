"""Killed at any moment and run again, an import ends as if nothing had happened."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from monitor.sources.sample import WATCH
from tests.sample.pages import SHIPPED

KEY = "0f" * 32


class Watch:
    """One watch in its own folder, worked on by real processes."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        (folder / "config.yaml").write_text(WATCH, "utf-8")
        # One key for all, so that even the hashes can be compared.
        (folder / "authors.key").write_text(KEY, "ascii")

    def start(self, *words: str) -> subprocess.Popen[str]:
        environment = os.environ | {"MONITOR_AUTHOR_KEY_FILE": "authors.key"}
        return subprocess.Popen(
            [sys.executable, "-m", "monitor", *words],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> str:
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out

    def import_all(self) -> float:
        """Import to the end; how many seconds it took."""
        before = os.times().elapsed
        self.run("import", str(SHIPPED))
        return os.times().elapsed - before

    def import_and_kill(self, after_s: float) -> None:
        process = self.start("import", str(SHIPPED))
        try:
            process.communicate(timeout=after_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

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
        period = ("--since", "2020-06-07", "--until", "2020-07-13", "--by", "day", "--json")
        trends = {t: json.loads(self.run("trend", t, *period)) for t in ("film", "petition")}
        return rows | trends


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], float]:
    watch = Watch(tmp_path_factory.mktemp("calm") / "watch")
    seconds = watch.import_all()
    return watch.holds(), seconds


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 8))]
)
def test_a_killed_import_that_runs_again_ends_as_an_undisturbed_one(tmp_path, undisturbed, seed):
    whole, seconds = undisturbed
    watch, chance = Watch(tmp_path / "watch"), random.Random(seed)

    for _ in range(3):
        watch.import_and_kill(after_s=chance.uniform(0.2, seconds))
    watch.import_all()

    assert watch.holds() == whole
    assert "equals" in watch.run("verify")
