"""A post of the sample before it takes X's shape."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

EPOCH_MS = 1_288_834_974_657
"""When X's ids began to be times: 4 November 2010."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One invented post."""

    id: int
    at: datetime
    author: int
    """A number in the cast."""
    text: str
    """As typed: links not yet in it, characters not yet escaped."""
    about: str
    """film, petition or miss."""
    side: str
    language: str | None = "en"
    kind: str = "original"
    of: "Draft | None" = None
    """What it reposts, quotes or answers."""
    links: tuple[str, ...] = ()
    history: tuple[int, ...] = ()
    """The ids of the versions before this one."""
    is_long: bool = False
    """Whether X cuts its text and gives the whole apart."""
    includes_other: bool = True
    """Whether the page holds what it refers to."""
    other_is_gone: bool = False
    """Whether X says that what it refers to does not exist any more."""


def snowflake(at: datetime, rng: Random) -> int:
    """An id of X: the milliseconds since its epoch, then 22 bits of machine and sequence."""
    ms = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    return (ms - EPOCH_MS) << 22 | rng.randrange(1 << 22)
