"""A table holds what was put into it, and no spreadsheet runs any of it."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.csvs import table

FORMULAS = (
    '=HYPERLINK("https://example.org?x="&A1,"here")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)",
    "  =1+1", "\t=1+1", "\r=1+1", "\n=1+1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\x00=1", "\x1b=1",
    "\u202e=1", "＝1+1", "＋1", "－1", "＠a", "\tsafe", "\rsafe", " \u200b \ufeff @x", "-", "=",
)  # fmt: skip
HARMLESS = (
    "",
    "a=1",
    "1-2",
    "’=1",
    "365 days",
    'a "quoted", text',
    "two\nlines",
    "🎬 映画",
    "'=1",
)


def read(parts: list[str]) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(parts), newline=""), strict=True))


def cells(*values: object) -> list[str]:
    """What a reader finds in a row of these values."""
    names = [f"c{n}" for n in range(len(values))]
    header, row = read(list(table(names, [dict(zip(names, values, strict=True))])))
    assert header == names
    return row


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_begins_like_a_formula_has_an_apostrophe_in_front(text):
    (cell,) = cells(text)

    assert cell.startswith("'")
    assert cell.endswith(text.strip()[-1:])


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_is_left_as_it_is(text):
    assert cells(text, "beside") == [text, "beside"]


def test_numbers_stay_numbers_and_what_is_not_known_is_empty():
    assert cells(-0.5, -3, 0, 1e-7, 2**63) == ["-0.5", "-3", "0", "1e-07", "9223372036854775808"]
    assert cells(None, "x", None) == ["", "x", ""]
    assert cells(True, False) == ["true", "false"]


def test_lists_and_mappings_are_json():
    (cell,) = cells({"vader ±0.05": 3})

    assert json.loads(cell) == {"vader ±0.05": 3}


def test_lines_end_and_quotes_double_as_rfc_4180_has_it():
    (line,) = list(table(["a", "b"], [{"a": 'said "no", twice', "b": 1}]))[1:]

    assert line == '"said ""no"", twice",1\r\n'


# A mark of the byte order, escapes, C1, both ways of turning the writing, halves of a letter.
OBEYED = "\x1b]52;c;aGk=\x07\x9b2J\x08\x7f\u200e\u202e\u2066\u2028\ud800\x00"


def test_nothing_that_a_terminal_obeys_is_left():
    (cell,) = cells(f"a{OBEYED}b\r\nc\rd")

    assert not set(cell) & set(OBEYED.replace("]52;c;aGk=", "").replace("2J", ""))
    assert cell.startswith("a")
    assert cell.endswith("b\nc\nd")


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=5))
def test_what_was_written_is_read_again_row_for_row(rows):
    names = ["one", "two"]
    found = read(list(table(names, [dict(zip(names, row, strict=True)) for row in rows])))

    assert found[0] == names
    assert len(found) == len(rows) + 1
    for row, cells_ in zip(rows, found[1:], strict=True):
        for before, after in zip(row, cells_, strict=True):
            begins = after.lstrip(" \t\n\u00a0\u200b\ufeff")[:1]
            assert not begins or begins not in "=+-@＝＋－＠"
            letters = "".join(filter(str.isalnum, before))
            assert letters == "".join(filter(str.isalnum, after))


@given(
    st.text(alphabet="=+-@＝＋－＠ \t\r\n\u00a0\u200b\u2060\ufeff\x00\x1b\u202ea'\"", max_size=6)
)
def test_no_order_of_marks_makes_a_formula(text):
    (cell, _) = cells(text, "x")

    seen = cell.lstrip("".join(filter(str.isspace, cell)) + "\u200b\u200c\u200d\u2060\ufeff")
    assert not seen.startswith(tuple("=+-@＝＋－＠"))
    assert not cell.startswith(("\t", "\r"))
