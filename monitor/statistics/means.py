"""Means of authors, their intervals and their differences.

The author is the unit of opinion: with 60 authors of whom some post much, an
interval over posts covered the true mean in 50 % of simulated days, one over
author means in 96 %.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from monitor.statistics.student import t_quantile

Interval = tuple[float, float]
ENOUGH = 10
"""Authors who differ from the silent mass, below whom there is no interval: of 10 authors
of whom 85 % had shared a text that scores 0, the t interval held the truth on 67 % of days."""


def enough(values: Sequence[float]) -> bool:
    """Whether these author means bear an interval.

    At least ten are not 0, the tone of most share texts. Where more than half
    are one and the same value (a share text that scores something else), ten
    are another one.
    """
    if sum(value != 0 for value in values) < ENOUGH:
        return False
    ((_, most),) = Counter(values).most_common(1)
    return most <= len(values) / 2 or len(values) - most >= ENOUGH


def mean(values: Sequence[float]) -> float:
    """fsum: the same whatever the order of the values."""
    return fsum(values) / len(values)


def mean_interval(values: Sequence[float], level: float = 0.95) -> Interval | None:
    """Student's t interval of the mean; None for fewer than two values."""
    if len(values) < 2:
        return None
    centre, error = mean(values), sqrt(variance(values) / len(values))
    reach = t_quantile((1 + level) / 2, len(values) - 1) * error
    return centre - reach, centre + reach


def figure(values: Sequence[float], fewest: int) -> tuple[float | None, Interval | None]:
    """The mean of these authors and its interval, each only where enough people bear it."""
    if not values or len(values) < fewest:
        return None, None
    return mean(values), mean_interval(values) if enough(values) else None


def widened(shown: int, level: float = 0.95) -> float:
    """The level at which each of so many intervals is drawn, so that all hold together.

    Bonferroni: of 16 intervals at 95 % one or more is wrong on 56 % of days.
    """
    return 1 - (1 - level) / max(shown, 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """After less before, with what its interval is made of at any level."""

    value: float
    error: float
    """Standard error."""
    freedom: float

    def interval(self, level: float = 0.95) -> Interval:
        reach = t_quantile((1 + level) / 2, self.freedom) * self.error if self.error else 0.0
        return self.value - reach, self.value + reach


def combination(sides: Sequence[tuple[float, Mapping[str, float]]]) -> Difference | None:
    """The sum of weight times mean over groups of authors: +1 and -1 make a difference.

    An author may stand in several groups. What each author adds to the sum, in
    all groups together, is one observation (clusters: Liang & Zeger 1986). With
    nobody in two groups this is Welch's t (1947), with everybody in both of
    two it is the t of pairs, and in between something between them: see
    `_freedom`. None where a group has fewer than two.
    """
    if not sides or min(len(votes) for _, votes in sides) < 2:
        return None
    value = 0.0
    pulls: defaultdict[str, list[float]] = defaultdict(list)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, (weight, votes) in enumerate(sides):
        centre, n = mean(list(votes.values())), len(votes)
        pull = weight / sqrt(n * (n - 1))
        for author, vote in votes.items():
            pulls[author].append(pull * (vote - centre))
            groups[author].append(place)
        value += weight * centre
    squares = {author: fsum(pull) ** 2 for author, pull in pulls.items()}
    freedom = _freedom(squares, groups, [len(votes) for _, votes in sides])
    return Difference(value, sqrt(fsum(squares.values())), freedom)


def _freedom(
    squares: Mapping[str, float], groups: Mapping[str, Sequence[int]], sizes: Sequence[int]
) -> float:
    """Degrees of freedom of the sum of what each author adds squared (Satterthwaite 1946).

    It is a sum of independent pieces: those who stand in several groups, and of
    each group those who stand in it alone. Each group's mean costs a degree, of
    which a piece bears as much as its authors are of the group (of the smallest of
    their groups). Nobody in two groups leaves n - 1 a group, as Welch has it;
    everybody in both of two leaves n - 1 together, as pairs do.
    """
    pieces: defaultdict[int | None, list[str]] = defaultdict(list)
    for author, places in groups.items():
        pieces[places[0] if len(places) == 1 else None].append(author)
    whole, parts = fsum(squares.values()), []
    for authors in pieces.values():
        size = min(sizes[place] for author in authors for place in groups[author])
        degrees = len(authors) - len(authors) / size
        parts.append((fsum(squares[author] for author in authors), degrees))
    if not whole:
        return max(fsum(degrees for _, degrees in parts), 1.0)
    return max(1 / fsum((part / whole) ** 2 / degrees for part, degrees in parts), 1.0)


def variance(values: Sequence[float]) -> float:
    """Of the sample, by n - 1."""
    centre = mean(values)
    return fsum((value - centre) ** 2 for value in values) / (len(values) - 1)
