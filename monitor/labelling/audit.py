"""Audit: how well a topic is matched, by what a person says of a sample.

Three strata: the topic's mentions, stored posts about another topic, and the
kept sample of posts about no topic, each of which stands for fifty.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from monitor.labelling.drawing import (
    ELSEWHERE,
    MENTIONS,
    UNMATCHED,
    Lot,
    Sample,
    lowest,
    shuffled,
    split,
)
from monitor.labelling.questions import SKIPPED
from monitor.labelling.sitting import Agreement, Given, Sitting
from monitor.labelling.values import Estimate
from monitor.statistics.agreement import Stratum, recall
from monitor.storage.answers import Answers, Candidate, Key
from monitor.storage.writing import SAMPLED_IN
from monitor.timeline import Window

STANDS_FOR = {MENTIONS: 1, ELSEWHERE: 1, UNMATCHED: SAMPLED_IN}
BLIND = (
    "Posts that no source ever brought are in no figure: the query of a source asks only for "
    "what holds the phrases, hashtags and links of config.yaml."
)


def draw(
    answers: Answers, topic: str, span: Window | None, posts: int, lot: Lot, given: Given
) -> Sample:
    """The sample of an audit: so many posts, of all strata."""
    strata = {
        MENTIONS: answers.mentions(topic, span),
        ELSEWHERE: answers.elsewhere(topic, span),
        UNMATCHED: answers.unmatched(span),
    }
    found = {
        name: lowest(candidates, posts, lot, given, partial(_of, name))
        for name, candidates in strata.items()
    }
    rows = {name: sizes[name] for name, (_, sizes) in found.items()}
    stands = {name: n * STANDS_FOR[name] for name, n in rows.items()}
    drawable = {name: len(drawn) for name, (drawn, _) in found.items()}
    parts = split(posts, drawable, stands)
    chosen = (post for name, (drawn, _) in found.items() for post in drawn[: parts[name]])
    return Sample(shuffled(chosen, lot), rows)


def _of(stratum: str, _: Candidate) -> str:
    return stratum


@dataclass(frozen=True, slots=True)
class AuditFigures:
    """What the answers say of the matching."""

    topic: str
    by: str
    drawn: int
    skipped: int
    strata: Mapping[str, Stratum]
    precision: Estimate
    """Of the posts that are counted as mentions, the share that is about the topic."""
    recall: Estimate
    """Of the posts about the topic that sources brought, the share that is counted."""
    agreement: Mapping[str, Agreement]

    @property
    def answered(self) -> int:
        return sum(stratum.judged for stratum in self.strata.values())

    def to_dict(self) -> dict[str, Any]:
        """As `monitor audit --json` prints it."""
        return {
            "question": "topic",
            "topic": self.topic,
            "as": self.by,
            "drawn": self.drawn,
            "answered": self.answered,
            "skipped": self.skipped,
            "strata": {
                name: {
                    "stored": stratum.rows,
                    "stands_for": stratum.size,
                    "answered": stratum.judged,
                    "yes": stratum.true,
                }
                for name, stratum in self.strata.items()
            },
            "precision": self.precision.to_dict(),
            "recall": self.recall.to_dict(),
            "not_seen": BLIND,
            "agreement": {name: each.to_dict() for name, each in self.agreement.items()},
        }


def figures(sitting: Sitting[AuditFigures]) -> AuditFigures:
    """The figures of the answers given so far."""
    given, sample = sitting.given(), sitting.sample
    strata = {name: _stratum(name, sample, given) for name in STANDS_FOR}
    mentions = strata[MENTIONS]
    share, ci = recall(mentions, [strata[ELSEWHERE], strata[UNMATCHED]]) or (None, None)
    n = sum(stratum.judged for stratum in strata.values())
    return AuditFigures(
        sitting.topic,
        sitting.by,
        drawn=len(sample.posts),
        skipped=sum(given.get(post.key) == SKIPPED for post in sample.posts),
        strata=strata,
        precision=Estimate.of_share(mentions.true, mentions.judged),
        recall=Estimate(share, ci, n),
        agreement=sitting.agreement(),
    )


def _stratum(name: str, sample: Sample, given: Mapping[Key, str]) -> Stratum:
    answers = [given.get(post.key) for post in sample.posts if post.group == name]
    yes, no = answers.count("yes"), answers.count("no")
    return Stratum(sample.sizes.get(name, 0), yes + no, yes, STANDS_FOR[name])
