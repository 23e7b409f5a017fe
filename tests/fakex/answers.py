"""The answers to searches, counts and look-ups, and what they cost."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.fakex.asking import Asked, Params
from tests.fakex.clock import first_id, milliseconds, moment_of
from tests.fakex.ledger import Ledger
from tests.fakex.problems import not_found
from tests.fakex.query import Query
from tests.fakex.shape import shaped, user
from tests.fakex.wording import user_id
from tests.fakex.world import Version, World

Json = dict[str, Any]
_STEPS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
_COUNTS_PAGE = timedelta(days=31)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Answers:
    world: World
    ledger: Ledger
    _known: dict[str, dict[int, bool]] = field(default_factory=dict)
    """By query and id what was found before: a wording never changes."""

    def search(self, asked: Asked, renamed: bool) -> Json:
        """The newest posts of the window; the next page begins below the last one."""
        found = self._found(asked)
        page = found[: asked.size]
        meta: Json = {"result_count": len(page)}
        if len(found) > len(page):
            meta["next_token"] = asked.token(page[-1].id)
        if not page:
            return {"meta": meta}
        meta |= {"newest_id": page[0].native_id, "oldest_id": page[-1].native_id}
        data = [self._sold(version, asked.fields, renamed) for version in page]
        return {"data": data, **self._included(page, asked, renamed), "meta": meta}

    def counts(self, asked: Asked) -> Json:
        """Buckets in order; of all posts, the newest 31 days come as the first page."""
        self.ledger.calls_usd += asked.endpoint.call_usd
        low, meta = asked.low, {}
        step = _STEPS[asked.granularity]
        if not asked.endpoint.recent:
            page = first_id(milliseconds(_floor(moment_of(asked.high), step) - _COUNTS_PAGE))
            low = max(low, page)
        if low > asked.low:
            meta["next_token"] = asked.token(low)
        found = [v for v in self._found(asked) if v.id >= low]
        data = _buckets(found, moment_of(low), moment_of(asked.high), step)
        return {"data": data, "meta": {"total_tweet_count": len(found), **meta}}

    def lookup(self, params: Params, renamed: bool) -> Json:
        fields = frozenset(params.get("tweet.fields", "").split(","))
        ids = params.get("ids", "").split(",")
        found = {native_id: self.world.found(native_id) for native_id in ids}
        data = [self._sold(v, fields, renamed) for v in found.values() if v]
        errors = [not_found(native_id) for native_id, v in found.items() if not v]
        return {k: some for k, some in (("data", data), ("errors", errors)) if some}

    def _found(self, asked: Asked) -> list[Version]:
        inside = (v for v in self.world.visible() if asked.low <= v.id < asked.high)
        known = self._known.setdefault(asked.params["query"], {})
        hits = [v for v in inside if self._hit(v, asked.query, known)]
        return sorted(hits, key=lambda v: v.id, reverse=True)

    def _hit(self, version: Version, query: Query, known: dict[int, bool]) -> bool:
        if version.id not in known:
            known[version.id] = query.finds(version.document)
        return known[version.id]

    def _sold(self, version: Version, fields: Iterable[str], renamed: bool) -> Json:
        self.ledger.read(version.native_id)
        return shaped(version, fields, renamed)

    def _included(self, page: list[Version], asked: Asked, renamed: bool) -> Json:
        """Users and originals, where they were asked for; both cost."""
        included: Json = {}
        if "author_id" in asked.expansions:
            names = list(dict.fromkeys(version.post.author for version in page))
            for name in names:
                self.ledger.read_user(user_id(name))
            included["users"] = [user(name) for name in names]
        if "referenced_tweets.id" in asked.expansions:
            told = [post.first_id for v in page for _, post in v.post.references]
            found = filter(None, map(self.world.found, dict.fromkeys(told)))
            posts = [self._sold(version, asked.fields, renamed) for version in found]
            included |= {"posts" if renamed else "tweets": posts} if posts else {}
        return {"includes": included} if included else {}


def _buckets(found: list[Version], start: datetime, end: datetime, step: timedelta) -> list[Json]:
    """From the start, cut to whole steps; the first and the last may be shorter."""
    counted = Counter(_floor(version.created_at, step) for version in found)
    buckets: list[Json] = []
    at = _floor(start, step)
    while at < end:
        edges = {"start": _iso(max(at, start)), "end": _iso(min(at + step, end))}
        buckets.append({**edges, "tweet_count": counted[at]})
        at += step
    return buckets


def _floor(when: datetime, step: timedelta) -> datetime:
    return when - (when - _EPOCH) % step


def _iso(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S.000Z")
