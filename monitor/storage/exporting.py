"""What is taken out of the store, row after row: mentions, rules, published days."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import merge
from typing import Any, cast

from sqlalchemy import Connection, and_, or_, select
from sqlmodel import col

from monitor.models import Span
from monitor.storage.dialects import in_byte_order
from monitor.storage.runs import NO_RULES
from monitor.storage.series import JOINED, in_span
from monitor.storage.tables import MentionRow, PostRow, SummaryRow, TopicRulesRow
from monitor.timeline import Window

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Words:
    """What a post holds in words: everything that its import needs again, but its author."""

    text: str | None
    """None: erased by age, or a later version is about no topic."""
    links: tuple[str, ...]
    latest_id: str
    original_text: str | None
    original_id: str | None


@dataclass(frozen=True, slots=True)
class Exported:
    """A mention, with how it was read."""

    platform: str
    id: str
    created_at: datetime
    topic: str
    kind: str
    language: str
    compound: float | None
    label: str | None
    unscored: str | None
    reason: str
    scorer: str
    words: Words | None = None
    """Only where they were asked for."""


@dataclass(frozen=True, slots=True)
class Rules:
    """From when on a topic was matched by which rules."""

    topic: str
    since: datetime
    rules: str | None
    """JSON; None: from then on it was watched no more."""


@dataclass(frozen=True, slots=True)
class PublishedFigures:
    """The figures of a day or a week, as they were published."""

    day: date
    span: Span
    tz: str
    figures: str
    """JSON."""


class Exporting:
    """Questions within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mentions(
        self, topics: list[str], span: Window | None, *, words: bool = False
    ) -> Iterator[Exported]:
        """Mentions one by one, oldest first, without holding them all."""
        each = (self._of(topic, span, words) for topic in topics)
        yield from merge(*each, key=lambda m: (m.created_at, m.platform, m.id, m.topic))

    def _of(self, topic: str, span: Window | None, words: bool) -> Iterator[Exported]:
        columns = (*_COLUMNS, *_WORDS) if words else _COLUMNS
        statement = select(*columns).select_from(JOINED).where(col(MentionRow.topic) == topic)
        if span:
            created, bucket = col(PostRow.created_at), col(MentionRow.bucket)
            inside = (created >= span.start, created < span.end, *in_span(bucket, span, ()))
            statement = statement.where(*inside)
        found = self._connection.execute(
            statement.order_by(*_ORDER), execution_options={"yield_per": _AT_ONCE}
        )
        for row in found:
            yield _exported(row, words)

    def rules(self) -> list[Rules]:
        """Every change of a topic's rules, in order."""
        topic, since = col(TopicRulesRow.topic), col(TopicRulesRow.since_at)
        statement = select(topic, since, col(TopicRulesRow.rules))
        rows = self._connection.execute(statement.order_by(since, in_byte_order(topic)))
        return [Rules(name, at, None if text == NO_RULES else text) for name, at, text in rows]

    def published(self, first: date, last: date) -> Iterator[PublishedFigures]:
        """The days from first to last that have a report, and the weeks that any of them is of."""
        day, span, tz = col(SummaryRow.day), col(SummaryRow.span), col(SummaryRow.tz)
        statement = select(day, span, tz, col(SummaryRow.figures))
        week = and_(span == "week", day > first - timedelta(days=7))
        statement = statement.where(or_(week, day >= first), day <= last)
        rows = self._connection.execute(statement.order_by(day, in_byte_order(span)))
        yield from (PublishedFigures(on, cast(Span, of), *more) for on, of, *more in rows)


_COLUMNS: tuple[Any, ...] = (
    PostRow.platform,
    PostRow.native_id,
    PostRow.created_at,
    MentionRow.topic,
    PostRow.kind,
    PostRow.language,
    MentionRow.compound_e4,
    MentionRow.label,
    MentionRow.unscored,
    MentionRow.reason,
    MentionRow.scorer,
)
_WORDS: tuple[Any, ...] = (
    PostRow.text,
    PostRow.links,
    PostRow.latest_id,
    PostRow.original_text,
    PostRow.original_id,
)
_ORDER: tuple[Any, ...] = (
    col(MentionRow.bucket),  # the order of an index
    col(PostRow.created_at),
    in_byte_order(PostRow.platform),
    in_byte_order(PostRow.native_id),
)


def _exported(row: Any, words: bool) -> Exported:
    values = list(row)
    compound = values[6]
    values[6] = None if compound is None else compound / 10_000
    if not words:
        return Exported(*values)
    text, links, *others = values[len(_COLUMNS) :]
    held = Words(text, tuple((links or "").splitlines()), *others)
    return replace(Exported(*values[: len(_COLUMNS)]), words=held)
