"""Small questions about words that the checks of a configuration ask."""

import difflib
import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")


def has_words(entry: str) -> bool:
    """Whether there is any letter or digit to look for."""
    return _WORD.search(entry) is not None


def same_words(one: str, other: str) -> bool:
    """Whether two entries ask for the same words, whatever case and punctuation."""
    return _words(one) == _words(other)


def contains_words(whole: str, part: str) -> bool:
    """Whether the words of one entry stand in a row within the other's."""
    return f" {' '.join(_words(part))} " in f" {' '.join(_words(whole))} "


def close_to(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    by_case = {name.casefold(): name for name in sorted(known)}
    near = difflib.get_close_matches(word.casefold(), by_case, 1, 0.6)
    return by_case[near[0]] if near else None


def _words(entry: str) -> list[str]:
    return _WORD.findall(entry.casefold())
