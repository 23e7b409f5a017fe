"""Where a post stands on the petition's demand, by lists of cues that anybody can check.

A cue is a phrase, in words as `words` reads them, apostrophes left out
("I've signed" is `ive signed`). `^` before it: nothing but an opening word
(please, so, everyone …) comes before it in its clause. `$` behind it: the
sentence ends with it. A `*` between words stands for one to five of any.
Links and at-mentions are no words.

The text is read sentence by sentence, and clause by clause. A cue does not
count

    negated      behind not, never, don't, refuse … within three words
    asked        in a sentence that ends in a question mark
    conditional  behind if, would, whether … in its clause, unless it pleads
    reported     in a quotation of four words or more, or behind says, told,
                 thinks … in its sentence, unless that was I or we
    turned       before what asks for something else (`to keep`, `for a sequel`)

and none counts in a post that takes its word back or does not mean it
(regret, changed my mind, /s). What a negation turns round for certain is a
cue of the other side (`not signing`). Cues of both sides, or none: unclear.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from monitor.words import line_of, words_of

Position = Literal["supports", "opposes", "unclear"]

MOST_BETWEEN = 5
"""The most words that a * stands for."""
_NEGATION_REACHES = 3
_SPEECH = 4
"""A quotation of fewer words is a name or a title."""

_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/\S*", re.I)
_NAME = re.compile(r"(?<!\w)@\w+")
_QUOTED = re.compile(
    r"[“„«][^”“»\n]{1,400}[”“»]|\"[^\"\n]{1,400}\"|‘[^’\n]{1,400}’(?!\w)"
    r"|(?<!\w)'[^'\n]{1,400}'(?!\w)"
)
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.](?=\S))+[.!?…]*")
_CLAUSE = re.compile(
    r"[,;:()\[\]|](?!\d)|\s[-–—]+\s|—|(?<=\s)(?=(?:but|because|though|although)\s)"
)

_OPENINGS = frozenset(
    words_of(
        "please pls plz go and so just guys girls everyone everybody friends all ok okay now also "
        "hey hi yes yep again seriously honestly folks ladies people do come on lets us but then "
        "finally really update done today always still kindly dear women men fellow followers omg "
        "well rt retweet share here there right morning wow quickly netflix twitter fam yall too"
    )
)
_NEGATIONS = frozenset(
    words_of(
        "not never no nor dont wont cant cannot isnt doesnt didnt wouldnt shouldnt arent wasnt "
        "havent hasnt aint couldnt neither without refuse refuses refused refusing stop hardly "
        "nobody none against instead rather doubt"
    )
)
_CONDITIONS = frozenset(
    words_of("if unless whether would wouldve might maybe perhaps suppose could")
)
_REPORTS = frozenset(
    words_of(
        "says say said saying told tell tells telling claims claim claimed claiming argue argues "
        "argued arguing ask asks asked asking demand demands demanded demanding call calls called "
        "calling urge urges urged urging want wants wanted wanting think thinks thought thinking "
        "believe believes believed insist insists beg begs begged begging wrote "
        "writes tweet tweets tweeted comment comments quote quotes according who whoever why "
        "imagine pretend heard headline keep keeps"
    )
)
_OWN = frozenset(words_of("i im ive id we weve were"))
_LONGEST_TURN = 3
_TURNS = tuple(
    line_of(words_of(end))
    for end in (
        "from my", "from the top", "to keep", "to save", "to renew", "to bring", "to make",
        "to give", "for a sequel", "for the sequel", "for part", "for season", "for more",
        "for another", "for a second", "if you want", "or not", "or dont", "or whatever",
        "i guess", "they said", "she said", "he said", "people say", "just because",
        "is not enough", "wont help", "without watching",
    )
)  # fmt: skip
_TAKEN_BACK = tuple(
    line_of(words_of(word))
    for word in (
        "regret", "regretting", "changed my mind", "change my mind", "by mistake", "accidentally",
        "wish i hadnt", "take it back", "unsigned", "just kidding", "jk", "yeah right", "oh sure",
        "sarcasm", "kidding", "as if", "devils advocate", "undecided", "on the fence", "torn",
        "not sure", "dont know whether", "dont know if", "mixed feelings",
    )
)  # fmt: skip
_IRONY = re.compile(r"(?<!\S)/s(?!\S)")
_PLEAS = frozenset({"please", "pls", "plz"})

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a post stands, and the entry that decided; None where it is unclear."""

    position: Position
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class _Cue:
    """An entry of the configuration, as written and as runs of words."""

    written: str
    runs: tuple[Words, ...]
    """The words around each *."""
    opens: bool
    ends: bool

    def pleads(self) -> bool:
        return bool(_PLEAS.intersection(self.runs[0]))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A piece of a sentence."""

    words: Words
    sentence: Words
    starts: int
    """How many words of the sentence come before it."""

    def is_end(self, at: int) -> bool:
        return self.starts + at == len(self.sentence)


_ByFirstWord = Mapping[str, Sequence[tuple[Position, _Cue]]]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of both sides, made ready once.

    Raises `ValueError` for an entry without a word, or without one beside a *.
    """

    supports: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    _ready: _ByFirstWord = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ready", _by_first_word(self.supports, self.opposes))

    def read(self, text: str) -> Reading:
        """Where a text stands; unclear is the reading of every doubt."""
        found: dict[Position, str] = {}
        for position, cue in () if _is_taken_back(text) else _said(self._ready, text):
            found.setdefault(position, cue.written)
            if len(found) > 1:
                break
        if len(found) != 1:
            return Reading("unclear")
        ((position, written),) = found.items()
        return Reading(position, written)


def _by_first_word(supports: Iterable[str], opposes: Iterable[str]) -> _ByFirstWord:
    ready: dict[str, list[tuple[Position, _Cue]]] = {}
    for entry in supports:
        cue = _cue(entry)
        ready.setdefault(cue.runs[0][0], []).append(("supports", cue))
    for entry in opposes:
        cue = _cue(entry)
        ready.setdefault(cue.runs[0][0], []).append(("opposes", cue))
    return ready


def _cue(entry: str) -> _Cue:
    bare = entry.strip()
    runs = _APOSTROPHE.sub("", bare.removeprefix("^").removesuffix("$")).split("*")
    words = tuple(map(words_of, runs))
    if not all(words):
        raise ValueError(f"cue {entry!r} holds no word, or none on one side of a *")
    return _Cue(entry, words, bare.startswith("^"), bare.endswith("$"))


def _is_taken_back(text: str) -> bool:
    line = line_of(words_of(_APOSTROPHE.sub("", html.unescape(text))))
    return bool(_IRONY.search(text)) or any(said in line for said in _TAKEN_BACK)


def _said(ready: _ByFirstWord, text: str) -> Iterator[tuple[Position, _Cue]]:
    """The cues that count, in the order of the text."""
    for clause in _clauses(text):
        for start, word in enumerate(clause.words):
            for position, cue in ready.get(word, ()):
                if any(
                    _counts(cue, clause, start, end) for end in _ends(cue, clause.words, start)
                ):
                    yield position, cue


def _clauses(text: str) -> Iterator[_Clause]:
    """The clauses of all sentences but the questions, without what others are quoted with."""
    plain = _NAME.sub(" ", _LINK.sub(" ", html.unescape(text)))
    plain = _APOSTROPHE.sub("", _QUOTED.sub(_unquoted, plain))
    for sentence in _SENTENCE.findall(plain):
        if "?" in sentence[-4:]:
            continue
        pieces = [words_of(piece) for piece in _CLAUSE.split(sentence)]
        whole = tuple(word for piece in pieces for word in piece)
        starts = 0
        for words in pieces:
            yield _Clause(words, whole, starts)
            starts += len(words)


def _unquoted(found: re.Match[str]) -> str:
    inside = found[0][1:-1]
    return f" {inside} " if len(words_of(inside)) < _SPEECH else " … "


def _ends(cue: _Cue, words: Words, start: int) -> set[int]:
    """Where a cue that starts there may end: behind its last word; none where it does not."""
    ends, gaps = {start}, range(1)
    for run in cue.runs:
        starts = (end + gap for end in ends for gap in gaps)
        ends = {at + len(run) for at in starts if words[at : at + len(run)] == run}
        gaps = range(1, MOST_BETWEEN + 1)
    return ends


def _counts(cue: _Cue, clause: _Clause, start: int, end: int) -> bool:
    before, behind = clause.words[:start], clause.words[end:]
    if cue.opens and not _OPENINGS.issuperset(before):
        return False
    if cue.ends and not clause.is_end(end):
        return False
    between = set(clause.words[start:end]).difference(*cue.runs)
    if _NEGATIONS.intersection({*before[-_NEGATION_REACHES:], *between}):
        return False
    if not cue.pleads() and _CONDITIONS.intersection(before) and not _PLEAS.intersection(before):
        return False
    if line_of(behind[:_LONGEST_TURN]).startswith(_TURNS):
        return False
    return not _is_reported(clause.sentence[: clause.starts + start])


def _is_reported(before: Words) -> bool:
    """Whether somebody else says what follows: the one who says it is not I, nor we."""
    return any(
        word in _REPORTS and not _OWN.intersection(before[max(0, at - 2) : at])
        for at, word in enumerate(before)
    )
