"""What a post's words tell of it, as learned from labelled posts.

Rules say what somebody thought of. Of the rest of a post each word tells a
little: the points are the weights of a logistic regression over its words and
pairs of words, and add up. A phrase counts where they reach 1. What they say
against it counts for nothing: a rule knows what it says, and a word does not.
"""

from collections.abc import Mapping
from itertools import pairwise
from math import fsum

from monitor.matching.reading import Words

ENOUGH = 1.0
_TOLD = 3
"""How many words a reason names."""


def said_by(words: Words) -> set[str]:
    """What has points: the words of a post, and each two that follow one another."""
    return {*words, *map(" ".join, pairwise(words))}


def told(learned: Mapping[str, float], words: Words) -> str | None:
    """What speaks loudest for a phrase, where all that is in the post is enough; else None.

    The points of nothing ("") are where the count begins.
    """
    said = {sign: learned[sign] for sign in said_by(words) if sign in learned}
    # Exactly, and to the two places that points have: the order of words decides nothing.
    if round(fsum((*said.values(), learned.get("", 0.0))), 2) < ENOUGH:
        return None
    loudest = sorted(said, key=lambda sign: (-said[sign], sign))[:_TOLD]
    return ", ".join(f'"{sign}"' for sign in loudest)
