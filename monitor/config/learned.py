"""The named sets of what a topic may have learned, which stand beside this file.

A line gives the points of a word or of two that follow one another, the first
of them the points to begin with; `#` begins a remark.
"""

from functools import cache
from importlib.resources import files

from monitor.config.words import instead_of
from monitor.models import LEARNED_SETS


@cache
def learned_set(name: str) -> tuple[tuple[str, float], ...]:
    """The entries of the set of that name, with their points."""
    text = (files("monitor.config") / f"{name}.txt").read_text("utf-8")
    lines = (line.partition("#")[0].split(maxsplit=1) for line in text.splitlines())
    return tuple((" ".join(line[1:]).strip(), float(line[0])) for line in lines if line)


def wrong_in_learned(name: str) -> tuple[str, str] | None:
    """The problem with a name, and what to do; None where there is a set of that name."""
    if name in LEARNED_SETS:
        return None
    fix = instead_of(name, LEARNED_SETS, ", or take it out")
    return f"{name!r} is no set that was learned", fix
