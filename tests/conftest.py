"""A still clock, a store on either database, no environment of the operator's."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from monitor.storage import Store
from tests.compiled import share_statements
from tests.databases import BOTH, SECRET, Place, Server, database_on, running
from tests.fakes import NOW, FakeSource
from tests.fakex import FakeX
from tests.faults.results import Results
from tests.live import House

settings.register_profile("house", deadline=None, derandomize=True, max_examples=40)
settings.load_profile("house")

SHARED = Path(__file__).parents[2] / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--faults-page", type=Path, help="write the fault table with the results")


def pytest_configure(config: pytest.Config) -> None:
    # A shell has what it starts in the background ignore SIGINT, and children would, too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    page = config.getoption("--faults-page")
    if page and not hasattr(config, "workerinput"):  # only where all results come together
        config.pluginmanager.register(Results(page.absolute()))
    share_statements()
    # Some two hundred processes are started, and none need read all our code anew.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """What stands by now stays: it is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tell a measured figure, which stands at the end of the run, whoever ran the test."""
    return lambda figure: request.node.user_properties.append(("says", figure))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, ())]
    told = sorted({text for r in reports for name, text in r.user_properties if name == "says"})
    if told:
        terminalreporter.section("measured")
        for figure in told:
            terminalreporter.line(figure)


@pytest.fixture(autouse=True)
def _scrubbed_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("MONITOR_", "X_API_")) or "BEARER_TOKEN" in name:
            monkeypatch.delenv(name)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as `Store.open` makes it, with its key: migrated once, copied by each test."""
    folder = tmp_path_factory.mktemp("new")
    key = folder / "monitor.db.key"
    key.write_text(SECRET, "ascii")
    Store.open(f"sqlite:///{folder}/monitor.db", NOW, key).close()
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real PostgreSQL, started when the first test asks for it."""
    with running() as url:
        server = Server(url, tmp_path_factory.mktemp("keys"))
        yield server
        server.close()


@pytest.fixture(params=BOTH)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A database as `Store.open` makes it, on both; `only_on` chooses one."""
    with database_on(request.param, request, tmp_path) as place:
        yield place


@pytest.fixture(params=BOTH)
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A place for a database that is not yet made."""
    with database_on(request.param, request, tmp_path, made=False) as place:
        yield place


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    opened = place.open()
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


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2020-07-02T05:00") as x:
        yield x


@pytest.fixture
def house(x: FakeX, store: Store) -> House:
    """It has collected before, and paid for one post; now it is noon."""
    house = House(x, store)
    house.begin(until="2020-07-02T12:00")
    return house
