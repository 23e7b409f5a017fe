"""How a text is worded: a theme's openings, bodies and closings, and the ways people type.

In a body `[a|b]` is a choice, `{t}` the film's title, `{n}` Netflix, `{count}`
the petition's signatures and `{day}` the day of the year.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Theme:
    """What one sort of post says, in one language."""

    bodies: tuple[str, ...]
    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    emoji: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    chatty: float = 0.4
    """How often it has an opening, and how often a closing."""


Slots = Mapping[str, tuple[str, ...]]

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SENTENCE = re.compile(r"(^|[.!?]\s+|\n)([a-zà-ÿ])")
_CONTEXT = re.compile(
    r"\b(?:netflix|films?|movies?|cinema|cinéma|trailer|sequel|soundtrack|filmu|filmie|filmem"
    r"|película|pelis|filme|filmi|kino|massimo|michele|morrone|sieklucka|blanka|duffy"
    r"|petition)\b|#365dni|#365daysmovie",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"netfl|film|movie|pet|pét|giorni|massimo|mich|morr|duffy|track|dilek|365", re.IGNORECASE
)
"""What is never mistyped: the words that a post is found by."""
_ANCHORS = ("#netflix", "#Netflix", "@netflix", "#365DNI", "#365daysmovie")


def worded(theme: Theme, slots: Slots, rng: Random, *, anchored: bool = True) -> str:
    """One text of the theme; `anchored` ones name the film so that it can be told."""
    text = _filled(rng.choice(theme.bodies), slots, rng)
    if theme.openings and rng.random() < theme.chatty:
        text = f"{_filled(rng.choice(theme.openings), slots, rng)} {text}"
    if theme.closings and rng.random() < theme.chatty:
        text = _closed(text, _filled(rng.choice(theme.closings), slots, rng), rng)
    text = _typed(text, rng)
    if theme.emoji and rng.random() < 0.4:
        text += " " + rng.choice(theme.emoji) * rng.choice((1, 1, 1, 2, 3))
    if theme.tags and rng.random() < 0.22:
        text += rng.choice((" ", " ", "\n\n")) + rng.choice(theme.tags)
    if anchored and not _CONTEXT.search(text):
        text += " " + rng.choice(_ANCHORS)
    return text


def _filled(text: str, slots: Slots, rng: Random) -> str:
    while found := _CHOICE.search(text):
        chosen = rng.choice(found[1].split("|"))
        text = text[: found.start()] + chosen + text[found.end() :]
    for name, values in slots.items():
        while "{" + name + "}" in text:
            text = text.replace("{" + name + "}", rng.choice(values), 1)
    return text


def _closed(text: str, closing: str, rng: Random) -> str:
    if text[-1] in ".!?":
        return f"{text} {closing}"
    return text + rng.choice((". ", ". ", ", ", "... ", "! ", "\n\n")) + closing


def _typed(text: str, rng: Random) -> str:
    """The text as somebody types it: in one of three hands, sometimes wrongly."""
    hand = rng.random()
    if hand < 0.45:
        text = text.lower()
    elif hand < 0.97:
        text = _SENTENCE.sub(lambda found: found[1] + found[2].upper(), text)
        if text[-1].isalnum() and rng.random() < 0.5:
            text += rng.choice((".", ".", "!", "!!", "..."))
    else:
        text = text.upper()
    return _apostrophes(_slipped(text, rng), rng)


def _apostrophes(text: str, rng: Random) -> str:
    chance = rng.random()
    if chance < 0.2:
        return text.replace("'", "’")
    return text.replace("'", "") if chance < 0.3 else text


def _slipped(text: str, rng: Random) -> str:
    """Now and then two letters of one longer word change places."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if _can_slip(word)]
    if not long or rng.random() > 0.05:
        return text
    at = rng.choice(long)
    cut = rng.randrange(1, len(words[at]) - 2)
    word = words[at]
    words[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
    return " ".join(words)


def _can_slip(word: str) -> bool:
    return word.isalpha() and len(word) > 5 and not _KEPT.search(word)


def bare(text: str) -> str:
    """The letters alone: two texts of the same letters are one wording."""
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"https?://\S+|@\w+", " ", text.casefold())))


def fresh(
    themes: Sequence[Theme], slots: Slots, rng: Random, seen: set[str], *, anchored: bool = True
) -> str:
    """A text whose wording has not been used yet, as far as the theme has one."""
    for _ in range(30):
        text = worded(rng.choice(themes), slots, rng, anchored=anchored)
        if bare(text) not in seen:
            break
    seen.add(bare(text))
    return text
