"""Small questions about words that the checks of a configuration ask."""

import difflib
from collections.abc import Iterable

from monitor.words import line_of, words_of


def same_words(one: str, other: str) -> bool:
    """Whether two entries ask for the same words, as matching compares them."""
    return words_of(one) == words_of(other)


def contains_words(whole: str, part: str) -> bool:
    """Whether the words of one entry stand in a row within the other's."""
    return line_of(words_of(part)) in line_of(words_of(whole))


def close_to(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    by_case = {name.casefold(): name for name in sorted(known)}
    near = difflib.get_close_matches(word.casefold(), by_case, 1, 0.6)
    return by_case[near[0]] if near else None
