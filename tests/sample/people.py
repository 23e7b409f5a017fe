"""Who writes: invented people, so numbered that nobody real can be meant."""

from collections import defaultdict
from random import Random

_FIRST_ID = 9_000_000_000_000_000_000
"""X's ids are times; one that begins with 9 would be of the year 2088."""
_STEP = 7_919_000_017
_STEMS = ("filmfan", "popcorn", "couchcat", "teaandtv", "nightowl", "cinemouse", "bingebee",
          "sofaqueen", "plottwist", "rewinder", "lateshow", "credits", "matinee")  # fmt: skip
_NEW_FACE = 0.5
"""How often a post comes from somebody who has not written before."""

_CIRCLE = 3
"""So many of a side have written before any of them comes again."""


def author_id(number: int) -> str:
    return str(_FIRST_ID + number * _STEP)


def handle(number: int) -> str:
    return f"{_STEMS[number % len(_STEMS)]}_{number:04d}"


class Cast:
    """Who has written so far; everybody keeps to one language and one side."""

    def __init__(self) -> None:
        self._size = 0
        self._known: dict[tuple[str, str], list[int]] = defaultdict(list)

    def new(self) -> int:
        """Somebody who writes for the first time and is not drawn again."""
        self._size += 1
        return self._size

    def one_of(self, language: str, side: str, rng: Random, *, besides: int = 0) -> int:
        """Somebody of this language and side, but not the one numbered `besides`."""
        known = self._known[language, side]
        others = [number for number in known if number != besides]
        if len(others) >= _CIRCLE and rng.random() > _NEW_FACE:
            return rng.choice(others)
        known.append(self.new())
        return known[-1]
