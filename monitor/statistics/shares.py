"""Shares of a whole, and how sure they are."""

from math import sqrt

from monitor.statistics.means import Interval
from monitor.statistics.student import normal_quantile


def wilson_interval(k: int, n: int, level: float = 0.95) -> Interval:
    """Wilson's score interval of a share (Wilson 1927; Brown, Cai & DasGupta 2001).

    Of 10 with a true share of 5 % it holds the truth in 91 % of samples, the
    textbook's p ± 1.96 s in 40 %. Of nothing it is everything.
    """
    if not n:
        return 0.0, 1.0
    z = normal_quantile((1 + level) / 2)
    share, spread = k / n, z * z / n
    centre = share + spread / 2
    reach = z * sqrt(share * (1 - share) / n + spread / (4 * n))
    low, high = ((centre + side * reach) / (1 + spread) for side in (-1, 1))
    return (0.0 if k == 0 else low), (1.0 if k == n else high)
