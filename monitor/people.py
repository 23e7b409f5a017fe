"""How the people behind a day's figures are spread: who is loud, who repeats, how many agree."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from monitor.statistics import Interval, figure, wilson_interval
from monitor.voices import Voice, effective, fresh_votes, loudest, votes, without_loudest

Votes = Mapping[str, float]
_HIDES = 20
"""Votes among which one is hidden by a mean that is told to the nearest 0.05."""
_WORTH_A_WORD = 0.05
"""A smaller difference of tone turns no sign that anybody would notice."""


@dataclass(frozen=True, slots=True)
class Mean:
    """One vote each, over some of the people."""

    value: float | None
    """None where too few bear it, or where from it and the day's tone what a few people
    said could be reckoned."""
    ci: Interval | None
    votes: int
    """Told in any case: how many they are says nothing of their tone."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the people, with its 95 % interval (Wilson)."""

    n: int
    share: float
    ci: Interval


@dataclass(frozen=True, slots=True)
class People:
    """The people behind a topic's day."""

    voters: int
    """Authors of anything that was scored."""
    positive: Share | None
    """Those whose own mean is at or above the threshold; None below the fewest authors."""
    negative: Share | None
    without_copies: Mean
    loudest: int
    """How many authors are the loudest 1 %."""
    loudest_share: float | None
    """Their part of all posts by known authors, to the nearest 5 %."""
    effective: int | None
    """How many equally loud authors would be as concentrated."""
    without_loudest: Mean
    """Of few authors the loudest 1 % is one, who is nobody's business: then told to the
    nearest 0.05, and of fewer than twenty voters for each of the loudest not at all."""
    driven_by_few: bool
    """Over posts, the sign of the tone turns round without the loudest 1 %."""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def people(voices: Sequence[Voice], threshold: float, fewest: int) -> People:
    """The figures of these people; what fewer than `fewest` would bear is None."""
    own, fresh = votes(voices), fresh_votes(voices)
    loud, others = loudest(voices), without_loudest(voices)
    copies = mean_beside(fresh, fewest, own)
    beside = (own,) if copies.value is None else (own, fresh)
    posts, loud_posts = (sum(voice.posts for voice in some) for some in (voices, loud))
    enough = len(own) >= max(fewest, 1)
    return People(
        voters=len(own),
        positive=_share([v >= threshold for v in own.values()]) if enough else None,
        negative=_share([v <= -threshold for v in own.values()]) if enough else None,
        without_copies=copies,
        loudest=len(loud),
        loudest_share=_coarse(loud_posts / posts) if posts and len(voices) >= fewest else None,
        effective=round(effective(voices) or 0) if len(voices) >= fewest else None,
        without_loudest=_without(votes(others), fewest, *beside),
        driven_by_few=enough and _turns(voices, others),
    )


def _coarse(value: float) -> float:
    return round(value * 20) / 20


def _without(left: Votes, fewest: int, *told: Votes) -> Mean:
    """The same as `mean_beside`, or so coarsely that the tone of the few who are missing
    could be reckoned to ±0.5 at best.
    """
    few = [n for others in told if 0 < (n := _apart(left, others)) < fewest]
    if not few or max(few) * _HIDES > len(told[0]):
        return mean_beside(left, fewest, *told)
    value, ci = figure(list(left.values()), fewest)
    around = None if ci is None else (_coarse(ci[0]), _coarse(ci[1]))
    return Mean(None if value is None else _coarse(value), around, len(left))


def mean_beside(votes: Votes, fewest: int, *told: Votes) -> Mean:
    """One vote each, beside the tones of other votes that are told; or no tone.

    Not only must `fewest` people bear it. Where fewer than `fewest`, but some, vote
    otherwise in one of the others, or not at all, the two tones and the numbers of
    votes would tell what these few said.
    """
    if any(0 < _apart(votes, others) < fewest for others in told):
        return Mean(None, None, len(votes))
    return Mean(*figure(list(votes.values()), fewest), len(votes))


def _apart(some: Votes, others: Votes) -> int:
    """How many people do not have the same vote in both."""
    return sum(some.get(author) != others.get(author) for author in some.keys() | others.keys())


def _share(those: Sequence[bool]) -> Share:
    return Share(sum(those), sum(those) / len(those), wilson_interval(sum(those), len(those)))


def _turns(voices: Sequence[Voice], others: Sequence[Voice]) -> bool:
    with_them, without = _post_mean(voices), _post_mean(others)
    return with_them * without < 0 and abs(with_them - without) >= _WORTH_A_WORD


def _post_mean(voices: Sequence[Voice]) -> float:
    scored = sum(voice.scored for voice in voices)
    return sum(voice.compound_e4 for voice in voices) / (10_000 * scored) if scored else 0.0
