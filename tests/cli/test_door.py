import json
import os
import re
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import typer

from monitor.cli import app
from monitor.errors import UsageError
from tests.cli.conftest import WATCH


def commands() -> dict[str, typer.models.CommandInfo]:
    named = {(c.name or c.callback.__name__): c for c in app.registered_commands}
    return {name.rstrip("_"): command for name, command in named.items()}


def test_the_contract_of_this_version_is_there():
    assert set(commands()) == {
        "init", "demo", "check", "import", "collect", "estimate", "gaps", "status", "run",
        "trend", "report", "posts", "verify", "rebuild", "backup", "restore",
        "audit", "validate", "rescore", "rehearse", "signatures",
        "notify", "export", "serve",
    }  # fmt: skip


@pytest.mark.parametrize("name", commands())
def test_every_help_text_says_what_it_does_and_shows_one_example(monitor, name):
    ran = monitor(name, "--help")

    assert ran.code == 0
    assert f"monitor {name}" in re.sub(r"\s+", " ", ran.out.split("Example:")[1])
    assert commands()[name].callback.__doc__


def test_without_a_command_the_commands_are_listed(monitor):
    ran = monitor()

    assert all(name in ran.out for name in commands())


def test_the_version_is_told(monitor):
    assert re.fullmatch(r"monitor \d+\.\d+\.\d+\n", monitor("--version").out)


def test_an_unknown_option_is_a_wrong_question(monitor):
    assert monitor("trend", "film", "--sinse", "30d").code == 2


def test_a_missing_configuration_is_a_wrong_question(monitor):
    ran = monitor("trend", "film")

    assert ran.code == 2
    assert "monitor init" in ran.err


def test_another_configuration_is_named_before_the_command(monitor, folder):
    (folder / "other.yaml").write_text(WATCH, "utf-8")

    assert monitor("--config", "other.yaml", "check").code == 0


@pytest.mark.fault("F44")
def test_a_database_that_is_none_is_refused_and_left_as_it_is(monitor, watch, folder):
    (folder / "monitor.db").write_text("my diary, not a database\n" * 100, "utf-8")

    ran = monitor("trend", "film")

    assert ran.code == 2
    assert "monitor.db" in ran.err
    assert (folder / "monitor.db").read_text("utf-8").startswith("my diary")


def test_verify_and_rebuild_tell_and_mend(monitor, watch, archive):
    monitor("import", archive)
    assert monitor("verify").code == 0

    import sqlite3

    with sqlite3.connect("monitor.db") as connection:
        connection.execute("update bucket set n = n + 1 where topic = 'film'")
    connection.close()

    found = monitor("verify", "--json")
    assert (found.code, found.json["ok"]) == (1, False)
    assert len(found.json["differences"]) == 3
    assert monitor("rebuild", "--json").json == {"mended": 3}
    assert monitor("verify", "--json").json == {"ok": True, "differences": []}


def test_python_asks_by_the_same_door(watch, archive, monitor):
    from monitor import open_monitor

    monitor("import", archive)
    with open_monitor(watch) as opened:
        points = opened.trend("film", since="2020-07-01", until="2020-07-03", by="day")

    assert [point.volume for point in points] == [1, 2]
    assert points.to_dicts()[0]["coverage"] is None


@pytest.mark.fault("F48")
def test_python_refuses_a_moment_that_tells_no_offset(watch, archive, monitor):
    from monitor import open_monitor

    monitor("import", archive)
    naive = datetime(2020, 7, 1)  # noqa: DTZ001
    with open_monitor(watch) as opened, pytest.raises(UsageError, match="has no UTC offset"):
        opened.trend("film", since=naive)


def process(folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "monitor", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=folder, text=True, **pipes)  # type: ignore[call-overload]


def test_a_reader_that_goes_away_ends_the_command_without_a_traceback(watch, archive, monitor):
    monitor("import", archive)
    running = process(watch.parent, "posts", "--json")
    running.stdout.close()

    assert "Traceback" not in running.stderr.read()
    running.stderr.close()
    running.wait(30)


def test_a_terminal_that_knows_ascii_alone_is_served_and_json_stays_whole(watch, archive, monitor):
    monitor("import", archive)
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "monitor", "trend", "film", "--since", "2020-07-01"]

    plain = subprocess.run(command, env=environment, capture_output=True, timeout=60)
    data = subprocess.run([*command, "--json"], env=environment, capture_output=True, timeout=60)

    assert (plain.returncode, data.returncode) == (0, 0)
    assert b"?" not in plain.stdout
    scorers = json.loads(data.stdout.decode("ascii"))["points"][0]["scorers"]
    assert "±" in next(iter(scorers))


def test_ctrl_c_ends_an_import_with_130_and_keeps_what_was_read(folder, watch, archive, monitor):
    line = archive.read_text("utf-8").splitlines()[1]
    many = folder / "many.jsonl"
    with many.open("w", encoding="utf-8") as file:
        file.writelines(line.replace('"id": "2"', f'"id": "{n}"') + "\n" for n in range(60_000))
    running = process(folder, "import", "many.jsonl")
    while not (folder / "monitor.db.archive.lock").exists():
        assert running.poll() is None

    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)

    assert running.returncode == 130, err
    assert "Traceback" not in out + err
    assert monitor("verify").code == 0
