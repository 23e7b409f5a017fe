"""Upkeep: are the figures what the mentions say, and if not, make them so."""

from collections.abc import Mapping
from typing import Any

from monitor.counts import Counts
from monitor.storage import Store


def verify(store: Store) -> list[str]:
    """Recompute every live bucket and compare; what differs, in words.

    Sealed buckets, whose posts have been pruned, cannot be recomputed and
    are left out.
    """
    with store.recount() as recount:
        damage = recount.damage()
        if damage:
            return damage  # counting in a damaged file would only add noise
        return [
            *recount.misplaced(),
            *_differences("bucket", recount.kept_buckets(), recount.true_buckets(), Counts()),
            *_differences(
                "language bucket", recount.kept_languages(), recount.true_languages(), 0
            ),
        ]


def rebuild(store: Store) -> int:
    """Make all live buckets anew from the mentions; how many were wrong."""
    with store.write() as writer:
        recount = writer.recount()
        buckets, languages = recount.true_buckets(), recount.true_languages()
        wrong = _differences("", recount.kept_buckets(), buckets, Counts())
        wrong += _differences("", recount.kept_languages(), languages, 0)
        writer.rebuild(buckets, languages)
    return len(wrong)


def _differences(
    what: str, kept: Mapping[Any, Any], true: Mapping[Any, Any], nothing: Any
) -> list[str]:
    keys = sorted(kept.keys() | true.keys(), key=str)
    pairs = ((key, kept.get(key, nothing), true.get(key, nothing)) for key in keys)
    return [f"{what} {key}: kept {a}, counted {b}" for key, a, b in pairs if a != b]
