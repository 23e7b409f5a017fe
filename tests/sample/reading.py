"""The shipped sample read again: as plain shapes, and as the monitor sees its posts."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from monitor.matching import Matcher
from monitor.models import Post, Tone, Topic
from monitor.scoring import VaderScorer
from monitor.timeline import from_epoch
from tests.sample.drafts import EPOCH_MS
from tests.sample.pages import SHIPPED
from tests.sample.shapes import RENAMED, Shape

_LONDON = ZoneInfo("Europe/London")
_OLD = {new: old for old, new in RENAMED.items()}


def pages() -> list[Shape]:
    """The shipped pages, as X's search gave them."""
    return [json.loads(line) for line in gzip.decompress(SHIPPED.read_bytes()).splitlines()]


def posts(page: Shape) -> list[Shape]:
    """The posts of a page, in X's old names."""
    return [_in_old_names(post) for post in page["data"]]


def included(page: Shape) -> list[Shape]:
    """What the page holds besides, in X's old names."""
    includes = page.get("includes", {})
    return [_in_old_names(post) for post in includes.get("tweets", includes.get("posts", []))]


def referring(shapes: Iterable[Shape], how: str) -> list[Shape]:
    """Those that repeat (`retweeted`), quote (`quoted`) or answer (`replied_to`) another."""
    return [shape for shape in shapes if reference(shape).get("type") == how]


def reference(shape: Shape) -> dict[str, str]:
    found: dict[str, str] = shape.get("referenced_tweets", [{}])[0]
    return found


def moment_in(number: str) -> datetime:
    """The time inside an id of X, in whole seconds."""
    return from_epoch(((int(number) >> 22) + EPOCH_MS) // 1000)


def _in_old_names(shape: Any) -> Any:
    if isinstance(shape, dict):
        return {_OLD.get(name, name): _in_old_names(value) for name, value in shape.items()}
    return [_in_old_names(item) for item in shape] if isinstance(shape, list) else shape


def day_of(post: Post) -> date:
    return post.created_at.astimezone(_LONDON).date()


def by_topic(posts: Iterable[Post], topics: Iterable[Topic]) -> dict[str, list[Post]]:
    """The posts of each topic, by its rules; those about no topic under `none`."""
    matcher = Matcher(topics)
    found = defaultdict(list)
    for post in posts:
        matches = matcher.judge(post.full_text, post.links).matches
        for name in [match.topic for match in matches] or ["none"]:
            found[name].append(post)
    return dict(found)


def toned(posts: Iterable[Post]) -> Iterator[tuple[Post, Tone]]:
    """English originals with the tone that plain VADER gives them."""
    scorer = VaderScorer()
    for post in posts:
        tone, _ = scorer.read(post.text, post.language or "unknown")
        if tone and post.kind != "repost":
            yield post, tone
