"""What is said beside the answers: in words or as JSON, and no secret in any."""

import json
import logging
import shlex
import subprocess
import sys
import threading
import warnings
from datetime import datetime

import pytest

from monitor import redaction
from monitor.redaction import hide

CANARY = "canary-AAAAAAAAAAAAAAAAAAAAAAAA%3D"


@pytest.fixture(autouse=True)
def _canary(monkeypatch):
    monkeypatch.setattr(redaction, "_told", frozenset())
    monkeypatch.setattr(redaction, "_forms", ())
    hide(CANARY)


@pytest.fixture
def broken(monkeypatch):
    """A fault of our own, which knows a secret."""

    def fail(*_: object) -> None:
        secret = CANARY
        raise ZeroDivisionError(f"divided by {secret}")

    monkeypatch.setattr("monitor.app.monitor.upkeep.verify", fail)


def test_an_error_is_a_sentence_or_a_line_of_json(monitor, watch):
    said = monitor("trend", "flim").err
    told = json.loads(monitor("--log", "json", "trend", "flim").err)

    assert said.startswith("monitor: there is no topic 'flim'")
    assert said == f"monitor: {told['message']}\n"
    assert told["level"] == "error"
    assert datetime.fromisoformat(told["at"]).tzinfo


def test_a_fault_of_our_own_is_told_with_where_it_came_from_and_without_a_secret(
    monitor, watch, broken
):
    ran = monitor("verify")

    assert ran.code == 1
    assert ran.err.startswith("monitor: this is a fault of the monitor's own; please report")
    assert "ZeroDivisionError: divided by [secret]" in ran.err
    assert CANARY not in ran.err


def test_as_json_it_is_one_line_all_the_same(monitor, watch, broken):
    told = json.loads(monitor("--log", "json", "verify").err)

    assert "ZeroDivisionError: divided by [secret]" in told["trace"]
    assert told["message"].startswith("this is a fault")


def test_whoever_logs_a_secret_logs_none(monitor, watch, monkeypatch):
    def verify(*_: object) -> list[str]:
        logging.getLogger("a.library").warning("Authorization: Bearer %s", CANARY)
        logging.getLogger("a.library").debug("and once more: %s", CANARY)
        return [f"a bucket says {CANARY}"]

    monkeypatch.setattr("monitor.app.monitor.upkeep.verify", verify)

    loud = monitor("--log-level", "debug", "verify")
    quiet = monitor("--log-level", "error", "verify", "--json")

    assert "Bearer [secret]" in loud.err
    assert "once more: [secret]" in loud.err
    assert quiet.err == ""
    assert quiet.json["differences"] == ["a bucket says [secret]"]
    assert CANARY not in loud.err + loud.out + quiet.out


def test_what_is_logged_moves_no_terminal(monitor, watch, monkeypatch):
    def verify(*_: object) -> list[str]:
        logging.getLogger("monitor").warning("a file named \x1b[2J\r\u202e.csv")
        return []

    monkeypatch.setattr("monitor.app.monitor.upkeep.verify", verify)

    assert monitor("verify").err == "monitor: a file named  [2J .csv\n"


def test_commands_leave_the_logging_of_their_caller_as_it_was(monitor, watch):
    before = (list(logging.getLogger().handlers), logging.getLogger().level)

    monitor("--log-level", "debug", "check")

    assert (list(logging.getLogger().handlers), logging.getLogger().level) == before


def test_an_unknown_form_is_a_wrong_question(monitor):
    assert monitor("--log", "xml", "check").code == 2


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_was_closed_before_is_no_fault(watch, folder, closed):
    told = f"{shlex.quote(sys.executable)} -m monitor check {closed}"

    ran = subprocess.run(told, shell=True, cwd=folder, capture_output=True, timeout=60)

    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr


def test_warnings_and_faults_of_threads_are_lines_as_well(monitor, watch, monkeypatch):
    def verify(*_: object) -> list[str]:
        def fail() -> None:
            raise ZeroDivisionError(CANARY)

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(f"beware of {CANARY}", stacklevel=1)
        return []

    monkeypatch.setattr("monitor.app.monitor.upkeep.verify", verify)
    lines = [json.loads(line) for line in monitor("--log", "json", "verify").err.splitlines()]

    assert len(lines) == 2
    assert "ZeroDivisionError: [secret]" in lines[0]["trace"]
    assert "beware of [secret]" in lines[1]["message"]
