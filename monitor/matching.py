"""Is this post about this topic, and why.

Words are those of `words`; a phrase is consecutive words, whatever
punctuation stands between. Words inside links do not count: what begins with
a scheme or `www.`, and a host with a path. A bare host may as well be two
sentences without a space, and is read as words.

    phrases   count alone where the topic has neither context nor near, else
              only with an entry of either elsewhere in the post
    context   entries that may stand anywhere in the post
    near      entries that must stand near the phrase: at most five words between,
              or, with a * in the phrase's place (`about *`), right beside it;
              `"*"` is the phrase in quotation marks
    exact     phrases that count alone where they are written exactly so: a title
              of common words is told from them by its capitals
    hashtags  equal a whole hashtag, and count alone
    links     are prefixes of an expanded link without scheme, www., query
              and fragment, and count alone
    exclude   phrases that are cut out first; they veto nothing else

A limit: a language written without spaces is one long word.
"""

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.models import Match, Topic
from monitor.words import bare_link, line_of, tokens_of, words_of

_LINK = re.compile(
    # X's own links end with their ten letters, whatever is written right behind.
    r"https?://t\.co/\w+|(?:https?://|www\.)\S+"
    # Bounded and begun at the start of a token alone: an unbounded form took
    # nine seconds for one hostile post of 25,000 characters.
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/\S*",
    re.IGNORECASE,
)
_SPELT = re.compile(r"(?<!\w)[#@]\w+|[^\W_]+")
_QUOTED = re.compile(r"""[“”„«»"‘’'‹](?=\w)([^“”„«»"‘’'›\n]{1,99})(?<=[\w.,!?…])[“”«»"‘’'›]""")
_IN_QUOTES = '"*"'
_LINK_END = ".,;:!?…'\"’”»)]}>"
_CUT = ""
"""In the place of a word that was cut out: equal to no word, so nothing joins across it."""

NEAR = 5
"""The most words that may stand between a phrase and what must be near it."""

Place = tuple[int, int]
"""Where a phrase stands: its first word and the one after its last."""


Sides = tuple[tuple[str, ...], tuple[str, ...]]
"""The words right before a phrase, and those right behind it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a post is about: its matches, or why there are none."""

    matches: tuple[Match, ...]
    unmatched: str | None = None


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An entry of the configuration, as written and as words."""

    written: str
    words: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class _Rules:
    """A topic's rules, made ready once."""

    topic: str
    phrases: tuple[_Phrase, ...]
    context: tuple[_Phrase, ...]
    near: tuple[_Phrase, ...]
    beside: dict[Sides, str]
    exact: tuple[tuple[str, ...], ...]
    in_quotes: bool
    """Whether a phrase counts in quotation marks."""
    exclude: tuple[_Phrase, ...]
    hashtags: dict[str, str]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A post made ready once for all topics."""

    words: tuple[str, ...]
    is_hashtag: tuple[bool, ...]
    links: tuple[str, ...]
    line: str
    spelt: tuple[str, ...]
    """The words in their own capitals and accents; none where they do not pair off."""
    quoted: frozenset[tuple[str, ...]]
    """What stands in quotation marks."""


class Matcher:
    """The rules of all topics, ready to judge posts."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._rules = tuple(map(_ready, topics))

    def judge(self, text: str, links: Sequence[str] = ()) -> Verdict:
        """Which topics a post with this text and these expanded links is about."""
        whole = _read(text, links)
        matches, doubts = [], set()
        for rules in self._rules:
            reading = _without(whole, rules.exclude)
            reason = _reason(reading, rules)
            if reason:
                matches.append(Match(rules.topic, reason))
            else:
                doubts.add(_doubt(whole, reading, rules))
        if matches:
            return Verdict(tuple(matches))
        return Verdict((), max(doubts, key=_DOUBTS.index, default=_DOUBTS[0]))


_DOUBTS = ("no phrase", "only an excluded phrase", "phrase without context")
"""Why a post is about no topic; the later, the nearer it came."""


def _reason(reading: _Reading, rules: _Rules) -> str | None:
    for entry in rules.links:
        if any(link.startswith(entry) for link in reading.links):
            return f"link {entry}"
    for word, is_hashtag in zip(reading.words, reading.is_hashtag, strict=True):
        if is_hashtag and word in rules.hashtags:
            return f"hashtag #{rules.hashtags[word]}"
    return _phrase_reason(reading, rules)


def _phrase_reason(reading: _Reading, rules: _Rules) -> str | None:
    found = sorted(place for phrase in rules.phrases for place in _places(phrase, reading))
    if not found:
        return None
    for place in found:
        if (spelt := reading.spelt[slice(*place)]) in rules.exact:
            return f'exactly "{" ".join(spelt)}"'
    if rules.in_quotes and (said := _in_quotes(found, reading)):
        return f'phrase "{_written(rules.phrases, reading, said)}" in quotes'
    if not (rules.context or rules.near or rules.beside or rules.exact or rules.in_quotes):
        return f'phrase "{_written(rules.phrases, reading, found[0])}"'
    return (
        _helped(found, reading, rules, "with", rules.context, len(reading.words))
        or _beside(found, reading, rules)
        or _helped(found, reading, rules, "near", rules.near, NEAR)
    )


def _in_quotes(found: Iterable[Place], reading: _Reading) -> Place | None:
    return next((place for place in found if reading.words[slice(*place)] in reading.quoted), None)


def _beside(found: Iterable[Place], reading: _Reading, rules: _Rules) -> str | None:
    """A phrase with all the words of an entry right before and behind it."""
    lengths = sorted({(len(before), len(after)) for before, after in rules.beside}, reverse=True)
    for start, end in found:
        for before, after in lengths:
            sides = reading.words[max(0, start - before) : start], reading.words[end : end + after]
            if entry := rules.beside.get(sides):
                said = _written(rules.phrases, reading, (start, end))
                return f'phrase "{said}" as in "{entry}"'
    return None


def _helped(
    found: Sequence[Place],
    reading: _Reading,
    rules: _Rules,
    how: str,
    entries: Iterable[_Phrase],
    most: int,
) -> str | None:
    """A phrase and an entry that stand apart, with at most so many words between."""
    starts = [start for start, _ in found]
    longest = max(end - start for start, end in found)
    for entry in entries:
        for place in _places(entry, reading):
            first = bisect_left(starts, place[0] - most - longest)
            last = bisect_right(starts, place[1] + most)
            # The word that makes a phrase a match must not be the phrase's own.
            if apart := next(
                (p for p in found[first:last] if 0 <= _between(p, place) <= most), None
            ):
                said = _written(rules.phrases, reading, apart)
                return f'phrase "{said}" {how} "{entry.written}"'
    return None


def _between(one: Place, other: Place) -> int:
    """How many words stand between two places; negative where they overlap."""
    return max(one[0] - other[1], other[0] - one[1])


def _written(phrases: Iterable[_Phrase], reading: _Reading, place: Place) -> str:
    words = reading.words[slice(*place)]
    return next(phrase.written for phrase in phrases if phrase.words == words)


def _doubt(whole: _Reading, reading: _Reading, rules: _Rules) -> str:
    if any(phrase.line in reading.line for phrase in rules.phrases):
        return "phrase without context"
    if any(phrase.line in whole.line for phrase in rules.phrases):
        return "only an excluded phrase"
    return "no phrase"


def _without(whole: _Reading, exclude: Iterable[_Phrase]) -> _Reading:
    """The reading with every excluded phrase cut out."""
    places = [place for phrase in exclude for place in _places(phrase, whole)]
    if not places:
        return whole
    cut = {index for place in places for index in range(*place)}
    words = tuple(_CUT if i in cut else word for i, word in enumerate(whole.words))
    tags = tuple(tag and i not in cut for i, tag in enumerate(whole.is_hashtag))
    return _Reading(words, tags, whole.links, line_of(words), whole.spelt, whole.quoted)


def _places(phrase: _Phrase, reading: _Reading) -> Iterator[Place]:
    """Where the phrase stands; most do not, which the line tells at once."""
    if phrase.line in reading.line:
        length = len(phrase.words)
        for start in range(len(reading.words) - length + 1):
            if reading.words[start : start + length] == phrase.words:
                yield start, start + length


def _ready(topic: Topic) -> _Rules:
    return _Rules(
        topic.name,
        _phrases((*topic.phrases, *topic.exact)),
        _phrases(topic.context),
        _phrases(entry for entry in topic.near if "*" not in entry),
        {_sides(entry): entry for entry in topic.near if any(_sides(entry)) and "*" in entry},
        tuple(_spelt(entry) for entry in topic.exact),
        _IN_QUOTES in topic.near,
        _phrases(topic.exclude),
        {words_of(f"#{tag.lstrip('#')}")[0]: tag.lstrip("#") for tag in topic.hashtags},
        tuple(map(bare_link, topic.links)),
    )


def _sides(entry: str) -> Sides:
    before, _, after = entry.partition("*")
    return words_of(before), words_of(after)


def _phrases(entries: Iterable[str]) -> tuple[_Phrase, ...]:
    words = ((entry, words_of(entry)) for entry in entries)
    return tuple(_Phrase(entry, found, line_of(found)) for entry, found in words)


def _spelt(text: str) -> tuple[str, ...]:
    """The words of a text as they are written, but for how their accents are put together."""
    return tuple(_SPELT.findall(unicodedata.normalize("NFC", text)))


def _read(text: str, links: Sequence[str]) -> _Reading:
    plain = html.unescape(text)
    bare = _LINK.sub(" \n ", plain)
    tokens, spelt = tokens_of(bare), _spelt(bare)
    words = tuple(token.lstrip("#@") for token in tokens)
    is_hashtag = tuple(token.startswith("#") for token in tokens)
    own = (link.rstrip(_LINK_END) for link in _LINK.findall(plain))
    found = tuple(map(bare_link, (*links, *own)))
    quoted = frozenset(map(words_of, _QUOTED.findall(bare)))
    spelt = spelt if len(spelt) == len(words) else ()
    return _Reading(words, is_hashtag, found, line_of(words), spelt, quoted)
