"""JSON lines to posts: twarc2's pages, its flattened posts, and our own export."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from monitor.models import Post, Rejected
from monitor.sources import fields
from monitor.sources.archive.lines import Lines
from monitor.sources.x.answer import posts_of


def read_records(lines: Lines) -> Iterator[Post | Rejected]:
    """The posts of each line; a broken line costs itself alone."""
    for line in lines:
        where = f"line {lines.number}"
        if line is None:
            yield Rejected(where, "it is too long")
        elif line.strip():
            yield from _line(line, where)


def platform_of(line: bytes) -> str | None:
    """Whose posts a file with this line holds; None where each says it itself."""
    try:
        return None if _is_ours(json.loads(line)) else "x"
    except (ValueError, RecursionError):
        return "x"


def _line(line: bytes, where: str) -> Iterator[Post | Rejected]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        yield Rejected(where, "it is no whole JSON")
        return
    if not isinstance(record, dict):
        yield Rejected(where, "it is no JSON object")
    elif _is_ours(record):
        yield _own(record, where)
    else:
        yield from posts_of(record, where)


def _is_ours(record: Any) -> bool:
    """Only our own export names the platform of each post."""
    return isinstance(record, dict) and "platform" in record and "data" not in record


def _own(record: Mapping[str, Any], where: str) -> Post | Rejected:
    try:
        return _post(record)
    except ValueError as error:
        return Rejected(where, str(error))


def _post(record: Mapping[str, Any]) -> Post:
    native_id, body = fields.identity(record.get("id")), fields.text(record.get("text"))
    original = record.get("original_text")
    return Post(
        platform=fields.identity(record.get("platform"), "platform"),
        native_id=native_id,
        latest_id=fields.optional_identity(record.get("latest_id")) or native_id,
        created_at=fields.moment(record.get("created_at")),
        text=body,
        kind=fields.kind(record.get("kind"), body),
        author=fields.optional_identity(record.get("author")),
        language=fields.language(record.get("language")),
        links=fields.links(fields.listed(record.get("links"))),
        original_text=original if isinstance(original, str) else None,
        original_id=fields.optional_identity(record.get("original_id")),
    )
