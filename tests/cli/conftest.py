"""`monitor(...)` runs one command and gives its exit code, output and errors."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.cli import main

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
