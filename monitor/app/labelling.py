"""The operator's own answers: a sample of this watch, and what they say of its figures."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.app.positions import cues_of
from monitor.config import Config
from monitor.errors import NothingStoredError, UsageError
from monitor.labelling import (
    QUESTIONS,
    AuditFigures,
    Question,
    Sitting,
    Validation,
    audit,
    validate,
)
from monitor.labelling.drawing import Lot, Sample
from monitor.labelling.sitting import Given
from monitor.labelling.validate import Read
from monitor.models import PLATFORM
from monitor.storage import Store
from monitor.storage.answers import Answers
from monitor.timeline import Window

FIRST = "first"
"""The name that answers are kept under where nobody gives another."""
_Draw = Callable[[Answers, str, int, Lot, Given], Sample]


@dataclass(frozen=True, slots=True)
class Labelling:
    """Samples of one watch. A sitting can be stopped at any answer and gone on with.

    Both raise `UsageError` for a topic, a name or a number that makes no
    sense, `NothingStoredError` where there is no post to be asked about.
    """

    config: Config
    store: Store
    clock: Callable[[], datetime]
    known: Callable[[str], str]
    """The topic of that name; raises where there is none."""

    def audit(
        self,
        topic: str | None = None,
        window: Window | None = None,
        posts: int | None = None,
        by: str = FIRST,
    ) -> Sitting[AuditFigures]:
        """Is what is counted about the topic, and is what is about it counted?

        The first topic of config.yaml unless told; 100 posts unless told, or
        as many as were answered already.
        """

        def draw(answers: Answers, name: str, n: int, lot: Lot, given: Given) -> Sample:
            return audit.draw(answers, name, window, n, lot, given)

        question, name = QUESTIONS["topic"], self._topic(topic)
        sample = self._sample(question, name, posts, by, draw)
        return Sitting(self.store, question, name, by, sample, self.clock, audit.figures)

    def validate(
        self,
        question: str = "tone",
        topic: str | None = None,
        window: Window | None = None,
        posts: int | None = None,
        by: str = FIRST,
    ) -> Sitting[Validation]:
        """Is `tone` or `position` read as a person reads it?

        200 posts unless told; of the topic whose position is configured, where
        that is asked about. Raises `UsageError` where none is.
        """
        if question == "position":
            asked, of, read = self._position()
        elif question == "tone":
            asked, of, read = QUESTIONS["tone"], None, None
        else:
            raise UsageError(f"{question!r} cannot be validated; write tone or position")

        def draw(answers: Answers, name: str, n: int, lot: Lot, given: Given) -> Sample:
            return validate.draw(answers, name, window, n, lot, given, read)

        name = self._topic(topic or of)
        sample = self._sample(asked, name, posts, by, draw)
        return Sitting(self.store, asked, name, by, sample, self.clock, validate.figures)

    def _position(self) -> tuple[Question, str, Read]:
        """What is asked about position, of which topic, and how a text is read here."""
        position, asked = self.config.position, QUESTIONS["position"]
        cues = cues_of(self.config)
        if position is None or cues is None:
            raise UsageError(
                "position is not configured, so there is no reading of it to validate. Give "
                "config.yaml a position with its cues; tone needs none: monitor validate tone"
            )
        if position.demand:
            demand = position.demand.replace("{", "{{").replace("}", "}}")
            asked = replace(asked, words=f"Where does this post stand on the demand: {demand}")
        return asked, position.topic, lambda text: cues.read(text).position

    def _topic(self, name: str | None) -> str:
        return self.config.topics[0].name if name is None else self.known(name)

    def _sample(
        self, question: Question, topic: str, posts: int | None, by: str, draw: _Draw
    ) -> Sample:
        if posts is not None and posts < 1:
            raise UsageError(f"--posts {posts} asks for nothing; write 1 or more")
        if not PLATFORM.fullmatch(by):
            raise UsageError(f"--as {by!r} is no short lower-case name; write one such as second")

        def lot(key: tuple[str, str]) -> str:
            return self.store.lot(question.name, topic, *key)

        with self.store.read() as reader:
            given = reader.answers.given(question.name, topic, by)
            wanted = posts or max(question.posts, len(given))
            sample = draw(reader.answers, topic, wanted, lot, given)
        if not sample.posts:
            raise NothingStoredError(self._nothing(topic))
        return sample

    def _nothing(self, topic: str) -> str:
        with self.store.read() as reader:
            span = reader.stored_span(topic)
        if span is None:
            return f"nothing is stored about {topic} yet. Bring posts with: monitor import FILE"
        first, last = (at.astimezone(self.config.zone).date() for at in (span.start, span.end))
        return (
            f"there is no text to be asked about in that window. What is stored about {topic} "
            f"runs from {first} to {last}; texts are kept for a time only."
        )
