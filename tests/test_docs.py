"""What is documented exists, and what exists is documented."""

import contextlib
import io
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import typer
from pydantic import BaseModel

from monitor.cli import app, main
from monitor.config.environment import TOKEN_NAMES, Environment
from monitor.config.schema import WatchEntry
from tests.cli.test_door import commands
from tests.test_floor_plan import DOORS, FLOORS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
pytestmark = pytest.mark.xdist_group("docs")  # the documented examples run in one demo


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def keys(model: type[BaseModel]) -> Iterator[str]:
    """Every key of the configuration, at any depth."""
    for name, field in model.model_fields.items():
        yield name
        yield from (key for inner in _models(field.annotation) for key in keys(inner))


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


@pytest.mark.parametrize("name", commands())
def test_every_command_has_its_place_and_an_example(name):
    section = re.split(r"^## ", page("commands.md"), flags=re.MULTILINE)
    (mine,) = (text for text in section if text.startswith(f"{name}\n"))

    assert f"$ monitor {name}" in mine


def test_no_command_is_documented_that_is_not_there():
    headings = re.findall(r"^## (\S+)$", page("commands.md"), re.MULTILINE)

    assert set(headings) == set(commands())


def options() -> list[tuple[str, str]]:
    """Every option of every command, as typer gives it to the shell."""
    group = typer.main.get_command(app)
    return [
        (name, option)
        for name, command in group.commands.items()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    ]


@pytest.mark.parametrize(("name", "option"), options())
def test_every_option_of_a_command_is_documented_in_its_place(name, option):
    text = page("commands.md")
    mine = text.split(f"## {name}\n")[1].split("\n## ")[0]

    assert option in (text if option == "--json" else mine)


def test_the_commands_have_options_to_document():
    assert len(options()) > 20


@pytest.mark.parametrize("key", sorted(set(keys(WatchEntry))))
def test_every_key_of_the_configuration_is_documented(key):
    assert f"`{key}`" in page("configuration.md")


def test_every_variable_of_the_environment_is_documented():
    names = [name.upper() for name in Environment.model_fields]
    ours = (f"MONITOR_{name}" for name in names if not name.startswith("X_"))
    theirs = (name for name in names if name.startswith("X_"))
    for name in (*ours, *theirs, *TOKEN_NAMES):
        assert f"`{name}`" in page("configuration.md")


@pytest.mark.parametrize("room", [room for floor in FLOORS for room in floor])
def test_every_room_is_on_the_floor_plan(room):
    assert re.search(rf"^\|.*\| `{room}` \|", page("floor-plan.md"), re.MULTILINE)


@pytest.mark.parametrize("guest", ["vaderSentiment", "sqlmodel", "typer", "rich", "jinja2"])
def test_every_guest_has_its_door_on_the_floor_plan(guest):
    assert guest in DOORS
    assert guest in page("floor-plan.md")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_every_page_is_reached_from_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")

    assert all(f"docs/{path.name}" in readme for path in DOCS.glob("*.md"))


def test_the_readme_begins_with_the_two_commands_and_what_they_print(monitor_demo):
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.search(r"\$ make demo\n(.*?)```", readme, re.DOTALL)

    assert readme.index("$ make demo") < readme.index("$ make test") < readme.index("## Make it")
    assert shown
    for line in monitor_demo.splitlines():
        if not line.startswith(("Ask it", "Your own")):
            assert line.rstrip() in [said.rstrip() for said in shown[1].splitlines()]


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory) -> Path:
    """Where the documented examples were run: in the demo of the README."""
    folder = tmp_path_factory.mktemp("documented")
    (folder / "said").write_text(ran(folder, "demo --folder demo"), "utf-8")
    return folder / "demo"


@pytest.fixture(scope="module")
def monitor_demo(demo_folder) -> str:
    return (demo_folder.parent / "said").read_text("utf-8")


def ran(folder: Path, words: str) -> str:
    """What the command says in that folder; by the front door, in this process."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["monitor", *shlex.split(words)])
        with pytest.raises(SystemExit) as ended:
            main()
    assert not ended.value.code
    return said.getvalue()


def test_the_picture_in_the_readme_is_the_demos_report(demo_folder):
    readme = (ROOT / "README.md").read_text("utf-8")
    made_by = r"`\.venv/bin/monitor --config (demo/\S+) (report .*?) --out (\S+)`"
    command = re.search(made_by, readme)
    assert command

    config, words, path = command.groups()
    ran(demo_folder.parent, f"--config {config} {words} --out report.svg")

    drawn = (demo_folder.parent / "report.svg").read_text("utf-8")
    assert drawn == (ROOT / path).read_text("utf-8")
    assert f"]({path})" in readme


def examples() -> list[tuple[str, list[str]]]:
    """Every documented question with the answer that stands under it."""
    asking = (
        r"^\$ monitor ((?:check|trend|report|posts|signatures|verify|rebuild)[^\n|]*)"
        r"(.*)\n((?:[^`$].*\n)*)"
    )
    found = re.findall(asking, page("commands.md"), re.MULTILINE)
    return [(words, answer.splitlines()) for words, _, answer in found]


@pytest.mark.parametrize(("words", "answer"), examples(), ids=[words for words, _ in examples()])
def test_the_documented_answers_are_the_ones_that_come(words, answer, demo_folder):
    said = [line.rstrip() for line in ran(demo_folder, words).splitlines()]

    assert answer
    assert said[: len(answer)] == [line.rstrip() for line in answer]


def test_the_makefile_has_at_most_eight_recipes():
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    recipes = [line for line in lines if re.match(r"[a-z./]+:", line)]

    assert len(recipes) <= 8
    assert {"demo:", "test:"} <= {line.split()[0] for line in recipes}


def test_requirements_are_pinned_with_hashes_and_name_no_index():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        pinned = re.findall(r"^(\S+)==", text, re.MULTILINE)
        assert len(pinned) > 20
        assert text.count("--hash=sha256:") >= len(pinned)
        assert not re.search(r"index-url|find-links|https?://", text)
