"""One person before one sample: what is still to be answered, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from monitor.errors import UsageError
from monitor.labelling.drawing import Drawn, Sample
from monitor.labelling.questions import SKIPPED, Question
from monitor.statistics.agreement import alpha
from monitor.storage import Store
from monitor.storage.answers import Key, Words

Given = Mapping[Key, str]
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Sitting(Generic[F]):
    """Each answer is a transaction of its own: whoever stops has lost nothing."""

    store: Store
    question: Question
    topic: str
    by: str
    """The name that the answers are kept under."""
    sample: Sample
    clock: Callable[[], datetime]
    reckon: Callable[["Sitting[F]"], F]

    def given(self) -> Given:
        """What this person has answered, by post; also beside this sample."""
        with self.store.read() as reader:
            return reader.answers.given(self.question.name, self.topic, self.by)

    def waiting(self) -> list[Drawn]:
        """The posts that are not answered yet, in the order of asking."""
        given = self.given()
        return [post for post in self.sample.posts if post.key not in given]

    def words(self, post: Drawn) -> Words | None:
        """What the post says; None where that was erased meanwhile."""
        with self.store.read() as reader:
            return reader.answers.words(post.key)

    def answer(self, post: Drawn, answer: str) -> None:
        """Keep an answer. Raises `UsageError` for one that the question does not have."""
        known = (*self.question.answers, SKIPPED)
        if answer not in known:
            raise UsageError(f"{answer!r} is no answer here; give one of {', '.join(known)}")
        with self.store.write() as writer:
            writer.answers.give(
                self.question.name, self.topic, post.key, self.by, answer, self.clock()
            )

    def take_back(self, post: Drawn) -> None:
        """Undo an answer, so that it waits again."""
        with self.store.write() as writer:
            writer.answers.take_back(self.question.name, self.topic, post.key, self.by)

    def figures(self) -> F:
        """What the answers given so far say."""
        return self.reckon(self)

    def agreement(self) -> dict[str, "Agreement"]:
        """By the name of each other person, how far both agree on all that both answered."""
        found = {}
        with self.store.read() as reader:
            answers, asked = reader.answers, (self.question.name, self.topic)
            mine = answers.given(*asked, self.by)
            for name in answers.people(*asked):
                units = _both(mine, answers.given(*asked, name))
                if name != self.by and units:
                    value = alpha(units, self.question.answers, self.question.level)
                    found[name] = Agreement(len(units), value)
        return found


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readings of the same posts agree."""

    posts: int
    alpha: float | None
    """Krippendorff's; None where all of it is one class."""

    def to_dict(self) -> dict[str, float | None]:
        return {"posts": self.posts, "alpha": self.alpha}


def _both(mine: Given, others: Given) -> list[tuple[str, str]]:
    pairs = ((mine[key], others[key]) for key in sorted(mine.keys() & others.keys()))
    return [pair for pair in pairs if SKIPPED not in pair]
