"""Text to tone: the promise of a scorer, and VADER who keeps it.

vader       vaderSentiment 3.3.2, and the name of all that moves its scores
preparing   a post as VADER is to read it
masking     titles and phrases without a tone
emoji       emoji as words
overlays    words that are read otherwise
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from monitor.models import Tone, Topic
from monitor.scoring.masking import names_among
from monitor.scoring.vader import VaderScorer

__all__ = ["Scorer", "VaderScorer", "scorers_of"]


class Scorer(Protocol):
    """Reads the tone of a text, or says why it does not."""

    @property
    def version(self) -> str:
        """Names all that can move a score: figures of two versions are not compared."""

    def read(self, text: str, language: str) -> tuple[Tone | None, str | None]:
        """The tone, or None with the reason why the text is not scored."""


def scorers_of(
    title: str,
    topics: Iterable[Topic],
    languages: Collection[str],
    threshold: float,
    *,
    prepare: bool,
    mask_title: bool,
    overlay: str | Mapping[str, float],
) -> dict[str, Scorer]:
    """One scorer for each topic, by its name: the title and the topic's phrases are masked."""
    return {
        topic.name: VaderScorer(
            languages,
            threshold,
            prepare=prepare,
            masks=_masks(title, topic) if mask_title else (),
            overlay=overlay,
        )
        for topic in topics
    }


def _masks(title: str, topic: Topic) -> tuple[str, ...]:
    """What has no tone: names, and of the entries of `exact` those that are no more than that.

    The phrases of a topic that this one stands within are names of the same thing.
    """
    # In a title a * is no more than a sign: M*A*S*H.
    own = (title.replace("*", " "), *topic.phrases)
    names = (*own, *topic.within.phrases) if topic.within else own
    return (*own, *names_among(topic.exact, names))
