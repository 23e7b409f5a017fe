"""Links and names as they stand in posts: what nobody calls words of the author.

A name is an at-mention, also of a server (`@ann@mastodon.example`) or one that is
a host (`@ann.bsky.example`), behind a letter or with marks in it that nobody sees;
and an address of e-mail. This is the one rule of what has a tone, of what makes
a wording, and of the words that a report tells.
"""

import re

# Letters of scripts that have spaces between words: what stands right before a host or
# an at sign belongs to it. In others (Japanese, Thai) it is the end of a sentence.
_LETTER = r"a-z0-9_\u00c0-\u052f"
_BEHIND = rf"(?<![{_LETTER}.@-])"
# Quotes, arrows, signs and emoji: no link has them unescaped.
_NO_LINK = r"\s<>\"\u2018-\u201f\u2026\u2190-\u2bff\U0001f000-\U0001faff"
LINK = re.compile(
    # X's own links have ten letters at most, whatever is written right behind.
    r"https?://t\.co/[a-z0-9]{1,10}"
    rf"|(?:https?://|{_BEHIND}www\.)[^{_NO_LINK}]+"
    # A bare host counts with a path alone: else it may be two sentences without a
    # space. Bounded, and begun at the start of a word, so that no text takes long.
    rf"|{_BEHIND}(?:[a-z0-9-]{{1,63}}\.){{1,5}}[a-z]{{2,24}}/[^{_NO_LINK}]*",
    re.IGNORECASE,
)
_END = ".,;:!?'\")]}>"
"""What stands at the end of a link is the sentence's own."""
_AT = re.compile("[@\uff20\ufe6b]")
# Soft hyphens, joiners, marks above letters and of direction: platforms and people put
# them behind the at sign and into names.
_UNSEEN = (
    r"\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_WORD = rf"\w[\w{_UNSEEN}]*"
_NAME = re.compile(
    # As `LINK`, bounded and begun at the start of a word.
    rf"(?:(?<![{_LETTER}])[{_LETTER}](?:[{_LETTER}{_UNSEEN}.%+-]{{0,62}}[{_LETTER}{_UNSEEN}])?)?"
    rf"{_AT.pattern}[{_UNSEEN}]*"
    rf"(?:[\w.{_UNSEEN}-]{{1,64}}{_AT.pattern}[\w.{_UNSEEN}-]{{0,255}}\w|{_WORD}(?:[.-]{_WORD})*)",
    re.IGNORECASE,
)


def without_links(text: str) -> str:
    """The text without links and names; the punctuation behind links stays.

    Entities are to be read before (`words.unescaped`).
    """
    if "/" in text or "." in text:
        text = LINK.sub(_its_end, text)
    return _NAME.sub(" ", text) if _AT.search(text) else text


def _its_end(found: re.Match[str]) -> str:
    link = found[0]
    return " " + link[len(link.rstrip(_END)) :]
