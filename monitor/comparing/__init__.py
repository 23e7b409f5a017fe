"""What changed, and how sure that is: two groups of people, or two stretches of days.

change  the tone of one group of people against others: rose, fell, or not clear
events  the days from an event on against the same weekdays before it
"""

from monitor.comparing.change import (
    SMALLEST_CHANGE,
    TOO_FEW,
    Change,
    Contrast,
    contrast,
    not_comparable,
    tell,
)
from monitor.comparing.events import AFTER_DAYS, Aftermath, aftermath, pairs

__all__ = [
    "AFTER_DAYS",
    "SMALLEST_CHANGE",
    "TOO_FEW",
    "Aftermath",
    "Change",
    "Contrast",
    "aftermath",
    "contrast",
    "not_comparable",
    "pairs",
    "tell",
]
