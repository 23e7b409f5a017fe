"""The tone of a group of people against that of others: rose, fell, or no clear change.

First all contrasts of a report are formed, then all are told, each with an
interval widened for how many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from monitor.statistics import Difference, combination, enough
from monitor.voices import Voice, by_platform, votes

SMALLEST_CHANGE = 0.05
"""A smaller difference of tone is no change worth a word."""
TOO_FEW = "too few"
_NOT_COMPARABLE = "not comparable: "

Voices = Sequence[Voice]


@dataclass(frozen=True, slots=True)
class Change:
    """The authors' mean tone of one time against another."""

    verdict: str
    """`rose`, `fell`, `no clear change`, or why the two cannot be compared."""
    difference: float | None = None
    ci: tuple[float, float] | None = None
    level: float | None = None
    """Of this interval: so high that 95 % is for all intervals of the report together."""
    standardised: "Change | None" = None
    """The same with the platforms' weights held still; None where there is one platform."""

    @property
    def disagrees(self) -> bool:
        """Whether the platforms' weights make another story of it, worth a word."""
        still = self.standardised
        if still is None or still.difference is None or self.difference is None:
            return False
        apart = abs(self.difference - still.difference)
        return still.verdict != self.verdict and apart >= SMALLEST_CHANGE

    def to_dict(self) -> dict[str, Any]:
        ci = None if self.ci is None else list(self.ci)
        told = {"verdict": self.verdict, "difference": self.difference, "ci": ci}
        if self.standardised is None:
            return told | {"level": self.level, "standardised": None, "disagrees": False}
        whole = self.standardised.to_dict()
        still = {name: whole[name] for name in told}
        return told | {"level": self.level, "standardised": still, "disagrees": self.disagrees}


def not_comparable(reason: str) -> "Contrast":
    return Contrast(_NOT_COMPARABLE + reason)


@dataclass(frozen=True, slots=True)
class Contrast:
    """A difference that is found, but not yet told; or why there is none."""

    reason: str | None
    raw: Difference | None = None
    standard: Difference | None = None

    @property
    def shown(self) -> int:
        """How many intervals it puts on the page."""
        return (self.raw is not None) + (self.standard is not None)


def contrast(
    before: Sequence[Voices], after: Voices, min_authors: int, fewest_before: int = 1
) -> Contrast:
    """The people after against those before: of one time, or the mean of several times.

    Earlier times that too few people bear are left out; `fewest_before` of them, one at
    least, must be left.
    """
    borne = [voices for voices in before if _bears(voices, min_authors)]
    if len(borne) < max(fewest_before, 1) or not _bears(after, min_authors):
        return Contrast(TOO_FEW)
    sides = [(1.0, after), *((-1 / len(borne), voices) for voices in borne)]
    raw = combination([(weight, votes(voices)) for weight, voices in sides])
    return Contrast(None, raw, _standardised(sides, min_authors))


def _bears(voices: Voices, min_authors: int) -> bool:
    values = list(votes(voices).values())
    return len(values) >= min_authors and enough(values)


def _standardised(sides: Sequence[tuple[float, Voices]], min_authors: int) -> Difference | None:
    """Directly standardised (Kitagawa 1955): each platform has one weight in all times.

    Its share of the voters of all times together. Platforms that are missing
    from a time, or hardly there, tell nothing of it and are left out. None where
    too few people are left for an interval; and where so few are left out that
    what they said could be reckoned from this difference and the raw one.
    """
    parted = [(weight, _voters(voices)) for weight, voices in sides]
    names = sorted({name for _, platforms in parted for name in platforms})
    if len(names) < 2:
        return None
    common = [
        name
        for name in names
        if all(len(platforms.get(name, ())) >= max(min_authors, 2) for _, platforms in parted)
    ]
    out = {author for _, of in parted for name in of.keys() - {*common} for author in of[name]}
    left = ([vote for name in common for vote in of[name].values()] for _, of in parted)
    if 0 < len(out) < min_authors or not all(enough(values) for values in left):
        return None
    voters = {name: sum(len(platforms[name]) for _, platforms in parted) for name in common}
    shares = {name: n / sum(voters.values()) for name, n in voters.items()}
    return combination(
        [
            (weight * share, platforms[name])
            for weight, platforms in parted
            for name, share in shares.items()
        ]
    )


def _voters(voices: Voices) -> dict[str, dict[str, float]]:
    return {name: votes(there) for name, there in by_platform(voices).items()}


def tell(found: Contrast, level: float) -> Change:
    """In words, with the interval at this level."""
    if found.raw is None:
        return Change(found.reason or TOO_FEW)
    still = None if found.standard is None else _told(found.standard, level, None)
    return _told(found.raw, level, still)


def _told(found: Difference, level: float, still: Change | None) -> Change:
    low, high = found.interval(level)
    clear = (low > 0 or high < 0) and abs(found.value) >= SMALLEST_CHANGE
    verdict = ("rose" if found.value > 0 else "fell") if clear else "no clear change"
    return Change(verdict, found.value, (low, high), level, still)
