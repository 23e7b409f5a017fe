"""VADER (Hutto & Gilbert 2014) as published: vaderSentiment 3.3.2, unchanged."""

import sys
from collections.abc import Collection
from typing import Literal

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.models import READ_LANGUAGES, Tone

# sum() adds floats more exactly since Python 3.12: 16 of 171,869 texts score differently.
MOST_STEPS = 12_000_000
"""Words times words with a tone: VADER's time grows with their product. So many take it
two seconds; a post of 25,000 emoji took more than ten minutes. The longest posts of X,
25,000 characters of ordinary English, take about four million."""
_SHORT = 1_000
"""Characters of which no text takes so many steps."""
_MARKS = "!?.,;:-'\"()"
_SUM = "py>=3.12" if sys.version_info >= (3, 12) else "py<3.12"


class VaderScorer:
    """Scores the text as it is given, bit for bit as vaderSentiment does."""

    def __init__(self, languages: Collection[str] = ("en",), threshold: float = 0.05) -> None:
        self._languages = READ_LANGUAGES.intersection(languages)
        self._threshold = threshold
        self._analyzer = SentimentIntensityAnalyzer()
        self.version = f"vader 3.3.2 plain ±{threshold:.10g} {_SUM}"

    def read(self, text: str, language: str) -> tuple[Tone | None, str | None]:
        """The tone, or None with the reason why the text is not scored."""
        if language == "unknown":
            return None, "language not known"
        if language not in self._languages:
            return None, "language not read"
        if len(text) > _SHORT and self._steps(text) > MOST_STEPS:
            return None, "too long to read"
        score = self._analyzer.polarity_scores(text)
        compound = score["compound"]
        label = self._label(compound)
        return Tone(compound, score["pos"], score["neu"], score["neg"], label), None

    def _steps(self, text: str) -> int:
        """Words times words with a tone; an emoji is read as the words of its description."""
        emojis, lexicon = self._analyzer.emojis, self._analyzer.lexicon
        told = "".join(f" {emojis[char]} " if char in emojis else char for char in text)
        words = told.lower().split()
        return len(words) * sum(word in lexicon or word.strip(_MARKS) in lexicon for word in words)

    def _label(self, compound: float) -> Literal["positive", "neutral", "negative"]:
        if compound >= self._threshold:
            return "positive"
        return "negative" if compound <= -self._threshold else "neutral"
