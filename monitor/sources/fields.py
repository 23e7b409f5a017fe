"""Fields that all sources read alike: moments, ids, tags, links.

Everything here comes from outside. What cannot be meant raises `ValueError`
in words fit for people; what is merely useless becomes None.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from monitor.models import Kind

X_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=UTC)
"""1288834974657 ms, where X's ids begin to count."""
_FIRST_SNOWFLAKE = 29_700_859_247
"""Ids up to this were given out one by one and hold no time."""
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
_LINK = re.compile(r"[^\s\x00-\x1f\x7f\ud800-\udfff]{1,2000}")
_BARE_REPOST = re.compile(r"RT @\w{1,15}: ")
_KINDS = ("original", "reply", "quote", "repost")
_MOST_LINKS = 50


def moment(value: Any) -> datetime:
    """An ISO 8601 moment with its UTC offset, as aware UTC."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("created_at is missing")
    try:
        read = datetime.fromisoformat(value.strip())
    except ValueError:
        raise ValueError("created_at is no moment") from None
    if read.tzinfo is None:
        raise ValueError("created_at has no UTC offset")
    try:
        return read.astimezone(UTC)
    except OverflowError:
        raise ValueError("created_at is out of range") from None


def snowflake_moment(native_id: str) -> datetime | None:
    """The second in which X gave out an id; None for ids that hold no time.

    X's `created_at` is cut to the second, and so is this: one post has one
    moment, whichever of the two it was read from.
    """
    instant = snowflake_instant(native_id)
    return instant and instant.replace(microsecond=0)


def snowflake_instant(native_id: str) -> datetime | None:
    """The same to the millisecond, as ids are ordered."""
    if not native_id.isascii() or not native_id.isdecimal() or len(native_id) > 19:
        return None
    number = int(native_id)
    if number <= _FIRST_SNOWFLAKE:
        return None
    return X_EPOCH + timedelta(milliseconds=number >> 22)


def identity(value: Any, name: str = "id") -> str:
    """An id as text; JSON may have it as a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is missing")
    if not value.strip().isprintable():  # no database holds half a character
        raise ValueError(f"{name} holds what no id does")
    return value.strip()


def optional_identity(value: Any) -> str | None:
    """An id that a post need not have."""
    try:
        return identity(value)
    except ValueError:
        return None


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("text is missing")
    return value


def language(value: Any) -> str | None:
    """The platform's own tag, lower case; None for what is no tag."""
    known = isinstance(value, str) and _TAG.fullmatch(value.strip())
    return value.strip().lower() if known else None


def links(values: Iterable[Any]) -> tuple[str, ...]:
    """What looks like links, each once, in order."""
    kept = (v.strip() for v in values if isinstance(v, str) and _LINK.fullmatch(v.strip()))
    return tuple(dict.fromkeys(kept))[:_MOST_LINKS]


def kind(value: Any, body: str) -> Kind:
    """The kind that is told, else what the text shows.

    `RT @name: …` is how X begins every repost. Where nothing else tells,
    such a text is not its author's own words, and must not be scored.
    """
    if value in (None, ""):
        return "repost" if _BARE_REPOST.match(body) else "original"
    told = str(value).strip().lower()
    if told not in _KINDS:
        raise ValueError(f"kind is none of {', '.join(_KINDS)}")
    return cast(Kind, told)


def said(value: Any, longest: int) -> str:
    """The platform's own words, cut, as they can be printed and stored: in one line."""
    shown = "".join(char if char.isprintable() else " " for char in str(value)[:longest])
    return " ".join(shown.split())


def mapping(value: Any) -> Mapping[str, Any]:
    """The value where it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []
