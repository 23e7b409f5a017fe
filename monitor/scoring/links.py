"""Links and at-mentions as they stand in posts: names, not words of the author."""

import re

LINK = re.compile(
    # X's own links have ten letters at most, whatever is written right behind.
    r"https?://t\.co/[a-z0-9]{1,10}"
    # Others end where quotes, arrows, signs and emoji begin: no link has them unescaped.
    r"|(?:https?://|(?<![\w.@-])www\.)[^\s<>\"\u2018-\u201f\u2026\u2190-\u2bff\U0001f000-\U0001faff]+"
    # A bare host counts with a path alone: else it may be two sentences without a
    # space. Bounded, and begun at the start of a word, so that no text takes long.
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/"
    r"[^\s<>\"\u2018-\u201f\u2026\u2190-\u2bff\U0001f000-\U0001faff]*",
    re.IGNORECASE,
)
_END = ".,;:!?'\")]}>"
"""What stands at the end of a link is the sentence's own."""
# Of a Mastodon name, the server as well; an address of e-mail is none.
_MENTION = re.compile(r"(?<!\w)[@\uff20](?:[\w.-]{1,64}@[\w.-]{0,255}\w|\w+)")


def without_links(text: str) -> str:
    """The text without links and at-mentions; their punctuation stays."""
    if "/" in text or "." in text:
        text = LINK.sub(_its_end, text)
    return _MENTION.sub(" ", text)


def _its_end(found: re.Match[str]) -> str:
    link = found[0]
    return " " + link[len(link.rstrip(_END)) :]
