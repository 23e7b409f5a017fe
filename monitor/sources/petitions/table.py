"""Figures of a table: each row a moment and a count.

at, date, moment or created_at     needed: a moment with its UTC offset, or a bare day
count or signatures                needed: a whole number, as 65000 or "65,000"
petition, kind, origin or source   where known

A bare day stands for its noon, since nobody said when.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import cast

from monitor.models import Rejected, SignatureKind, Signatures
from monitor.sources.archive.lines import Lines
from monitor.sources.petitions.said import Said, in_one_line, petition_named

OWN = "own recording"
"""The origin of a counter that was seen, where none is told."""
_NAMES = {
    "at": ("at", "date", "moment", "created_at"),
    "count": ("count", "signatures"),
    "petition": ("petition",),
    "kind": ("kind",),
    "origin": ("origin", "source"),
}
_NEEDED = ("at", "count")
_DELIMITERS = (",", ";", "\t")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Not parted by dots: 3.500 is 3,500 to one and 3.5 to another. Number columns with
# holes are written as 3500.0 by programs.
_COUNT = re.compile(r"(-?[0-9]{1,15})(?:\.0)?")
_PARTED = re.compile(r"[0-9]{1,3}(?:([, '\u2019\u00a0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3}){0,4}")


def is_table(line: bytes) -> bool:
    """Whether a file that begins with this line has the columns of a table of figures."""
    return all(name in _header(line)[1] for name in _NEEDED)


def missing(line: bytes) -> str:
    """What to tell of a first line that is neither JSON nor the header of such a table."""
    _, columns = _header(line)
    gone = [" or ".join(_NAMES[name]) for name in _NEEDED if name not in columns]
    return f"its first line names no column {' and no column '.join(gone)}"


def figures(lines: Lines, said: Said) -> Iterator[Signatures | Rejected]:
    """The figure of each row; a broken row costs itself alone, since no row goes over lines."""
    mark, columns = "", dict[str, int]()
    for line in lines:
        if line is None:
            yield Rejected(f"line {lines.number}", "it is too long")
        elif not line.strip():
            continue
        elif not columns:
            mark, columns = _header(line)
        else:
            yield _figure(_cells(_decoded(line), mark), columns, said, f"line {lines.number}")


def _header(line: bytes) -> tuple[str, dict[str, int]]:
    """How the columns are parted, and where those stand that we know."""
    text = _decoded(line)
    found = [(mark, _columns(_cells(text, mark))) for mark in _DELIMITERS]
    return max(found, key=lambda each: len(each[1]))


def _columns(cells: Sequence[str]) -> dict[str, int]:
    named = [cell.strip().casefold() for cell in cells]
    found = {name: [a for a in aliases if a in named] for name, aliases in _NAMES.items()}
    return {name: named.index(aliases[0]) for name, aliases in found.items() if aliases}


def _cells(line: str, mark: str) -> list[str]:
    """The cells of a line; none where its quotes are broken."""
    try:
        return next(csv.reader([line], delimiter=mark, strict=True), [])
    except csv.Error:
        return []


def _decoded(line: bytes) -> str:
    """Bytes that are no UTF-8 become surrogates, which no row may hold."""
    return line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def _figure(
    row: Sequence[str], columns: Mapping[str, int], said: Said, where: str
) -> Signatures | Rejected:
    if not row:
        return Rejected(where, "the row is broken: look at its quotes")
    cells = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
    try:
        return _read(cells, said)
    except ValueError as error:
        return Rejected(where, str(error))


def _read(cells: Mapping[str, str], said: Said) -> Signatures:
    if any("\udc80" <= char <= "\udcff" for cell in cells.values() for char in cell):
        raise ValueError("it is not UTF-8; save the table as UTF-8")
    told = in_one_line(cells.get("origin", "")) or said.origin
    kind = cells.get("kind", "").casefold() or said.kind or ("reported" if told else "observed")
    if kind in ("reported", "official") and not told:
        raise ValueError(f"a figure that is {kind} needs its origin: who said so, and when")
    return Signatures(
        petition=petition_named(cells.get("petition", "")) or said.petition or said.unnamed,
        at=_moment(cells.get("at", ""), said),
        count=_count(cells.get("count", "")),
        kind=cast(SignatureKind, kind),
        origin=told or OWN,
    )


def _moment(text: str, said: Said) -> datetime:
    if not text:
        raise ValueError("its moment is missing")
    try:
        if _DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time(12), said.zone)
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            "its moment is none; write 2020-07-02T10:00+01:00, or the day alone"
        ) from None


def _count(text: str) -> int:
    if parted := _PARTED.fullmatch(text):
        text = text.replace(parted[1], "")
    if not (whole := _COUNT.fullmatch(text)):
        raise ValueError("its count is no whole number; write it as 65000")
    return int(whole[1])
