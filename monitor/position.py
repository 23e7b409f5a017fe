"""Where people stand on the petition's demand: a window's totals, and nothing less.

Read from stored texts when it is asked for, and never kept by author: what
one person stands for is in nothing that is returned.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.cues import Cues, Position
from monitor.voices import Saying

TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class PositionTotals:
    """Originals of a window by position; an author's repeated wording counts once."""

    supports: int | None
    opposes: int | None
    unclear: int | None
    """Nobody's position is told by its cues: most posts, and the reading of a doubt."""
    read: int
    """All originals whose language is read; the three are its parts."""
    reason: str | None = None
    """Why the three are not told."""


def position_of(
    sayings: Iterable[Saying], cues: Cues | None, min_people: int
) -> PositionTotals | None:
    """The totals of one topic's sayings; None without cues, or where a text is gone.

    Reposts do not count, nor what is in a language that no scorer reads: cues
    are of one language. A post without a known author is no further person,
    and its wording counts once among all such posts. Where the posts of a
    position come from fewer than `min_people` people, no position is told:
    from the others the small one could be reckoned.
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
    if any(posts[position] and len(people[position]) < min_people for position in posts):
        return PositionTotals(None, None, None, len(heard), TOO_FEW)
    return PositionTotals(posts["supports"], posts["opposes"], posts["unclear"], len(heard))


def _is_read(saying: Saying) -> bool:
    return saying.kind != "repost" and saying.compound_e4 is not None


def _key(saying: Saying) -> tuple[str | None, str | None]:
    return saying.author, saying.wording or saying.text
