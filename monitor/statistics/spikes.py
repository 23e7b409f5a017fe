"""Which day stands out of its own past: a one-sided test against its own weekday.

Expected is the level of the last four weeks times the weekday's share, from
twelve weeks; days that are not known are left out, the tested one is no part
of it, and days that stood out before are cut down, so that one spike neither
hides the next nor makes a weekday look busy. How much more days vary than
counts do by chance is measured on the same past (after Farrington et al. 1996
and Noufaily et al. 2012). On simulated years without a spike, three times as
variable as chance, a Poisson limit alarms 17 to 23 times a year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import median

from monitor.statistics.means import Interval
from monitor.statistics.student import normal_quantile

MEMORY = 84
"""Days before the tested one that are looked at."""
LEARNED = 56
"""Days of history from which on a day is no longer judged while learning."""
FEWEST = 7
"""Known days below which nothing is expected."""
_LEVEL = 28
_WEEKS_FOR_WEEKDAYS = 4
_ODDS = 0.0005
"""How rarely a day without cause exceeds the limit."""
_TIMES = 2.0
"""Less than twice what is expected is no spike, however rare."""
_FAR = 2.5
"""Standard deviations beyond which a past day counts no further."""

Days = Sequence[float | None]
"""A figure a day, oldest first; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a day would bring if nothing happened."""

    mean: float
    spread: float
    """Standard deviation of a day around it, the doubt about the mean included."""
    days: int
    """Known days that it rests on."""
    learning: bool
    """Fewer than eight weeks of history: weekdays and spread are hardly known."""

    @property
    def limit(self) -> float:
        """What a day must exceed to stand out."""
        if not self.mean or not self.spread:
            return _TIMES * self.mean
        # By the gamma, nearly the negative binomial of this mean and spread (Wilson & Hilferty
        # 1931): of simulated years the 2/3 power, whose tail is shorter, alarmed up to five times.
        shape = (self.mean / self.spread) ** 2
        root = 1 - 1 / (9 * shape) + normal_quantile(1 - _ODDS) / (3 * sqrt(shape))
        rare = float(self.mean * max(0.0, root) ** 3)
        return max(_TIMES * self.mean, rare)

    def usual(self, level: float = 0.95) -> Interval:
        """Between what a day is expected to lie."""
        return self._quantile((1 - level) / 2), self._quantile((1 + level) / 2)

    def _quantile(self, probability: float) -> float:
        """By the 2/3 power, in which counts are nearly symmetric (Farrington et al. 1996)."""
        if not self.mean:
            return 0.0
        z = normal_quantile(probability)
        return float(self.mean * max(0.0, 1 + 2 / 3 * z * self.spread / self.mean) ** 1.5)


def expected(history: Days) -> Expected | None:
    """What the day after this history would bring; None where too little is known of it."""
    past = list(history[-MEMORY:])
    known = sum(value is not None for value in past)
    if known < FEWEST or sum(value is not None for value in past[-_LEVEL:]) < FEWEST:
        return None
    shares = _weekdays(past)
    flat = [None if value is None else value / shares[i] for i, value in _placed(past)]
    centre = _level(flat)
    mean = centre * shares[0]
    chance = _dispersion(past, flat, shares) * max(mean, 0.5)
    doubt = chance / min(known, _LEVEL)
    began = next(i for i, value in enumerate(history) if value is not None)
    return Expected(mean, sqrt(chance + doubt), known, len(history) - began < LEARNED)


def _placed(past: Days) -> list[tuple[int, float | None]]:
    """Each day with its weekday; 0 is that of the tested day, which comes after the last."""
    return [((i - len(past)) % 7, value) for i, value in enumerate(past)]


def _weekdays(past: Days) -> list[float]:
    """How each weekday compares with its week: medians, drawn toward 1 while they are few."""
    found: list[list[float]] = [[] for _ in range(7)]
    for i, (weekday, value) in enumerate(_placed(past)):
        week = [other for other in past[max(0, i - 3) : i + 4] if other is not None]
        if value is not None and len(week) >= 5 and (usual := fsum(week) / len(week)):
            found[weekday].append(value / usual)
    if min(map(len, found)) < _WEEKS_FOR_WEEKDAYS:
        return [1.0] * 7
    shares = [(median(ratios) * len(ratios) + 2) / (len(ratios) + 2) for ratios in found]
    return [share * 7 / fsum(shares) for share in shares]


def _level(flat: Days) -> float:
    """The mean of the last four weeks, without their weekdays and with spikes cut down."""
    values = [value for value in flat[-_LEVEL:] if value is not None]
    middle = median(values)
    far = middle + _FAR * max(_deviation(values, middle), sqrt(max(middle, 0.5)))
    return fsum(min(value, far) for value in values) / len(values)


def _deviation(values: Sequence[float], middle: float) -> float:
    """Standard deviation by the median of the distances, which no spike moves."""
    return 1.4826 * median(abs(value - middle) for value in values)


def _dispersion(past: Days, flat: Days, shares: Sequence[float]) -> float:
    """How much more a day varies around what was expected of it than a count does by chance."""
    squares = []
    for i, (weekday, value) in enumerate(_placed(past)):
        before = [other for other in flat[max(0, i - _LEVEL) : i] if other is not None]
        if value is not None and len(before) >= FEWEST:
            mean = max(_level(before) * shares[weekday], 0.5)
            squares.append((value - mean) ** 2 / mean)
    if not squares:
        return 1.0
    usual = median(squares) / 0.4549  # the median of chi-square with one degree
    return max(1.0, fsum(min(square, 9 * usual) for square in squares) / len(squares))
