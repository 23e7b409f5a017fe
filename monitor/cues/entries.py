"""Cues made ready: from how they are written to what a clause is held against."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

from monitor.words import words_of

MOST_BETWEEN = 5
"""The most words that a * stands for."""

Words = tuple[str, ...]
Names = Mapping[str, frozenset[Words]]
"""What {title} and its like stand for."""

APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_ENTRY = re.compile(r"([\^~]*)([^\^~$?]*)([$?]*)")
_PART = re.compile(r"\[(?:[^\[\]*]|\[[^\[\]*]*\])*\]|\{[a-z]+\}|\*|[^\[\]{}*|]+|.", re.S)
_OR = re.compile(r"\|(?![^\[]*\])")
_GLUED = re.compile(r"(\w+)\{title\}")


Tree = dict[str, "Tree"]
"""Runs of words of which any may come: what follows, by the next word."""
_END = ""
"""Stands in a tree where a run may end."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cue, as written and as the parts that follow each other."""

    written: str
    parts: tuple[Tree | None, ...]
    """None is a *."""
    words: frozenset[str]
    """All that its parts may say, where there is a *: what else stands there is no part of it."""
    opens: bool
    is_weak: bool
    ends: bool
    asks: bool

    def first_words(self) -> set[str]:
        firsts: set[str] = set()
        for part in self.parts:
            firsts.update(part or ())
            if not part or _END not in part:
                break
        return firsts - {_END}

    def ends_from(self, words: Words, start: int) -> set[int]:
        """Where it may end in a clause if it starts there: behind its last word."""
        found = {start}
        for part in self.parts:
            if part is None:
                found = {at + gap for at in found for gap in range(MOST_BETWEEN + 1)}
            else:
                found = {end for at in found for end in _after(part, words, at)}
            if not found:
                break
        return found


def names_of(titles: Iterable[str]) -> Names:
    """{title}, which stands for any of these."""
    return {"title": frozenset(filter(None, map(_words, titles)))}


def with_name(names: Names, name: str, runs: str) -> Names:
    """One more name, for runs between `|`; [ ] and earlier names may stand in it.

    Raises `ValueError` where they are not well written.
    """
    return {**names, name: frozenset(_runs_of_all(runs, names))}


def entries_of(written: Iterable[str], names: Names) -> Iterator[Entry]:
    """Each entry made ready. Raises `ValueError` for one that cannot be."""
    trees = {f"{{{name}}}": _tree(runs) for name, runs in names.items()}
    for one in written:
        yield _entry(one, names, trees)


def _entry(written: str, names: Names, trees: Mapping[str, Tree]) -> Entry:
    found = _ENTRY.fullmatch(written.strip())
    before, plain, behind = found.groups() if found else ("", "", "")
    every = _pieces(plain, names)
    if strays := set("[]{}|").intersection(every):
        raise ValueError(f"cue {written!r} holds a {min(strays)} out of place")
    pieces = [piece for piece in every if piece[0] in "*[{" or words_of(piece)]
    parts = [
        None if p == "*" else trees[p] if p in trees else _tree(_runs(p, names)) for p in pieces
    ]
    between = [part is None for part in parts]
    if not parts or between[0] or between[-1] or (True, True) in pairwise(between):
        raise ValueError(f"cue {written!r} holds no word, or none on one side of a *")
    if all(part and _END in part for part in parts):
        raise ValueError(f"cue {written!r} holds no word that must be there")
    said = (word for piece in pieces for run in _runs(piece, names) for word in run)
    words = frozenset(said if None in parts else ())
    marks = ("^" in before, "~" in before, "$" in behind, "?" in behind)
    return Entry(written, tuple(parts), words, *marks)


def _pieces(plain: str, names: Names) -> list[str]:
    """Words, choices, names and stars, in order."""

    def glued(found: re.Match[str]) -> str:
        joined = [found[1] + "".join(run) for run in sorted(names["title"])]
        return f"[{'|'.join(joined)}]" if joined else "{title}"

    return _PART.findall(_GLUED.sub(glued, APOSTROPHE.sub("", plain)))


def _runs(piece: str, names: Names) -> set[Words]:
    """The runs of words that a piece may be."""
    if piece == "*":
        return set()
    if piece.startswith("["):
        return set(_runs_of_all(piece[1:-1], names))
    if piece.startswith("{"):
        if piece[1:-1] not in names:
            raise ValueError(f"{piece} is no name")
        return set(names[piece[1:-1]])
    return {words_of(piece)}


def _runs_of_all(written: str, names: Names) -> Iterator[Words]:
    for run in _OR.split(written):
        for choice in product(*(_runs(piece, names) for piece in _pieces(run, names))):
            yield tuple(word for words in choice for word in words)


def _words(text: str) -> Words:
    return words_of(APOSTROPHE.sub("", text))


def _tree(runs: Iterable[Words]) -> Tree:
    tree: Tree = {}
    for run in runs:
        here = tree
        for word in run:
            here = here.setdefault(word, {})
        here[_END] = {}
    return tree


def _after(tree: Tree, words: Words, at: int) -> Iterator[int]:
    """Where the runs that begin there end."""
    here: Tree | None = tree
    while here is not None:
        if _END in here:
            yield at
        here = here.get(words[at]) if at < len(words) else None
        at += 1
