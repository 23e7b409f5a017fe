"""CSV to posts: any platform's, as a spreadsheet or a script wrote them.

id or tweet_id, text, created_at (with its UTC offset)     needed
author_id or author, lang, url, kind                       where known
"""

import csv
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


def is_table(line: bytes) -> bool:
    """Whether a file that begins with this line has the columns of a table of posts."""
    return any(all(name in found for name in _NEEDED) for found in _headers(_decoded(line)))


def read_table(lines: Lines, platform: str) -> Iterator[Post | Rejected]:
    """The post of each row; a broken row costs itself alone."""
    texts = (_decoded(line or b"\n") for line in lines)
    header = next(texts, "")
    columns = max(_headers(header), key=len)
    rows = csv.reader(texts, delimiter=_DELIMITERS[_headers(header).index(columns)])
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Rejected(f"line {lines.number}", f"the row is broken ({error})")
            continue
        if any(cell.strip() for cell in row):
            yield _item(row, columns, platform, f"line {lines.number}")


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
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # no table at all: a picture, a program
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
