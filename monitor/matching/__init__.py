"""Is this post about this topic, and why.

Words are those of `words`; a phrase is consecutive words, whatever
punctuation stands between. Words inside links do not count: what begins with
a scheme or `www.`, and a host with a path. A bare host may as well be two
sentences without a space, and is read as words.

    phrases   count alone where the topic has nothing that could help them, else
              only with an entry of context or near elsewhere in the post, or
              within
    context   entries that may stand anywhere in the post
    near      entries that must stand near the phrase, in the same sentence: at most
              five words between, or, with a * in the phrase's place (`about *`),
              right beside it; `"*"` is the phrase in quotation marks
    within    another topic, that the post must be about
    learned   words with points: where those in the post are enough, the phrase counts
    exact     phrases that count alone; one with capitals only where it is written
              exactly so: a title of common words is told from them by its capitals
    hashtags  equal a whole hashtag, and count alone
    links     are prefixes of an expanded link without scheme, www., query
              and fragment, and count alone
    exclude   phrases that are cut out first, and veto nothing else; not where they are a
              part of a longer entry of near that stands around the phrase, nor a part of
              an exact phrase in its own capitals, nor where they reach into a
              phrase in quotation marks, or over the end of a sentence to the phrase

In all but hashtags and links `[it|this film]` is any one of these, and a word
that ends in * is any word that begins so: `glorif*`. In exact and exclude a *
between words is up to five of any, in exact of one sentence.

A limit: a language written without spaces is one long word.

reading  a post made ready
entries  entries made ready, and where they stand in a post
learned  what a post's words tell of it
rules    a topic's rules, and what they say of a post
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.matching.reading import read
from monitor.matching.rules import DOUBTS, judged, ready
from monitor.models import Match, Topic

__all__ = ["Matcher", "Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a post is about: its matches, or why there are none."""

    matches: tuple[Match, ...]
    unmatched: str | None = None


class Matcher:
    """The rules of all topics, ready to judge posts."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._rules = tuple(map(ready, topics))

    def judge(self, text: str, links: Sequence[str] = ()) -> Verdict:
        """Which topics a post with this text and these expanded links is about."""
        whole = read(text, links)
        matches, doubts = [], set()
        for rules in self._rules:
            reason, doubt = judged(whole, rules)
            if reason:
                matches.append(Match(rules.topic, reason))
            else:
                doubts.add(doubt)
        if matches:
            return Verdict(tuple(matches))
        return Verdict((), max(doubts, key=DOUBTS.index, default=DOUBTS[0]))
