"""One answer of X's API v2 to posts: the shape that twarc2 writes to files.

X renamed its fields in 2026 (`referenced_tweets` became `referenced_posts`,
and so on) while archives keep the old names: both generations are read.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from monitor.models import Kind, Post, Rejected
from monitor.sources import fields

_Json = Mapping[str, Any]
_KINDS: dict[Any, Kind] = {
    "retweeted": "repost",
    "reposted": "repost",
    "quoted": "quote",
    "replied_to": "reply",
}
_STRONGEST_FIRST: tuple[Kind, ...] = ("repost", "quote", "reply")


def posts_of(answer: _Json, where: str) -> Iterator[Post | Rejected]:
    """The posts of an answer, in its order; `includes` are not results."""
    results = _results(answer)
    included = _included(answer)
    for number, result in enumerate(results, 1):
        place = where if len(results) == 1 else f"{where}, post {number}"
        try:
            yield post_of(result, included)
        except ValueError as error:
            yield Rejected(place, str(error))


def _results(answer: _Json) -> list[Any]:
    """What `data` holds; of a flattened answer, the line itself."""
    if "data" in answer:
        data = answer["data"]
        return data if isinstance(data, list) else [data]
    # An answer without any post has no `data`, but says how many it found.
    return [] if "meta" in answer or "errors" in answer else [answer]


def _included(answer: _Json) -> dict[str, _Json]:
    includes = fields.mapping(answer.get("includes"))
    both = [*fields.listed(includes.get("tweets")), *fields.listed(includes.get("posts"))]
    return {str(post["id"]): post for post in both if isinstance(post, dict) and "id" in post}


def post_of(result: Any, included: Mapping[str, _Json]) -> Post:
    """One post; raises `ValueError` where it is none.

    An edited post is known by the first id of its history, and its moment is
    the one inside that id, whichever version came.
    """
    if not isinstance(result, dict) or "text" not in result:
        raise ValueError(f"it is no post, but {_told(result)}")
    latest_id = fields.identity(result.get("id"))
    history = map(fields.optional_identity, fields.listed(_either(result, "edit_history_{}_ids")))
    native_id = min([*filter(None, history), latest_id], key=lambda i: (len(i), i))
    body = _full_text(result)
    kind, references = _references(result, body)
    repeated = next((r for r in references if _kind(r) == "repost"), None)
    original = None if repeated is None else _original(repeated, included)
    return Post(
        platform="x",
        native_id=native_id,
        latest_id=latest_id,
        created_at=_created_at(result, native_id, latest_id),
        text=body,
        kind=kind,
        author=fields.optional_identity(result.get("author_id")),
        language=fields.language(result.get("lang")),
        links=_links(result if original is None else original),
        original_text=None if original is None else _full_text(original),
        original_id=None if repeated is None else fields.optional_identity(repeated.get("id")),
        original_author=fields.optional_identity((original or {}).get("author_id")),
    )


def _told(value: Any) -> str:
    """What stands there instead: users, counts and deletions have no text."""
    keys = [fields.said(key, 20) for key in value][:6] if isinstance(value, dict) else []
    return f"something with {', '.join(sorted(keys))}" if keys else "another value"


def _either(holder: _Json, name: str) -> Any:
    """The value under X's old word or its new one."""
    return holder.get(name.format("tweet")) or holder.get(name.format("post"))


def _full_text(result: _Json) -> str:
    """Long posts have their full text apart; `text` is cut at 280 characters."""
    long = fields.mapping(_either(result, "note_{}"))
    return fields.text(long.get("text", result.get("text")))


def _created_at(result: _Json, native_id: str, latest_id: str) -> Any:
    inside = fields.snowflake_moment(native_id)
    if inside and (native_id != latest_id or result.get("created_at") is None):
        return inside
    return fields.moment(result.get("created_at"))


def _references(result: _Json, body: str) -> tuple[Kind, list[_Json]]:
    listed = fields.listed(_either(result, "referenced_{}s"))
    references: list[_Json] = [reference for reference in listed if isinstance(reference, dict)]
    kinds = {_kind(reference) for reference in references}
    told: Kind | None = next((k for k in _STRONGEST_FIRST if k in kinds), None)
    if told is None and result.get("created_at") is not None:
        told = "original"  # X was asked for more than its default fields, and tells no reference
    return fields.kind(told, body), references


def _kind(reference: _Json) -> Kind | None:
    told = reference.get("type")
    return _KINDS.get(told) if isinstance(told, str) else None


def _original(reference: _Json, included: Mapping[str, _Json]) -> _Json | None:
    """The post a repost repeats: in `includes`, or inlined by `twarc2 flatten`."""
    inlined = reference if isinstance(reference.get("text"), str) else None
    found = included.get(str(reference.get("id")), inlined)
    return found if found and isinstance(found.get("text"), str) else None


def _links(result: _Json) -> tuple[str, ...]:
    """Expanded links of the text and, in long posts, of the full text."""
    long = fields.mapping(_either(result, "note_{}"))
    entities = (fields.mapping(holder.get("entities")) for holder in (result, long))
    urls = [url for some in entities for url in fields.listed(some.get("urls"))]
    names = ("unwound_url", "expanded_url")
    return fields.links(url.get(name) for url in urls if isinstance(url, dict) for name in names)
