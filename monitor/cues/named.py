"""The named sets of cues, which stand beside this file and can be read as they are.

One cue a line under `supports:` and `opposes:`; `{name} = …` gives runs of words
a name for the lines below; `#` begins a remark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from monitor.cues.entries import Entry, Names, entries_of, with_name

_NAMED = re.compile(r"\{([a-z]+)\} = (.+)")


@dataclass(frozen=True, slots=True)
class CueSet:
    """A named set, with a film's names filled in."""

    supports: tuple[Entry, ...]
    opposes: tuple[Entry, ...]


def named_set(name: str, names: Names) -> CueSet:
    """The set of that name. Raises `ValueError` where there is none."""
    sides: dict[str, list[str]] = {"supports": [], "opposes": []}
    side: list[str] | None = None
    for line in _lines(name):
        if line[:-1] in sides:
            side = sides[line[:-1]]
        elif given := _NAMED.fullmatch(line):
            names = with_name(names, given[1], given[2])
        elif side is not None:
            side.append(line)
    supports, opposes = (tuple(entries_of(cues, names)) for cues in sides.values())
    return CueSet(supports, opposes)


@cache
def _text(name: str) -> str:
    found = files("monitor.cues") / f"{name}.txt"
    if not name.isidentifier() or not found.is_file():
        raise ValueError(f"there is no set of cues {name!r}")
    return found.read_text("utf-8")


def _lines(name: str) -> Iterator[str]:
    for line in _text(name).splitlines():
        if said := line.partition("#")[0].strip():
            yield said
