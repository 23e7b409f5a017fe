"""Which cues of a post count.

The text is read sentence by sentence, and clause by clause. A cue does not
count

    negated      behind not, never, don't, refuse … within three words, or
                 anywhere behind don't think and its like in its clause
    asked        in a sentence that ends in a question mark
    conditional  behind if, would, whether … in its clause, unless it pleads
    reported     in a quotation of four words or more, or behind says, told,
                 thinks … in its sentence, unless that was I or we
    turned       before what asks for something else (`to keep`, `for a sequel`), or
                 takes it back (`until`, `or dont`) in its clause
    answered     where it is weak (~) and somebody is quoted: it may be said to them

and none counts in a post that takes its word back or does not mean it
(regret, changed my mind, /s), asks for a sequel, or lets several speak
("her: … him: …"). What a negation turns round for certain is a
cue of the other side (`not signing`). Cues of both sides, or none: unclear.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.cues.entries import APOSTROPHE, Entry, Words
from monitor.cues.wordlists import (
    CLOSINGS,
    CONDITIONS,
    DOUBTS,
    HANDS_ON,
    NEGATIONS,
    OPENINGS,
    OTHER_MATTERS,
    OWN,
    PLEAS,
    REPORTS,
    REPORTS_NEAR,
    RESERVES,
    SPOKEN_OF,
    TAKEN_BACK,
    TURNS,
)
from monitor.words import line_of, unescaped, words_of

Position = Literal["supports", "opposes", "unclear"]
Ready = Mapping[str, Sequence[tuple[Position, Entry]]]
"""The cues of both sides, by the words that they may begin with."""

_NEGATION_REACHES = 3
_SPEECH = 4
"""A quotation of fewer words is a name or a title."""

_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/\S*", re.I)
_NAME = re.compile(r"(?<!\w)@\w+")
_QUOTED = re.compile(
    r"[“„«][^”“»\n]{1,400}[”“»]|\"[^\"\n]{1,400}\"|‘[^’\n]{1,400}’(?!\w)"
    r"|(?<!\w)'(?:[^'\n]|(?<=\w)'(?=\w)){1,400}'(?!\w)"
)
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.]{2,}|[.](?=\S))+[.!?]*")
_SPEAKER = re.compile(r"(?:^|[.!?\n]\s*)[^\s.!?:\n]+(?: [^\s.!?:\n]+){0,2}:(?=\s)")
_CLAUSE = re.compile(
    r"[,;:()\[\]|](?!\d)|\s[-–—]+\s|—|(?<=\s)(?=(?:but|because|though|although)\s)"
)
_IRONY = re.compile(r"(?<!\S)/s(?!\S)")
_LONGEST_TURN = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a post stands, and the entry that decided; None where it is unclear."""

    position: Position
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    """A piece of a sentence."""

    words: Words
    sentence: Words
    starts: int
    """How many words of the sentence come before it."""
    is_asked: bool

    @property
    def is_promised(self) -> bool:
        """Whether I say what I should do on a condition, or grant it: `if …, then I will`."""
        opened = self.sentence[:1]
        own = not OWN.isdisjoint(self.words[:2])
        return opened == ("sure",) or (bool(self.starts) and opened == ("if",) and own)

    def is_end(self, at: int) -> bool:
        """Whether the sentence ends there, but for a greeting, or goes on with its reason."""
        rest = self.sentence[self.starts + at :]
        return rest[:1] == ("because",) or CLOSINGS.issuperset(rest)


def ready(supports: Sequence[Entry], opposes: Sequence[Entry]) -> Ready:
    """The cues where a text's words find them."""
    found: dict[str, list[tuple[Position, Entry]]] = {}
    sides: tuple[tuple[Position, Sequence[Entry]], ...] = (
        ("supports", supports),
        ("opposes", opposes),
    )
    for side, entries in sides:
        for entry in entries:
            for word in entry.first_words():
                found.setdefault(word, []).append((side, entry))
    return found


def read(cues: Ready, text: str) -> Reading:
    """Where a text stands; unclear is the reading of every doubt."""
    found: dict[Position, str] = {}
    for position, entry in () if _is_taken_back(text) else _said(cues, text):
        found.setdefault(position, entry.written)
        if len(found) > 1:
            break
    if len(found) != 1:
        return Reading("unclear")
    ((position, written),) = found.items()
    return Reading(position, written)


def _is_taken_back(text: str) -> bool:
    line = line_of(words_of(APOSTROPHE.sub("", unescaped(text))))
    if _IRONY.search(text) or len(_SPEAKER.findall(text)) > 1:
        return True
    return any(said in line for said in TAKEN_BACK)


def _said(cues: Ready, text: str) -> Iterator[tuple[Position, Entry]]:
    """The cues that count, in the order of the text."""
    clauses = list(_clauses(text))
    is_spoken_of = any(not SPOKEN_OF.isdisjoint(clause.words) for clause in clauses)
    is_own = is_spoken_of and not _quotes(text)
    for clause in clauses:
        for start, word in enumerate(clause.words):
            for position, entry in cues.get(word, ()):
                if entry.is_weak and not is_own:
                    continue
                ends = entry.ends_from(clause.words, start)
                if any(_counts(entry, clause, start, end) for end in ends):
                    yield position, entry


def _clauses(text: str) -> Iterator[_Clause]:
    """The clauses of all sentences, without what others are quoted with."""
    plain = _NAME.sub(" ", _LINK.sub(" ", unescaped(text)))
    plain = APOSTROPHE.sub("", _QUOTED.sub(_unquoted, plain))
    for sentence in _SENTENCE.findall(plain):
        pieces = [words_of(piece) for piece in _CLAUSE.split(sentence)]
        whole = tuple(word for piece in pieces for word in piece)
        is_question, is_handed_on = "?" in sentence[-4:], _is_handed_on(pieces)
        starts = 0
        for words in pieces:
            is_last = starts + len(words) == len(whole)
            yield _Clause(words, whole, starts, is_question and (is_last or not is_handed_on))
            starts += len(words)


def _is_handed_on(pieces: Sequence[Words]) -> bool:
    return line_of(next(filter(None, reversed(pieces)), ())).startswith(HANDS_ON)


def _unquoted(found: re.Match[str]) -> str:
    return " … " if _is_speech(found[0]) else f" {found[0][1:-1]} "


def _quotes(text: str) -> bool:
    return any(map(_is_speech, _QUOTED.findall(unescaped(text))))


def _is_speech(quoted: str) -> bool:
    """What somebody says, and not a name: long, or about the petition."""
    words = words_of(quoted)
    return len(words) >= _SPEECH or not SPOKEN_OF.isdisjoint(words)


def _counts(entry: Entry, clause: _Clause, start: int, end: int) -> bool:
    before, within, behind = clause.words[:start], clause.words[start:end], clause.words[end:]
    if clause.is_asked and not entry.asks:
        return False
    if entry.opens and not OPENINGS.issuperset(before):
        return False
    if entry.ends and not clause.is_end(end):
        return False
    between = set(within) - entry.words if entry.words else set()
    if not OTHER_MATTERS.isdisjoint(between):
        return False
    if _is_negated(before, between) or _is_supposed(before, within) or clause.is_promised:
        return False
    if line_of(behind[:_LONGEST_TURN]).startswith(TURNS):
        return False
    if any(reserve in line_of(behind) for reserve in RESERVES):
        return False
    return not _is_reported(clause, before)


def _is_negated(before: Words, between: set[str]) -> bool:
    if before[:1] == ("no",) and OWN.issuperset(before[1:2]):
        before = before[1:]  # it answers somebody
    near = {*before[-_NEGATION_REACHES:], *between}
    return not NEGATIONS.isdisjoint(near) or any(doubt in line_of(before) for doubt in DOUBTS)


def _is_supposed(before: Words, within: Words) -> bool:
    return not CONDITIONS.isdisjoint(before) and PLEAS.isdisjoint((*before, *within))


def _is_reported(clause: _Clause, before: Words) -> bool:
    """Whether somebody else says what follows: the one who says it is not I, nor we.

    What I say in a clause of its own is mine, whatever was said before.
    """
    if "according" in clause.sentence:
        return True
    earlier = clause.sentence[: clause.starts]
    if not OWN.isdisjoint(clause.words[:1]):
        earlier = earlier[-1:]
    return _tells(REPORTS, earlier) or _tells(REPORTS_NEAR, before)


def _tells(reports: frozenset[str], words: Words) -> bool:
    return any(
        word in reports and not OWN.intersection(words[max(0, at - 2) : at])
        for at, word in enumerate(words)
    )
