"""What can be asked of the store. Every answer is a value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, null, select
from sqlmodel import col

from monitor.models import StoredMention, Topic
from monitor.storage import rows
from monitor.storage.answers import Answers
from monitor.storage.dialects import in_byte_order
from monitor.storage.heard import Heard
from monitor.storage.ledger import Ledger
from monitor.storage.rescoring import Rescoring
from monitor.storage.runs import rules_of
from monitor.storage.series import IS_ORIGINAL, JOINED, Series, in_span
from monitor.storage.tables import (
    BucketRow,
    LanguageBucketRow,
    MentionRow,
    PostRow,
    SummaryRow,
    TopicRulesRow,
)
from monitor.storage.watched import Watched
from monitor.timeline import Window

_ORDER: tuple[Any, ...] = (
    # The bucket first: then rows come in the order of an index, and a large
    # archive is not sorted in memory.
    col(MentionRow.bucket),
    col(PostRow.created_at),
    in_byte_order(PostRow.platform),
    in_byte_order(PostRow.native_id),
)


@dataclass(frozen=True, slots=True)
class Published:
    """A day's figures as last published."""

    revision: int
    state: str
    figures: str
    """JSON."""


class Reader:
    """Questions within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def series(
        self, topic: str, platform: str | None = None, language: str | None = None
    ) -> Series:
        """The mentions of a topic over time, of one platform or language where told."""
        return Series(self._connection, topic, platform, language)

    def heard(self, topic: str, window: Window) -> Heard:
        """The people behind a topic's mentions in a window, and their words."""
        return Heard(self._connection, topic, window)

    @property
    def rescoring(self) -> Rescoring:
        """The mentions that another scorer has read."""
        return Rescoring(self._connection)

    @property
    def watched(self) -> Watched:
        """What was watched, and what came of the attempts."""
        return Watched(self._connection)

    @property
    def ledger(self) -> Ledger:
        """What live sources are asked, and what they have cost."""
        return Ledger(self._connection)

    @property
    def answers(self) -> Answers:
        """What people answered about posts, and what they can be asked about."""
        return Answers(self._connection)

    def rule_changes(self, topic: str, span: Window) -> list[datetime]:
        """When the topic's own rules changed; its first rules are no change."""
        since = col(TopicRulesRow.since_at)
        statement = select(since).where(col(TopicRulesRow.topic) == topic).order_by(since)
        changes = list(self._connection.scalars(statement))[1:]
        return [moment for moment in changes if span.start <= moment < span.end]

    def edits(self, topics: Iterable[Topic]) -> dict[str, str]:
        """How these topics differ from the last ones: `new`, `changed` or `gone`, by name."""
        since, name = col(TopicRulesRow.since_at), col(TopicRulesRow.topic)
        statement = select(name, col(TopicRulesRow.rules)).order_by(since)
        known: dict[str, str] = {row[0]: row[1] for row in self._connection.execute(statement)}
        asked = {topic.name: rules_of(topic) for topic in topics}
        new = {name: "new" for name in asked if name not in known}
        changed = {n: "changed" for n, rules in asked.items() if known.get(n, rules) != rules}
        return new | changed | {name: "gone" for name in known if name not in asked}

    def languages(self, topic: str, span: Window) -> dict[str, tuple[int, int]]:
        """Mentions and distinct known authors by language, the most frequent first."""
        n, people = func.count(), func.count(func.distinct(PostRow.author_hash))
        language = col(PostRow.language)
        statement = select(language, n, people).select_from(JOINED).group_by(language)
        statement = statement.where(col(MentionRow.topic) == topic, *_created_in(span))
        rows = self._connection.execute(statement.order_by(n.desc(), in_byte_order(language)))
        return {name: (volume, authors) for name, volume, authors in rows}

    def platforms(self, topic: str, span: Window) -> dict[str, int]:
        """Mentions by platform, the most frequent first."""
        volume, platform = func.sum(BucketRow.n), col(BucketRow.platform)
        statement = select(platform, volume).group_by(platform)
        statement = statement.order_by(volume.desc(), in_byte_order(platform))
        inside = in_span(col(BucketRow.start), span, ())
        statement = statement.where(col(BucketRow.topic) == topic, *inside)
        return {name: int(n) for name, n in self._connection.execute(statement)}

    def stored_platforms(self, topic: str | None = None) -> list[str]:
        """The platforms of which anything is counted, by name."""
        return self._counted(col(LanguageBucketRow.platform), topic)

    def stored_languages(self, topic: str | None = None) -> list[str]:
        """The languages in which anything is counted, by name."""
        return self._counted(col(LanguageBucketRow.language), topic)

    def _counted(self, column: Any, topic: str | None) -> list[str]:
        statement = select(column).distinct()
        if topic:
            statement = statement.where(col(LanguageBucketRow.topic) == topic)
        return sorted(self._connection.scalars(statement))

    def topics(self) -> list[str]:
        """Every topic that was ever watched, in the order of its name."""
        return sorted(self._connection.scalars(select(col(TopicRulesRow.topic)).distinct()))

    def wordings(self, topic: str, span: Window) -> int:
        """Distinct wordings of the originals in the span."""
        distinct = select(func.count(func.distinct(PostRow.wording_hash))).select_from(JOINED)
        where = (col(MentionRow.topic) == topic, IS_ORIGINAL, *_created_in(span))
        return self._connection.scalar(distinct.where(*where)) or 0

    def in_several_topics(self, span: Window) -> int:
        """Posts of the span that are about two or more topics."""
        several = select(col(MentionRow.post_id)).select_from(JOINED).where(*_created_in(span))
        several = several.group_by(col(MentionRow.post_id)).having(func.count() > 1)
        return self._connection.scalar(select(func.count()).select_from(several.subquery())) or 0

    def stored_span(self, topic: str | None = None) -> Window | None:
        """From the first to the last post with a mention; None where there is none."""
        created = col(PostRow.created_at)
        statement = select(func.min(created), func.max(created)).select_from(JOINED)
        if topic:
            statement = statement.where(col(MentionRow.topic) == topic)
        first, last = self._connection.execute(statement).one()
        return Window(first, last) if first else None

    def mentions(
        self, topic: str | None, span: Window | None, *, text: bool
    ) -> Iterator[StoredMention]:
        """Mentions one by one, oldest first; texts only where asked for."""
        topics = [topic] if topic else self.topics()
        each = (self._mentions_of(name, span, text) for name in topics)
        yield from merge(*each, key=lambda m: (m.created_at, m.platform, m.id, m.topic))

    def _mentions_of(self, topic: str, span: Window | None, text: bool) -> Iterator[StoredMention]:
        body = (col(PostRow.text) if text else null()).label("text")
        statement = select(*rows.STORED_MENTION, body).select_from(JOINED)
        statement = statement.where(col(MentionRow.topic) == topic).order_by(*_ORDER)
        if span:
            statement = statement.where(*_created_in(span))
        found = self._connection.execute(statement, execution_options={"yield_per": 1000})
        yield from map(rows.stored_mention_from, found)

    def published(self, tz: str) -> dict[date, tuple[str, datetime]]:
        """The days that have a summary, each with its state and when it was made."""
        columns = (col(SummaryRow.day), col(SummaryRow.state), col(SummaryRow.made_at))
        statement = select(*columns).where(col(SummaryRow.tz) == tz)
        rows = self._connection.execute(statement)
        return {day: (state, made_at) for day, state, made_at in rows}

    def summary(self, day: date, tz: str) -> Published | None:
        """The day's figures as last published."""
        columns = (col(SummaryRow.revision), col(SummaryRow.state), col(SummaryRow.figures))
        this = (col(SummaryRow.day) == day, col(SummaryRow.tz) == tz)
        row = self._connection.execute(select(*columns).where(*this)).first()
        return Published(row[0], row[1], row[2]) if row else None


def _created_in(span: Window) -> list[ColumnElement[bool]]:
    """By bucket too, which has the index that starts with the topic."""
    created = col(PostRow.created_at)
    return [*in_span(col(MentionRow.bucket), span, ()), created >= span.start, created < span.end]
