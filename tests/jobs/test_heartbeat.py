"""The heartbeat: each round of work is told, and nobody is held up by it."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from jobs import schedule
from monitor.app.heartbeat import Heartbeat
from monitor.config import load_config
from monitor.errors import ConfigError
from tests.around_the_clock import GREAT
from tests.sources.sockets import head

OWN_ID = "/ping/6b1c5e0a-invented"
OK = head(length=0)


@contextmanager
def listening(answer: bytes = OK) -> Iterator[tuple[str, list[str]]]:
    """A URL, and what was asked of it so far: the end of each path."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                connection, _ = server.accept()
                with connection:
                    asked = connection.recv(65536).decode()
                    if not asked:
                        return
                    heard.append(asked.split()[1].removeprefix(OWN_ID) or "well")
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}{OWN_ID}", heard
        socket.create_connection(server.getsockname()).close()
        thread.join(timeout=5)


def once(opened, monkeypatch, url: str) -> None:
    monkeypatch.setenv("MONITOR_HEARTBEAT_URL", url)
    schedule.run_once(opened(), lambda *_: None, by_clock=True)


def test_a_round_that_went_well_is_told_at_its_start_and_its_end(opened, x, monkeypatch):
    x.post(GREAT, "2026-03-26T11:00")
    with listening() as (url, heard):
        once(opened, monkeypatch, url)

    assert heard == ["/start", "well"]


@pytest.mark.parametrize("fault", ["401", "402", "usage-cap", "404"])
def test_what_a_person_must_mend_is_told_as_a_failure(opened, x, monkeypatch, fault):
    x.script(f"{fault} for ever")
    with listening() as (url, heard):
        once(opened, monkeypatch, url)

    assert heard == ["/start", "/fail"]


def test_a_pause_that_x_asks_for_is_no_failure(opened, x, monkeypatch):
    opened().live.collect("x")
    x.advance(minutes=15)
    x.script("429 reset=+300")
    with listening() as (url, heard):
        once(opened, monkeypatch, url)

    assert heard == ["/start", "well"]


def test_a_report_that_cannot_be_written_is_a_failure(opened, x, watch, monkeypatch):
    opened().live.collect("x")
    x.advance(days=1)
    (watch.folder / "reports").write_text("a file in the place of the folder")
    with listening() as (url, heard):
        once(opened, monkeypatch, url)

    assert heard == ["/start", "/fail"]


@pytest.mark.parametrize("answer", [b"", b"garbage\r\n\r\n", head(length=0, status="503 No")])
def test_a_heartbeat_that_nobody_hears_stops_nothing(opened, x, monkeypatch, caplog, answer):
    x.post(GREAT, "2026-03-26T11:00")
    with listening(answer) as (url, _):
        once(opened, monkeypatch, url)

    monitor = opened()
    assert monitor.health().sources["x"].state == "ok"
    assert "was not heard" in caplog.text
    assert OWN_ID not in caplog.text


def test_a_heart_that_is_told_nowhere_beats_silently(caplog):
    with Heartbeat("http://127.0.0.1:1/nobody", lambda: True).beating():
        pass

    assert caplog.text.count("was not heard: the connection failed") == 2


def test_a_fault_of_our_own_is_told_and_goes_on_its_way():
    with (
        listening() as (url, heard),
        pytest.raises(ZeroDivisionError),
        Heartbeat(url, lambda: True).beating(),
    ):
        raise ZeroDivisionError

    assert heard == ["/start", "/fail"]


def test_in_the_debug_log_of_the_library_its_id_is_hidden(opened, x, monkeypatch, caplog):
    from monitor.redaction import redacted

    caplog.set_level(logging.DEBUG)
    with listening() as (url, _):
        once(opened, monkeypatch, url)

    assert "6b1c5e0a" not in redacted(caplog.text)


@pytest.mark.parametrize(
    "url", ["hc-ping.com/id", "http://hc-ping.com/id", "https://kuma/push?status=up", "ftp://a/b"]
)
def test_an_address_that_is_none_is_a_fault_and_is_not_shown(watch, monkeypatch, url):
    monkeypatch.setenv("MONITOR_HEARTBEAT_URL", url)

    with pytest.raises(ConfigError) as refused:
        load_config(watch.folder / "config.yaml")

    assert "MONITOR_HEARTBEAT_URL" in str(refused.value)
    assert url not in str(refused.value)


def test_a_database_that_is_gone_is_told_as_a_failure_and_the_clock_goes_on(
    opened, watch, monkeypatch
):
    monkeypatch.setenv("MONITOR_DATABASE_URL", "")
    with listening() as (url, heard):
        monkeypatch.setenv("MONITOR_HEARTBEAT_URL", url)
        monitor = opened()
        (watch.folder / "monitor.db").rename(watch.folder / "elsewhere.db")
        said = schedule.run_once(monitor, lambda *_: None, by_clock=True)
        (watch.folder / "elsewhere.db").rename(watch.folder / "monitor.db")

    assert heard == ["/start", "/fail"]
    assert "was taken away" in str(said[0].error)


def test_a_round_that_was_held_up_and_left_no_trace_is_a_failure(opened, x, monkeypatch):
    monitor = opened()
    monitor.live.collect("x")
    x.advance(minutes=15)
    with listening() as (url, heard), monitor.store.only_writer_of("x"):
        once(opened, monkeypatch, url)

    assert heard == ["/start", "/fail"]


def test_an_ordinary_path_of_a_heartbeat_is_no_secret(opened, monkeypatch):
    from monitor.redaction import redacted

    monkeypatch.setenv("MONITOR_HEARTBEAT_URL", "https://my.host/reports")
    opened()

    assert redacted("demo/reports/2020-07-02.html") == "demo/reports/2020-07-02.html"
