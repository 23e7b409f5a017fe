"""Numbers in, numbers out.

student    Student's t
means      means of authors, their intervals and differences
shares     shares of a whole, by Wilson
rates      how many, against how many are usual; ratios of two
spikes     which day stands out of its own past
agreement  what a person says beside what the monitor says
keywords   which words tell one group of texts from another
"""

from monitor.statistics.means import (
    ENOUGH,
    Difference,
    Interval,
    combination,
    enough,
    figure,
    mean,
    mean_interval,
    widened,
)
from monitor.statistics.shares import wilson_interval
from monitor.statistics.student import normal_quantile, t_quantile

__all__ = [
    "ENOUGH",
    "Difference",
    "Interval",
    "combination",
    "enough",
    "figure",
    "mean",
    "mean_interval",
    "normal_quantile",
    "t_quantile",
    "widened",
    "wilson_interval",
]
