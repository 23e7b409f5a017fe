"""VADER (Hutto & Gilbert 2014) as published: vaderSentiment 3.3.2, plain or on prepared text."""

import hashlib
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.models import READ_LANGUAGES, Tone
from monitor.scoring.emoji import table_of
from monitor.scoring.masking import digest_of, masked, masks_of
from monitor.scoring.overlays import words_of_overlay
from monitor.scoring.preparing import PREPARATION, prepared

MOST_STEPS = 12_000_000
"""Words times words with a tone: VADER's time grows with their product. So many take it
two seconds; a post of 25,000 emoji took more than ten minutes. The longest posts of X,
25,000 characters of ordinary English, take about four million."""
_SHORT = 1_000
"""Characters of which no text takes so many steps."""
_MARKS = "!?.,;:-'\"()"
# sum() adds floats more exactly since Python 3.12: 16 of 171,869 texts score differently.
_SUM = "py>=3.12" if sys.version_info >= (3, 12) else "py<3.12"


@dataclass(frozen=True, slots=True)
class _Read:
    """An analyzer, with its table of emoji made ready."""

    analyzer: SentimentIntensityAnalyzer
    emojis: dict[str, str]


@lru_cache(8)
def _read_with(words: frozenset[tuple[str, float]]) -> _Read:
    """One analyzer for all scorers that read these words otherwise; its lexicon is its own."""
    analyzer = SentimentIntensityAnalyzer()
    analyzer.lexicon.update(words)
    return _Read(analyzer, table_of(analyzer.emojis))


class VaderScorer:
    """Unless told otherwise, scores the text as it is given, bit for bit as vaderSentiment does.

    `prepare` reads the text as `preparing` makes it, `masks` are phrases
    without a tone, `overlay` names words that are read otherwise (`overlays`).
    """

    def __init__(
        self,
        languages: Collection[str] = ("en",),
        threshold: float = 0.05,
        *,
        prepare: bool = False,
        masks: Iterable[str] = (),
        overlay: str | Mapping[str, float] = "",
    ) -> None:
        self._languages = READ_LANGUAGES.intersection(languages)
        self._threshold = threshold
        self._prepare = prepare
        self._masks = masks_of(masks)
        self._words = frozenset(words_of_overlay(overlay or {}).items())
        self.version = self._version(overlay)

    def _version(self, overlay: str | Mapping[str, float]) -> str:
        said = [f"prepared-{PREPARATION}"] if self._prepare else []
        said += [f"masked-{digest_of(self._masks)}"] if self._masks else []
        if self._words:
            said.append(overlay if isinstance(overlay, str) else f"words-{_digest(self._words)}")
        if not self._languages:
            said.append("unread")
        return f"vader 3.3.2 {' '.join(said) or 'plain'} ±{self._threshold:.10g} {_SUM}"

    def read(self, text: str, language: str) -> tuple[Tone | None, str | None]:
        """The tone, or None with the reason why the text is not scored."""
        if language == "unknown":
            return None, "language not known"
        if language not in self._languages:
            return None, "language not read"
        read = _read_with(self._words)
        if self._prepare:
            text = prepared(text, read.emojis, self._masks)
        elif self._masks:
            text = masked(text, self._masks)
        if len(text) > _SHORT and _steps(text, read.analyzer) > MOST_STEPS:
            return None, "too long to read"
        score = read.analyzer.polarity_scores(text)
        compound = score["compound"]
        label = self._label(compound)
        return Tone(compound, score["pos"], score["neu"], score["neg"], label), None

    def _label(self, compound: float) -> Literal["positive", "neutral", "negative"]:
        if compound >= self._threshold:
            return "positive"
        return "negative" if compound <= -self._threshold else "neutral"


def _digest(words: Iterable[tuple[str, float]]) -> str:
    told = "\n".join(f"{word} {tone:.10g}" for word, tone in sorted(words))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _steps(text: str, analyzer: SentimentIntensityAnalyzer) -> int:
    """Words times words with a tone; an emoji is read as the words of its description."""
    emojis, lexicon = analyzer.emojis, analyzer.lexicon
    told = "".join(f" {emojis[char]} " if char in emojis else char for char in text)
    words = told.lower().split()
    return len(words) * sum(word in lexicon or word.strip(_MARKS) in lexicon for word in words)
