"""What a day's posts have that the days before had not: words, wordings, languages, links.

Each cell is a number of people, and is told only where enough of them stand
behind it; no text, name or single post leaves here. What is new on a day is
not therefore its cause.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from monitor.links import without_links
from monitor.statistics import normal_quantile, widened
from monitor.statistics.keywords import keywords
from monitor.statistics.rates import risen
from monitor.voices import Saying
from monitor.words import bare_link, tokens_of, unescaped

_SHOWN = 8
_SHORTEST = 3
"""Letters of a word that is told."""
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
_OWN_LINKS = ("t.co", "twitter.com", "x.com", "pic.twitter.com")
"""A platform's links to itself: quoted posts and pictures, which are no place elsewhere."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One word, language or site, and the people behind it."""

    name: str
    people: int
    share: float
    """Of the day's people."""
    before: float | None
    """Of the people of the days before; None where so few said it that they make no cell."""


@dataclass(frozen=True, slots=True)
class Why:
    """What was said by more of the people than before, the most telling first."""

    people: tuple[int, int]
    """How many people wrote on the day; and on the days before."""
    words: tuple[Cell, ...]
    languages: tuple[Cell, ...]
    sites: tuple[Cell, ...]
    wordings: tuple[tuple[int, int], ...]
    """Of the most frequent wordings, how many posts and people each has; never their words."""
    reposts: tuple[float | None, float | None]
    """Part of the day's posts that are reposts; and of the days before."""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def why(day: Sequence[Saying], before: Sequence[Saying], fewest: int) -> Why:
    """The day's sayings beside those of the days before it; `fewest` people make a cell.

    Of whom nobody knows makes no cell: one of them could be behind all of it.
    """
    now, then = [s for s in day if s.is_original], [s for s in before if s.is_original]
    fewest, wrote = max(fewest, 1), _wrote(now, then)
    if wrote[1] < fewest:  # nothing to hold the day against
        return Why(wrote, (), (), (), _wordings(now, fewest), (_reposts(day), _reposts(before)))
    return Why(
        people=wrote,
        words=_words(now, then, fewest),
        languages=_cells(_languages(now), _languages(then), wrote, fewest),
        sites=_cells(_sites(day), _sites(before), _wrote(day, before), fewest),
        wordings=_wordings(now, fewest),
        reposts=(_reposts(day), _reposts(before)),
    )


People = dict[str, set[str]]
"""Who is behind each cell."""


def _wrote(day: Sequence[Saying], before: Sequence[Saying]) -> tuple[int, int]:
    """How many people are known of the day, and of the days before."""
    now, then = ({s.author for s in side if s.author} for side in (day, before))
    return len(now), len(then)


def _words(now: Sequence[Saying], then: Sequence[Saying], fewest: int) -> tuple[Cell, ...]:
    here, there = _speakers(now), _speakers(then)
    counts = [{word: len(people) for word, people in side.items()} for side in (here, there)]
    large = [word for word in keywords(counts[0], counts[1]) if word.here >= fewest]
    telling = _telling(len(large))
    found = [word.word for word in large if word.score >= telling]
    return tuple(_cell(word, here, there, _wrote(now, then), fewest) for word in found[:_SHOWN])


def _telling(tried: int) -> float:
    """Standard errors from which on a cell is no chance, of so many that were tried."""
    return normal_quantile((1 + widened(tried)) / 2)


def _cell(name: str, here: People, there: People, wrote: tuple[int, int], fewest: int) -> Cell:
    people, before = len(here[name]), len(there.get(name, ()))
    few = 0 < before < fewest
    return Cell(name, people, people / wrote[0], None if few else before / wrote[1])


def _speakers(sayings: Iterable[Saying]) -> People:
    """The words with those who used them; each person counts once, however often."""
    found: People = defaultdict(set)
    for saying in sayings:
        if saying.author and saying.text:
            for word in _own_words(saying.text):
                found[word].add(saying.author)
    return found


def _own_words(text: str) -> set[str]:
    """What may be told of a text: no links, no names, no numbers.

    Signs are plain before names are looked for, since the words are folded
    after: `﹫ann` is a name. What begins with an at sign even then is none either.
    """
    plain = unicodedata.normalize("NFKC", unescaped(text))
    words = tokens_of(without_links(plain))
    return {w for w in words if len(w) >= _SHORTEST and not w.isdigit() and w[0] != "@"}


def _languages(sayings: Iterable[Saying]) -> People:
    found: People = defaultdict(set)
    for saying in sayings:
        if saying.author:
            found[saying.language].add(saying.author)
    return found


def _sites(sayings: Iterable[Saying]) -> People:
    found: People = defaultdict(set)
    for saying in sayings:
        for link in saying.links:
            host = bare_link(link).split("/")[0]
            if saying.author and _HOST.fullmatch(host) and host not in _OWN_LINKS:
                found[host].add(saying.author)
    return found


def _cells(here: People, there: People, wrote: tuple[int, int], fewest: int) -> tuple[Cell, ...]:
    """Those that a larger part of the people stands behind than before, and not by chance."""
    large = {name: len(people) for name, people in here.items() if len(people) >= fewest}
    by = {
        name: risen(n, wrote[0], len(there.get(name, ())), wrote[1]) for name, n in large.items()
    }
    found = sorted(by, key=lambda name: (-by[name], name))
    told = [name for name in found if by[name] >= _telling(len(large))]
    return tuple(_cell(name, here, there, wrote, fewest) for name in told[:_SHOWN])


def _wordings(sayings: Iterable[Saying], fewest: int) -> tuple[tuple[int, int], ...]:
    posts: Counter[str] = Counter()
    people: defaultdict[str, set[str]] = defaultdict(set)
    for saying in sayings:
        if saying.wording and saying.author:
            posts[saying.wording] += 1
            people[saying.wording].add(saying.author)
    found = ((n, len(people[wording])) for wording, n in posts.items())
    large = (cell for cell in found if cell[0] > 1 and cell[1] >= fewest)
    return tuple(sorted(large, reverse=True))[:3]


def _reposts(sayings: Sequence[Saying]) -> float | None:
    return sum(not s.is_original for s in sayings) / len(sayings) if sayings else None
