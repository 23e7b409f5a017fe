"""A text as X shows it, and the words that a search finds in it."""

import hashlib
import html
import re
from dataclasses import dataclass
from typing import Any

_URL = re.compile(r"https?://\S+")
_SHORT = re.compile(r"https://t\.co/\w{10}")
_HASHTAG = re.compile(r"(?<![\w&])[#＃](\w*[^\W\d]\w*)")
_MENTION = re.compile(r"(?<![\w@])@(\w{1,15})\b")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 280
_BREAK = "\N{REPLACEMENT CHARACTER}"
"""Stands where a link stood: the words around it are no neighbours."""

Words = tuple[str, ...]


def words(text: str) -> Words:
    """Runs of letters and digits, in lower case."""
    return tuple(_WORD.findall(text.lower()))


def follows(needle: Words, hay: Words) -> bool:
    """Whether the words stand in the text one after the other."""
    size = len(needle)
    return any(hay[i : i + size] == needle for i in range(len(hay) - size + 1))


@dataclass(frozen=True)
class Wording:
    """What was written, its links shortened as X does."""

    whole: str
    links: tuple[tuple[str, str], ...]

    @property
    def is_long(self) -> bool:
        return len(self.whole) > _LONGEST

    @property
    def cut(self) -> str:
        """`text` ends after 280 characters; a long post has the rest apart."""
        return self.whole[: _LONGEST - 1] + "…" if self.is_long else self.whole

    @property
    def words(self) -> Words:
        parts = _SHORT.split(self.whole)
        found = [word for part in parts for word in (*words(part), _BREAK)]
        return tuple(found[:-1])

    @property
    def hashtags(self) -> frozenset[str]:
        return frozenset(tag.lower() for tag in _HASHTAG.findall(self.whole))

    @property
    def mentions(self) -> frozenset[str]:
        return frozenset(name.lower() for name in _MENTION.findall(self.whole))


def wording(text: str) -> Wording:
    links: list[tuple[str, str]] = []

    def shorten(found: re.Match[str]) -> str:
        digest = hashlib.sha256(f"{len(links)} {found[0]}".encode()).hexdigest()
        links.append((f"https://t.co/{digest[:10]}", found[0]))
        return links[-1][0]

    return Wording(_URL.sub(shorten, text), tuple(links))


def escaped(text: str) -> str:
    return html.escape(text, quote=False)


def entities(shown: str, links: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Where links, tags and names stand in the text shown."""
    found = {
        "urls": [_link(shown, short, full) for short, full in links if short in shown],
        "hashtags": [{**_span(m), "tag": m[1]} for m in _HASHTAG.finditer(shown)],
        "mentions": [
            {**_span(m), "username": m[1], "id": user_id(m[1])} for m in _MENTION.finditer(shown)
        ],
    }
    return {name: some for name, some in found.items() if some}


def user_id(name: str) -> str:
    """One invented number for each name."""
    digest = hashlib.sha256(name.lower().encode()).digest()
    return str(10**9 + int.from_bytes(digest[:6], "big") % (9 * 10**9))


def _link(shown: str, short: str, full: str) -> dict[str, Any]:
    start = shown.index(short)
    display = full.split("://", 1)[1].removeprefix("www.")
    told = {"url": short, "expanded_url": full, "display_url": display[:26]}
    return {"start": start, "end": start + len(short), **told}


def _span(found: re.Match[str]) -> dict[str, Any]:
    return {"start": found.start(), "end": found.end()}
