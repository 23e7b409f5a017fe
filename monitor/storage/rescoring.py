"""Mentions that another scorer has read: found in the order of their posts, and read anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update
from sqlmodel import col

from monitor.models import Mention
from monitor.storage import rows
from monitor.storage.series import JOINED
from monitor.storage.tables import MentionRow, PostRow
from monitor.timeline import bucket_of


@dataclass(frozen=True, slots=True)
class Read:
    """A mention as it was read, with what it was read from."""

    post_id: int
    platform: str
    bucket: int
    repost: bool
    language: str
    text: str
    mention: Mention


class Rescoring:
    """Looks within one transaction, at live mentions alone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def batch(self, topic: str, version: str, behind: int, most: int) -> list[Read]:
        """The next mentions of the topic by another scorer, behind that post, in order."""
        columns = (*rows.KNOWN_MENTION, *_OF_POST)
        found = select(*columns).select_from(JOINED)
        found = found.where(*_by_another(topic, version), col(MentionRow.post_id) > behind)
        found = found.where(_TEXT.is_not(None)).order_by(col(MentionRow.post_id)).limit(most)
        return [_read_from(row) for row in self._connection.execute(found)]

    def pending(self, versions: Mapping[str, str]) -> int:
        """How many mentions of these topics can be read anew by these scorers."""
        return self._number(_TEXT.is_not(None), versions) if versions else 0

    def without_text(self, versions: Mapping[str, str]) -> int:
        """How many cannot, since their texts are gone."""
        return self._number(_TEXT.is_(None), versions) if versions else 0

    def _number(self, text: ColumnElement[bool], versions: Mapping[str, str]) -> int:
        """Compared here: a statement that names a thousand topics is refused."""
        series = (col(MentionRow.topic), col(MentionRow.scorer))
        counted = select(*series, func.count()).select_from(JOINED).where(text).group_by(*series)
        rows = self._connection.execute(counted)
        return sum(n for topic, scorer, n in rows if versions.get(topic, scorer) != scorer)

    def of_other_topics(self, topics: Iterable[str]) -> dict[str, int]:
        """The mentions of all other topics, by their name."""
        topic, known = col(MentionRow.topic), set(topics)
        counted = select(topic, func.count()).group_by(topic).order_by(topic)
        found = self._connection.execute(counted)
        return {row[0]: row[1] for row in found if row[0] not in known}


_TEXT = col(PostRow.text)
_OF_POST: tuple[Any, ...] = (
    PostRow.platform,
    PostRow.created_at,
    PostRow.kind,
    PostRow.language,
    PostRow.text,
)


def _by_another(topic: str, version: str) -> tuple[ColumnElement[bool], ...]:
    return col(MentionRow.topic) == topic, col(MentionRow.scorer) != version


def _read_from(row: Any) -> Read:
    return Read(
        post_id=row.post_id,
        platform=row.platform,
        bucket=bucket_of(row.created_at),
        repost=row.kind == "repost",
        language=row.language,
        text=row.text,
        mention=rows.mention_from(row),
    )


def replace_tones(connection: Connection, mentions: Sequence[tuple[int, Mention]]) -> None:
    """Put these readings in the place of those that stand, each by our id of its post."""
    values = [
        {"of_topic": mention.topic, "of_post": post_id} | rows.tone_row(mention)
        for post_id, mention in mentions
    ]
    if values:
        these = (
            col(MentionRow.topic) == bindparam("of_topic"),
            col(MentionRow.post_id) == bindparam("of_post"),
        )
        names = rows.tone_row(mentions[0][1])
        table = MentionRow.__table__  # type: ignore[attr-defined]
        to: dict[str, Any] = {name: bindparam(name) for name in names}
        connection.execute(update(table).where(*these).values(to), values)
