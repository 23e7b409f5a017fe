"""CSV: the one way in which rows become a table that spreadsheets open.

By RFC 4180: commas, CRLF, quotes doubled; UTF-8 without a mark. Quotes alone
do not keep a spreadsheet from running a cell as a formula, so a text that
begins like one gets an apostrophe in front. Numbers stay numbers, and what is
not known is an empty cell, never 0.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

# As OWASP has it, with the full-width forms; spaces, marks without width and line ends before
# it hide nothing.
_FORMULA = re.compile("[\\s\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]*[=+@＝＋－＠-]|[\t\r]")
# What a terminal obeys; line feed and tab are cells' own.
_OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
_DOUBTFUL = (" ", *"=+-@＝＋－＠")
_SURROGATE = re.compile("[\ud800-\udfff]")


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of a table, each with its end: the names of the columns, then row after row."""
    yield _line(columns)
    for row in rows:
        yield _line([cell(row[name]) for name in columns])


def cell(value: Any) -> str | int | float:
    """What stands in a cell; lists and mappings as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _harmless(text)


def _harmless(text: str) -> str:
    if text.isprintable() and not text.startswith(_DOUBTFUL):
        return text  # most: a million rows are looked through
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _OBEYED.sub(" ", _SURROGATE.sub("\ufffd", lines))
    # Judged as it came, too: what was taken out may have hidden how it begins.
    formula = _FORMULA.match(plain) or _FORMULA.match(text)
    return f"'{plain}" if formula else plain


def _line(cells: Sequence[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
