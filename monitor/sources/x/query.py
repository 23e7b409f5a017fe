"""The topics as one query of X's search language.

X matches AND before OR, so every group of alternatives stands in parentheses.
(Without them `-is:retweet` binds to the last alternative alone.) The query
brings what `matching` looks for and more; what our rules then refuse is
counted as unmatched. (Less only in this: X knows accents, takes links word by
word, parts words at invisible signs, and has no words that may go on:
of `glorif*` it is asked for `glorif`. And it knows no capitals, so that an
`exact` phrase that must have them is asked for like any other phrase, with
context; nor what a topic has learned.) Exclusions are not sent: they cut
words out of a post, while X's `-` would drop the whole post.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from monitor.models import Topic
from monitor.words import bare_link, words_of

LONGEST_RECENT = 512
"""Characters: X's limit for recent search with a self-serve account."""
_ALWAYS = "-is:retweet -is:nullcast"
"""Reposts are not found by their words any more, and promoted-only posts are advertising."""
_BARE = re.compile(r"[^\W_]+")
_OPERATORS = frozenset({"or", "and", "not"})


def compiled(topics: Iterable[Topic], only: str | None = None, own: str | None = None) -> str:
    """One query for all topics, so that a post about two of them is paid for once.

    `own` is asked instead of what the topics say, where that is too long for
    X; `only` holds for all. Both are the operator's, in X's language.
    """
    wanted = _any(term for topic in topics for term in _terms(topic))
    parts = [_grouped(own) if own else wanted, *([_grouped(only)] if only else []), _ALWAYS]
    return " ".join(parts)


def asks_for(query: str, topic: Topic) -> bool:
    """Whether anything that counts alone or with context in this topic stands in the query."""
    said = query.lower()
    terms = (*map(_phrase, topic.phrases), *map(_tag, topic.hashtags))
    found = any(term.lower() in said for term in terms)
    found = found or any(bare_link(link) in said for link in topic.links)
    return found or bool(topic.within and asks_for(query, topic.within))


def _terms(topic: Topic) -> list[str]:
    alone = [entry for entry in topic.exact if entry == entry.lower()]
    spelt = (entry for entry in topic.exact if entry != entry.lower())
    phrases = _unique(map(_phrase, (*topic.phrases, *spelt)))
    near = filter(words_of, topic.near)  # X does not look for quotation marks
    context = _unique(map(_phrase, (*topic.context, *near)))
    found = _unique(map(_gapped, alone))
    if phrases and context:
        found.append(f"({_any(phrases)} {_any(context)})")
    elif not topic.within:  # of another topic: that brings the posts
        found += phrases
    links = (f'url:"{_quotable(bare_link(link))}"' for link in topic.links)
    return [*found, *_unique(map(_tag, topic.hashtags)), *_unique(links)]


def _any(terms: Iterable[str]) -> str:
    """One of these, in parentheses where there are several."""
    listed = _unique(terms)
    return listed[0] if len(listed) == 1 else f"({' OR '.join(listed)})"


def _phrase(entry: str) -> str:
    entry = entry.replace("*", " ").strip().lstrip("@#")  # for us they are words like others
    bare = _BARE.fullmatch(entry) and entry.lower() not in _OPERATORS
    return entry if bare else f'"{_quotable(entry)}"'


def _gapped(entry: str) -> str:
    """All its parts, wherever they stand: X has no words between."""
    parts = [_phrase(part) for part in re.split(r"(?<!\w)\*", entry)]
    return parts[0] if len(parts) == 1 else f"({' '.join(parts)})"


def _tag(entry: str) -> str:
    """Letters, marks, digits and _ alone: what else may stand around them would end the tag."""
    composed = unicodedata.normalize("NFKC", entry)
    return "#" + "".join(char for char in composed if char == "_" or _counts(char))


def _counts(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _quotable(entry: str) -> str:
    """Without quotes, and without the sign that would take a quote's meaning away."""
    return " ".join(re.sub(r'["\\]', " ", entry).split())


def _grouped(term: str) -> str:
    return f"({term})" if re.search(r"\bOR\b", term) else term


def _unique(terms: Iterable[str]) -> list[str]:
    """Each once; X's phrases know no case."""
    return list({term.lower(): term for term in reversed(list(terms))}.values())[::-1]


def too_long(query: str, limit: int = LONGEST_RECENT) -> int:
    """By how many characters a query is too long; 0 where it fits."""
    return max(0, len(query) - limit)


def parts_by_length(topics: Sequence[Topic]) -> list[tuple[str, int]]:
    """Each topic with the characters that it takes, the longest first."""
    asked = ((topic.name, terms) for topic in topics if (terms := _terms(topic)))
    lengths = ((name, len(_any(terms))) for name, terms in asked)
    return sorted(lengths, key=lambda item: -item[1])
