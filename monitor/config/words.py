"""Small questions about words that the checks of a configuration ask."""

import difflib
from collections.abc import Iterable, Sequence

from monitor.words import fits


def stands_within(cut: Sequence[str], words: Sequence[str]) -> bool:
    """Whether what a wording asks for is found within another."""
    runs = (words[start : start + len(cut)] for start in range(len(words) - len(cut) + 1))
    return any(all(map(fits, run, cut)) for run in runs)


def close_to(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    by_case = {name.casefold(): name for name in sorted(known)}
    near = difflib.get_close_matches(word.casefold(), by_case, 1, 0.6)
    return by_case[near[0]] if near else None


def instead_of(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """What to write in the place of a name that there is not."""
    near = close_to(name, known)
    return f"Did you mean {near}?" if near else f"Write {' or '.join(sorted(known))}{otherwise}"
