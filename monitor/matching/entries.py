"""Entries made ready, and where they stand in a post.

They lie by one of their words, so that a post is held against the few that
may stand in it, and not against all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.matching.reading import Reading, Words
from monitor.words import asked_words, fits

_ANY = "*"
_MOST_BETWEEN = 5
"""The most words that a * stands for, as in cues."""
_PLACE = re.compile(r"(?<!\w)\*")
"""A * that is not the end of a word."""

Place = tuple[int, int]
"""Where a phrase stands: its first word and the one after its last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry of the configuration asks for, as written and as words.

    In a frame, `words` stand before the phrase and `after` behind it. Elsewhere
    a * among the words is up to five of any.
    """

    written: str
    words: Words
    after: Words = ()
    needed: str = ""
    """Of one with a gap, a word behind it without which nobody need look for the rest."""

    def ends(self, words: Sequence[str], start: int) -> int:
        """Where it ends if its words begin there; 0 where they do not."""
        if not self.is_gapped:
            end = start + len(self.words)
            return end if _agree(words[start:end], self.words) else 0
        at = {start}
        for asked in self.words:
            if asked == _ANY:
                at = {place + gap for place in at for gap in range(_MOST_BETWEEN + 1)}
            else:
                at = {i + 1 for i in at if i < len(words) and fits(words[i], asked)}
        return min(at, default=0)

    def stands_around(self, reading: Reading, place: Place) -> bool:
        """Whether its words stand right before and behind a phrase, in the same sentence."""
        start, end = place[0] - len(self.words), place[1] + len(self.after)
        begun = start >= 0 and reading.in_one_sentence(start, place[0])
        if not begun or not reading.in_one_sentence(place[1] - 1, end - 1):
            return False
        before, after = reading.words[start : place[0]], reading.words[place[1] : end]
        return _agree(before, self.words) and _agree(after, self.after)

    @property
    def is_gapped(self) -> bool:
        return _ANY in self.words

    @property
    def length(self) -> int:
        return len(self.words) + len(self.after)


def _agree(words: Sequence[str], asked: Words) -> bool:
    return len(words) == len(asked) and all(map(fits, words, asked))


Keyed = tuple[int, Entry]
"""An entry, with which of its words it is found by."""


class Entries:
    """Entries by one of their words, whole or as it begins."""

    def __init__(self, keyed: Iterable[tuple[str, Keyed]]) -> None:
        self._whole: dict[str, list[Keyed]] = {}
        self._begun: dict[str, list[Keyed]] = {}
        for word, entry in keyed:
            kept = self._begun if word[-1] == "*" else self._whole
            kept.setdefault(word.removesuffix("*"), []).append(entry)
        self._lengths = sorted(set(map(len, self._begun)))

    def __bool__(self) -> bool:
        return bool(self._whole or self._begun)

    def of(self, word: str) -> Iterator[Keyed]:
        """The entries whose word this may be."""
        yield from self._whole.get(word, ())
        for length in self._lengths:
            if length > len(word):
                return
            yield from self._begun.get(word[:length], ())

    def places(self, words: Sequence[str]) -> list[tuple[Place, Entry]]:
        """Where entries stand, in order."""
        said = {"", *words}
        found = [
            ((i - at, end), entry)
            for i, word in enumerate(words)
            for at, entry in self.of(word)
            if at <= i and entry.needed in said and (end := entry.ends(words, i - at))
        ]
        return sorted(found, key=lambda item: item[0])


@dataclass(frozen=True, slots=True)
class Frames:
    """Entries with a * in the phrase's place, by the word right beside it."""

    before: Entries
    after: Entries

    def __bool__(self) -> bool:
        return bool(self.before) or bool(self.after)

    def around(self, reading: Reading, place: Place) -> Entry | None:
        """The longest entry that stands around a phrase."""
        (start, end), words = place, reading.words
        may = [*self.before.of(words[start - 1])] if start else []
        may += self.after.of(words[end]) if end < len(words) else ()
        found = (entry for _, entry in may if entry.stands_around(reading, place))
        return max(found, key=lambda entry: entry.length, default=None)

    def reach(self, reading: Reading, place: Place) -> Place | None:
        """What the longest entry around a phrase takes up, the phrase included."""
        frame = self.around(reading, place)
        if frame is None:
            return None
        return place[0] - len(frame.words), place[1] + len(frame.after)


def entries(written: Iterable[str]) -> Entries:
    """Entries of words alone, by that word of theirs which the fewest others have."""
    read = ((entry, _words(entry)) for entry in written)
    found = [Entry(entry, words, needed=_needed(words)) for entry, words in read if words]
    often = Counter(word for entry in found for word in entry.words)
    keyed = ((_rarest(entry.words, often), entry) for entry in found)
    return Entries((entry.words[at], (at, entry)) for at, entry in keyed)


def _rarest(words: Words, often: Mapping[str, int]) -> int:
    """Which of the words before any * the fewest entries have."""
    first = words[: words.index(_ANY)] if _ANY in words else words
    return min(range(len(first)), key=lambda i: (often[first[i]], -len(first[i])))


def _needed(words: Words) -> str:
    behind = words[words.index(_ANY) :] if _ANY in words else ()
    return next((word for word in reversed(behind) if word[-1] != "*"), "")


def _words(written: str) -> Words:
    parts = [words for part in _PLACE.split(written) if (words := asked_words(part))]
    return tuple(word for part in parts for word in (_ANY, *part))[1:]


def frames(written: Iterable[str]) -> Frames:
    """Entries with a * in the phrase's place."""
    found = [_frame(entry) for entry in written]
    before = ((frame.words[-1], (0, frame)) for frame in found if frame.words)
    after = ((frame.after[0], (0, frame)) for frame in found if frame.after and not frame.words)
    return Frames(Entries(before), Entries(after))


def has_place(written: str) -> bool:
    """Whether an entry has a * that is not the end of a word."""
    return bool(_PLACE.search(written))


def _frame(written: str) -> Entry:
    before, after = _PLACE.split(written, maxsplit=1)
    return Entry(written, asked_words(before), asked_words(after))
