"""A still clock, a store on a real file, no environment of the operator's."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from monitor.storage import Store
from tests.fakes import NOW, FakeSource

settings.register_profile("house", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("house")

SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def _scrubbed_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("MONITOR_") or name.endswith("BEARER_TOKEN"):
            monkeypatch.delenv(name)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as `Store.open` makes it, with its key: migrated once, copied by each test."""
    folder = tmp_path_factory.mktemp("new")
    Store.open(f"sqlite:///{folder}/monitor.db", NOW).close()
    return folder


@pytest.fixture
def store(tmp_path: Path, new_database: Path) -> Iterator[Store]:
    for name in ("monitor.db", "monitor.db.key"):
        shutil.copy(new_database / name, tmp_path / name)
    opened = Store.open(f"sqlite:///{tmp_path}/monitor.db", NOW)
    yield opened
    opened.close()


@pytest.fixture
def source() -> FakeSource:
    return FakeSource()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real recorded material, which is never committed."""
    if not SHARED.is_dir():
        pytest.skip("the recorded material (../shared/data) is not on this machine")
    return SHARED
