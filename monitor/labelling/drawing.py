"""Who is drawn: a random sample that is the same every time it is drawn.

Each post has a lot: the keyed hash of question, topic, platform and native
id. The posts with the lowest lots are the sample. So a sitting that was
stopped goes on with the same sample, a larger one holds the smaller one, a
second person answers for the same posts, and posts that are stored later join
with the chance that all the others had. The key is the database's own author
key: nobody outside can write posts that are sure to be drawn.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from monitor.storage.answers import Candidate, Key

Lot = Callable[[Key], str]
MENTIONS, ELSEWHERE, UNMATCHED = "mentions", "about another topic", "about no topic"
"""The strata of an audit."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One post of a sample. The person who answers is not shown its group."""

    platform: str
    native_id: str
    group: str
    """Its stratum, or the monitor's own reading of it."""

    @property
    def key(self) -> Key:
        return self.platform, self.native_id


@dataclass(frozen=True, slots=True)
class Sample:
    """The posts that are asked about, in the order of asking."""

    posts: tuple[Drawn, ...]
    sizes: Mapping[str, int]
    """How many posts each group holds in all, drawn or not."""


def lowest(
    candidates: Iterable[Candidate],
    posts: int,
    lot: Lot,
    answered: Iterable[Key],
    group: Callable[[Candidate], str | None],
) -> tuple[list[Drawn], Counter[str]]:
    """The candidates with the lowest lots, lowest first, and the sizes of all groups.

    All count, but only those can be drawn that have a text to be read or
    were answered while they had one. Whoever has no group is no candidate.
    """
    known, sizes = set(answered), Counter[str]()

    def drawable() -> Iterable[Drawn]:
        for candidate in candidates:
            if (name := group(candidate)) is None:
                continue
            sizes[name] += 1
            if candidate.has_text or candidate.key in known:
                yield Drawn(candidate.platform, candidate.native_id, name)

    return nsmallest(posts, drawable(), key=lambda drawn: lot(drawn.key)), sizes


def shuffled(posts: Iterable[Drawn], lot: Lot) -> tuple[Drawn, ...]:
    """An order of asking that tells nothing of the group.

    By the lot read backwards: its last digits have no part in who is drawn,
    so that whoever stops half-way has answered for a random half of each group.
    """
    return tuple(sorted(posts, key=lambda drawn: lot(drawn.key)[::-1]))


def split(posts: int, rows: Mapping[str, int], sizes: Mapping[str, int]) -> dict[str, int]:
    """How many posts each stratum of an audit gives.

    Half go to the mentions, which carry the precision. The others go to the
    two strata where posts may have been missed, each at least a fifth of them
    and the rest by what they stand for. What a stratum has not, others give.
    """
    given = {MENTIONS: min((posts + 1) // 2, rows[MENTIONS])}
    left = posts - given[MENTIONS]
    missed = [name for name in (ELSEWHERE, UNMATCHED) if rows[name]]
    whole = sum(sizes[name] for name in missed)
    for name in missed[:-1]:
        rest = left - left // 5 * len(missed)
        given[name] = left // 5 + round(rest * sizes[name] / whole)
    if missed:  # what is left, not a rounding of its own: two halves made one post too many
        given[missed[-1]] = posts - sum(given.values())
    return _within(posts, given, rows)


def _within(posts: int, given: Mapping[str, int], rows: Mapping[str, int]) -> dict[str, int]:
    """No more of any stratum than there is, and as many in all as were asked for."""
    fitted = {name: min(given.get(name, 0), n) for name, n in rows.items()}
    for name in _by_weight(fitted):
        fitted[name] += min(rows[name] - fitted[name], max(0, posts - sum(fitted.values())))
    return fitted


def _by_weight(fitted: Mapping[str, int]) -> Sequence[str]:
    """Where more posts teach most: those that may be missed before the mentions."""
    return [name for name in (UNMATCHED, ELSEWHERE, MENTIONS) if name in fitted]
