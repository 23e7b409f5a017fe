"""What is wrong with a cue as it is written; None where nothing is."""

import re

from monitor.config.words import instead_of
from monitor.models import CUE_SETS
from monitor.words import words_of

_Wrong = tuple[str, str] | None
"""The problem, and what to do."""
_CUE = re.compile(r"[\^~]*([^\^~$?]*)[$?]*")
_CHOICE = re.compile(r"\[([^\[\]*]*)\]")


def wrong_in_cue(value: str) -> _Wrong:
    """A cue needs words that must be there, also on each side of a *."""
    found = _CUE.fullmatch(value.strip())
    plain = found[1].replace("{title}", "title") if found else "["
    if set("[]{}|") & set(_CHOICE.sub("", plain)) or set("{}") & set(plain):
        fix = (
            "Write choices as [remove|ban], the film as {title}; ^ and ~ stand first, $ and ? last"
        )
        return f"{value!r} is not well written", fix
    sides = _CHOICE.sub(" choice ", plain).split("*")
    if not all(map(words_of, sides)) or not words_of(_CHOICE.sub(_least, plain)):
        problem = f"{value!r} holds no word, or none on one side of a *"
        return problem, 'Write words, as "sign the petition" or "remove * from netflix"'
    return None


def _least(choice: re.Match[str]) -> str:
    """What a choice says at least: nothing, where one of it is empty."""
    return f" {choice[1]} " if all(map(words_of, choice[1].split("|"))) else " "


def wrong_in_set(value: str) -> _Wrong:
    """A set of cues must be one that comes with the monitor."""
    if value in CUE_SETS:
        return None
    return f"{value!r} is no set of cues", instead_of(value, CUE_SETS)
