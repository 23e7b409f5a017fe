"""`monitor serve` as a process: it begins with one line, reads, and ends without noise."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from importlib import util

import pytest
import requests

from monitor.app.looking import open_to_look
from tests.around_the_clock import GREAT
from tests.web.site import serving

TOKEN = "one-token-of-24-signs-or-more"


@contextmanager
def served(folder, *words, **environment):
    """Its first line, and the process."""
    command = [sys.executable, "-m", "monitor", "serve", "--json", "--port", "0", *words]
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            told = "".join(process.stdout.readline() for _ in range(3))
            assert told, process.stderr.read() if process.stderr else ""
            yield json.loads(told)["url"], process
        finally:
            process.kill()


def get(url, **more):
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url, timeout=20, **more)


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.long)]
)
def test_it_answers_beside_a_writer_and_ends_with_0(monitor, watch, archive, folder, number):
    monitor("import", archive)
    before = (folder / "monitor.db").stat().st_size

    with served(folder) as (url, process):
        told = get(f"{url}api/v1/trends/film?since=2020-07-01&until=2020-07-03").json()
        ran = monitor("import", archive, "--json")
        process.send_signal(number)
        _, said = process.communicate(timeout=20)

    assert [point["volume"] for point in told["points"]] == [1, 2]
    assert ran.json["runs"][0]["unchanged"] == 3
    assert (process.returncode, said) == (0, "")
    assert (folder / "monitor.db").stat().st_size >= before


def test_with_a_token_it_may_be_reached_from_other_machines(monitor, watch, archive, folder):
    monitor("import", archive)

    with served(folder, "--host", "0.0.0.0", MONITOR_WEB_TOKEN=TOKEN) as (url, _):
        local = url.replace("0.0.0.0", "127.0.0.1")
        answers = [
            get(f"{local}api/v1/topics", headers=headers).status_code
            for headers in ({}, {"Authorization": f"Bearer {TOKEN}"})
        ]

    assert answers == [401, 200]


def test_other_machines_are_kept_out_without_one(monitor, watch, archive):
    monitor("import", archive)

    ran = monitor("serve", "--host", "0.0.0.0")

    assert ran.code == 2
    assert "MONITOR_WEB_TOKEN" in ran.err


@pytest.mark.parametrize("name", ["https://example.org", "2001:db8::1", "a b", "."])
def test_a_name_that_can_never_be_asked_for_is_refused(monitor, watch, name):
    ran = monitor("serve", "--allow-host", name)

    assert ran.code == 2
    assert ran.err.startswith(f"monitor: --allow-host {name!r} is no name of a host; write it as ")


def test_a_port_that_is_taken_is_told_in_a_sentence(monitor, watch, archive):
    monitor("import", archive)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ran = monitor("serve", "--port", str(port))

    assert ran.code == 75
    assert ran.err == (
        f"monitor: port {port} of 127.0.0.1 is taken by another process. Stop that one, or "
        "choose another port with --port\n"
    )


def test_an_address_of_no_machine_is_told(monitor, watch, archive, monkeypatch):
    monitor("import", archive)
    monkeypatch.setenv("MONITOR_WEB_TOKEN", TOKEN)

    ran = monitor("serve", "--host", "203.0.113.7", "--port", "0")

    assert ran.code == 2
    assert "203.0.113.7 port 0 cannot be listened on" in ran.err


def test_a_database_that_is_not_there_is_told_and_not_made(monitor, watch, folder):
    ran = monitor("serve")

    assert ran.code == 2
    assert "there is no database" in ran.err
    assert sorted(path.name for path in folder.iterdir()) == ["config.yaml"]


def test_each_page_says_how_it_stands(monitor, live, x, folder):
    x.post(GREAT, at="2026-03-26T11:00")
    monitor("collect")

    with open_to_look(folder / "config.yaml") as looking, serving(looking) as asked:
        page = " ".join(re.sub("<[^>]*>", " ", asked.get("/spend").text).split())
        told = asked.api("spend?since=2026-03-01")

    assert "X ok last success 26 Mar, 13:00 clock not running" in page
    assert "today $0.01 of $1.00 this month $0.01 of $20.00" in page
    assert "Today $0.01, this month $0.01" in page
    assert told["days"] == [{"date": "2026-03-26", "source": "x", "usd": 0.005, "posts": 1}]
    assert told["budgets"] == [{"source": "x", "daily_usd": 1.0, "monthly_usd": 20.0}]


@pytest.mark.parametrize("token", ["short", "with a space in it, and long", "x" * 23])
def test_a_token_that_could_be_guessed_is_refused_and_not_shown(
    monitor, watch, monkeypatch, token
):
    monkeypatch.setenv("MONITOR_WEB_TOKEN", token)

    ran = monitor("serve")

    assert ran.code == 2
    assert "MONITOR_WEB_TOKEN" in ran.err
    assert token not in ran.err


@pytest.mark.parametrize("text", [None, "short\n", "two words that are long enough"])
def test_a_file_that_holds_no_token_is_told(monitor, watch, folder, monkeypatch, text):
    if text:
        (folder / "token").write_text(text)
    monkeypatch.setenv("MONITOR_WEB_TOKEN_FILE", "token")

    ran = monitor("serve")

    assert ran.code == 2
    assert "MONITOR_WEB_TOKEN_FILE: names a file" in ran.err


def test_a_missing_package_is_told_in_a_sentence(monitor, watch, monkeypatch):
    found = util.find_spec
    monkeypatch.setattr(
        "monitor.cli.serving.find_spec",
        lambda name: None if name == "uvicorn" else found(name),
    )

    ran = monitor("serve")

    assert ran.code == 2
    assert ran.err == (
        "monitor: the dashboard needs uvicorn, which is not installed. Install what it needs: "
        "pip install fastapi uvicorn\n"
    )
