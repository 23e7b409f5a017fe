"""Upkeep: are the figures what the mentions say, and if not, make them so."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from monitor.counts import COUNTED, Bucket, Counts, LanguageBucket
from monitor.storage import Store
from monitor.storage.recount import Recount
from monitor.timeline import from_epoch

K = TypeVar("K", Bucket, LanguageBucket)
V = TypeVar("V", Counts, int)


def verify(store: Store) -> list[str]:
    """Recompute every live bucket and compare; what differs, in words.

    Sealed buckets, whose posts have been pruned, cannot be recomputed and
    are left out.
    """
    damage = store.damage()
    if damage:
        return damage  # counting in a damaged file would only add noise
    with store.recount() as recount:
        return [*recount.misplaced(), *_wrong(recount)]


def rebuild(store: Store) -> int:
    """Make all live buckets what the mentions say; how many were wrong."""
    with store.write() as writer:
        recount = writer.recount()
        wrong = sum(1 for _ in _wrong(recount))
        if wrong:
            writer.rebuild(recount.true_buckets(), recount.true_languages())
    return wrong


def _wrong(recount: Recount) -> Iterator[str]:
    buckets = _differing(recount.kept_buckets(), recount.true_buckets(), Counts())
    for bucket, kept, true in buckets:
        yield f"{_place(bucket)} by {bucket.scorer}: {_said(kept, true)}"
    languages = _differing(recount.kept_languages(), recount.true_languages(), 0)
    for language, n, counted in languages:
        yield f"{_place(language)} in {language.language}: n is {n}, counted {counted}"


def _differing(kept: Mapping[K, V], true: Mapping[K, V], nothing: V) -> Iterator[tuple[K, V, V]]:
    for key in sorted(kept.keys() | true.keys(), key=_place):
        a, b = kept.get(key, nothing), true.get(key, nothing)
        if a != b:
            yield key, a, b


def _place(bucket: Bucket | LanguageBucket) -> str:
    return f"{bucket.topic} on {bucket.platform}, {from_epoch(bucket.start):%Y-%m-%d %H:%M} UTC,"


def _said(kept: Counts, true: Counts) -> str:
    pairs = ((name, getattr(kept, name), getattr(true, name)) for name in COUNTED)
    return ", ".join(f"{name} is {a}, counted {b}" for name, a, b in pairs if a != b)
