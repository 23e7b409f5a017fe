"""Figures of petitions as petition.parliament.uk publishes them, and sites of its kind.

One petition (`{"data": {"type": "petition", …}}`), a page of a list of them
(`"data": […]`), or lines of either. Each tells its count at `updated_at`; that
it had passed 10,000 and 100,000 it tells with the moments themselves.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from monitor.errors import UnreadableFileError
from monitor.models import Rejected, Signatures
from monitor.sources import fields
from monitor.sources.archive.lines import Lines
from monitor.sources.petitions.said import Said

LARGEST = 16 * 1024 * 1024
"""Bytes of one document; a petition with its signatures by constituency is 0.2 MB."""
SITE, SITE_NAME = "petition.parliament.uk", "UK Parliament"
THRESHOLDS = {"response_threshold_reached_at": 10_000, "debate_threshold_reached_at": 100_000}
"""What brings an answer of the government, and what a debate: from these moments on it had
at least so many. Other sites ask for fewer under the same names."""
_LINE = 100
"""What a line takes to be held, beside its bytes."""
_TYPES = ("petition", "archived-petition")
_LINK = re.compile(r"https?://(?:www\.)?([\w.-]+(?:/[\w-]+)*/petitions/[0-9]{1,12})(?:\.json)?")
_ID = re.compile(r"[0-9]{1,12}")
_Line = tuple[str, bytes | None]
"""Where it stands, and what; None for one that is too long."""


def is_json(line: bytes) -> bool:
    return line.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def figures(lines: Lines, first: bytes, said: Said) -> Iterator[Signatures | Rejected]:
    """The figures of each petition; a broken line costs itself alone.

    Raises `UnreadableFileError` where one name is said of several petitions.
    """
    names: set[str] = set()
    for found in _petitions(_numbered(lines), first):
        if isinstance(found, Rejected):
            yield found
            continue
        names.add(found.name)
        if said.petition and len(names) > 1:
            raise UnreadableFileError(
                "the file holds several petitions, and --petition would make one of them; "
                "leave it out"
            )
        yield from found.figures(said.petition or found.name)


def _numbered(lines: Lines) -> Iterator[_Line]:
    for line in lines:
        yield f"line {lines.number}", line


@dataclass(frozen=True, slots=True)
class _Petition:
    """One petition as it stands in a file."""

    where: str
    name: str
    origin: str
    attributes: Mapping[str, Any]

    def figures(self, name: str) -> Iterator[Signatures | Rejected]:
        """Its count, and the thresholds that it has passed."""
        for key, least in THRESHOLDS.items() if self.name.startswith(f"{SITE}/") else ():
            if self.attributes.get(key) is not None:
                yield self._figure(name, key, least)
        yield self._figure(name, "updated_at", self.attributes.get("signature_count"))

    def _figure(self, name: str, key: str, count: Any) -> Signatures | Rejected:
        try:
            if count is None:
                raise ValueError("its signature_count is missing")
            at = _moment(key, self.attributes.get(key))
            return Signatures(name, at, count, "official", self.origin)
        except ValueError as error:
            return Rejected(self.where, str(error))


def _petitions(lines: Iterator[_Line], first: bytes) -> Iterator[_Petition | Rejected]:
    for where, record in _records(lines, first):
        if isinstance(record, Rejected):
            yield record
            continue
        own = fields.mapping(record)
        data = own.get("data", own)
        if isinstance(data, list):
            for number, item in enumerate(data, 1):
                yield _petition(item, {}, f"{where}, petition {number}")
        else:
            yield _petition(data, own, where)


def _records(lines: Iterator[_Line], first: bytes) -> Iterator[tuple[str, Any]]:
    """A value of JSON from each line; from the whole file where its first line is none."""
    if isinstance(_loaded(first, ""), Rejected):
        held, rest = _held(lines)
        whole = None if rest else _loaded(b"".join(line or b"" for _, line in held), "")
        if whole is not None and not isinstance(whole, Rejected):
            yield "the file", whole
            return
        lines = chain(held, rest, lines)
    for where, line in lines:
        if line is None or len(line) > LARGEST:
            yield where, Rejected(where, "it is too long")
        elif line.strip():
            yield where, _loaded(line, where)


def _held(lines: Iterable[_Line]) -> tuple[list[_Line], list[_Line]]:
    """All lines of a file that is no larger than a document; else the first, and the next one."""
    held: list[_Line] = []
    size = 0
    for line in lines:
        size += len(line[1] or b"") + _LINE
        if size > LARGEST:
            return held, [line]
        held.append(line)
    return held, []


def _loaded(line: bytes, where: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return Rejected(where, "it is no whole JSON")


def _petition(item: Any, page: Mapping[str, Any], where: str) -> _Petition | Rejected:
    """By its own link, or that of a page that holds it alone; else by its number."""
    petition = fields.mapping(item)
    attributes = petition.get("attributes")
    if petition.get("type") not in _TYPES or not isinstance(attributes, dict):
        return Rejected(where, "it is no petition")
    links = (fields.mapping(each.get("links")).get("self") for each in (petition, page))
    for link in links:
        if isinstance(link, str) and (known := _LINK.fullmatch(link)):
            return _Petition(where, known[1], link, attributes)
    number = str(petition.get("id"))
    if not _ID.fullmatch(number):
        return Rejected(where, "its id is no number")
    return _Petition(where, f"{SITE}/petitions/{number}", SITE_NAME, attributes)


def _moment(key: str, value: Any) -> datetime:
    if not isinstance(value, str):
        raise ValueError(f"its {key} is missing")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"its {key} is no moment") from None
