"""How many a day, against how many before: counts that vary more than chance alone."""

from collections.abc import Sequence
from math import exp, fsum, log, sqrt

from monitor.statistics.means import Interval
from monitor.statistics.student import t_quantile

_WIDEST = log(1000)
"""An interval that reaches a thousandfold either way says nothing (and soon overflows)."""


def ratio(
    before: Sequence[float], after: Sequence[float], level: float = 0.95
) -> tuple[float, Interval | None] | None:
    """How many times as many came after as before, from days in pairs (same weekday).

    Quasi-Poisson: the two sides times the weekdays is what is expected of each
    day; how much more the days vary than counts of that size by chance
    (Pearson's X² over its degrees of freedom, at least 1) widens the interval
    (McCullagh & Nelder 1989, 6.2). None where one side is empty; no interval
    from a single pair, which says nothing of how days vary, nor an endless one.
    """
    one, other = fsum(before), fsum(after)
    if not one or not other:
        return None
    found = other / one
    freedom = len(before) - 1
    if freedom < 1:
        return found, None
    error = sqrt(_dispersion(before, after) * (1 / one + 1 / other))
    reach = t_quantile((1 + level) / 2, freedom) * error
    if reach > _WIDEST:
        return found, None
    return found, (exp(log(found) - reach), exp(log(found) + reach))


def _dispersion(before: Sequence[float], after: Sequence[float]) -> float:
    share = fsum(after) / (fsum(before) + fsum(after))
    squares = []
    for a, b in zip(before, after, strict=True):
        for seen, expected in ((a, (a + b) * (1 - share)), (b, (a + b) * share)):
            if expected:
                squares.append((seen - expected) ** 2 / expected)
    return max(1.0, fsum(squares) / (len(before) - 1))


def risen(k: int, n: int, before: int, of: int) -> float:
    """By how many standard errors a share k of n is larger than one before.

    The two-sample z of shares, with the pooled share as its variance. 0 where
    either side is empty.
    """
    if not n or not of:
        return 0.0
    pooled = (k + before) / (n + of)
    error = sqrt(pooled * (1 - pooled) * (1 / n + 1 / of))
    return (k / n - before / of) / error if error else 0.0
