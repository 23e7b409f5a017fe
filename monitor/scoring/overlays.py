"""Words that are read otherwise than VADER's authors had them rated.

`charges`: in a controversy of this kind, "it glorifies abuse" is a charge.
VADER's lexicon has it as praise (glorify +2.7, glamorizes +2.4), since its
raters saw each word alone.
"""

from collections.abc import Mapping

CHARGE = -1.8
"""The tone of a charge on VADER's scale of -4 to +4: as strong as its raters found these
very words (the mean of the 29 that the lexicon has is +1.8), and on the other side. It
stands between *condemn* (-1.6) and *shame* (-2.1)."""
_VERBS = ("e", "es", "ed", "ing", "ation", "ations", "er", "ers")
_CHARGES = (
    *("glorify", "glorifies", "glorified", "glorifying", "glorification", "glorifications"),
    *("glorifier", "glorifiers", "condone", "condones", "condoned", "condoning"),
    *(
        f"{stem}i{letter}{end}"
        for stem in ("glamor", "glamour", "romantic", "erotic")
        for letter in "sz"
        for end in _VERBS
    ),
)
_NAMED = {"charges": dict.fromkeys(_CHARGES, CHARGE)}
"""A set that changes gets another name: figures of two sets are not compared."""


def words_of_overlay(overlay: str | Mapping[str, float]) -> dict[str, float]:
    """Words with their tone: those of a named set, or somebody's own, in lower case."""
    if isinstance(overlay, str):
        return dict(_NAMED[overlay])
    return {word.lower(): float(tone) for word, tone in overlay.items()}
