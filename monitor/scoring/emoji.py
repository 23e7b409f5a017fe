"""Emoji as words: each one whole, and apart from its neighbours.

VADER looks up single characters, so it reads neither the heart that telephones
send (U+2764 U+FE0F) nor a face with a skin tone, and a word right behind an
emoji is glued to it. Its own table has descriptions of most of them.
"""

import re
from collections.abc import Mapping

_SELECTORS = dict.fromkeys(range(0xFE00, 0xFE10))
_JOINER = "\u200d"
_REGIONS = ("\U0001f1e6", "\U0001f1ff")
_MARK = "[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_ONE = f"[\u00a9-\U0010ffff]{_MARK}*"
# A class of a thousand characters beyond U+FFFF is slow to search: one loose range
# finds them, the table tells what they are.
_SEQUENCE = re.compile(
    f"[0-9#*]\ufe0f?\u20e3|[{_REGIONS[0]}-{_REGIONS[1]}]{{2}}|{_ONE}(?:{_JOINER}{_ONE})*"
)
_PART = re.compile("[^\u200d][\U0001f3fb-\U0001f3ff]?|\u200d")
_RANGES = (("\u2600", "\u27bf"), ("\u2b00", "\u2bff"), ("\U0001f000", "\U0001faff"))
_FLAG = "flag"
"""All that is read of one: the lexicon hears praise in *United* States."""


def table_of(descriptions: Mapping[str, str]) -> dict[str, str]:
    """An analyzer's own table, with each emoji once, without variation selectors."""
    return {
        emoji.translate(_SELECTORS): _FLAG if _is_flag(emoji) else told
        for emoji, told in descriptions.items()
    }


def spoken(text: str, table: Mapping[str, str]) -> str:
    """The text with emoji as their descriptions, a space before and behind each one.

    What is joined from several is looked up whole, and taken apart where the
    table has it not; emoji that are not in the table stay as they are.
    """
    if text.isascii():
        return text
    return _SEQUENCE.sub(lambda found: _told(found[0], table), text)


def _told(sequence: str, table: Mapping[str, str]) -> str:
    plain = sequence.translate(_SELECTORS)
    if plain in table:
        return f" {table[plain]} "
    if _is_flag(plain):
        return f" {_FLAG} "
    told = [_part(part, table) for part in _PART.findall(plain)]
    return "".join(told) if any(map(_is_emoji, plain)) else plain


def _part(part: str, table: Mapping[str, str]) -> str:
    if part == _JOINER:
        return ""
    if part in table:
        return f" {table[part]} "
    if len(part) > 1:
        return "".join(_part(char, table) for char in part)
    return f" {part} " if _is_emoji(part) else part


def _is_emoji(char: str) -> bool:
    """Roughly: dingbats, signs and the planes of emoji, whatever is in them one day."""
    return any(first <= char <= last for first, last in _RANGES)


def _is_flag(sequence: str) -> bool:
    return len(sequence) == 2 and all(_REGIONS[0] <= char <= _REGIONS[1] for char in sequence)
