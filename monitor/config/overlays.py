"""What is wrong with words that are to be read otherwise; None where nothing is.

A word is refused only where VADER never looks it up as it is written, and so
its tone would change nothing. Case and accents do: `café` is found as `CAFÉ`.
"""

import re
from collections.abc import Mapping
from math import isfinite
from string import punctuation
from typing import Any

from monitor.config.words import instead_of
from monitor.models import OVERLAYS
from monitor.words import STRAIGHT

_Wrong = tuple[str, str] | None
"""The problem, and what to do."""
_OWN = "{glorify: -1.8}"
_MOST_TONE = 4
"""VADER's scale: its raters went from -4 to 4."""
_NAMED = re.compile(
    "["
    "©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸-☺♀♂♈-♓♟♠♣♥♦♨♻♾♿⚒-⚗⚙⚛⚜⚠⚡⚪⚫"
    "⚰⚱⚽⚾⛄⛅⛈⛎⛏⛑⛓⛔⛩⛪⛰-⛵⛷-⛺⛽✂✅✈-✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣❤➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕"
    "〰〽㊗㊙🀄🃏🅰🅱🅾🅿🆎🆑-🆚🈁🈂🈚🈯🈲-🈺🉐🉑🌀-🌡🌤-🎓🎖🎗🎙-🎛🎞-🏰🏳-🏵🏷-📽📿-🔽🕉-🕎🕐-🕧🕯🕰🕳-🕺🖇"
    "🖊-🖍🖐🖕🖖🖤🖥🖨🖱🖲🖼🗂-🗄🗑-🗓🗜-🗞🗡🗣🗨🗯🗳🗺-🙏🚀-🛅🛋-🛒🛠-🛥🛩🛫🛬🛰🛳-🛹🤐-🤺🤼-🤾🥀-🥅🥇-🥰🥳-🥶🥺"
    "🥼-🦢🦰-🦹🧀-🧂🧐-🧿"
    "]"
)
"""VADER's own table: these it reads as the words of their names. Newer emoji, and signs
such as ♡ and ★, it looks up as they stand."""
_DEGREES = frozenset({
    "absolutely", "almost", "amazingly", "awfully", "barely", "completely", "considerable",
    "considerably", "decidedly", "deeply", "effing", "enormous", "enormously", "entirely",
    "especially", "exceptional", "exceptionally", "extreme", "extremely", "fabulously", "flippin",
    "flipping", "frackin", "fracking", "frickin", "fricking", "friggin", "frigging", "fuckin",
    "fucking", "fuggin", "fugging", "fully", "greatly", "hardly", "hella", "highly", "hugely",
    "incredible", "incredibly", "intensely", "kind-of", "kinda", "kindof", "less", "little",
    "major", "majorly", "marginal", "marginally", "more", "most", "occasional", "occasionally",
    "particularly", "partly", "purely", "quite", "really", "remarkably", "scarce", "scarcely",
    "slight", "slightly", "so", "somewhat", "sort-of", "sorta", "sortof", "substantially",
    "thoroughly", "total", "totally", "tremendous", "tremendously", "uber", "unbelievably",
    "unusually", "utter", "utterly", "very",
})  # fmt: skip
"""To VADER these make the next words stronger or weaker, and have no tone of their own."""
_APART = re.compile(
    "[\ufe00-\ufe0f]|[0-9#*]\u20e3"  # what telephones put behind a sign, and digits as signs
    "|.[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "|[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]."
)
"""In a prepared post each sign stands apart, without what changes its looks."""


def wrong_in_overlay(value: Any, *, prepare: bool) -> _Wrong:
    """A named set, or words with their tone on VADER's scale."""
    if isinstance(value, str):
        if value in OVERLAYS:
            return None
        return f"{value!r} is no set of words", instead_of(value, OVERLAYS, f", or {_OWN}")
    if not isinstance(value, Mapping):
        problem = "is neither a set of words nor words with their tone"
        return problem, f"Write charges, or {_OWN}"
    for word, tone in value.items():
        if wrong := _wrong_in_word(str(word), prepare):
            return wrong
        if type(tone) not in (int, float) or not isfinite(tone) or abs(tone) > _MOST_TONE:
            return f"{word!r} has no tone from -4 to 4", f"Write it as {_OWN}"
    words = [str(word).lower() for word in value]
    if twice := next((word for word in words if words.count(word) > 1), None):
        return f"{twice!r} stands there twice: case does not count", "Take one out"
    return None


def _wrong_in_word(word: str, prepare: bool) -> _Wrong:
    """VADER looks words up one by one, without the punctuation at their ends."""
    if len(word.split()) != 1 or word != word.strip():
        return f"{word!r} is not one word", "Write single words; phrases are not looked up"
    if emoji := _NAMED.search(word):
        problem = f"{word!r} holds {emoji[0]}, which VADER reads as the words of its name"
        return problem, "Take it out, or write a word of the name, as broken for 💔"
    if word.lower() in _DEGREES:
        problem = f"{word!r} only makes other words stronger or weaker to VADER"
        return problem, "Take it out: a tone of its own is never read"
    if prepare and (lost := _lost(word)):
        return lost
    bare = _bare(word)
    if bare != word:
        return f"{word!r} is never looked up like this", f"Write it as {bare}"
    return None


def _bare(word: str) -> str:
    bare = word.strip(punctuation)
    return bare if len(bare) > 2 else word  # shorter ones are emoticons to VADER


def _lost(word: str) -> _Wrong:
    """What no post holds any more when it is prepared for VADER."""
    straight = word.translate(STRAIGHT)
    if straight != word:
        problem = f"{word!r} holds a curly quote, and posts are read with straight ones"
        return problem, f"Write it as {_bare(straight)}"
    if _APART.search(word):
        problem = f"{word!r} holds a sign beside something else, and each is read alone"
        return problem, "Write one sign alone, or none"
    return None
