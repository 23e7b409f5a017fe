"""How many posts, and when: the true dates of June and July 2020, with invented numbers.

What happens, in UTC:
    7 June    the film comes to Netflix all over the world
    17 June   a first small wave of petition posts
    22 June   the invented collection is down from the evening to the afternoon of the 24th
    2 July    the singer's open letter, from about 16:00 UTC
    8 July    the petition passes 70,000 signatures; 75,000 on the 10th
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

START = datetime(2020, 6, 7, tzinfo=UTC)
END = datetime(2020, 7, 13, tzinfo=UTC)
OUTAGE = (datetime(2020, 6, 22, 20, tzinfo=UTC), datetime(2020, 6, 24, 15, 30, tzinfo=UTC))
LETTER = datetime(2020, 7, 2, 16, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some hours and how many posts are written in them."""

    start: datetime
    end: datetime
    film: int
    """About the film alone."""
    petition: int
    """About the petition; most name the film too."""
    misses: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which somebody writes, and about what: film, petition or miss."""

    at: datetime
    about: str


# Day by day from START: (film, petition, misses).
_JUNE = (
    (16, 0, 6), (17, 0, 6), (18, 0, 6), (19, 0, 7), (21, 1, 6), (25, 0, 7), (32, 1, 7),
    (33, 0, 7), (24, 0, 6), (21, 1, 6), (22, 11, 7), (21, 7, 6), (26, 3, 7), (32, 2, 7),
    (34, 1, 6),
)  # fmt: skip
_AFTER_OUTAGE = (
    (22, 1, 6), (26, 0, 7), (33, 1, 7), (34, 1, 6), (22, 1, 6), (21, 1, 7), (22, 1, 7),
)  # fmt: skip
_JULY = (
    (72, 78, 8), (54, 50, 7), (44, 30, 6), (34, 22, 7), (34, 40, 7), (38, 66, 8),
    (36, 48, 7), (44, 74, 8), (36, 38, 7), (36, 24, 6),
)  # fmt: skip

# How busy each hour is, UTC: an audience in Britain, Europe and the Americas.
_HOURS = (7, 5, 4, 3, 2, 2, 2, 3, 4, 5, 6, 6, 7, 7, 7, 7, 8, 8, 9, 10, 11, 12, 12, 10)


def stretches() -> Iterator[Stretch]:
    """The days in order; 22 and 24 June shortened, 2 July in two parts."""
    yield from _days(START, _JUNE)
    yield Stretch(OUTAGE[0].replace(hour=0), OUTAGE[0], 16, 1, 4)
    yield Stretch(OUTAGE[1], OUTAGE[1].replace(hour=0, minute=0) + timedelta(days=1), 13, 1, 3)
    yield from _days(datetime(2020, 6, 25, tzinfo=UTC), _AFTER_OUTAGE)
    yield Stretch(LETTER.replace(hour=0), LETTER, 14, 1, 4)
    yield Stretch(LETTER, LETTER.replace(hour=0) + timedelta(days=1), 84, 82, 4)
    yield from _days(datetime(2020, 7, 3, tzinfo=UTC), _JULY)


def _days(first: datetime, numbers: tuple[tuple[int, int, int], ...]) -> Iterator[Stretch]:
    for offset, (film, petition, misses) in enumerate(numbers):
        start = first + timedelta(days=offset)
        yield Stretch(start, start + timedelta(days=1), film, petition, misses)


def slots(rng: Random) -> list[Slot]:
    """Every moment at which somebody writes, oldest first."""
    made = []
    for stretch in stretches():
        for about in ("film", "petition", "miss"):
            number = stretch.misses if about == "miss" else getattr(stretch, about)
            made += [Slot(moment(stretch.start, stretch.end, rng), about) for _ in range(number)]
    return sorted(made, key=lambda slot: slot.at)


def moment(start: datetime, end: datetime, rng: Random) -> datetime:
    """A moment of the stretch by the rhythm of the day, to the millisecond."""
    whole = (end - start) // timedelta(minutes=30)
    halves = [start + timedelta(minutes=30 * step) for step in range(whole)]
    half = rng.choices(halves, [_HOURS[half.hour] for half in halves])[0]
    return half + timedelta(milliseconds=rng.randrange(1_800_000))


def signatures(at: datetime) -> tuple[str, ...]:
    """What people say the petition stands at."""
    if at < LETTER:
        return ("1,500", "over 1,500", "hundreds of")
    if at < datetime(2020, 7, 7, tzinfo=UTC):
        return ("thousands of", "so many", "tens of thousands of")
    if at < datetime(2020, 7, 8, 12, tzinfo=UTC):
        return ("65,000", "more than 65,000", "almost 70,000")
    if at < datetime(2020, 7, 10, 12, tzinfo=UTC):
        return ("70,000", "over 70,000", "70k", "70,000+")
    return ("75,000", "over 75,000", "75k", "more than 75,000")
