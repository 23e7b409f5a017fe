"""A canary through every fault: the token comes out nowhere, however loud the log is."""

import base64
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from tests.around_the_clock import GREAT, Watch
from tests.fakex import FakeX

CANARY = 'canary/AAAA"invented%2Bby%3Dnobody'
WRITINGS = (
    CANARY,
    unquote(CANARY),
    quote(CANARY, safe=""),
    CANARY.replace('"', '\\"'),
    base64.b64encode(CANARY.encode()).decode(),
)
FAULTS = (
    "401", "402", "403", "404", "400", "429 reset=+120", "429 reset=none", "usage-cap", "503",
    "reset", "short", "truncated", "html", "html 503", "empty", "body []", "body null", "loop",
    "malformed", "errors", "redirect http://127.0.0.1:9/elsewhere", "echo 200", "echo 400",
    "echo 401", "echo 403", "echo 429", "echo 500",
)  # fmt: skip


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now="2026-03-26T12:00", token=CANARY) as made:
        yield made


def held(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def is_clean(told: str | bytes) -> bool:
    text = told if isinstance(told, str) else told.decode("latin-1")
    return not any(writing in text for writing in WRITINGS)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """What is asked again is asked at once."""
    monkeypatch.setattr("monitor.sources.x.search.random", lambda: 0.0)


@pytest.mark.fault("F4", "F16")
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_happens_the_token_stays_with_us(monitor, live, x, folder, caplog, fault):
    caplog.set_level(logging.DEBUG)
    x.posts(3, f"{GREAT} {{n}}", since="2026-03-26T08:00", until="2026-03-26T11:00")
    x.script(f"{fault} for ever")
    loud = ("--log-level", "debug", "--log", "json")

    ran = [
        monitor(*loud, "collect", "--json"),
        monitor("--log-level", "debug", "run", "--once"),
        monitor(*loud, "status", "--json"),
        monitor(*loud, "gaps"),
        monitor("report", "--date", "2026-03-26"),
        monitor("backup", "safe.db"),
    ]

    for one in ran:
        assert is_clean(one.out)
        assert is_clean(one.err)
        assert "Traceback" not in one.err
    assert is_clean(caplog.text)
    assert [path.name for path, content in held(folder) if not is_clean(content)] == []


@pytest.mark.fault("F4")
def test_a_post_that_quotes_the_token_back_is_stored_without_it(monitor, live: Watch, x, folder):
    x.post(f"365 days on netflix: {CANARY}", "2026-03-26T11:00")

    monitor("collect")
    told = monitor("posts", "--text", "--json")

    assert told.json["posts"][0]["text"] == "365 days on netflix: [secret]"
    assert [path.name for path, content in held(folder) if not is_clean(content)] == []


@pytest.mark.parametrize(
    "name", ["X_BEARER_TOKEN", "X_BEARER_TOKEN_FILE", "MONITOR_HEARTBEAT_URL"]
)
def test_a_secret_in_the_wrong_place_or_shape_is_not_shown_either(
    monitor, live, monkeypatch, name
):
    secret = "a secret with spaces, canary-0123456789"
    monkeypatch.setenv("X_BEARER_TOKEN", "")
    monkeypatch.setenv(name, secret)

    ran = monitor("--log-level", "debug", "check")

    assert ran.code == 2
    assert name.removesuffix("_FILE") in ran.err
    assert "canary-0123456789" not in ran.err + ran.out


def test_a_password_of_the_database_is_shown_nowhere(monitor, live, folder, caplog):
    caplog.set_level(logging.DEBUG)
    url = "postgresql://monitor:canary-of-the-database@127.0.0.1:9/monitor"
    os.environ["MONITOR_DATABASE_URL"] = url
    try:
        ran = monitor("--log-level", "debug", "status")
    finally:
        del os.environ["MONITOR_DATABASE_URL"]

    assert ran.code in (2, 75)
    assert "canary-of-the-database" not in ran.err + ran.out + caplog.text


def test_the_loudest_log_holds_no_post_s_text(monitor, live, x):
    x.post("365 days on netflix, zebra", "2026-03-26T11:00", author="zorro")

    ran = monitor("--log-level", "debug", "collect")

    assert "1 new" in ran.out
    assert "GET /2/tweets/search/recent" in ran.err
    assert "zebra" not in ran.err
