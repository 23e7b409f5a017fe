"""`monitor(...)` runs one command and gives its exit code, output and errors."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.cli import main
from tests.around_the_clock import GREAT, Watch
from tests.fakex import FakeX

WATCH = """title: 365 Days
timezone: Europe/London
topics:
  film: {phrases: ["365 days"], context: [netflix, film]}
  petition: {phrases: [petition], context: ["365 days"]}
events: [{on: 2020-07-02, label: "Duffy's open letter"}]
privacy: {min_authors: 2}
"""


@dataclass(frozen=True)
class Ran:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _own_signals() -> Iterator[None]:
    """`run` heeds signals for as long as its process lives; here, for one test."""
    heeded = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in heeded.items():
        signal.signal(number, handler)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command is called: an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def watch(folder: Path) -> Path:
    path = folder / "config.yaml"
    path.write_text(WATCH, "utf-8")
    return path


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2026-03-26T12:00") as made:
        yield made


@pytest.fixture
def live(folder: Path, x: FakeX, new_database: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A watch of the fake X: its commands start at X's own time."""
    for name in ("X_API_BASE_URL", "X_BEARER_TOKEN", "MONITOR_NOW"):
        monkeypatch.setenv(name, "")
    shutil.copytree(new_database, folder, dirs_exist_ok=True)
    made = Watch(folder, x, os.environ)
    made.write()
    made.at("2026-03-26T12:00")
    return made


@pytest.fixture
def posts(live: Watch, x: FakeX) -> None:
    """Thirty posts of one morning, all about the film, and one about nothing."""
    x.posts(30, f"{GREAT} {{n}}", since="2026-03-26T08:00", until="2026-03-26T11:00")
    x.post("365 days with you, netflix. Who made a film of it?", at="2026-03-26T11:30")


@pytest.fixture
def monitor(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    def run(*words: str | Path) -> Ran:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["monitor", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def archive(folder: Path) -> Path:
    """Four invented posts of X on 1 and 2 July 2020, one of them about nothing."""
    texts = (
        ("1", "2020-07-01T10:00:00Z", "a", "en", "365 days is a great film"),
        ("2", "2020-07-02T10:00:00Z", "a", "en", "365 days on netflix is awful"),
        ("3", "2020-07-02T11:00:00Z", "b", "pl", "petition: 365 days, netflix!"),
        ("4", "2020-07-02T12:00:00Z", "b", "en", "365 days with you my love"),
    )
    names = ("id", "created_at", "author_id", "lang", "text")
    lines = [json.dumps(dict(zip(names, row, strict=True))) for row in texts]
    path = folder / "posts.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path
