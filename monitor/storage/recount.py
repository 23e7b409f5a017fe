"""The figures as they are kept beside the figures as the mentions say."""

from typing import Any

from sqlalchemy import Connection, func, not_, select
from sqlmodel import col

from monitor.counts import COUNTED, Bucket, Counts, LanguageBucket
from monitor.storage.series import JOINED, MENTION_COUNTS, counts_of
from monitor.storage.tables import BucketRow, LanguageBucketRow, MentionRow, PostRow
from monitor.timeline import bucket_of

_Columns = tuple[Any, ...]


class Recount:
    """Looks within one transaction, at live rows only: sealed ones have lost their posts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept_buckets(self) -> dict[Bucket, Counts]:
        key: _Columns = (BucketRow.topic, BucketRow.platform, BucketRow.scorer, BucketRow.start)
        sums = (getattr(BucketRow, name) for name in COUNTED)
        live = select(*key, *sums).where(not_(col(BucketRow.sealed)))
        rows = self._connection.execute(live)
        return {Bucket(*row[:4]): counts_of(row[4:]) for row in rows}

    def true_buckets(self) -> dict[Bucket, Counts]:
        key: _Columns = (MentionRow.topic, PostRow.platform, MentionRow.scorer, MentionRow.bucket)
        statement = select(*key, *MENTION_COUNTS).select_from(JOINED).group_by(*key)
        rows = self._connection.execute(statement)
        return {Bucket(*row[:4]): counts_of(row[4:]) for row in rows}

    def kept_languages(self) -> dict[LanguageBucket, int]:
        table = LanguageBucketRow
        columns: _Columns = (table.topic, table.platform, table.language, table.start, table.n)
        live = select(*columns).where(not_(col(table.sealed)))
        return {LanguageBucket(*row[:4]): row[4] for row in self._connection.execute(live)}

    def true_languages(self) -> dict[LanguageBucket, int]:
        key: _Columns = (MentionRow.topic, PostRow.platform, PostRow.language, MentionRow.bucket)
        statement = select(*key, func.count()).select_from(JOINED).group_by(*key)
        return {LanguageBucket(*row[:4]): row[4] for row in self._connection.execute(statement)}

    def misplaced(self) -> list[str]:
        """Mentions outside the bucket of their post's moment, which no rebuild mends."""
        columns: _Columns = (
            PostRow.platform,
            PostRow.native_id,
            MentionRow.bucket,
            PostRow.created_at,
        )
        statement = select(*columns).select_from(JOINED)
        rows = self._connection.execute(statement, execution_options={"yield_per": 5000})
        return [
            f"post {platform} {native_id} stands in another bucket than its time says"
            for platform, native_id, bucket, moment in (row[:4] for row in rows)
            if bucket != bucket_of(moment)
        ]
