"""What a person answered about posts, and which posts can be asked about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, null, select
from sqlmodel import Field, col

from monitor.storage.dialects import upsert
from monitor.storage.series import IS_ORIGINAL, JOINED, in_span
from monitor.storage.tables import MentionRow, PostRow, Row, UnmatchedSampleRow
from monitor.timeline import Window

_Columns = tuple[Any, ...]
Key = tuple[str, str]
"""The natural key of a post: (platform, native_id)."""


class AnswerRow(Row, table=True):
    """What one person answered to one question about one post.

    It points at no row: a sampled unmatched post is no stored one, and an
    answer stays a count when the text is gone. It does name the post, so
    whatever erases a post on request (forget, comply) must erase these too:
    `Answers.forget`.
    """

    __tablename__ = "answer"

    question: str = Field(primary_key=True)
    """`topic`, `tone` or `position`."""
    topic: str = Field(primary_key=True)
    platform: str = Field(primary_key=True)
    native_id: str = Field(primary_key=True)
    answered_by: str = Field(primary_key=True)
    """The name that the person chose; who it is, is not asked."""
    answer: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that may be drawn."""

    platform: str
    native_id: str
    has_text: bool
    """Without its text, nobody can be asked about it any more."""
    label: str | None = None
    """The tone's, of a scored mention."""
    text: str | None = None
    """Only where it was asked for."""

    @property
    def key(self) -> Key:
        return self.platform, self.native_id


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads of a post: its own words and its links, nothing beside."""

    text: str
    links: tuple[str, ...] = ()


class Answers:
    """Works within the caller's transaction. Reposts are never asked about."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mentions(
        self, topic: str, span: Window | None, *, text: bool = False
    ) -> Iterator[Candidate]:
        """The originals about a topic, with the tone's label; their texts where asked for."""
        body = (col(PostRow.text) if text else null()).label("text")
        columns: _Columns = (*_POST, MentionRow.label, body)
        statement = select(*columns).select_from(JOINED)
        statement = statement.where(col(MentionRow.topic) == topic, IS_ORIGINAL)
        if span:
            statement = statement.where(*in_span(col(MentionRow.bucket), span, ()))
        yield from self._found(_within(statement, PostRow, span))

    def elsewhere(self, topic: str, span: Window | None) -> Iterator[Candidate]:
        """The stored originals about another topic and not about this one."""
        post, about = col(MentionRow.post_id), col(MentionRow.topic)
        others, these = select(post).where(about != topic), select(post).where(about == topic)
        id_ = col(PostRow.id)
        statement = select(*_POST).where(IS_ORIGINAL, id_.in_(others), id_.not_in(these))
        yield from self._found(_within(statement, PostRow, span))

    def unmatched(self, span: Window | None) -> Iterator[Candidate]:
        """The sampled posts about no topic.

        Once reposts were sampled too; they are known by how they begin.
        """
        table = UnmatchedSampleRow
        has_text = col(table.text).is_not(None).label("has_text")
        columns: _Columns = (table.platform, table.native_id, has_text)
        statement = select(*columns).where(col(table.text).not_like("RT @%"))
        yield from self._found(_within(statement, table, span))

    def _found(self, statement: Select[Any]) -> Iterator[Candidate]:
        found = self._connection.execute(statement, execution_options={"yield_per": 5000})
        yield from (Candidate(**row._mapping) for row in found)

    def words(self, key: Key) -> Words | None:
        """What a post says; None where its text is gone.

        Of a post about no topic whose later version came, both a row without a
        text and a sample with it may stand.
        """
        row = self._connection.execute(
            select(col(PostRow.text), col(PostRow.links)).where(*_is(PostRow, key))
        ).first()
        if row is not None and row[0] is not None:
            return Words(row[0], tuple((row[1] or "").splitlines()))
        text = select(col(UnmatchedSampleRow.text)).where(*_is(UnmatchedSampleRow, key))
        said = self._connection.scalar(text)
        return None if said is None else Words(said)

    def given(self, question: str, topic: str, by: str) -> dict[Key, str]:
        """What this person answered, by post."""
        columns = (col(AnswerRow.platform), col(AnswerRow.native_id), col(AnswerRow.answer))
        whose = (*_asked(question, topic), col(AnswerRow.answered_by) == by)
        rows = self._connection.execute(select(*columns).where(*whose))
        return {(platform, native_id): answer for platform, native_id, answer in rows}

    def people(self, question: str, topic: str) -> list[str]:
        """Who answered, by name."""
        who = select(col(AnswerRow.answered_by)).distinct().where(*_asked(question, topic))
        return sorted(self._connection.scalars(who))

    def give(
        self, question: str, topic: str, key: Key, by: str, answer: str, now: datetime
    ) -> None:
        """Keep an answer, in the place of an earlier one."""
        where = {"question": question, "topic": topic, "answered_by": by}
        where |= {"platform": key[0], "native_id": key[1]}
        values = {"answer": answer, "answered_at": now}
        statement = upsert(self._connection, AnswerRow).values(**where, **values)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=list(where), set_=values)
        )

    def take_back(self, question: str, topic: str, key: Key, by: str) -> None:
        """Forget one answer, so that it is asked for again."""
        one = (*_asked(question, topic), *_is(AnswerRow, key), col(AnswerRow.answered_by) == by)
        self._connection.execute(delete(AnswerRow).where(*one))

    def forget(self, key: Key) -> None:
        """Erase all that was answered about a post, whoever answered and to which question."""
        self._connection.execute(delete(AnswerRow).where(*_is(AnswerRow, key)))


_POST: _Columns = (
    PostRow.platform,
    PostRow.native_id,
    col(PostRow.text).is_not(None).label("has_text"),
)


def _is(table: Any, key: Key) -> tuple[ColumnElement[bool], ...]:
    return col(table.platform) == key[0], col(table.native_id) == key[1]


def _asked(question: str, topic: str) -> tuple[ColumnElement[bool], ...]:
    return col(AnswerRow.question) == question, col(AnswerRow.topic) == topic


def _within(statement: Select[Any], table: Any, span: Window | None) -> Select[Any]:
    if span is None:
        return statement
    created = col(table.created_at)
    return statement.where(created >= span.start, created < span.end)
