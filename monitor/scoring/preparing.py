"""A post as VADER is to read it: its words, without what VADER trips over.

VADER 3.3.2 reads "I don’t like it" as praise, where a phone wrote the
apostrophe; it reads the words inside @names, and not the emoji that phones
send. What is done here is what nobody can argue with, in this order:

    entities    &amp; &lt;3 become what they stand for
    masks       the title and the topic's phrases become a neutral word
    links       and names go (at-mentions, mail addresses); hashtags stay as they are
    quotes      curly ones become straight
    emoji       become their descriptions, apart from their neighbours
"""

from collections.abc import Mapping, Sequence

from monitor.links import without_links
from monitor.scoring.emoji import spoken
from monitor.scoring.masking import Mask, masked
from monitor.words import STRAIGHT, unescaped

PREPARATION = 2
"""Goes up with every change of what comes out, so that scorers get another name."""
READ_CHARACTERS = 5_000
"""Of the prepared text: the beginning of one that is longer. VADER's time grows with
the square, and this much of anything takes it less than half a second."""


def prepared(text: str, emojis: Mapping[str, str], masks: Sequence[Mask] = ()) -> str:
    """The text as it is read; `emojis` are descriptions by emoji, as `table_of` makes them."""
    words = unescaped(text)
    if masks:
        words = masked(words, masks)
    words = without_links(words).translate(STRAIGHT)
    return _beginning(spoken(words, emojis))


def _beginning(text: str) -> str:
    """At most so many characters, and no half word at the end."""
    if len(text) <= READ_CHARACTERS:
        return text
    cut = text[: READ_CHARACTERS + 1]
    whole = cut.rsplit(maxsplit=1)[0] if cut.strip() and not cut[-1].isspace() else cut
    return whole[:READ_CHARACTERS]
