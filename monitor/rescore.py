"""Rescore: mentions that another scorer has read are read anew, and their integers move.

In batches, each in one transaction: a kill loses the batch in hand, and the
next call goes on there, since what is done carries the new scorer's name.
What others write meanwhile is safe: what is changed is decided from what the
transaction itself has read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache

from monitor.counts import Bucket, Counts, count
from monitor.models import Mention, Tone
from monitor.scoring import Scorer
from monitor.storage import Store
from monitor.storage.rescoring import Read

BATCH = 500
"""Mentions in one transaction: others wait for well under a second."""
Progressing = Callable[[int | None], Callable[[int], None]]
"""Told how many there are, gives what is told how many are done."""
_Reading = tuple[Tone | None, str | None]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some mentions."""

    mentions: int = 0
    """Originals read anew."""
    reposts: int = 0
    """Counted in volume alone: they have no tone, and move along."""
    changed: int = 0
    """Whose compound is another, or is there or gone now."""
    relabelled: int = 0
    """Whose label is another."""
    both: int = 0
    """Scored before and after: the two sums are over these, in compound × 10⁴."""
    before_e4: int = 0
    after_e4: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        names = (f.name for f in fields(self))
        return Tally(*(getattr(self, name) + getattr(other, name) for name in names))

    @property
    def mean_before(self) -> float | None:
        return self.before_e4 / (10_000 * self.both) if self.both else None

    @property
    def mean_after(self) -> float | None:
        return self.after_e4 / (10_000 * self.both) if self.both else None


@dataclass(frozen=True, slots=True)
class Rescored:
    """What a rescore has done, or would do."""

    topics: Mapping[str, Tally] = field(default_factory=dict)
    without_text: int = 0
    """Mentions by another scorer that stay as they are: their texts are gone."""
    unwatched: Mapping[str, int] = field(default_factory=dict)
    """Mentions of topics that are no longer configured, which have no scorer."""

    @property
    def whole(self) -> Tally:
        return sum(self.topics.values(), Tally())


def pending(store: Store, scorers: Mapping[str, Scorer]) -> int:
    """How many mentions can be read anew."""
    with store.read() as reader:
        return reader.rescoring.pending(_versions(scorers))


def rescore(
    store: Store,
    scorers: Mapping[str, Scorer],
    *,
    dry_run: bool = False,
    progress: Progressing | None = None,
    most: int = BATCH,
) -> Rescored:
    """Read anew what another scorer has read, topic by topic; `dry_run` writes nothing.

    Raises `StorageError` for a damaged database.
    """
    told = progress(pending(store, scorers)) if progress else lambda position: None
    if not dry_run:
        store.must_be_whole()
    topics = {}
    done = 0
    for topic, scorer in sorted(scorers.items()):
        topics[topic] = Tally()
        for tally in _batches(store, topic, scorer, most, dry_run):
            topics[topic] += tally
            done += tally.mentions + tally.reposts
            told(done)
    with store.read() as reader:
        left = reader.rescoring
        gone, unwatched = left.without_text(_versions(scorers)), left.of_other_topics(scorers)
    return Rescored(topics, gone, unwatched)


def _versions(scorers: Mapping[str, Scorer]) -> dict[str, str]:
    return {topic: scorer.version for topic, scorer in scorers.items()}


def _batches(
    store: Store, topic: str, scorer: Scorer, most: int, dry_run: bool
) -> Iterator[Tally]:
    behind = 0
    while True:
        # Read before anything is locked, so that others do not wait for VADER.
        read = cache(scorer.read)
        with store.read() as reader:
            found = reader.rescoring.batch(topic, scorer.version, behind, most)
        if not found:
            return
        anew = [(old, _anew(old, scorer.version, read)) for old in found]
        if not dry_run:
            with store.write() as writer:
                # Others may have changed posts meanwhile: what stands now counts.
                standing = writer.rescoring.batch(topic, scorer.version, behind, most)
                anew = [(old, _anew(old, scorer.version, read)) for old in standing]
                writer.rescore([(old.post_id, new) for old, new in anew], _deltas(anew))
            found = standing or found
        behind = found[-1].post_id
        yield _tally(anew)


def _anew(old: Read, version: str, read: Callable[[str, str], _Reading]) -> Mention:
    tone, unscored = (None, None) if old.repost else read(old.text, old.language)
    return replace(old.mention, scorer=version, tone=tone, unscored=unscored)


def _deltas(anew: Iterable[tuple[Read, Mention]]) -> dict[Bucket, Counts]:
    """What moves from the series of the one scorer to that of the other."""
    deltas: defaultdict[Bucket, Counts] = defaultdict(Counts)
    for old, new in anew:
        deltas[_bucket(old, old.mention)] -= count(old.mention, repost=old.repost)
        deltas[_bucket(old, new)] += count(new, repost=old.repost)
    return dict(deltas)


def _bucket(of: Read, mention: Mention) -> Bucket:
    return Bucket(mention.topic, of.platform, mention.scorer, of.bucket)


def _tally(anew: Iterable[tuple[Read, Mention]]) -> Tally:
    return sum((_of(old, new) for old, new in anew), Tally())


def _of(old: Read, new: Mention) -> Tally:
    if old.repost:
        return Tally(reposts=1)
    before, after = old.mention.tone, new.tone
    if before is None or after is None:
        moved = int(before is not after)
        return Tally(mentions=1, changed=moved, relabelled=moved)
    return Tally(
        mentions=1,
        changed=int(before.compound_e4 != after.compound_e4),
        relabelled=int(before.label != after.label),
        both=1,
        before_e4=before.compound_e4,
        after_e4=after.compound_e4,
    )
