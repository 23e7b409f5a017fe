"""Is this post about this topic, and why.

Words are those of `words`; a phrase is consecutive words, whatever
punctuation stands between. Words inside links do not count: what begins with
a scheme or `www.`, and a host with a path. A bare host may as well be two
sentences without a space, and is read as words.

    phrases   count alone where the topic has no context, else only with a
              context entry elsewhere in the post
    hashtags  equal a whole hashtag, and count alone
    links     are prefixes of an expanded link without scheme, www., query
              and fragment, and count alone
    exclude   phrases that are cut out first; they veto nothing else

A limit: a language written without spaces is one long word.
"""

import html
import re
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
_LINK_END = ".,;:!?…'\"’”»)]}>"
_CUT = ""
"""In the place of a word that was cut out: equal to no word, so nothing joins across it."""

Place = tuple[int, int]
"""Where a phrase stands: its first word and the one after its last."""


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
    found = [place for phrase in rules.phrases for place in _places(phrase, reading)]
    if not found:
        return None
    if not rules.context:
        return f'phrase "{_written(rules.phrases, reading, found[0])}"'
    for entry in rules.context:
        for place in _places(entry, reading):
            # The word that makes a phrase a match must not be the phrase's own.
            if apart := next((p for p in found if p[1] <= place[0] or place[1] <= p[0]), None):
                said = _written(rules.phrases, reading, apart)
                return f'phrase "{said}" with "{entry.written}"'
    return None


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
    return _Reading(words, tags, whole.links, line_of(words))


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
        _phrases(topic.phrases),
        _phrases(topic.context),
        _phrases(topic.exclude),
        {words_of(f"#{tag.lstrip('#')}")[0]: tag.lstrip("#") for tag in topic.hashtags},
        tuple(map(bare_link, topic.links)),
    )


def _phrases(entries: Iterable[str]) -> tuple[_Phrase, ...]:
    words = ((entry, words_of(entry)) for entry in entries)
    return tuple(_Phrase(entry, found, line_of(found)) for entry, found in words)


def _read(text: str, links: Sequence[str]) -> _Reading:
    plain = html.unescape(text)
    tokens = tokens_of(_LINK.sub(" \n ", plain))
    words = tuple(token.lstrip("#@") for token in tokens)
    is_hashtag = tuple(token.startswith("#") for token in tokens)
    own = (link.rstrip(_LINK_END) for link in _LINK.findall(plain))
    return _Reading(words, is_hashtag, tuple(map(bare_link, (*links, *own))), line_of(words))
