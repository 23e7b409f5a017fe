"""`--faults-page PATH`: the fault table with what this run of the tests has shown."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.faults import FAULTS

ROOT = Path(__file__).parents[2]
_HEAD = """# Faults

What can happen to the monitor, what it does about it, and the tests that hold it to that.
Made by the tests themselves: `make test PYTEST="-m '' --faults-page=docs/faults.md"`
"""


@cache
def naming() -> dict[str, list[str]]:
    """By row, the tests that name it, as `tests/test_live.py::test_…`."""
    found: dict[str, list[str]] = {fault.name: [] for fault in FAULTS}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        where = path.relative_to(ROOT).as_posix()
        for test, row in _marked(ast.parse(path.read_text("utf-8"))):
            found.setdefault(row, []).append(f"{where}::{test}")
    return found


def _marked(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            for call in function.decorator_list:
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.fault":
                    yield from ((function.name, ast.literal_eval(row)) for row in call.args)


class Results:
    """Hears how each test ended, and writes the page at the end."""

    def __init__(self, page: Path) -> None:
        self._page = page
        self._ended: dict[str, Counter[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            test = report.nodeid.split("[")[0]
            self._ended.setdefault(test, Counter())[report.outcome] += 1

    def pytest_sessionfinish(self) -> None:
        self._page.parent.mkdir(parents=True, exist_ok=True)
        self._page.write_text(self._rendered(), "utf-8")

    def _rendered(self) -> str:
        tests = naming()
        parts = [_HEAD]
        for fault in FAULTS:
            parts.append(f"\n## {fault.name}: {fault.happens}\n\n{_sentence(fault.does)}\n\n")
            parts.extend(f"- {self._told(test)}\n" for test in tests[fault.name])
        return "".join(parts)

    def _told(self, test: str) -> str:
        where, name = test.split("::")
        ended = self._ended.get(test, Counter())
        how = next((how for how in ("failed", "passed", "skipped") if ended[how]), "not run")
        return f"{how}: {name.removeprefix('test_').replace('_', ' ')} (`{where}`)"


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
