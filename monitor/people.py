"""How the people behind a day's figures are spread: who is loud, who repeats, how many agree."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from monitor.statistics import Interval, figure, wilson_interval
from monitor.voices import Voice, effective, fresh_votes, loudest, votes, without_loudest

_WORTH_A_WORD = 0.05
"""A smaller difference of tone turns no sign that anybody would notice."""


@dataclass(frozen=True, slots=True)
class Mean:
    """One vote each, over some of the people."""

    value: float | None
    ci: Interval | None
    votes: int


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
    """Rounded to two places: of few authors the loudest 1 % is one, who is nobody's business."""
    driven_by_few: bool
    """Over posts, the sign of the tone turns round without the loudest 1 %."""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def people(voices: Sequence[Voice], threshold: float, fewest: int) -> People:
    """The figures of these people; what fewer than `fewest` would bear is None."""
    own = votes(voices)
    loud, others = loudest(voices), without_loudest(voices)
    posts, loud_posts = (sum(voice.posts for voice in some) for some in (voices, loud))
    enough = len(own) >= max(fewest, 1)
    return People(
        voters=len(own),
        positive=_share([v >= threshold for v in own.values()]) if enough else None,
        negative=_share([v <= -threshold for v in own.values()]) if enough else None,
        without_copies=mean_of(fresh_votes(voices), fewest),
        loudest=len(loud),
        loudest_share=_coarse(loud_posts / posts) if posts and len(voices) >= fewest else None,
        effective=round(effective(voices) or 0) if len(voices) >= fewest else None,
        without_loudest=_rounded(mean_of(votes(others), fewest)),
        driven_by_few=enough and _turns(voices, others),
    )


def _coarse(share: float) -> float:
    return round(share * 20) / 20


def _rounded(found: Mean) -> Mean:
    value = None if found.value is None else round(found.value, 2)
    ci = None if found.ci is None else (round(found.ci[0], 2), round(found.ci[1], 2))
    return Mean(value, ci, found.votes)


def mean_of(votes: dict[str, float], fewest: int) -> Mean:
    """One vote each; what fewer than `fewest` would bear is None."""
    return Mean(*figure(list(votes.values()), fewest), len(votes))


def _share(those: Sequence[bool]) -> Share:
    return Share(sum(those), sum(those) / len(those), wilson_interval(sum(those), len(those)))


def _turns(voices: Sequence[Voice], others: Sequence[Voice]) -> bool:
    with_them, without = _post_mean(voices), _post_mean(others)
    return with_them * without < 0 and abs(with_them - without) >= _WORTH_A_WORD


def _post_mean(voices: Sequence[Voice]) -> float:
    scored = sum(voice.scored for voice in voices)
    return sum(voice.compound_e4 for voice in voices) / (10_000 * scored) if scored else 0.0
