"""A topic's rules made ready once, and what they say of a post."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from monitor.matching.entries import Entries, Entry, Frames, Place, entries, frames, has_place
from monitor.matching.learned import told
from monitor.matching.reading import Reading, Words, spelling
from monitor.models import Topic
from monitor.words import asked_words, bare_link, fits, words_of

DOUBTS = ("no phrase", "only an excluded phrase", "phrase without context")
"""Why a post is about no topic; the later, the nearer it came."""

_IN_QUOTES = '"*"'
_NEAR = 5
"""The most words that may stand between a phrase and what must be near it."""

Found = Sequence[tuple[Place, Entry]]
"""Entries with where they stand, in order."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A topic's rules, made ready once."""

    topic: str
    phrases: Entries
    context: Entries
    near: Entries
    beside: Frames
    exact: Mapping[str, Words]
    """What counts alone, with the words as they must be written; none where any way will do."""
    in_quotes: bool
    """Whether a phrase counts in quotation marks."""
    exclude: Entries
    hashtags: Mapping[str, str]
    links: tuple[str, ...]
    within: "Rules | None"
    """Those of the topic in whose posts a phrase counts."""

    learned: Mapping[str, float]
    """What words tell of a post."""
    is_bare: bool
    """Whether a phrase counts wherever it stands."""


@lru_cache(8)
def ready(topic: Topic) -> Rules:
    """Once for a topic, which another one may stand within."""
    near = [entry for entry in topic.near if entry != _IN_QUOTES]
    return Rules(
        topic.name,
        entries(dict.fromkeys((*topic.phrases, *topic.exact))),
        entries(topic.context),
        entries(entry for entry in near if not has_place(entry)),
        frames(entry for entry in near if has_place(entry)),
        {entry: _spelt(entry) for entry in topic.exact},
        _IN_QUOTES in topic.near,
        entries(topic.exclude),
        {words_of(f"#{tag.lstrip('#')}")[0]: tag.lstrip("#") for tag in topic.hashtags},
        tuple(map(bare_link, topic.links)),
        ready(topic.within) if topic.within else None,
        dict(topic.learned),
        topic.is_bare,
    )


def judged(whole: Reading, rules: Rules) -> tuple[str | None, str]:
    """Why a post is about the topic, or None and why not."""
    for entry in rules.links:
        if any(link.startswith(entry) for link in whole.links):
            return f"link {entry}", ""
    found = _found(whole, rules)
    if not found and not any(whole.words[i] in rules.hashtags for i in whole.tags):
        return None, DOUBTS[0]
    cut = _cut(whole, found, rules)
    reading = whole.without(cut) if cut else whole
    left = [(place, entry) for place, entry in found if cut.isdisjoint(range(*place))]
    reason = _reason(reading, left, rules)
    if left and not reason:
        reason = _learned(whole, left, rules) or _within(whole, left, rules)
    return reason, DOUBTS[2 if left else 1]


def _found(whole: Reading, rules: Rules) -> Found:
    """The phrases; one with words of any between stands in one sentence."""
    return [
        (place, entry)
        for place, entry in rules.phrases.places(whole.words)
        if not entry.is_gapped or whole.in_one_sentence(place[0], place[1] - 1)
    ]


def _learned(whole: Reading, left: Found, rules: Rules) -> str | None:
    """A phrase that the words of the post speak for, those that are cut out among them."""
    loudest = told(rules.learned, whole.words) if rules.learned else None
    return loudest and f'phrase "{left[0][1].written}" by {loudest}'


def _within(whole: Reading, found: Found, rules: Rules) -> str | None:
    """A phrase in a post that is about the other topic, by that topic's own rules."""
    if not rules.within or not judged(whole, rules.within)[0]:
        return None
    return f'phrase "{found[0][1].written}" within {rules.within.topic}'


def _cut(whole: Reading, found: Found, rules: Rules) -> frozenset[int]:
    """The words of excluded phrases, save those that are less than what they would cut up:

    a part of a longer frame (of `trailer for *` and an excluded `for 365`, the longer
    counts), a part of a phrase in its own capitals, what reaches into a phrase in quotation
    marks (`for "365 days"`), or what begins or goes on in another sentence than the phrase.
    """
    excluded = rules.exclude.places(whole.words)
    if not excluded:
        return frozenset()
    spared = {rules.beside.reach(whole, place) for place, _ in found}
    spelt = [item for item in found if rules.exact.get(item[1].written)]
    exact = {place for place, entry in spelt if _is_exact(whole, place, entry, rules)}
    quoted = {i for place, _ in found if _is_quoted(whole, place, rules) for i in range(*place)}
    parted = sorted(set(whole.ends).intersection(chain.from_iterable(at for at, _ in found)))
    ranges = sorted(filter(None, spared))
    longest = max((end - start for start, end in ranges), default=0)
    titles = {i: place for place in exact for i in range(*place)}
    cut: set[int] = set()
    for (start, end), _ in excluded:
        first, last = (bisect_left(ranges, (at, 0)) for at in (start - longest, start + 1))
        framed = any(end <= b and end - start < b - a for a, b in ranges[first:last])
        titled = (titles[i] for i in range(start, end) if i in titles)
        kept = (
            framed
            or not quoted.isdisjoint(range(start, end))
            or any(a < start or end < b for a, b in titled)
        )
        if not kept and bisect_right(parted, start) == bisect_left(parted, end):
            cut.update(range(start, end))
    return frozenset(cut)


def _reason(reading: Reading, found: Found, rules: Rules) -> str | None:
    for i in reading.tags:
        if tag := rules.hashtags.get(reading.words[i]):
            return f"hashtag #{tag}"
    if not found:
        return None
    for place, entry in found:
        if _is_exact(reading, place, entry, rules):
            return f'exactly "{" ".join(reading.spelt[slice(*place)]) or entry.written}"'
    for place, entry in found:
        if _is_quoted(reading, place, rules):
            return f'phrase "{entry.written}" in quotes'
    if rules.is_bare:
        return f'phrase "{found[0][1].written}"'
    return (
        _helped(found, reading, "with", rules.context)
        or _beside(found, reading, rules.beside)
        or _helped(found, reading, "near", rules.near)
    )


def _is_quoted(reading: Reading, place: Place, rules: Rules) -> bool:
    return rules.in_quotes and reading.words[slice(*place)] in reading.quoted


def _is_exact(reading: Reading, place: Place, entry: Entry, rules: Rules) -> bool:
    """Whether what stands there counts alone: with the capitals that it must have, if any."""
    asked = rules.exact.get(entry.written)
    if not asked:
        return asked is not None
    spelt = reading.spelt[slice(*place)]
    return len(spelt) == len(asked) and all(map(fits, spelt, asked))


def _beside(found: Found, reading: Reading, beside: Frames) -> str | None:
    """A phrase with all the words of an entry right before and behind it."""
    for place, phrase in found:
        if frame := beside.around(reading, place):
            return f'phrase "{phrase.written}" as in "{frame.written}"'
    return None


def _helped(found: Found, reading: Reading, how: str, help_: Entries) -> str | None:
    """A phrase and an entry that stand apart: anywhere, or `near` each other in a sentence."""
    starts = [place[0] for place, _ in found]
    is_near = how == "near"
    most = _NEAR if is_near else len(reading.words)
    longest = max(end - start for (start, end), _ in found)
    for place, entry in help_.places(reading.words):
        first = bisect_left(starts, place[0] - most - longest)
        last = bisect_right(starts, place[1] + most)
        for other, phrase in found[first:last]:
            # The word that makes a phrase a match must not be the phrase's own.
            apart = 0 <= _between(other, place) <= most
            if apart and (not is_near or _are_together(reading, other, place)):
                return f'phrase "{phrase.written}" {how} "{entry.written}"'
    return None


def _are_together(reading: Reading, *places: Place) -> bool:
    """Whether what stands nearest of two stands in one sentence."""
    first, last = sorted(places)
    return reading.in_one_sentence(first[1] - 1, last[0])


def _between(one: Place, other: Place) -> int:
    """How many words stand between two places; negative where they overlap."""
    return max(one[0] - other[1], other[0] - one[1])


def _spelt(entry: str) -> Words:
    """The words of an entry as they must be written; none where any way will do."""
    if entry == entry.lower() or has_place(entry):
        return ()
    open_ends = (word[-1] == "*" for word in asked_words(entry))
    return tuple(
        f"{word}*" if is_open else word
        for word, is_open in zip(spelling(entry), open_ends, strict=True)
    )
