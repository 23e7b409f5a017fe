"""The searches: one a day, newest posts first, a page of up to 100 posts a line."""

import gzip
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import monitor
from tests.sample import shapes
from tests.sample.drafts import Draft
from tests.sample.pieces import play
from tests.sample.story import Story
from tests.sample.timeline import END, OUTAGE, START, slots

SEED = 20200702
SHIPPED = Path(monitor.__file__).parent / "sources" / "sample" / "posts.jsonl.gz"
_PAGE = 100
_RENAMED_FROM = datetime(2020, 7, 11, tzinfo=UTC)
"""The last two searches use X's new names."""


def drafts() -> list[Draft]:
    """All posts, oldest first."""
    story = Story(Random(SEED))
    for slot in slots(story.rng):
        story.tell(slot)
    play(story)
    return sorted(story.written, key=lambda draft: draft.id)


def lines() -> Iterator[str]:
    """The file, line by line."""
    written = drafts()
    for start, end in _searches():
        found = [draft for draft in reversed(written) if start <= draft.at < end]
        parts = [found[at : at + _PAGE] for at in range(0, len(found), _PAGE)]
        for number, part in enumerate(parts):
            yield json.dumps(_page(part, start, end, number, len(parts))) + "\n"


def content() -> bytes:
    return "".join(lines()).encode()


def write(path: Path = SHIPPED) -> int:
    """Write the file; its bytes follow from the seed alone. Returns its size in bytes."""
    packed = gzip.compress(content(), 9, mtime=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(packed)


def _searches() -> Iterator[tuple[datetime, datetime]]:
    days = (END - START) // timedelta(days=1)
    bounds = sorted([*(START + timedelta(days=day) for day in range(days + 1)), *OUTAGE])
    return ((a, b) for a, b in pairwise(bounds) if not OUTAGE[0] <= a < OUTAGE[1])


def _page(
    found: list[Draft], start: datetime, end: datetime, number: int, of: int
) -> shapes.Shape:
    posts = [shapes.post(draft) for draft in found]
    page: shapes.Shape = {"data": posts}
    if included := _included(found):
        page["includes"] = {"tweets": included}
    if gone := [shapes.not_found(draft) for draft in found if draft.other_is_gone]:
        page["errors"] = gone
    page["meta"] = {
        "newest_id": posts[0]["id"],
        "oldest_id": posts[-1]["id"],
        "result_count": len(posts),
    }
    if number + 1 < of:
        page["meta"]["next_token"] = _token(start, number + 1)
    is_new = start >= _RENAMED_FROM
    page["__twarc"] = {
        "url": _url(start, end, number, "post.fields" if is_new else "tweet.fields"),
        "version": "2.14.0",
        "retrieved_at": (end + timedelta(seconds=40 + number)).isoformat(),
    }
    return shapes.renamed(page) if is_new else page


def _included(found: Iterable[Draft]) -> list[shapes.Shape]:
    """What the posts refer to, once each."""
    others = {draft.of.id: draft.of for draft in found if draft.of and draft.includes_other}
    return [shapes.post(other) for other in others.values()]


def _token(start: datetime, number: int) -> str:
    return f"b26v89c19zqg8o3f{start:%m%d}p{number:02d}"


def _url(start: datetime, end: datetime, number: int, fields: str) -> str:
    asked = {
        "query": '"365 days" OR "365 dni" OR petition',
        "start_time": shapes.iso(start),
        "end_time": shapes.iso(end),
        "max_results": str(_PAGE),
        fields: "author_id,created_at,lang,entities,public_metrics",
    }
    if number:
        asked["next_token"] = _token(start, number)
    return f"https://api.twitter.com/2/tweets/search/recent?{urlencode(asked)}"
