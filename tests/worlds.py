"""Invented years whose truth is known: who writes how often, and in what tone.

    world = World(seed=365, days=2000)
    world.source         every post of it, as a source that watched nearly all of it
    world.days[17]       what is true of a day, and what was planted on it

A fixed crowd writes. On each day some of them do, with a weekly cycle and more
variation than chance; how often each one writes has a heavy tail. What a
person writes comes from their own mixture of texts, so that people differ more
than posts do. On some days most of them share one text, which VADER reads as 0.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from monitor.models import Page, Post
from monitor.scoring import VaderScorer
from monitor.timeline import Window

FIRST = datetime(2014, 1, 6, tzinfo=UTC)
"""A Monday."""
WORDS = (
    "wonderful", "great", "lovely", "good", "nice", "fun", "fine", "okay", "long", "polish",
    "streaming", "weird", "boring", "bad", "sad", "awful", "terrible", "horrible", "disgusting",
)  # fmt: skip
SHARED = "petition about 365 days on netflix https://example.org/p"
WEEK = (0.9, 0.85, 0.85, 0.9, 1.0, 1.3, 1.2)
_TURNED = 0.5
"""How much of the crowd turns to good words on a day of a planted change."""
_DAY = timedelta(days=1)


def text(word: str) -> str:
    return f"365 days on netflix is {word}"


def compounds() -> dict[str, float]:
    """What VADER makes of each text."""
    scorer = VaderScorer()
    scores = {word: scorer.read(text(word), "en")[0] for word in WORDS}
    return {word: tone.compound for word, tone in scores.items()}


@dataclass(frozen=True)
class Planted:
    """A day, with what is true of it."""

    number: int
    people: int
    truth: float
    """The mean tone of the people who might have written."""
    spike: bool = False
    loud: bool = False
    """One account writes four hundred times."""
    turned: bool = False
    """Part of the crowd turned to good words."""
    shared: bool = False
    """85 % of the people shared one text."""
    watched: float = 1.0

    @property
    def start(self) -> datetime:
        return FIRST + self.number * _DAY


@dataclass
class World:
    seed: int
    days_long: int
    crowd: int = 4000
    mean: float = 45.0
    dispersion: float = 3.0
    days: list[Planted] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._compounds = compounds()
        self._habits = [self._habit() for _ in range(self.crowd)]
        means = [
            math.fsum(self._compounds[word] * share for word, share in habit)
            for habit in self._habits
        ]
        self._truth = math.fsum(means) / len(means)
        self.days = [self._planted(number) for number in range(self.days_long)]

    def _habit(self) -> list[tuple[str, float]]:
        """Three words that a person uses, with how often."""
        words = self._chance.sample(WORDS, 3)
        parts = [self._chance.gammavariate(0.7, 1.0) + 1e-6 for _ in words]
        return [(word, part / sum(parts)) for word, part in zip(words, parts, strict=True)]

    def _planted(self, number: int) -> Planted:
        kind = self._chance.random()
        spike, loud = kind > 0.985, 0.965 < kind <= 0.985
        turned, shared = kind < 0.03, 0.03 <= kind < 0.25
        busy = self.mean * WEEK[number % 7] * (3 if spike else 2.5 if shared else 1)
        # Shared texts come without more people, but from more of them: no spike is meant.
        busy = busy / 2.5 if shared else busy
        people = _varied(self._chance, busy, self.dispersion)
        good = self._compounds["wonderful"]
        truth = self._truth * (1 - _TURNED) + good * _TURNED if turned else self._truth
        truth = truth * 0.15 if shared else truth
        watched = 1.0
        if self._chance.random() < 0.04:
            watched = self._chance.choice((0.0, 0.5))
        return Planted(number, people, truth, spike, loud, turned, shared, watched)

    @property
    def covered(self) -> tuple[Window, ...]:
        """What was watched: each day from its beginning to where it broke off."""
        return tuple(
            Window(day.start, day.start + day.watched * _DAY) for day in self.days if day.watched
        )

    def posts(self) -> Iterator[Post]:
        """Every post of the time that was watched, day by day."""
        number = 0
        for day in self.days:
            chance = random.Random(f"{self.seed} {day.number}")
            for person, said in self._said(day, chance):
                moment = day.start + chance.random() * _DAY
                if moment < day.start + day.watched * _DAY:
                    number += 1
                    native = f"{number:09}"
                    yield Post("fake", native, native, moment, said, author=person, language="en")

    def _said(self, day: Planted, chance: random.Random) -> Iterator[tuple[str, str]]:
        for person in chance.sample(range(self.crowd), day.people):
            often = min(int(chance.paretovariate(1.6)), 30)
            if day.shared and chance.random() < 0.85:
                yield f"person {person}", SHARED
                continue
            turns = day.turned and chance.random() < _TURNED
            words, shares = zip(*self._habits[person], strict=True)
            for _ in range(often):
                word = "wonderful" if turns else chance.choices(words, shares)[0]
                yield f"person {person}", text(word)
        if day.loud:
            for _ in range(400):
                yield "the loud one", text("wonderful")


@dataclass
class WorldSource:
    """A world as a source that the line reads."""

    world: World
    name: str = "fake"
    platform: str | None = "fake"
    file: str | None = None
    size: int | None = None

    @property
    def covered(self) -> tuple[Window, ...]:
        return self.world.covered

    def pages(self) -> Iterator[Page]:
        page: list[Post] = []
        for post in self.world.posts():
            page.append(post)
            if len(page) == 500:
                yield Page(tuple(page))
                page = []
        yield Page(tuple(page))


def _varied(chance: random.Random, mean: float, dispersion: float) -> int:
    """A count that varies more than chance: Poisson of a gamma."""
    busy = chance.gammavariate(mean / (dispersion - 1), dispersion - 1)
    return max(0, round(chance.gauss(busy, math.sqrt(busy))))
