"""What can be asked of the store. Every answer is a value."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import merge
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, null, select
from sqlmodel import col

from monitor.models import StoredMention, Topic
from monitor.storage import rows
from monitor.storage.answers import Answers
from monitor.storage.deliveries import Deliveries
from monitor.storage.dialects import in_byte_order
from monitor.storage.exporting import Exporting
from monitor.storage.heard import Heard
from monitor.storage.ledger import Ledger
from monitor.storage.listing import Listing
from monitor.storage.published import Reports
from monitor.storage.rescoring import Rescoring
from monitor.storage.runs import rules_of
from monitor.storage.series import IS_ORIGINAL, JOINED, Series, in_span
from monitor.storage.signatures import Counted
from monitor.storage.tables import (
    BucketRow,
    LanguageBucketRow,
    MentionRow,
    PostRow,
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
    def exporting(self) -> Exporting:
        """What is taken out, row after row."""
        return Exporting(self._connection)

    @property
    def listing(self) -> Listing:
        """What has happened, one after another."""
        return Listing(self._connection)

    @property
    def answers(self) -> Answers:
        """What people answered about posts, and what they can be asked about."""
        return Answers(self._connection)

    @property
    def deliveries(self) -> Deliveries:
        """What goes out to people, and what came of it."""
        return Deliveries(self._connection)

    @property
    def signatures(self) -> Counted:
        """How many had signed, and who says so."""
        return Counted(self._connection)

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

    def shared(self, span: Window) -> tuple[int, int, int]:
        """Of the posts about two topics or more: posts, reposts, known authors of the others."""
        several = _several(span).subquery()
        joined = col(PostRow.id) == several.c.post_id
        repost = col(PostRow.kind) == "repost"
        author = case((~repost, col(PostRow.author_hash)))
        counts = (func.count(), func.sum(case((repost, 1), else_=0)))
        figures = select(*counts, func.count(func.distinct(author))).where(joined)
        posts, reposts, people = self._connection.execute(figures).one()
        return int(posts), int(reposts or 0), int(people)

    def shared_by_bucket(self, span: Window) -> list[tuple[int, int]]:
        """How many of them begin in each bucket that has any."""
        several = _several(span).subquery()
        statement = select(several.c.bucket, func.count()).group_by(several.c.bucket)
        return [(int(bucket), int(n)) for bucket, n in self._connection.execute(statement)]

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

    @property
    def published(self) -> Reports:
        """The reports that were published."""
        return Reports(self._connection)


def _several(span: Window) -> Any:
    """The posts of the span that are about two topics or more, with their bucket."""
    post, bucket = col(MentionRow.post_id), col(MentionRow.bucket)
    each = select(post, func.min(bucket).label("bucket")).select_from(JOINED)
    return each.where(*_created_in(span)).group_by(post).having(func.count() > 1)


def _created_in(span: Window) -> list[ColumnElement[bool]]:
    """By bucket too, which has the index that starts with the topic."""
    created = col(PostRow.created_at)
    return [*in_span(col(MentionRow.bucket), span, ()), created >= span.start, created < span.end]
