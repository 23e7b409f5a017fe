"""Spikes: does a day stand out of its own past, and on which days would that have been told.

The rule looks at posts an hour watched, so that a gap is neither a fall nor a
zero, and at how many people wrote: some post thirty times a day, which makes
posts vary so much that three times as many people would not be seen in them.
A spike is the doing of many: of ten accounts at least; and where people are
not more than usual, it stands without the loudest 1 % of accounts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from monitor.points import Point
from monitor.statistics.spikes import MEMORY, Expected, expected
from monitor.voices import Voice, without_loudest

FEWEST_PEOPLE = 10
Accounts = tuple[int | None, int]
"""Of a day: how many accounts posted or reposted (None: not known), and the posts of all but
the loudest 1 %."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a whole day of this weekday would bring, and what it must exceed to stand out."""

    expected: float
    usual: tuple[float, float]
    """Between what 95 % of such days lie."""
    limit: float


@dataclass(frozen=True, slots=True)
class Spike:
    """What the rule says of one day."""

    fired: bool
    posts: Limit | None = None
    people: Limit | None = None
    """Authors; None where they are not known."""
    by: tuple[str, ...] = ()
    """What exceeds its limit: `posts`, `people`."""
    learning: bool = False
    """Fewer than eight weeks of history."""
    reason: str | None = None
    """Why it was not judged; or why it is none, though it exceeds a limit."""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A day that the rule looked at."""

    point: Point
    spike: Spike


def judge(history: Sequence[Point], day: Point, accounts: Callable[[Point], Accounts]) -> Spike:
    """One day against the days before it, which end with the day before.

    Of a longer history the last twelve weeks are looked at, so that a report and a
    rehearsal say the same. `accounts` is asked only of a day that exceeds a limit.
    """
    posts = day.rate
    if posts is None:
        reason = "not watched" if day.volume is None else "too little of the day was watched"
        return Spike(False, reason=reason)
    if day.rules_changed:
        return Spike(False, reason="the topic's rules changed")
    past = _of_these_rules(history[-MEMORY:])
    of_posts = expected([point.rate if point.is_whole else None for point in past])
    if of_posts is None:
        return Spike(False, reason="too little is known of the days before")
    of_people = expected([_people(point) for point in past])
    limits = {"posts": _limit(of_posts), "people": _limit(of_people)}
    above = {"posts": posts, "people": float(day.authors or 0)}
    by = tuple(name for name, one in limits.items() if one and above[name] > one.limit)
    alone = _alone(day, accounts(day), limits, by) if by else None
    fired = bool(by) and alone is None
    return Spike(fired, **limits, by=by, learning=of_posts.learning, reason=alone)


def _limit(found: Expected | None) -> Limit | None:
    return None if found is None else Limit(found.mean, found.usual(), found.limit)


def _people(point: Point) -> float | None:
    """Authors of a day that was watched whole: half a day has more than half of them."""
    wrote = (point.volume or 0) - (point.reposts or 0)
    unknown = bool(wrote) and not point.authors
    return None if unknown or not point.is_whole else float(point.authors or 0)


def _alone(
    day: Point, accounts: Accounts, limits: Mapping[str, Limit | None], by: Sequence[str]
) -> str | None:
    """Why a day above a limit is no spike: too few stand behind it."""
    people, others = accounts
    if people is None:
        return "who posted is not known"
    if people < FEWEST_PEOPLE:
        return "fewer than ten accounts"
    posts = limits["posts"]
    rate = others * (day.rate or 0.0) / (day.volume or 1)
    if "people" not in by and posts and rate <= posts.limit:
        return "not without its loudest accounts"
    return None


def accounts_of(voices: Sequence[Voice]) -> Accounts:
    """What stands behind a day's volume, as far as it is known who wrote."""
    others = sum(voice.posts for voice in without_loudest(voices))
    return (len(voices) if voices else None), others


def _of_these_rules(history: Sequence[Point]) -> Sequence[Point]:
    """The days since the topic's rules changed last."""
    changed = [number for number, point in enumerate(history) if point.rules_changed]
    return history[changed[-1] + 1 :] if changed else history


def rehearse(
    points: Sequence[Point], days: int, accounts: Callable[[Point], Accounts]
) -> Iterator[Rehearsed]:
    """The rule over the last `days` of these points, each judged by what came before it alone."""
    for number in range(max(len(points) - days, 0), len(points)):
        history = points[max(0, number - MEMORY) : number]
        yield Rehearsed(points[number], judge(history, points[number], accounts))
