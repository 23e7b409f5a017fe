"""Text to tone: the promise of a scorer, and VADER who keeps it."""

from typing import Protocol

from monitor.models import Tone
from monitor.scoring.vader import VaderScorer

__all__ = ["Scorer", "VaderScorer"]


class Scorer(Protocol):
    """Reads the tone of a text, or says why it does not."""

    @property
    def version(self) -> str:
        """Names all that can move a score: figures of two versions are not compared."""

    def read(self, text: str, language: str) -> tuple[Tone | None, str | None]:
        """The tone, or None with the reason why the text is not scored."""
