"""What can be asked of the store. Every answer is a value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, null, select
from sqlmodel import col

from monitor.models import StoredMention, Topic
from monitor.storage import rows
from monitor.storage.runs import rules_of
from monitor.storage.series import IS_ORIGINAL, JOINED, Series, in_span
from monitor.storage.tables import (
    BucketRow,
    CoverageRow,
    LanguageBucketRow,
    MentionRow,
    PostRow,
    RunRow,
    SummaryRow,
    TopicRulesRow,
)
from monitor.timeline import Window, merged

_ORDER: tuple[Any, ...] = (
    # The bucket first: then rows come in the order of an index, and a large
    # archive is not sorted in memory.
    MentionRow.bucket,
    PostRow.created_at,
    PostRow.platform,
    PostRow.native_id,
)
_WATCHED = ("ok", "partial", "limited")
"""The states of runs whose covered time counts."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What a source's runs watched, and the time they speak of at all."""

    windows: tuple[Window, ...]
    frames: tuple[Window, ...]
    """Of each run from the first to the last moment it watched: what it left
    out in between is known not to have been watched; outside nothing is known."""


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

    def covered(
        self, span: Window, platform: str | None = None, topic: str | None = None
    ) -> dict[str, Covered]:
        """By source, what its runs watched, for the runs that speak of the span.

        Of a topic, only runs that began when it was watched already: earlier
        ones saw its posts go by.
        """
        statement = _covering(span, platform)
        if topic:
            first = select(func.min(TopicRulesRow.since_at))
            first = first.where(col(TopicRulesRow.topic) == topic)
            statement = statement.where(col(RunRow.started_at) >= first.scalar_subquery())
        windows: dict[str, list[Window]] = {}
        frames: dict[str, dict[int, Window]] = {}
        for run, source, start, end in self._connection.execute(statement):
            windows.setdefault(source, []).append(Window(start, end))
            so_far = frames.setdefault(source, {}).setdefault(run, Window(start, end))
            frames[source][run] = Window(so_far.start, max(so_far.end, end))
        return {
            source: Covered(merged(watched), merged(frames[source].values()))
            for source, watched in windows.items()
        }

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
        rows = self._connection.execute(statement.order_by(n.desc(), language))
        return {name: (volume, authors) for name, volume, authors in rows}

    def platforms(self, topic: str, span: Window) -> dict[str, int]:
        """Mentions by platform, the most frequent first."""
        volume, platform = func.sum(BucketRow.n), col(BucketRow.platform)
        statement = select(platform, volume).group_by(platform).order_by(volume.desc(), platform)
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
        statement = select(column).distinct().order_by(column)
        if topic:
            statement = statement.where(col(LanguageBucketRow.topic) == topic)
        return list(self._connection.scalars(statement))

    def topics(self) -> list[str]:
        """Every topic that was ever watched, in the order of its name."""
        return list(
            self._connection.scalars(
                select(col(TopicRulesRow.topic)).distinct().order_by(TopicRulesRow.topic)
            )
        )

    def spent_usd(self, span: Window) -> float:
        """What runs that began in the span have cost."""
        spent = select(func.sum(RunRow.cost_micro_usd)).where(
            col(RunRow.started_at) >= span.start, col(RunRow.started_at) < span.end
        )
        return int(self._connection.scalar(spent) or 0) / 1_000_000

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
        statement = statement.where(col(MentionRow.topic) == topic).order_by(*map(col, _ORDER))
        if span:
            statement = statement.where(*_created_in(span))
        lazily = self._connection.execution_options(yield_per=1000)
        yield from map(rows.stored_mention_from, lazily.execute(statement))

    def summary(self, day: date, tz: str) -> Published | None:
        """The day's figures as last published."""
        columns = (col(SummaryRow.revision), col(SummaryRow.state), col(SummaryRow.figures))
        this = (col(SummaryRow.day) == day, col(SummaryRow.tz) == tz)
        row = self._connection.execute(select(*columns).where(*this)).first()
        return Published(row[0], row[1], row[2]) if row else None

    def holder_of(self, source: str) -> str | None:
        """Who is running a job on the source, as `import by process 4242 on host`."""
        running = (col(RunRow.source) == source, col(RunRow.status) == "running")
        newest = (
            select(col(RunRow.job), col(RunRow.process))
            .where(*running)
            .order_by(col(RunRow.id).desc())
        )
        row = self._connection.execute(newest.limit(1)).first()
        return f"{row.job} by {row.process}" if row else None


def _created_in(span: Window) -> list[ColumnElement[bool]]:
    """By bucket too, which has the index that starts with the topic."""
    created = col(PostRow.created_at)
    return [*in_span(col(MentionRow.bucket), span, ()), created >= span.start, created < span.end]


def _covering(span: Window, platform: str | None) -> Select[int, str, datetime, datetime]:
    start, end, run = col(CoverageRow.start), col(CoverageRow.end), col(CoverageRow.run_id)
    meeting = select(run).group_by(run)
    meeting = meeting.having(func.min(start) < span.end, func.max(end) > span.start)
    statement = select(run, col(RunRow.source), start, end).order_by(run, start)
    statement = statement.join(RunRow, run == col(RunRow.id))
    statement = statement.where(run.in_(meeting), col(RunRow.status).in_(_WATCHED))
    return statement.where(col(RunRow.platform) == platform) if platform else statement
