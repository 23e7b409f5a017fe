"""Who said how much, and in what tone: the people behind a window's mentions.

Everything here is a sum over people, and people are known by keyed hashes
alone. One author on two platforms is two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from math import ceil, fsum

LOUDEST = 0.01
"""The part of all authors without whom the figures are told once more."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one author said of a topic in a window, as integers."""

    author: str
    platform: str
    posts: int
    """Mentions, reposts among them."""
    scored: int
    compound_e4: int
    """Sum of compound × 10⁴ over the scored."""
    fresh: int = 0
    """The scored that are no copies: their wording had never occurred before."""
    fresh_e4: int = 0

    def __add__(self, other: "Voice") -> "Voice":
        """The same author in two windows."""
        sums = (getattr(self, name) + getattr(other, name) for name in _COUNTED)
        return Voice(self.author, self.platform, *sums)

    @property
    def mean(self) -> float | None:
        """The author's own mean compound: their one vote."""
        return self.compound_e4 / (10_000 * self.scored) if self.scored else None

    @property
    def fresh_mean(self) -> float | None:
        """The same without copies."""
        return self.fresh_e4 / (10_000 * self.fresh) if self.fresh else None


_COUNTED = tuple(field.name for field in fields(Voice))[2:]


@dataclass(frozen=True, slots=True)
class Saying:
    """One stored mention with its words, for what is read from texts alone."""

    platform: str
    author: str | None
    wording: str | None
    kind: str
    language: str
    text: str | None
    """None: erased by age."""
    links: tuple[str, ...]
    compound_e4: int | None
    created_at: datetime

    @property
    def is_original(self) -> bool:
        return self.kind != "repost"


def together(voices: Iterable[Voice]) -> list[Voice]:
    """One voice an author, of several windows."""
    found: dict[str, Voice] = {}
    for voice in voices:
        one = found.get(voice.author)
        found[voice.author] = voice if one is None else one + voice
    return sorted(found.values(), key=lambda voice: voice.author)


def votes(voices: Iterable[Voice]) -> dict[str, float]:
    """Each author's mean tone, of those who wrote anything that is scored."""
    return {voice.author: mean for voice in voices if (mean := voice.mean) is not None}


def fresh_votes(voices: Iterable[Voice]) -> dict[str, float]:
    """The same over what was no copy."""
    return {voice.author: mean for voice in voices if (mean := voice.fresh_mean) is not None}


def by_platform(voices: Iterable[Voice]) -> dict[str, list[Voice]]:
    """The voices of each platform, by its name."""
    found: dict[str, list[Voice]] = {}
    for voice in sorted(voices, key=lambda voice: (voice.platform, voice.author)):
        found.setdefault(voice.platform, []).append(voice)
    return found


def loudest(voices: Sequence[Voice]) -> list[Voice]:
    """The 1 % of all authors who posted most, one at least."""
    ranked = sorted(voices, key=lambda voice: (-voice.posts, voice.author))
    return ranked[: ceil(len(ranked) * LOUDEST)]


def without_loudest(voices: Sequence[Voice]) -> list[Voice]:
    """Everybody else."""
    loud = {voice.author for voice in loudest(voices)}
    return [voice for voice in voices if voice.author not in loud]


def effective(voices: Iterable[Voice]) -> float | None:
    """How many authors of equal loudness would be as concentrated (inverse Simpson, 1 / Σp²)."""
    posts = [voice.posts for voice in voices]
    whole = sum(posts)
    return 1 / fsum((n / whole) ** 2 for n in posts) if whole else None
