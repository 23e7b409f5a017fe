"""CSV to posts: any platform's, as a spreadsheet or a script wrote them.

id or tweet_id, text, created_at (with its UTC offset)     needed
author_id or author, lang, url, kind                       where known
"""

import csv
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from monitor.models import Post, Rejected
from monitor.sources import fields
from monitor.sources.archive.lines import Lines

_NAMES = {
    "id": ("id", "tweet_id"),
    "text": ("text",),
    "created_at": ("created_at",),
    "author": ("author_id", "author"),
    "lang": ("lang",),
    "url": ("url",),
    "kind": ("kind",),
}
_NEEDED = ("id", "text", "created_at")
_DELIMITERS = (",", ";", "\t")
_ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+\d+")


def is_table(line: bytes) -> bool:
    """Whether a file that begins with this line has the columns of a table of posts."""
    return any(all(name in found for name in _NEEDED) for found in _headers(_decoded(line)))


def read_table(lines: Lines, platform: str) -> Iterator[Post | Rejected]:
    """The post of each row; a broken row costs itself alone."""
    texts = ((lines.number, _decoded(line or b"\n")) for line in lines)
    _, header = next(((n, text) for n, text in texts if text.strip()), (0, ""))
    columns = max(_headers(header), key=len)
    delimiter = _DELIMITERS[_headers(header).index(columns)]
    rows, width = _Rows(texts, delimiter), len(_cells(header, delimiter))
    for number, row in rows:
        if row is None:
            yield Rejected(f"line {number}", "the row is broken: look at its quotes")
        elif any(cell.strip() for cell in row):
            item = _item(row, columns, platform, f"line {number}")
            # A row of as many cells as the header is whole, however many lines it
            # takes: to read them again would make posts of what its text says.
            if isinstance(item, Post) or len(row) == width or not rows.read_again():
                yield item
            else:
                yield Rejected(f"line {number}", f"{item.reason}; look at its quotes")


class _Rows:
    """Rows of lines, each with the number of its first line; None for one that is broken.

    A stray quote makes one row of all lines up to the next quote. Such a row
    is none, so only its first line is given up: the others are read again.
    Quotes must be right over several lines, and may be sloppy within one.
    """

    def __init__(self, lines: Iterator[tuple[int, str]], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._again: deque[tuple[int, str]] = deque()
        self._row: list[tuple[int, str]] = []
        """The lines that the row in hand was made of."""

    def __iter__(self) -> Iterator[tuple[int, list[str] | None]]:
        while True:
            self._row = []
            try:
                # A reader of its own for each row: none remembers an open quote.
                row: list[str] | None = next(
                    csv.reader(self._feed(), delimiter=self._delimiter, strict=True)
                )
            except StopIteration:
                return
            except csv.Error:
                alone = not self.read_again()
                row = (alone and _cells(self._row[0][1], self._delimiter)) or None
            yield self._row[0][0], row

    def read_again(self) -> bool:
        """Give all but the first line of this row back; whether there was any."""
        rest = self._row[1:]
        self._again.extendleft(reversed(rest))
        return bool(rest)

    def _feed(self) -> Iterator[str]:
        while line := self._again.popleft() if self._again else next(self._lines, None):
            self._row.append(line)
            yield line[1]


def missing_columns(line: bytes) -> str:
    """What to tell of a file that is neither JSON lines nor a table of posts."""
    best = max(_headers(_decoded(line)), key=len)
    if not best:
        return "its first line is neither JSON nor the header of a table with id, text, created_at"
    gone = [" or ".join(_NAMES[name]) for name in _NEEDED if name not in best]
    return f"its first line names no column {' and no column '.join(gone)}"


def _headers(line: str) -> list[dict[str, int]]:
    """For each delimiter, where the columns that we know stand."""
    return [_columns(_cells(line, mark)) for mark in _DELIMITERS]


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line by itself; none where it is no line of a table."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _columns(cells: Sequence[str]) -> dict[str, int]:
    named = [cell.strip().casefold() for cell in cells]
    found = (
        (name, next((named.index(alias) for alias in aliases if alias in named), None))
        for name, aliases in _NAMES.items()
    )
    return {name: place for name, place in found if place is not None}


def _decoded(line: bytes) -> str:
    """Bytes that are no UTF-8 become surrogates, which no row may hold."""
    return line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def _item(
    row: Sequence[str], columns: Mapping[str, int], platform: str, where: str
) -> Post | Rejected:
    cells = {name: row[place] for name, place in columns.items() if place < len(row)}
    try:
        return _post(cells, platform)
    except ValueError as error:
        return Rejected(where, str(error))


def _post(cells: Mapping[str, str], platform: str) -> Post:
    if any("\udc80" <= char <= "\udcff" for cell in cells.values() for char in cell):
        raise ValueError("it is not UTF-8; save the table as UTF-8")
    native_id = fields.identity(cells.get("id"))
    if _ROUNDED.fullmatch(native_id):
        raise ValueError("its id was rounded by a spreadsheet; keep ids as text")
    body = fields.text(cells.get("text"))
    return Post(
        platform=platform,
        native_id=native_id,
        latest_id=native_id,
        created_at=fields.moment(cells.get("created_at")),
        text=body,
        kind=fields.kind(cells.get("kind", "").strip(), body),
        author=fields.optional_identity(cells.get("author")),
        language=fields.language(cells.get("lang")),
        links=fields.links([cells.get("url")]),
    )
