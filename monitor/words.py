"""Words and links as they are compared, in posts and in the configuration alike.

Case and accents do not count. Words are runs of letters and digits; a hashtag
and an at-mention are one word, without their sign.
"""

import html
import ipaddress
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://")
_TOKEN = re.compile(r"(?<!\w)[#@]\w+|[^\W_]+")
# Letters that Unicode does not take apart into a letter and a mark, and marks
# that hide inside words without being seen.
_PLAIN = str.maketrans("łøđħŧıŀ", "lodhtil", "\u00ad\u200c\u200d\u2060\ufeff")
# Python refuses to read a number of more than 4,300 digits; no character has eight.
_ENDLESS = re.compile(r"&#[0-9]{4000,};?")


def unescaped(text: str) -> str:
    """The text without HTML's entities, whatever numbers somebody wrote into them."""
    return html.unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def tokens_of(text: str) -> list[str]:
    """The words of a text in order; hashtags and at-mentions with their sign."""
    return _TOKEN.findall(_folded(text))


def placed_tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """The same tokens, each with where it begins in the text as written, and where it ends.

    A letter and the marks above it are one; folding may make several letters of one.
    """
    letters = [_letter(char) for char in text]
    # `at[n]` is the character of the text that gave the n-th of the folded ones
    at = [place for place, folded in enumerate(letters) for _ in folded]
    for found in _TOKEN.finditer("".join(letters)):
        start, end = at[found.start()], at[found.end() - 1] + 1
        while end < len(letters) and not letters[end]:
            end += 1
        yield found[0], start, end


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in order, without signs; none where it holds none."""
    return tuple(token.lstrip("#@") for token in tokens_of(text))


def line_of(words: Sequence[str]) -> str:
    """Words as one line, in which a run of words is found as a piece of text."""
    return f" {' '.join(words)} "


def bare_link(link: str) -> str:
    """A link as it is compared: no scheme, `www.`, query, fragment, case or last slash."""
    bare = _SCHEME.sub("", unquote(link).strip().casefold())
    return re.split("[?#]", bare)[0].removeprefix("www.").rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _folded(text: str) -> str:
    """Without case and accents: `Lipińska` and `LIPINSKA` are one word."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    bare = "".join(char for char in apart if not unicodedata.category(char).startswith("M"))
    return bare.casefold()


_letter = lru_cache(4096)(_folded)
"""Folding looks at one character after another, so that a text is the sum of its letters."""


def balanced(term: str) -> bool:
    """Whether the quotes and parentheses of a search term close, so that it can stand
    among others.
    """
    depth = 0
    for char in re.sub(r'"[^"]*"', "", term):
        if char == '"':
            return False
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0
