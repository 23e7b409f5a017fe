"""A post as JSON: the fields asked for, in the old words or in those of 2026."""

from collections.abc import Callable, Iterable
from typing import Any

from tests.fakex.wording import entities, escaped, user_id
from tests.fakex.world import QUOTED, REPLIED, REPOSTED, FakePost, Version

FIELDS = (
    *("article", "attachments", "author_id", "card_uri", "community_id", "context_annotations"),
    *("conversation_id", "created_at", "display_text_range", "edit_controls"),
    *("edit_history_tweet_ids", "entities", "geo", "id", "in_reply_to_user_id", "lang"),
    *("media_metadata", "non_public_metrics", "note_tweet", "organic_metrics"),
    *("possibly_sensitive", "promoted_metrics", "public_metrics", "referenced_tweets"),
    *("reply_settings", "scopes", "source", "suggested_source_links", "text", "withheld"),
)
EXPANSIONS = (
    *("article.cover_media", "article.media_entities", "attachments.media_keys"),
    *("attachments.media_source_tweet", "attachments.poll_ids", "author_id"),
    *("edit_history_tweet_ids", "entities.mentions.username", "geo.place_id"),
    *("in_reply_to_user_id", "entities.note.mentions.username", "referenced_tweets.id"),
    "referenced_tweets.id.author_id",
)
DEFAULT = frozenset(("id", "text", "edit_history_tweet_ids"))
NEW_WORDS = {
    "edit_history_tweet_ids": "edit_history_post_ids",
    "note_tweet": "note_post",
    "referenced_tweets": "referenced_posts",
    "retweet_count": "repost_count",
    "attachments.media_source_tweet": "attachments.media_source_post",
    "referenced_tweets.id": "referenced_posts.id",
    "referenced_tweets.id.author_id": "referenced_posts.id.author_id",
}
OLD_WORDS = {new: old for old, new in NEW_WORDS.items()}


def shaped(version: Version, fields: Iterable[str], renamed: bool) -> dict[str, Any]:
    """What was asked for and what the post has; `raw` goes over all of it."""
    wanted = DEFAULT | set(fields)
    made = {name: make(version) for name, make in _MAKERS.items() if name in wanted}
    told = {name: value for name, value in made.items() if value is not None}
    return {**(_renamed(told) if renamed else told), **version.post.raw}


def user(name: str) -> dict[str, Any]:
    return {"id": user_id(name), "name": name.title(), "username": name}


def _renamed(value: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(item) for item in value]
    if isinstance(value, dict):
        return {NEW_WORDS.get(name, name): _renamed(item) for name, item in value.items()}
    return value


def _note(version: Version) -> dict[str, Any] | None:
    if not version.said.is_long:
        return None
    whole = escaped(version.said.whole)
    found = entities(whole, version.said.links)
    return {"text": whole} | ({"entities": found} if found else {})


def _references(version: Version) -> list[dict[str, str]] | None:
    listed = [{"type": kind, "id": post.first_id} for kind, post in version.post.references]
    return listed or None


def _to(version: Version, wanted: str) -> FakePost | None:
    return next((post for kind, post in version.post.references if kind == wanted), None)


def _answered(version: Version) -> str | None:
    parent = _to(version, REPLIED)
    return user_id(parent.author) if parent else None


def _conversation(version: Version) -> str:
    parent = _to(version, REPLIED)
    return _conversation(parent.versions[-1]) if parent else version.post.first_id


def _metrics(version: Version) -> dict[str, int]:
    """A repost has no likes of its own; the rest is invented from the id."""
    likes = 0 if _to(version, REPOSTED) else version.id // 7 % 50
    counts = {"retweet_count": version.id // 3 % 9, "reply_count": 0, "like_count": likes}
    return counts | {"quote_count": 1 if _to(version, QUOTED) else 0}


_MAKERS: dict[str, Callable[[Version], Any]] = {
    "created_at": lambda v: v.created_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    "text": lambda v: escaped(v.said.cut),
    "author_id": lambda v: user_id(v.post.author),
    "edit_history_tweet_ids": lambda v: v.post.history(v),
    "id": lambda v: v.native_id,
    "lang": lambda v: v.post.lang,
    "entities": lambda v: entities(escaped(v.said.cut), v.said.links) or None,
    "note_tweet": _note,
    "referenced_tweets": _references,
    "in_reply_to_user_id": _answered,
    "conversation_id": _conversation,
    "public_metrics": _metrics,
    "possibly_sensitive": lambda v: False,
    "reply_settings": lambda v: "everyone",
}
