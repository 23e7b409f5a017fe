"""VADER (Hutto & Gilbert 2014) as published: vaderSentiment 3.3.2, unchanged."""

import sys
from collections.abc import Collection
from typing import Literal

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.models import READ_LANGUAGES, Tone

# sum() adds floats more exactly since Python 3.12: 16 of 171,869 texts score differently.
MOST_WORDS = 5_000
"""VADER's time grows with the square of the words: these take it two seconds at worst,
a post of 25,000 emoji took it more than ten minutes. The longest posts of X, 25,000
characters of ordinary English, have about 4,500 words."""
_WORDS_OF_AN_EMOJI = 10
_SUM = "py>=3.12" if sys.version_info >= (3, 12) else "py<3.12"


class VaderScorer:
    """Scores the text as it is given, bit for bit as vaderSentiment does."""

    def __init__(self, languages: Collection[str] = ("en",), threshold: float = 0.05) -> None:
        self._languages = READ_LANGUAGES.intersection(languages)
        self._threshold = threshold
        self._analyzer = SentimentIntensityAnalyzer()
        self.version = f"vader 3.3.2 plain ±{threshold:g} {_SUM}"

    def read(self, text: str, language: str) -> tuple[Tone | None, str | None]:
        """The tone, or None with the reason why the text is not scored."""
        if language == "unknown":
            return None, "language not known"
        if language not in self._languages:
            return None, "language not read"
        if self._words_in(text) > MOST_WORDS:
            return None, "too long to read"
        score = self._analyzer.polarity_scores(text)
        compound = score["compound"]
        label = self._label(compound)
        return Tone(compound, score["pos"], score["neu"], score["neg"], label), None

    def _words_in(self, text: str) -> int:
        """How many words VADER makes of a text: it reads each emoji as its description."""
        if len(text) * _WORDS_OF_AN_EMOJI <= MOST_WORDS:
            return len(text)
        emojis = self._analyzer.emojis
        return len(text.split()) + sum(len(emojis[c].split()) for c in text if c in emojis)

    def _label(self, compound: float) -> Literal["positive", "neutral", "negative"]:
        if compound >= self._threshold:
            return "positive"
        return "negative" if compound <= -self._threshold else "neutral"
