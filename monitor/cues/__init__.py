"""Where a post stands on the petition's demand, by lists of cues that anybody can check.

A cue is a run of words as `words` reads them, apostrophes left out
("I've signed" is `ive signed`). In it

    [it|this film]  is any one of these; an empty one is none: `[|please] sign`
    {title}         is any name of the film: the title, and what else it is found by
    remove{title}   the same as one word, as in hashtags
    *               is up to five words of any, or none
    ^ before it     nothing but opening words (please, so, everyone …) comes before it
                    in its clause
    ~ before it     it counts only in a post that speaks of petition or removal
    $ behind it     the sentence ends with it
    ? behind it     it counts in a question too

Links and at-mentions are no words. `reading` has the rules of what does not
count, `entries` makes cues ready, and `removal.txt` is the named set for
petitions that ask for a film's removal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.cues.entries import Entry, Names, entries_of, names_of
from monitor.cues.named import named_set
from monitor.cues.reading import Position, Reading, Ready, read, ready

__all__ = ["Cues", "Position", "Reading"]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of both sides, made ready once.

    Raises `ValueError` for an entry that cannot be read, and for a set of
    which nobody has heard.
    """

    supports: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    """What {title} stands for."""
    named: str | None = None
    """The set that the two lists are added to."""
    _ready: Ready = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = names_of(self.titles)
        supports, opposes = _made(self.supports, names), _made(self.opposes, names)
        if self.named is not None:
            found = named_set(self.named, names)
            supports, opposes = found.supports + supports, found.opposes + opposes
        object.__setattr__(self, "_ready", ready(supports, opposes))

    def read(self, text: str) -> Reading:
        """Where a text stands; unclear is the reading of every doubt."""
        return read(self._ready, text)


def _made(written: Iterable[str], names: Names) -> tuple[Entry, ...]:
    return tuple(entries_of(written, names))
