"""One Chromium for all, the pages of the demo, and its dashboard."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.app import Monitor, open_demo
from monitor.report.render import render
from monitor.storage import Store
from tests.web.site import Asked, config_of, serving

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
NOW = datetime(2020, 7, 13, 12, tzinfo=UTC)
DAY, MONDAY = date(2020, 7, 10), date(2020, 7, 6)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of this machine; none is downloaded."""
    told = os.environ.get("MONITOR_TEST_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")
    found = told or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("there is no Chromium; name one in MONITOR_TEST_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """`visit(color_scheme="dark")` begins a visit with these options of Playwright."""
    from tests.browser.visit import Visit

    begun: list[Visit] = []

    def begin(**options: Any) -> Visit:
        begun.append(Visit(browser, options).__enter__())
        return begun[-1]

    yield begin
    for one in begun:
        one.__exit__()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's folder, with the reports of a day and of a week."""
    folder = tmp_path_factory.mktemp("seen") / "demo"
    with open_demo(folder, lambda: NOW) as monitor:
        monitor.import_sample()
        monitor.signatures.bring_sample()
        monitor.reports.make(DAY)
        monitor.reports.make(MONDAY, "week")
        picture = render(monitor.summary(DAY), "svg")
    (folder / "picture.svg").write_text(picture, "utf-8")
    return folder


@pytest.fixture(scope="session")
def asked(demo: Path) -> Iterator[Asked]:
    """The demo's dashboard, on a port of loopback."""
    config = config_of(demo)
    looked_at = Monitor(config, Store.look(config.database, config.folder), lambda: NOW)
    with looked_at as monitor, serving(monitor) as asked:
        yield asked
