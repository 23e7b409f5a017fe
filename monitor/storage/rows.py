"""Values to rows and back."""

from collections.abc import Iterable
from typing import Any

from monitor.changes import Entry, Known
from monitor.counts import COUNTED, Bucket, Counts, LanguageBucket
from monitor.models import Mention, Post, StoredMention, Tone
from monitor.storage.keys import Key
from monitor.storage.tables import MentionRow, PostRow
from monitor.timeline import bucket_of

KNOWN_POST: tuple[Any, ...] = (
    PostRow.id,
    PostRow.platform,
    PostRow.native_id,
    PostRow.latest_id,
    PostRow.created_at,
    PostRow.kind,
    PostRow.language,
)
KNOWN_MENTION: tuple[Any, ...] = (
    MentionRow.post_id,
    MentionRow.topic,
    MentionRow.reason,
    MentionRow.scorer,
    MentionRow.unscored,
    MentionRow.label,
    MentionRow.compound_e4,
    MentionRow.pos_e3,
    MentionRow.neu_e3,
    MentionRow.neg_e3,
)

STORED_MENTION: tuple[Any, ...] = (
    PostRow.platform,
    PostRow.native_id,
    PostRow.created_at,
    PostRow.kind,
    PostRow.language,
    MentionRow.topic,
    MentionRow.reason,
    MentionRow.label,
    MentionRow.compound_e4,
)


def stored_mention_from(row: Any) -> StoredMention:
    return StoredMention(
        platform=row.platform,
        id=row.native_id,
        created_at=row.created_at,
        topic=row.topic,
        reason=row.reason,
        kind=row.kind,
        language=row.language,
        compound=None if row.compound_e4 is None else row.compound_e4 / 10_000,
        label=row.label,
        text=row.text,
    )


def known_from(row: Any, mentions: Iterable[Mention]) -> Known:
    return Known(
        post_id=row.id,
        platform=row.platform,
        latest_id=row.latest_id,
        bucket=bucket_of(row.created_at),
        repost=row.kind == "repost",
        language=row.language,
        mentions=tuple(mentions),
    )


def mention_from(row: Any) -> Mention:
    return Mention(row.topic, row.reason, row.scorer, _tone_from(row), row.unscored)


def _tone_from(row: Any) -> Tone | None:
    if row.compound_e4 is None:
        return None
    pos, neu, neg = (thousandths / 1000 for thousandths in (row.pos_e3, row.neu_e3, row.neg_e3))
    return Tone(row.compound_e4 / 10_000, pos, neu, neg, row.label)


def post_row(entry: Entry, key: Key) -> dict[str, Any]:
    """A post as it is stored. Unmatched text is not: only that a version came."""
    post = entry.post
    row = {
        "platform": post.platform,
        "native_id": post.native_id,
        "latest_id": post.latest_id,
        "kind": post.kind,
        "created_at": post.created_at,
        "language_tag": post.language,
        "language": entry.language,
        "language_origin": entry.language_origin,
    }
    return row | (_words_of(entry, key) if entry.mentions else dict.fromkeys(_WORDS))


_WORDS = (
    "text",
    "links",
    "original_text",
    "original_id",
    "author_hash",
    "original_author_hash",
    "wording_hash",
)


def _words_of(entry: Entry, key: Key) -> dict[str, Any]:
    """What a post says, and whose words they are."""
    post = entry.post
    return {
        "text": post.text,
        "links": "\n".join(post.links) or None,
        "original_text": post.original_text,
        "original_id": post.original_id,
        "author_hash": _author_hash(post.platform, post.author, key),
        "original_author_hash": _author_hash(post.platform, post.original_author, key),
        "wording_hash": key.hash("wording", entry.wording) if entry.wording else None,
    }


def _author_hash(platform: str, author: str | None, key: Key) -> str | None:
    return key.hash("author", platform, author) if author else None


def mention_row(post_id: int, post: Post, mention: Mention) -> dict[str, Any]:
    row = {
        "topic": mention.topic,
        "post_id": post_id,
        "bucket": bucket_of(post.created_at),
        "reason": mention.reason,
    }
    return row | tone_row(mention)


def tone_row(mention: Mention) -> dict[str, Any]:
    """What a scorer made of a mention."""
    tone = mention.tone
    return {
        "scorer": mention.scorer,
        "unscored": mention.unscored,
        "label": tone.label if tone else None,
        "compound_e4": tone.compound_e4 if tone else None,
        "pos_e3": round(tone.pos * 1000) if tone else None,
        "neu_e3": round(tone.neu * 1000) if tone else None,
        "neg_e3": round(tone.neg * 1000) if tone else None,
    }


def bucket_row(bucket: Bucket, counts: Counts) -> dict[str, Any]:
    key = {
        "topic": bucket.topic,
        "start": bucket.start,
        "platform": bucket.platform,
        "scorer": bucket.scorer,
        "sealed": False,
    }
    return key | {name: getattr(counts, name) for name in COUNTED}


def language_row(bucket: LanguageBucket, n: int) -> dict[str, Any]:
    return {
        "topic": bucket.topic,
        "start": bucket.start,
        "platform": bucket.platform,
        "language": bucket.language,
        "sealed": False,
        "n": n,
    }


def sample_row(entry: Entry, key: Key) -> dict[str, Any]:
    post = entry.post
    return {
        "platform": post.platform,
        "native_id": post.native_id,
        "created_at": post.created_at,
        "text": post.text,
        "author_hash": _author_hash(post.platform, post.author, key),
        "reason": entry.unmatched,
        "language": entry.language,
    }
