"""What a person is asked about a post, and what can be answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.statistics.agreement import Level

SKIPPED = "skipped"
"""The answer of who cannot tell: kept, so that it is not asked again, and counted nowhere."""
FEW = 30
"""Below so many answers a figure is called few."""
SECONDS = 10
"""What reading and answering takes a person, about, for one post."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its answers by the key that is typed for them, in their order."""

    name: str
    words: str
    keys: Mapping[str, str]
    level: Level
    """Whether the answers stand in an order."""
    posts: int
    """How many are drawn where nobody says otherwise."""

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(self.keys.values())


QUESTIONS = {
    question.name: question
    for question in (
        Question(
            "topic",
            "Is this post about the topic {topic} of “{title}”?",
            {"y": "yes", "n": "no"},
            "nominal",
            100,
        ),
        Question(
            "tone",
            "In what tone are these words written, whatever they stand for?",
            {"-": "negative", "0": "neutral", "+": "positive"},
            "ordinal",
            200,
        ),
        Question(
            "position",
            "Where does this post stand on the petition's demand?",
            {"+": "supports", "-": "opposes", "0": "unclear"},
            "nominal",
            200,
        ),
    )
}
