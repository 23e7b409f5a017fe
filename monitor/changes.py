"""What one page changes in the store: decided from what is known and what came.

Pure: the store hands in what it knows of the page's posts, within its
transaction, and applies what comes out. The version of a post with the
highest id wins in whatever order versions arrive; seeing a post again
changes nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.counts import Bucket, Counts, LanguageBucket, count
from monitor.models import Mention, Post
from monitor.timeline import bucket_of

Key = tuple[str, str]
Fate = Literal["new", "updated", "unchanged", "unmatched"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A post read, matched and scored: ready to be stored."""

    post: Post
    language: str
    language_origin: str
    wording: str
    """The normalised text that makes two posts copies; '' where none is left."""
    mentions: tuple[Mention, ...]
    unmatched: str | None = None
    """Why it is about no topic; None where it has mentions."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds of a post."""

    post_id: int
    platform: str
    latest_id: str
    bucket: int
    repost: bool
    language: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be written, and the fate of each entry in the page's order."""

    inserts: tuple[Entry, ...]
    updates: tuple[tuple[int, Entry], ...]
    """Our id of the post, and the version that replaces it."""
    buckets: Mapping[Bucket, Counts]
    languages: Mapping[LanguageBucket, int]
    fates: tuple[Fate, ...]


def decide(known: Mapping[Key, Known], entries: Sequence[Entry]) -> Changes:
    """Decide what a page changes; the same post may stand in it twice."""
    keep: dict[Key, Entry] = {}
    fates = []
    for entry in entries:
        key = entry.post.key
        fate, replaces = _fate(entry, keep.get(key) or known.get(key))
        fates.append(fate)
        if replaces:
            keep[key] = entry
    return Changes(
        inserts=tuple(entry for key, entry in keep.items() if key not in known),
        updates=tuple((known[key].post_id, entry) for key, entry in keep.items() if key in known),
        buckets=_bucket_deltas(known, keep),
        languages=_language_deltas(known, keep),
        fates=tuple(fates),
    )


def _fate(entry: Entry, standing: Entry | Known | None) -> tuple[Fate, bool]:
    """What becomes of an entry, and whether it replaces what stands."""
    if standing is None:
        if entry.mentions:
            return "new", True
        # A later version that matches no more is remembered without its text:
        # else an earlier version that arrives after it would be stored.
        return "unmatched", entry.post.latest_id != entry.post.native_id
    newer = _version(entry) > _version(standing)
    if standing.mentions:
        return ("updated", True) if newer else ("unchanged", False)
    if entry.mentions and _version(entry) >= _version(standing):
        return "new", True
    return ("unchanged" if entry.mentions else "unmatched"), newer


def _version(of: Entry | Known) -> tuple[int, str]:
    """Orders ids as numbers: decimal strings of one length order as text."""
    latest = of.latest_id if isinstance(of, Known) else of.post.latest_id
    return len(latest), latest


def _bucket_deltas(known: Mapping[Key, Known], keep: Mapping[Key, Entry]) -> dict[Bucket, Counts]:
    deltas: defaultdict[Bucket, Counts] = defaultdict(Counts)
    for key, entry in keep.items():
        if old := known.get(key):
            for mention in old.mentions:
                bucket = Bucket(mention.topic, old.platform, mention.scorer, old.bucket)
                deltas[bucket] -= count(mention, repost=old.repost)
        start = bucket_of(entry.post.created_at)
        for mention in entry.mentions:
            bucket = Bucket(mention.topic, entry.post.platform, mention.scorer, start)
            deltas[bucket] += count(mention, repost=entry.post.is_repost)
    return {bucket: counts for bucket, counts in deltas.items() if counts != Counts()}


def _language_deltas(
    known: Mapping[Key, Known], keep: Mapping[Key, Entry]
) -> dict[LanguageBucket, int]:
    deltas: defaultdict[LanguageBucket, int] = defaultdict(int)
    for key, entry in keep.items():
        if old := known.get(key):
            for mention in old.mentions:
                deltas[LanguageBucket(mention.topic, old.platform, old.language, old.bucket)] -= 1
        start = bucket_of(entry.post.created_at)
        for mention in entry.mentions:
            deltas[LanguageBucket(mention.topic, entry.post.platform, entry.language, start)] += 1
    return {bucket: n for bucket, n in deltas.items() if n}
