"""One series of mentions over time: sums by bucket, people and copies beside them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from math import ceil
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Subquery,
    case,
    func,
    join,
    select,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from monitor.counts import COUNTED, Counts
from monitor.storage.dialects import in_byte_order
from monitor.storage.tables import BucketRow, MentionRow, PostRow
from monitor.timeline import Window, bucket_of, from_epoch

JOINED = join(MentionRow, PostRow, col(MentionRow.post_id) == col(PostRow.id))
IS_ORIGINAL = col(PostRow.kind) != "repost"
E4 = col(MentionRow.compound_e4)
WORDING = col(PostRow.wording_hash)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


MENTION_COUNTS: tuple[ColumnElement[int], ...] = (
    func.count(),
    _number(~IS_ORIGINAL),
    _number(col(MentionRow.unscored).is_not(None)),
    _number(col(MentionRow.label) == "positive"),
    _number(col(MentionRow.label) == "neutral"),
    _number(col(MentionRow.label) == "negative"),
    func.coalesce(func.sum(E4), 0),
    func.coalesce(func.sum(E4 * E4), 0),
)
"""The integers of `Counts`, in its order, counted from mentions."""


class Series:
    """The mentions of a topic, of one platform or one language where told.

    All answers come as (moment, …) by bucket. Buckets named in `exact` come
    by the moments of their posts instead, for windows whose bounds fall
    between bucket bounds; the caller drops what lies outside.
    """

    def __init__(
        self, connection: Connection, topic: str, platform: str | None, language: str | None
    ) -> None:
        self._connection = connection
        self._topic = topic
        self._platform = platform
        self._language = language

    @property
    def _where(self) -> list[ColumnElement[bool]]:
        terms = [col(MentionRow.topic) == self._topic]
        if self._platform:
            terms.append(col(PostRow.platform) == self._platform)
        if self._language:
            terms.append(col(PostRow.language) == self._language)
        return terms

    def counts(
        self, span: Window, exact: Collection[int]
    ) -> Iterator[tuple[datetime, str, Counts]]:
        """The integers of the series, by scorer version."""
        by_scorer = [col(MentionRow.scorer)]
        if self._language:  # buckets do not tell languages apart, but in number
            for moment, scorer, *row in self._by_bucket(span, exact, by_scorer, MENTION_COUNTS):
                yield moment, scorer, counts_of(row)
        else:
            yield from self._kept_counts(span, exact)
        for moment, scorer, *row in self._by_moment(exact, by_scorer, MENTION_COUNTS):
            yield moment, scorer, counts_of(row)

    def _kept_counts(
        self, span: Window, exact: Collection[int]
    ) -> Iterator[tuple[datetime, str, Counts]]:
        sums = (func.sum(getattr(BucketRow, name)) for name in COUNTED)
        key = (col(BucketRow.start), col(BucketRow.scorer))
        statement = select(*key, *sums).group_by(*key)
        statement = statement.where(
            col(BucketRow.topic) == self._topic, *in_span(col(BucketRow.start), span, exact)
        )
        if self._platform:
            statement = statement.where(col(BucketRow.platform) == self._platform)
        for start, scorer, *row in self._connection.execute(statement):
            yield from_epoch(start), scorer, counts_of(row)

    def author_sums(
        self, span: Window, exact: Collection[int]
    ) -> Iterator[tuple[datetime, str, int, int]]:
        """Of known authors of originals: author, scored, sum of compound × 10⁴."""
        groups = [col(PostRow.author_hash)]
        sums = (func.count(E4), func.coalesce(func.sum(E4), 0))
        where = (IS_ORIGINAL, col(PostRow.author_hash).is_not(None))
        yield from self._by_bucket(span, exact, groups, sums, where)
        yield from self._by_moment(exact, groups, sums, where)

    def copies(self, span: Window, exact: Collection[int]) -> Iterator[tuple[datetime, int]]:
        """Originals whose wording occurred before, ever, in the same topic.

        All that have a wording, less one for each wording that occurs first
        here. (To ask of each whether an earlier one exists took minutes where
        another topic had the same wording twenty thousand times.)
        """
        where = (IS_ORIGINAL, WORDING.is_not(None))
        yield from self._by_bucket(span, exact, [], (func.count(),), where)
        yield from self._by_moment(exact, [], (func.count(),), where)
        firsts = self.firsts(span)
        whole = select(firsts.c.bucket, func.count()).group_by(firsts.c.bucket)
        for start, n in self._connection.execute(whole.where(firsts.c.bucket.not_in(exact))):
            yield from_epoch(start), -n
        if exact:
            cut = select(firsts.c.created_at, func.count()).group_by(firsts.c.created_at)
            for moment, n in self._connection.execute(cut.where(firsts.c.bucket.in_(exact))):
                yield moment, -n

    def firsts(self, span: Window) -> Subquery:
        """The originals in the span's buckets whose wording never occurred before."""
        own = (IS_ORIGINAL, WORDING.is_not(None))
        inside = (*self._where, *own, *in_span(col(MentionRow.bucket), span, ()))
        here: Select[Any] = select(WORDING.label("wording")).select_from(JOINED).where(*inside)
        wordings = here.distinct().subquery()
        first_of = _first_of(wordings.c.wording, self._topic).correlate(wordings).label("id")
        first = select(first_of).select_from(wordings).subquery()
        told = (MentionRow.bucket, PostRow.created_at, PostRow.author_hash, MentionRow.compound_e4)
        found = select(*map(col, told)).select_from(JOINED)
        return found.join(first, col(PostRow.id) == first.c.id).where(*inside).subquery()

    def _by_bucket(
        self,
        span: Window,
        exact: Collection[int],
        groups: Sequence[Any],
        sums: Sequence[Any],
        where: Sequence[ColumnElement[bool]] = (),
    ) -> Iterator[Any]:
        inside = in_span(col(MentionRow.bucket), span, exact)
        rows = self._grouped(col(MentionRow.bucket), groups, sums, [*inside, *where])
        for start, *rest in rows:
            yield (from_epoch(start), *rest)

    def _by_moment(
        self,
        exact: Collection[int],
        groups: Sequence[Any],
        sums: Sequence[Any],
        where: Sequence[ColumnElement[bool]] = (),
    ) -> Iterator[Any]:
        if exact:
            inside = col(MentionRow.bucket).in_(exact)
            yield from self._grouped(col(PostRow.created_at), groups, sums, [inside, *where])

    def _grouped(
        self,
        time: Any,
        groups: Sequence[Any],
        sums: Sequence[Any],
        where: Sequence[ColumnElement[bool]],
    ) -> Iterator[Any]:
        statement = select(time, *groups, *sums).select_from(JOINED).group_by(time, *groups)
        yield from self._connection.execute(statement.where(*self._where, *where))


def _first_of(wording: ColumnElement[str | None], topic: str) -> ScalarSelect[int | None]:
    """The first original of the topic with this wording."""
    post, mention = aliased(PostRow), aliased(MentionRow)
    names = (in_byte_order(post.platform), in_byte_order(post.native_id))
    order = (col(post.created_at), *names)
    found = select(col(post.id)).join(mention, col(mention.post_id) == col(post.id))
    found = found.where(
        col(post.wording_hash) == wording,
        col(post.kind) != "repost",
        col(mention.topic) == topic,
    )
    return found.order_by(*order).limit(1).scalar_subquery()


def in_span(start: Any, span: Window, exact: Collection[int]) -> list[ColumnElement[bool]]:
    # Whole seconds, as bounds and buckets are: PostgreSQL would round a fraction away.
    inside = [start >= bucket_of(span.start), start < ceil(span.end.timestamp())]
    return [*inside, start.not_in(exact)] if exact else inside


def counts_of(row: Sequence[Any]) -> Counts:
    """A row of sums as counts (PostgreSQL sums integers into decimals)."""
    return Counts(*(int(value) for value in row))
