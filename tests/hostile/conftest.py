"""The watch full of hostile text, made once; its commands, and its dashboard."""

import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from monitor import redaction
from monitor.cli import main
from tests.cli.conftest import Ran
from tests.hostile import watch
from tests.web.site import Asked, looked_at, serving


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder; nobody writes there but to files of their own."""
    folder = tmp_path_factory.mktemp("hostile")
    watch.fill(folder)
    return folder


@pytest.fixture(autouse=True)
def no_secrets_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret that another test told this process may be a piece of a payload."""
    monkeypatch.setattr(redaction, "_told", frozenset())
    monkeypatch.setattr(redaction, "_forms", ())


@pytest.fixture
def ask(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Ran]:
    """Run a command of that watch, and give all that leaves it, to the byte."""

    def run(*words: str | Path, config: str = "short.yaml") -> Ran:
        options = ("--log-level", "error", "--config", config)
        monkeypatch.chdir(filled)
        monkeypatch.setenv("MONITOR_NOW", watch.NOW.isoformat())
        capfdbinary.readouterr()
        monkeypatch.setattr(sys, "argv", ["monitor", *options, *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capfdbinary.readouterr()
        return Ran(int(ended.value.code or 0), said.out.decode(), said.err.decode())

    return run


@dataclass(frozen=True)
class AskedOften(Asked):
    """The same over one connection, since much is asked here."""

    session: requests.Session

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        told = {"timeout": 20, "allow_redirects": False} | more
        return self.session.request(method, self.url.rstrip("/") + path, **told)


@pytest.fixture(scope="session")
def asked(filled: Path) -> Iterator[Asked]:
    """The dashboard of that watch."""
    with looked_at(filled) as monitor, serving(monitor) as asked, requests.Session() as session:
        session.trust_env = False
        yield AskedOften(asked.url, asked.port, session)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Half a letter in what a test said cannot travel from one process to another."""
    report = yield
    report.sections = [(name, _whole(text)) for name, text in report.sections]
    return report


def _whole(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The watch that holds all of it is made once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("hostile"))
