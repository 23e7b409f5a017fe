"""A post made ready once for all topics."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from monitor.words import bare_link, tokens_of, unescaped, words_of

_LINK = re.compile(
    # X's own links end with their ten letters, whatever is written right behind.
    r"https?://t\.co/\w+|(?:https?://|www\.)\S+"
    # Bounded and begun at the start of a token alone: an unbounded form took
    # nine seconds for one hostile post of 25,000 characters.
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/\S*",
    re.IGNORECASE,
)
_SPELT = re.compile(r"(?<!\w)[#@]\w+|[^\W_]+")
_QUOTED = re.compile(
    r"""(?:«\s|[“”„«»"‘’'‹](?=\w))([^“”„«»"‘’'›\n]{1,99})(?:\s»|(?<=[\w.,!?…])[“”«»"‘’'›])"""
)
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?]+(?<!\.\.)[\"”’)\]]*(?=\s)|\n")
_LINK_END = ".,;:!?…'\"’”»)]}>"
_CUT = ""
"""In the place of a word that was cut out: it fits no entry, so nothing joins across it."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a post is held against the rules."""

    words: Words
    tags: tuple[int, ...]
    """Which of the words are hashtags."""
    links: tuple[str, ...]
    spelt: Words
    """The words in their own capitals and accents; none where they do not pair off."""
    quoted: frozenset[Words]
    """What stands in quotation marks."""
    ends: tuple[int, ...]
    """Where sentences end: how many words stand before each end, in order."""

    def without(self, cut: Collection[int]) -> "Reading":
        """The reading with these words cut out."""
        words = tuple(_CUT if i in cut else word for i, word in enumerate(self.words))
        return replace(self, words=words, tags=tuple(i for i in self.tags if i not in cut))

    def in_one_sentence(self, first: int, last: int) -> bool:
        """Whether no sentence ends between two of the words."""
        return bisect_right(self.ends, first) == bisect_right(self.ends, last)


def read(text: str, links: Sequence[str]) -> Reading:
    plain = unescaped(text)
    bare = _LINK.sub(" \n ", plain)
    sentences = [tokens_of(sentence) for sentence in _SENTENCE_END.split(bare)]
    tokens, spelt = [*chain.from_iterable(sentences)], spelling(bare)
    own = (link.rstrip(_LINK_END) for link in _LINK.findall(plain))
    return Reading(
        words=tuple(token.lstrip("#@") for token in tokens),
        tags=tuple(i for i, token in enumerate(tokens) if token[0] == "#"),
        links=tuple(map(bare_link, (*links, *own))),
        spelt=spelt if len(spelt) == len(tokens) else (),
        quoted=frozenset(map(words_of, _QUOTED.findall(bare))),
        ends=tuple(dict.fromkeys(accumulate(map(len, sentences)))),
    )


def spelling(text: str) -> Words:
    """The words of a text as they are written, but for how their accents are put together."""
    return tuple(_SPELT.findall(unicodedata.normalize("NFC", text)))
