"""What is wrong with an entry of a topic as it is written; None where nothing is."""

import re
from collections.abc import Callable

from monitor.words import asked_words, brief, wordings_of, words_of

_Wrong = tuple[str, str] | None
"""The problem, and what to do."""
_IN_QUOTES = '"*"'
_ENDING = re.compile(r"(?<=[^\W_])\*")
"""The * of a word that may go on; any other stands for words."""
_END = "A * ends a word, as glorif*"
_WITHIN = re.compile(r"\*[\w*]|_\*")


def wrong_in_phrase(value: str) -> _Wrong:
    """An entry needs words, whichever of its choices is taken."""
    return _wrong(value, _no_star)


def wrong_in_gapped(value: str) -> _Wrong:
    """The same, with up to five words of any where a * stands between others."""
    return _wrong(value, _star_between)


def wrong_in_near(value: str) -> _Wrong:
    """The same, with at most one * in the phrase's place."""
    return None if value.strip() == _IN_QUOTES else _wrong(value, _one_star)


def _wrong(value: str, stars: Callable[[str], _Wrong]) -> _Wrong:
    try:
        said = wordings_of(value)
    except ValueError as error:
        return str(error), "Write choices as [it|this film] is, and not too many of them"
    for wording in said:
        if _WITHIN.search(wording):
            return f"{brief(value)} holds a * inside a word", _END
        if not asked_words(wording):
            choice = " in one of its choices" if wording != value else ""
            return f"{brief(value)} holds no letter or digit{choice}", "Write words"
    lone = (stars(_ENDING.sub("", wording)) for wording in said)
    found = next(filter(None, lone), None)
    return found and (f"{brief(value)} {found[0]}", found[1])


def _no_star(wording: str) -> _Wrong:
    return ("holds a * of its own", _END) if "*" in wording else None


def _star_between(wording: str) -> _Wrong:
    if all(map(words_of, wording.split("*"))):
        return None
    return "holds no word on one side of a *", "Write words on both"


def _one_star(wording: str) -> _Wrong:
    if wording.count("*") > 1:
        return "holds more than one *", "Write one, where the phrase stands"
    return None
