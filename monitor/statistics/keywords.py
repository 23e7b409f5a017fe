"""Which words tell one group of texts from another."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that one side says more often than the other."""

    word: str
    score: float
    """Log-odds ratio in units of its standard error."""
    here: int
    there: int


def keywords(
    here: Mapping[str, int], there: Mapping[str, int], strongest: float = 500.0
) -> list[Keyword]:
    """Every word said here, the most telling first; none where nothing was said there.

    Log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi &
    Quinn 2008, eqs. 15, 16, 20, 22): the prior is both sides together, so that
    rare words do not come out on top by chance. It is worth `strongest` words
    at most, and no more than the smaller side: else it would drown that.
    """
    whole_here, whole_there = sum(here.values()), sum(there.values())
    whole, strength = whole_here + whole_there, min(strongest, whole_here, whole_there)
    if not strength:
        return []
    found = []
    for word, a in here.items():
        b = there.get(word, 0)
        prior = strength * (a + b) / whole
        odds = _log_odds(a + prior, whole_here + strength)
        against = _log_odds(b + prior, whole_there + strength)
        error = sqrt(1 / (a + prior) + 1 / (b + prior))
        found.append(Keyword(word, (odds - against) / error, a, b))
    return sorted(found, key=lambda word: (-word.score, word.word))


def _log_odds(said: float, of: float) -> float:
    """Where one word is all that is said, its odds are cut off rather than endless."""
    return log(said / max(of - said, 0.5))
