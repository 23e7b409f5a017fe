"""Which cues of a post count.

The text is read sentence by sentence, and clause by clause. A cue does not
count

    negated      behind not, never, don't, refuse … within three words, or
                 anywhere behind don't think and its like in its clause
    asked        in a sentence that ends in a question mark
    conditional  behind if, would, whether … in its clause, unless it pleads
    reported     in a quotation of four words or more, or behind says, told,
                 thinks … in its sentence, unless that was I or we
    turned       before what asks for something else (`to keep`, `for a sequel`)

and none counts in a post that takes its word back or does not mean it
(regret, changed my mind, /s). What a negation turns round for certain is a
cue of the other side (`not signing`). Cues of both sides, or none: unclear.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.cues.entries import APOSTROPHE, Entry, Words
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
    r"|(?<!\w)'[^'\n]{1,400}'(?!\w)"
)
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.](?=\S))+[.!?…]*")
_CLAUSE = re.compile(
    r"[,;:()\[\]|](?!\d)|\s[-–—]+\s|—|(?<=\s)(?=(?:but|because|though|although)\s)"
)

_OPENINGS = frozenset(
    words_of(
        "please pls plz go and so just guys girls everyone everybody friends all ok okay now also "
        "hey hi yes yep again seriously honestly folks ladies people do come on lets us but then "
        "finally really update done today always still kindly dear women men fellow followers omg "
        "well rt retweet share here there right morning wow quickly netflix twitter fam yall too "
        "sorry nah nope literally absolutely obviously definitely simply immediately proudly"
    )
)
_CLOSINGS = frozenset(
    words_of(
        "x xx xxx lol ffs tbh please pls thanks now already today everyone guys folks netflix"
    )
)
_NEGATIONS = frozenset(
    words_of(
        "not never no nor dont wont cant cannot isnt doesnt didnt wouldnt shouldnt arent wasnt "
        "havent hasnt aint couldnt neither without refuse refuses refused refusing stop hardly "
        "nobody none against instead rather doubt"
    )
)
_DOUBTS = tuple(
    line_of(words_of(doubt))
    for doubt in (
        "dont think", "do not think", "dont believe", "do not believe", "dont agree",
        "do not agree", "dont see why", "dont understand why", "dont get why", "not saying",
        "never said", "not convinced", "disagree", "dont want", "do not want", "no reason",
    )
)  # fmt: skip
_OTHER_MATTERS = frozenset(words_of("which why how what who whose says"))
"""Where one stands between, what follows is said of something else."""
_CONDITIONS = frozenset(
    words_of("if unless whether would wouldve might maybe perhaps suppose could")
)
_REPORTS = frozenset(
    words_of(
        "says say said saying told tell tells telling claims claim claimed claiming argue argues "
        "argued arguing ask asks asked asking demand demands demanded demanding call calls called "
        "calling urge urges urged urging think thinks thought thinking believe believes believed "
        "insist insists beg begs begged begging wrote writes tweet tweets tweeted comment "
        "comments quote quotes heard headline"
    )
)
_REPORTS_NEAR = _REPORTS | frozenset(
    words_of("who whoever why want wants wanted wanting imagine pretend keep keeps")
)
"""In the clause itself."""
_OWN = frozenset(words_of("i im ive id we weve were"))
_HANDS_ON = tuple(
    line_of(words_of(tag))
    for tag in ("did you", "have you", "will you", "are you", "how about you", "what about you")
)
"""A question that begins so asks others to do what was said before it."""
_PLEAS = frozenset(words_of("please pls plz"))
_LONGEST_TURN = 3
_TURNS = tuple(
    line_of(words_of(end))
    for end in (
        "from my", "from the top", "from the list", "from trending", "from his", "from her",
        "from our", "to keep", "to save", "to renew", "to bring", "to make", "to give",
        "for a sequel", "for the sequel", "for part", "for season", "for more", "for another",
        "for a second", "if you want", "or not", "or dont", "or whatever", "i guess",
        "they said", "she said", "he said", "people say", "just because", "is not enough",
        "wont help", "without watching", "petition", "about one", "away", "in mind", "out of",
        "off", "to have", "to know", "is no excuse", "is not an", "isnt an",
    )
)  # fmt: skip
_TAKEN_BACK = tuple(
    line_of(words_of(word))
    for word in (
        "regret", "regretting", "regretted", "changed my mind", "change my mind", "by mistake",
        "accidentally", "wish i hadnt", "take it back", "unsigned", "just kidding", "jk",
        "yeah right", "oh sure", "sarcasm", "kidding", "as if", "devils advocate", "undecided",
        "on the fence", "torn", "not sure", "dont know whether", "dont know if", "mixed feelings",
        "thatll show them", "that will show them", "thatll teach them", "that always works",
        "because that works",
    )
)  # fmt: skip
_IRONY = re.compile(r"(?<!\S)/s(?!\S)")
_SPOKEN_OF = frozenset(
    words_of(
        "petition petitions petitioning petitioned sign signing signed signature signatures "
        "remove removes removed removing removal ban bans banned banning cancel cancelling "
        "canceling delete deleting deleted censor censoring censored censorship"
    )
)
"""A weak cue counts where one of these is in the post."""


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

    def is_end(self, at: int) -> bool:
        """Whether the sentence ends there, but for a greeting, or goes on with its reason."""
        rest = self.sentence[self.starts + at :]
        return rest[:1] == ("because",) or _CLOSINGS.issuperset(rest)


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
    return bool(_IRONY.search(text)) or any(said in line for said in _TAKEN_BACK)


def _said(cues: Ready, text: str) -> Iterator[tuple[Position, Entry]]:
    """The cues that count, in the order of the text."""
    clauses = list(_clauses(text))
    is_spoken_of = any(not _SPOKEN_OF.isdisjoint(clause.words) for clause in clauses)
    for clause in clauses:
        for start, word in enumerate(clause.words):
            for position, entry in cues.get(word, ()):
                if entry.is_weak and not is_spoken_of:
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
    return line_of(next(filter(None, reversed(pieces)), ())).startswith(_HANDS_ON)


def _unquoted(found: re.Match[str]) -> str:
    inside = found[0][1:-1]
    return f" {inside} " if len(words_of(inside)) < _SPEECH else " … "


def _counts(entry: Entry, clause: _Clause, start: int, end: int) -> bool:
    before, within, behind = clause.words[:start], clause.words[start:end], clause.words[end:]
    if clause.is_asked and not entry.asks:
        return False
    if entry.opens and not _OPENINGS.issuperset(before):
        return False
    if entry.ends and not clause.is_end(end):
        return False
    between = set(within) - entry.words if entry.words else set()
    if not _OTHER_MATTERS.isdisjoint(between):
        return False
    if _is_negated(before, between) or _is_supposed(before, within):
        return False
    if line_of(behind[:_LONGEST_TURN]).startswith(_TURNS):
        return False
    return not _is_reported(clause, before)


def _is_negated(before: Words, between: set[str]) -> bool:
    if before[:1] == ("no",) and _OWN.issuperset(before[1:2]):
        before = before[1:]  # it answers somebody
    near = {*before[-_NEGATION_REACHES:], *between}
    return not _NEGATIONS.isdisjoint(near) or any(doubt in line_of(before) for doubt in _DOUBTS)


def _is_supposed(before: Words, within: Words) -> bool:
    return not _CONDITIONS.isdisjoint(before) and _PLEAS.isdisjoint((*before, *within))


def _is_reported(clause: _Clause, before: Words) -> bool:
    """Whether somebody else says what follows: the one who says it is not I, nor we.

    What I say in a clause of its own is mine, whatever was said before.
    """
    if "according" in clause.sentence:
        return True
    earlier = clause.sentence[: clause.starts]
    if not _OWN.isdisjoint(clause.words[:1]):
        earlier = earlier[-1:]
    return _tells(_REPORTS, earlier) or _tells(_REPORTS_NEAR, before)


def _tells(reports: frozenset[str], words: Words) -> bool:
    return any(
        word in reports and not _OWN.intersection(words[max(0, at - 2) : at])
        for at, word in enumerate(words)
    )
