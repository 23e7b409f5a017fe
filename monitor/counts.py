"""Integers that add and subtract exactly, and the buckets they belong to."""

from dataclasses import dataclass, fields

from monitor.models import Mention


@dataclass(frozen=True, slots=True)
class Counts:
    """Integers of some mentions that add and subtract exactly.

    Floats do not subtract back: running float sums were wrong after 287 of
    300 simulated deletions.
    """

    n: int = 0
    reposts: int = 0
    unscored: int = 0
    positive: int = 0
    neutral: int = 0
    negative: int = 0
    compound_e4: int = 0
    """Sum of compound times 10^4 over the scored."""
    compound_sq_e8: int = 0
    """Sum of its square, times 10^8."""

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, f) + getattr(other, f) for f in COUNTED))

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, f) - getattr(other, f) for f in COUNTED))

    @property
    def scored(self) -> int:
        return self.positive + self.neutral + self.negative

    @property
    def mean_compound(self) -> float | None:
        """Mean over the scored; None (not zero) where nothing is scored."""
        return self.compound_e4 / (10_000 * self.scored) if self.scored else None

    @property
    def net_tone(self) -> float | None:
        """(positive - negative) / scored; None where nothing is scored."""
        return (self.positive - self.negative) / self.scored if self.scored else None


COUNTED = tuple(f.name for f in fields(Counts))


def count(mention: Mention, *, repost: bool) -> Counts:
    """The integers that one mention adds to its bucket."""
    tone = mention.tone
    if repost:
        return Counts(n=1, reposts=1)
    if tone is None:
        return Counts(n=1, unscored=1)
    e4 = tone.compound_e4
    return Counts(1, compound_e4=e4, compound_sq_e8=e4 * e4, **{tone.label: 1})


@dataclass(frozen=True, slots=True)
class Bucket:
    """Which 15 minutes of which series some counts belong to."""

    topic: str
    platform: str
    scorer: str
    start: int
    """Epoch seconds, divisible by 900."""


@dataclass(frozen=True, slots=True)
class LanguageBucket:
    """Which 15 minutes of which language's volume some mentions belong to."""

    topic: str
    platform: str
    language: str
    start: int
