"""What no key forbids alone: topics that find nothing, limits that contradict.

Read from the plain values, so that a fault elsewhere in a topic does not
hide these: all faults are told together.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from monitor.config.document import Document, PathKey, dotted
from monitor.errors import Fault
from monitor.models import MOST_SIGNATURES
from monitor.redaction import hide
from monitor.words import asked_words, wordings_of

_TOPIC = re.compile(r"\w[\w .-]{0,39}")


def impossible(document: Document) -> list[Fault]:
    """Every combination that cannot be meant."""
    topics = document.values.get("topics")
    found = list(_topics(topics)) if isinstance(topics, Mapping) else []
    found += _exclude(document.values)
    found += _budget(document.values)
    found += _position(document.values)
    found += _milestones(document.values)
    found += _secrets(("notify",), document.values.get("notify"))
    return [
        Fault(dotted(path), document.line_of(path), problem, fix) for path, problem, fix in found
    ]


_Found = tuple[PathKey, str, str]


def _topics(topics: Mapping[str, Any]) -> Iterator[_Found]:
    if not topics:
        yield ("topics",), "has no topic", "Add one, as film"
    for name, rules in topics.items():
        path: PathKey = ("topics", name)
        if not _TOPIC.fullmatch(name):
            yield path, "is no short name", "Use letters, digits, - and _"
        if isinstance(rules, Mapping):
            yield from _rules(path, rules)
            yield from _within((*path, "within"), rules.get("within"), topics)


def _within(path: PathKey, outer: Any, topics: Mapping[str, Any]) -> Iterator[_Found]:
    """One step outwards and no more, so that there is no way round."""
    if not isinstance(outer, str):
        return
    rules = topics.get(outer)
    if outer not in topics:
        yield path, f"there is no topic {outer!r}", f"Write one of: {', '.join(map(str, topics))}"
    elif isinstance(rules, Mapping) and rules.get("within"):
        yield path, f"{outer} stands within a topic itself", "Write a topic that stands in none"


def _rules(path: PathKey, rules: Mapping[str, Any]) -> Iterator[_Found]:
    if not any(rules.get(key) for key in ("phrases", "exact", "hashtags", "links")):
        yield path, "looks for nothing", "Give it phrases, hashtags or links"
    elif not rules.get("phrases") and not rules.get("exact"):
        for key in ("context", "near", "within", "learned"):
            if rules.get(key):
                problem = "helps phrases alone, and there are none"
                yield (*path, key), problem, f"Add phrases, or take the {key} out"
    yield from _never(rules, rules, (*path, "exclude"), "the same topic")


def _exclude(values: Mapping[str, Any]) -> Iterator[_Found]:
    topics = values.get("topics")
    for name, rules in topics.items() if isinstance(topics, Mapping) else ():
        if isinstance(rules, Mapping):
            yield from _never(values, rules, ("exclude",), f"the topic {name}")


def _never(
    cutting: Mapping[str, Any], rules: Mapping[str, Any], path: PathKey, whose: str
) -> Iterator[_Found]:
    """What is cut out, though it is a phrase."""
    listed = (*_entries(rules, "phrases"), *_entries(rules, "exact"))
    phrases = {words for phrase in listed for words in _said(phrase)}
    for i, cut in enumerate(_entries(cutting, "exclude")):
        if phrases.intersection(_said(cut)):
            problem = f"{cut!r} is a phrase of {whose}, which could never match"
            yield (*path, i), problem, "Take it out of one of them"


def _said(entry: str) -> set[tuple[str, ...]]:
    """The words of all that an entry says; nothing, where it is not well written."""
    try:
        return set(map(asked_words, wordings_of(entry)))
    except ValueError:
        return set()


def _entries(rules: Mapping[str, Any], key: str) -> list[str]:
    listed = rules.get(key)
    return [str(entry) for entry in listed] if isinstance(listed, list) else []


def _budget(values: Any) -> Iterator[_Found]:
    path = ("sources", "x", "budget")
    for step in path:
        values = values.get(step) if isinstance(values, Mapping) else None
    if not isinstance(values, Mapping):
        return
    day, month = values.get("daily_usd"), values.get("monthly_usd")
    if isinstance(day, int | float) and isinstance(month, int | float) and day > month:
        yield path, "allows more a day than a month", "Raise monthly_usd or lower daily_usd"


def _position(values: Mapping[str, Any]) -> Iterator[_Found]:
    rules, topics = values.get("position"), values.get("topics")
    if not isinstance(rules, Mapping):
        return
    topic = rules.get("topic", "petition")
    if isinstance(topic, str) and isinstance(topics, Mapping) and topic not in topics:
        named = ", ".join(map(str, topics))
        yield ("position", "topic"), f"there is no topic {topic!r}", f"Write one of: {named}"
    supports, opposes = _entries(rules, "supports"), _entries(rules, "opposes")
    if not supports and not opposes and not rules.get("cues"):
        yield ("position",), "has no cues", "Write cues: removal, or supports and opposes"
    for i, cue in enumerate(opposes):
        if any(_as_cue(cue) == _as_cue(other) for other in supports):
            problem = f"{cue!r} is a cue of both sides, and says nothing"
            yield ("position", "opposes", i), problem, "Take it out of one of them"


def _secrets(path: PathKey, value: Any) -> Iterator[_Found]:
    """Whoever is told is a secret: their addresses are never shown, not even in a fault."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if "://" in str(name):
                hide(str(name))
            yield from _secrets((*path, name), inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _secrets((*path, place), inner)
    elif isinstance(value, str) and ("://" in value or "@" in value):
        problem = "holds an address, and secrets have no place in this file"
        yield path, problem, "Put it into the environment, as MONITOR_NOTIFY_URLS"


def _as_cue(entry: str) -> str:
    return " ".join(entry.casefold().split())


def _milestones(values: Mapping[str, Any]) -> Iterator[_Found]:
    rules = values.get("signatures")
    listed = rules.get("milestones") if isinstance(rules, Mapping) else None
    before = 0
    for i, number in enumerate(listed if isinstance(listed, list) else ()):
        if type(number) is not int:
            continue  # told as any other value of the wrong kind
        path: PathKey = ("signatures", "milestones", i)
        if not 0 < number <= MOST_SIGNATURES:
            problem = f"{number:,} is no number of signatures to pass"
            yield path, problem, f"Write a whole number from 1 to {MOST_SIGNATURES}"
        elif number <= before:
            problem = f"{number:,} does not rise above the {before:,} before it"
            yield path, problem, "Write each once, from the lowest to the highest"
        before = max(before, number)
