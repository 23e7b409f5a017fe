"""The people behind a topic's mentions in a window, and their words."""

from collections import defaultdict
from collections.abc import Iterator
from math import ceil
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, select
from sqlmodel import col

from monitor.storage.dialects import in_byte_order
from monitor.storage.series import E4, IS_ORIGINAL, JOINED, Series, in_span
from monitor.storage.tables import MentionRow, PostRow
from monitor.timeline import Window
from monitor.voices import Saying, Voice

_WORDS: tuple[Any, ...] = (
    PostRow.platform,
    PostRow.author_hash,
    PostRow.wording_hash,
    PostRow.kind,
    PostRow.language,
    PostRow.text,
    PostRow.links,
    MentionRow.compound_e4,
    PostRow.created_at,
)


class Heard:
    """The mentions of one topic in one window."""

    def __init__(self, connection: Connection, topic: str, window: Window) -> None:
        self._connection = connection
        self._topic = topic
        self._window = window

    @property
    def _where(self) -> list[Any]:
        """By bucket too, which has the index that starts with the topic."""
        created, bucket = col(PostRow.created_at), col(MentionRow.bucket)
        return [
            col(MentionRow.topic) == self._topic,
            *in_span(bucket, self._window, ()),
            created >= self._window.start,
            created < self._window.end,
        ]

    def voices(self) -> list[Voice]:
        """Every known author of the window, reposters among them, in the order of their hashes."""
        fresh = self._fresh()
        author, platform = col(PostRow.author_hash), col(PostRow.platform)
        sums: tuple[Any, ...] = (func.count(), func.count(E4), func.coalesce(func.sum(E4), 0))
        statement = select(author, platform, *sums).select_from(JOINED)
        statement = statement.where(*self._where, author.is_not(None)).group_by(author, platform)
        rows = self._connection.execute(statement)
        found = [
            Voice(author, platform, int(n), int(scored), int(e4), *fresh[author])
            for author, platform, n, scored, e4 in rows
        ]
        return sorted(found, key=lambda voice: voice.author)

    def _fresh(self) -> defaultdict[str, tuple[int, int]]:
        """By author, the scored that are no copies: how many, and the sum of compound × 10⁴.

        Either the first of their wording in the topic, or without any words that
        could be copied.
        """
        found: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for statement in (self._firsts(), self._wordless()):
            for author, scored, e4 in self._connection.execute(statement):
                n, total = found[author]
                found[author] = n + int(scored), total + int(e4)
        return found

    def _firsts(self) -> Select[Any]:
        firsts = Series(self._connection, self._topic, None, None).firsts(self._window)
        inside = and_(
            firsts.c.created_at >= self._window.start, firsts.c.created_at < self._window.end
        )
        sums = (func.count(firsts.c.compound_e4), func.coalesce(func.sum(firsts.c.compound_e4), 0))
        author = firsts.c.author_hash
        return select(author, *sums).where(inside, author.is_not(None)).group_by(author)

    def _wordless(self) -> Select[Any]:
        author = col(PostRow.author_hash)
        sums: tuple[Any, ...] = (func.count(E4), func.coalesce(func.sum(E4), 0))
        bare = (IS_ORIGINAL, col(PostRow.wording_hash).is_(None), author.is_not(None))
        statement = select(author, *sums).select_from(JOINED).where(*self._where, *bare)
        return statement.group_by(author)

    def sayings(self) -> Iterator[Saying]:
        """The mentions one by one, with their texts, in an order that does not
        depend on when they were stored.
        """
        statement = select(*_WORDS).select_from(JOINED).where(*self._where)
        names = (in_byte_order(PostRow.platform), in_byte_order(PostRow.native_id))
        found = self._connection.execute(
            statement.order_by(col(PostRow.created_at), *names),
            execution_options={"yield_per": 1000},
        )
        for row in found:
            links = tuple((row.links or "").splitlines())
            yield Saying(
                row.platform,
                row.author_hash,
                row.wording_hash,
                row.kind,
                row.language,
                row.text,
                links,
                row.compound_e4,
                row.created_at,
            )

    def beyond(self, thresholds: tuple[float, ...]) -> list[tuple[float, int, int]]:
        """Of each threshold, how many scored mentions reach it, and how many its minus."""
        limits = [max(1, ceil(round(t * 10_000, 6))) for t in thresholds]
        sums = [
            func.coalesce(func.sum(case((side, 1), else_=0)), 0)
            for limit in limits
            for side in (limit <= E4, -limit >= E4)
        ]
        row = self._connection.execute(select(*sums).select_from(JOINED).where(*self._where)).one()
        counts = list(map(int, row))
        return list(zip(thresholds, counts[::2], counts[1::2], strict=True))
