"""What the documents give for running it works as far as it can be tried here."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNIT, CONTAINER = ROOT / "docs" / "monitor.service", ROOT / "docs" / "Containerfile"


def unit() -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read(UNIT, "utf-8")
    return parsed


def takes(words: list[str]) -> bool:
    """Whether the program has these options and this command."""
    asked = [sys.executable, "-m", "monitor", *words, "--help"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, timeout=60).returncode == 0


def test_the_unit_starts_a_command_that_there_is():
    program, *words = shlex.split(unit()["Service"]["ExecStart"])

    assert program.endswith("/bin/monitor")
    assert takes(words)


def test_the_unit_is_one_of_systemd(tmp_path):
    tool = shutil.which("systemd-analyze")
    if not tool:
        pytest.skip("systemd-analyze is not on this machine")
    here = tmp_path / "monitor.service"  # the program must be there, or it complains
    text = UNIT.read_text("utf-8").replace("/opt/monitor/bin/monitor", sys.executable)
    here.write_text(text, "utf-8")
    told = subprocess.run([tool, "verify", here], capture_output=True, text=True, check=False)

    assert (told.returncode, told.stderr) == (0, "")


def test_the_unit_stops_gently_and_lets_a_person_mend_what_only_a_person_can():
    service = unit()["Service"]

    assert int(service["TimeoutStopSec"]) >= 60
    assert service["RestartPreventExitStatus"].split() == ["2", "4"]
    assert "X_BEARER_TOKEN=" not in UNIT.read_text("utf-8")


def test_the_container_starts_a_command_that_there_is():
    text = CONTAINER.read_text("utf-8")
    entry, command = (
        re.findall(r'"([^"]+)"', line)
        for line in re.findall(r"^(?:ENTRYPOINT|CMD) (.*)", text, re.M)
    )

    assert entry[0] == "monitor"
    assert takes([*entry[1:], *command])
    assert takes(["status", "--json"])


@pytest.mark.long
def test_what_the_container_copies_is_all_that_the_program_is_built_from(tmp_path):
    for line in re.findall(r"^COPY (.*)", CONTAINER.read_text("utf-8"), re.MULTILINE):
        *sources, target = line.split()
        into = tmp_path / target.removeprefix("/")
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, into, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                into.mkdir(exist_ok=True)
                shutil.copy(ROOT / source, into)
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*wheel, "--wheel-dir", tmp_path, tmp_path / "build"], check=True, timeout=120)

    (made,) = tmp_path.glob("*.whl")
    assert made.stat().st_size > 100_000
