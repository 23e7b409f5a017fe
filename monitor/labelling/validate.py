"""Validate: how well the monitor reads tone or position, by what a person reads.

The sample is random among the scored originals of a topic, and blind: the
person sees the text alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.labelling.drawing import Lot, Sample, lowest, shuffled
from monitor.labelling.questions import SKIPPED
from monitor.labelling.sitting import Agreement, Given, Sitting
from monitor.labelling.values import Estimate
from monitor.statistics.agreement import (
    ClassFigures,
    Confusion,
    ShareOf,
    alpha,
    by_class,
    confusion,
    corrected_shares,
    macro_f1,
)
from monitor.storage.answers import Answers, Candidate
from monitor.timeline import Window

Read = Callable[[str], str]
"""Text to class: the monitor's own reading, where it is not stored."""


def draw(
    answers: Answers,
    topic: str,
    span: Window | None,
    posts: int,
    lot: Lot,
    given: Given,
    read: Read | None = None,
) -> Sample:
    """A simple random sample of the scored originals, grouped by the monitor's reading.

    The reading is the stored label, or `read` of the text; of a post whose
    text is gone nothing can be read any more, and it is left out then.
    """

    def group(candidate: Candidate) -> str | None:
        if candidate.label is None or read is None:
            return candidate.label
        return None if candidate.text is None else read(candidate.text)

    scored = answers.mentions(topic, span, text=read is not None)
    drawn, sizes = lowest(scored, posts, lot, given, group)
    return Sample(shuffled(drawn, lot), sizes)


@dataclass(frozen=True, slots=True)
class Validation:
    """What the answers say of the reading."""

    question: str
    topic: str
    by: str
    drawn: int
    skipped: int
    confusion: Confusion
    accuracy: Estimate
    classes: Mapping[str, ClassFigures]
    alpha: float | None
    """Between the person and the monitor."""
    shares: tuple[ShareOf, ...]
    """Of all scored originals; empty where nothing is answered."""
    agreement: Mapping[str, Agreement]

    @property
    def answered(self) -> int:
        return self.accuracy.n

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of the classes that occur."""
        return macro_f1(self.classes)

    @property
    def occurring(self) -> list[str]:
        return [name for name, each in self.classes.items() if each.f1 is not None]

    def to_dict(self) -> dict[str, Any]:
        """As `monitor validate --json` prints it."""
        return {
            "question": self.question,
            "topic": self.topic,
            "as": self.by,
            "drawn": self.drawn,
            "answered": self.answered,
            "skipped": self.skipped,
            "confusion": {person: dict(row) for person, row in self.confusion.items()},
            "accuracy": self.accuracy.to_dict(),
            "classes": {name: _class_dict(each) for name, each in self.classes.items()},
            "macro_f1": self.macro_f1,
            "macro_over": self.occurring,
            "alpha": self.alpha,
            "shares": {
                each.name: {
                    "monitor": each.monitor,
                    "corrected": each.corrected,
                    "ci": list(each.ci),
                }
                for each in self.shares
            },
            "agreement": {name: each.to_dict() for name, each in self.agreement.items()},
        }


def _class_dict(each: ClassFigures) -> dict[str, Any]:
    return {
        "by_person": each.by_person,
        "by_monitor": each.by_monitor,
        "precision": each.precision,
        "recall": each.recall,
        "f1": each.f1,
    }


def figures(sitting: Sitting[Validation]) -> Validation:
    """The figures of the answers given so far."""
    given, sample, question = sitting.given(), sitting.sample, sitting.question
    answered = [(given[post.key], post.group) for post in sample.posts if post.key in given]
    pairs = [pair for pair in answered if pair[0] != SKIPPED]
    table = confusion(pairs, question.answers)
    return Validation(
        question.name,
        sitting.topic,
        sitting.by,
        drawn=len(sample.posts),
        skipped=len(answered) - len(pairs),
        confusion=table,
        accuracy=Estimate.of_share(sum(a == b for a, b in pairs), len(pairs)),
        classes=by_class(table),
        alpha=alpha(pairs, question.answers, question.level),
        shares=corrected_shares(table, sample.sizes) if pairs else (),
        agreement=sitting.agreement(),
    )
