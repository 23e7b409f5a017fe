"""Where people stand on the petition's demand: a window's totals, and nothing less.

Read from stored texts when it is asked for, and never kept by author: what
one person stands for is in nothing that is returned.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.cues import Cues, Position
from monitor.voices import Saying

TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class PositionTotals:
    """Originals of a window by position; an author's repeated wording counts once.

    None where too few people are behind it, or where those could be reckoned from it.
    """

    supports: int | None
    opposes: int | None
    unclear: int | None
    """Nobody's position is told by its cues: most posts, and the reading of a doubt."""
    read: int
    """All originals whose language is read; the three are its parts."""
    reason: str | None = None
    """Why one of the three is not told."""


def position_of(
    sayings: Iterable[Saying], cues: Cues | None, min_people: int
) -> PositionTotals | None:
    """The totals of one topic's sayings; None without cues, or where a text is gone.

    Reposts do not count, nor what is in a language that no scorer reads: cues
    are of one language. Of an author's posts of one wording the last is read:
    two may differ in a question mark. A post without a known author is no further
    person, and its wording counts once among all such posts. No position is told of
    fewer than `min_people` people, and none from which it could be reckoned.
    """
    heard = {_key(saying): saying for saying in sayings if _is_read(saying)}
    if cues is None or any(saying.text is None for saying in heard.values()):
        return None
    posts: dict[Position, int] = {"supports": 0, "opposes": 0, "unclear": 0}
    people: dict[Position, set[str]] = {position: set() for position in posts}
    for saying in heard.values():
        position = cues.read(saying.text or "").position
        posts[position] += 1
        if saying.author:
            people[position].add(saying.author)
    hidden = _hidden(posts, people, min_people)
    supports, opposes, unclear = (None if p in hidden else n for p, n in posts.items())
    return PositionTotals(supports, opposes, unclear, len(heard), TOO_FEW if hidden else None)


def _hidden(
    posts: Mapping[Position, int], people: Mapping[Position, set[str]], min_people: int
) -> set[Position]:
    """The positions not to be told: their sum is known, and so one is never hidden alone."""
    taken = [position for position, n in posts.items() if n]
    hidden = {position for position in taken if len(people[position]) < min_people}
    if len(hidden) == 1:
        others = [position for position in taken if position not in hidden]
        hidden |= set(sorted(others, key=lambda other: (other != "unclear", posts[other]))[:1])
    behind: set[str] = set().union(*(people[position] for position in hidden))
    return set(posts) if hidden and (len(hidden) == 1 or len(behind) < min_people) else hidden


def _is_read(saying: Saying) -> bool:
    return saying.kind != "repost" and saying.compound_e4 is not None


def _key(saying: Saying) -> tuple[str | None, str | None]:
    return saying.author, saying.wording or saying.text
