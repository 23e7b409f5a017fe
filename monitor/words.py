"""Words and links as they are compared, in posts and in the configuration alike.

Case and accents do not count. Words are runs of letters and digits; a hashtag
and an at-mention are one word, without their sign.

In entries of the configuration `[it|this film]` is any one of these, and
`glorif*` any word that begins so.
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
_ASKED = re.compile(rf"(?:{_TOKEN.pattern})\*?")
_PIECE = re.compile(r"[\[\]|]|[^\[\]|]+")
# Python refuses to read a number of more than 4,300 digits; no character has eight.
_ENDLESS = re.compile(r"&#[0-9]{4000,};?")


STRAIGHT = str.maketrans("‘’‚‛ʼ′＇“”„‟″＂«»‹›", "'" * 7 + '"' * 10)
"""Curly quotes as they are typed."""


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


MOST_WORDINGS = 500
"""Of one entry: more is a slip, and nobody could read them."""
_DEEPEST = 5
"""Choices within choices."""
_BRIEF = 60
"""Characters of an entry that a message shows."""


def wordings_of(entry: str) -> tuple[str, ...]:
    """All that an entry says: of `[it|this film] is` two wordings; an empty choice is no word.

    Raises `ValueError` for brackets that do not pair off, and for too many wordings.
    """
    if not set("[]|").intersection(entry):
        return (entry,)
    try:
        said = _choices(_PIECE.findall(entry)[::-1], 0)
    except ValueError as wrong:
        raise ValueError(f"{brief(entry)} {wrong}") from wrong
    return tuple(dict.fromkeys(" ".join(one.split()) for one in said))


def brief(entry: str) -> str:
    """An entry as it is named in a message: the beginning of a long one."""
    return repr(entry) if len(entry) <= _BRIEF else f"{entry[:_BRIEF]!r}..."


def _choices(pieces: list[str], depth: int) -> list[str]:
    """What the pieces say up to the ] that closes them; the next piece is the last one."""
    if depth > _DEEPEST:
        raise ValueError("holds choices within choices, too deep to be read")
    said: list[str] = []
    run = [""]
    while pieces:
        piece = pieces.pop()
        if piece == "[":
            inner = _choices(pieces, depth + 1)
            run = [f"{before} {choice} " for before in run for choice in inner]
        elif piece not in "]|":
            run = [before + piece for before in run]
        elif not depth:
            raise ValueError(f"holds a {piece} without its [")
        else:
            said, run = said + run, [""]
            if piece == "]":
                return said
        if len(said) + len(run) > MOST_WORDINGS:
            raise ValueError(f"says more than {MOST_WORDINGS} things")
    if depth:
        raise ValueError("holds a [ without its ]")
    return run


def asked_words(wording: str) -> tuple[str, ...]:
    """The words that a wording asks for; one that ends in * asks for all that begin so."""
    return tuple(word.lstrip("#@") for word in _ASKED.findall(_folded(wording)))


def fits(word: str, asked: str) -> bool:
    """Whether a word of a post is what a word of an entry asks for."""
    return word == asked or (asked[-1:] == "*" and word.startswith(asked[:-1]))


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
