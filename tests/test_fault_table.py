"""Every fault of the table is held by a test that names it, and the page says so."""

import re
from pathlib import Path

import pytest

from tests.faults import FAULTS
from tests.faults.results import naming

ROOT = Path(__file__).parents[1]
ROWS = [fault.name for fault in FAULTS]
MAKE_IT = """make it anew: make test PYTEST="-m '' --faults-page=docs/faults.md\""""


def section(row: str) -> str:
    page = (ROOT / "docs" / "faults.md").read_text("utf-8")
    found = re.search(rf"^## {row}: .*?(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    assert found, f"docs/faults.md has no {row}; {MAKE_IT}"
    return found[0]


def test_the_table_is_whole():
    assert [f"F{number}" for number in range(1, 50)] == ROWS


def test_no_test_names_a_row_that_is_not_there():
    assert set(naming()) == set(ROWS)


@pytest.mark.parametrize("row", ROWS)
def test_every_fault_has_a_test_that_names_it(row):
    assert naming()[row], f"no test is marked with @pytest.mark.fault({row!r})"


@pytest.mark.parametrize("row", ROWS)
def test_the_page_tells_of_each_fault_which_tests_have_passed(row):
    told = re.findall(r"^- passed: (.*) \(`(.*)`\)$", section(row), re.MULTILINE)
    named = (test.split("::") for test in naming()[row])
    expected = [(name.removeprefix("test_").replace("_", " "), path) for path, name in named]

    assert told == expected, MAKE_IT


@pytest.mark.parametrize("fault", FAULTS, ids=ROWS)
def test_the_page_says_what_the_monitor_does(fault):
    assert f"## {fault.name}: {fault.happens}\n" in section(fault.name), MAKE_IT
    assert fault.does[1:] in section(fault.name), MAKE_IT
