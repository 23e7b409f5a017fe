"""Titles and phrases out of the tone: a film called *Kill Bill* is no ill will.

Each place where the title or a phrase of the topic stands becomes one neutral
word. Phrases are found as `matching` finds them: consecutive words, whatever
case, accents and punctuation; not in links, and no hashtag or at-mention is
part of one. The rest of the text is not touched.

What is more than a name is not masked as a whole, since it may be an opinion:
an entry with a gap of any words, and an entry of `exact` that holds the title or
a phrase and more words (`365 days should be banned` becomes `title should be
banned`). One that holds no name within is masked (`are you lost baby girl`).
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from monitor.links import LINK
from monitor.words import asked_words, fits, line_of, placed_tokens, unescaped

NEUTRAL = "title"
"""VADER knows no tone of it, and it is no part of any of its rules."""
_MASKING = 2
"""Goes up with every change of what is masked, so that scorers get another name."""
_NO_WORD = ""
"""In the place of hashtags and at-mentions: equal to no word of a phrase."""
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")

Mask = tuple[str, ...]
"""The words of a phrase, folded; one that ends in * is any that begins so."""
_GAP = re.compile(r"(?<!\w)\*")


def masks_of(phrases: Iterable[str]) -> tuple[Mask, ...]:
    """The distinct phrases as words, the longest first."""
    masks = {asked_words(phrase) for phrase in phrases if not _GAP.search(phrase)} - {()}
    return tuple(sorted(masks, key=lambda mask: (-len(mask), mask)))


def names_among(entries: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """The entries that hold none of the names with more words around it."""
    masks = {asked_words(name) for name in names} - {()}
    known = [(mask, line_of(mask).partition("*")[0]) for mask in masks]
    return tuple(entry for entry in entries if not _holds(asked_words(entry), known))


def _holds(words: Mask, names: Iterable[tuple[Mask, str]]) -> bool:
    """Whether one of the names, each with how its line begins, is there with more words."""
    line = line_of(words)
    return any(
        len(name) < len(words)
        and begins in line
        and any(_is(words[at : at + len(name)], name) for at in range(len(words) - len(name) + 1))
        for name, begins in names
    )


def digest_of(masks: Sequence[Mask]) -> str:
    """A short name of what is masked, and how."""
    told = "\n".join([str(_MASKING), *(line_of(mask) for mask in masks)])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def masked(text: str, masks: Sequence[Mask]) -> str:
    """The text with each phrase as one neutral word, in capitals where the phrase was.

    Where two overlap, the longer one counts. Time grows with the text times the
    number of phrases, whatever is in it.
    """
    tokens = list(placed_tokens(_without_signs(text)))
    words = tuple(_NO_WORD if token[0] in "#@" else token for token, _, _ in tokens)
    told, done = [], 0
    for first, behind in sorted(_places(words, masks)):
        # A `½` is two words in one letter: what begins in a mask's last letter is gone with it.
        start, end = max(tokens[first][1], done), max(tokens[behind - 1][2], done)
        word = NEUTRAL.upper() if text[start:end].isupper() else NEUTRAL
        told += [text[done:start], word if end > start else ""]
        done = end
    return "".join([*told, text[done:]])


def _places(words: Sequence[str], masks: Sequence[Mask]) -> list[tuple[int, int]]:
    """Where each phrase stands: its first word, and the one behind its last."""
    line, taken, places = line_of(words), bytearray(len(words)), []
    for mask in masks:
        if line_of(mask).partition("*")[0] not in line:
            continue
        at, size = 0, len(mask)
        while at <= len(words) - size:
            if _is(words[at : at + size], mask) and not any(taken[at : at + size]):
                taken[at : at + size] = b"\1" * size
                places.append((at, at + size))
                at += size
            else:
                at += 1
    return places


def _is(words: Sequence[str], mask: Mask) -> bool:
    return all(map(fits, words, mask))


def _without_signs(text: str) -> str:
    """As long as the text, with spaces for links, and for signs written as entities."""
    text = LINK.sub(lambda found: " " * len(found[0]), text)
    return _ENTITY.sub(_sign_or_letters, text) if "&" in text else text


def _sign_or_letters(found: re.Match[str]) -> str:
    written = found[0]
    return written if any(map(str.isalnum, unescaped(written))) else " " * len(written)
