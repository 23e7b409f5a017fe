"""A watch of the fake X, opened in this process on X's own clock."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.app import Monitor, open_monitor
from tests.around_the_clock import Watch
from tests.fakex import FakeX


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2026-03-26T12:00") as made:
        yield made


@pytest.fixture
def watch(tmp_path: Path, new_database: Path, x: FakeX, monkeypatch: pytest.MonkeyPatch) -> Watch:
    shutil.copytree(new_database, tmp_path, dirs_exist_ok=True)
    made = Watch(tmp_path, x)
    made.write()
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def opened(watch: Watch, x: FakeX) -> Iterator[Callable[[], Monitor]]:
    """Opens the watch as its config.yaml stands now; its time is X's."""
    monitors: list[Monitor] = []

    def open_() -> Monitor:
        monitors.append(open_monitor(watch.folder / "config.yaml", clock=lambda: x.now))
        return monitors[-1]

    yield open_
    for monitor in monitors:
        monitor.close()
