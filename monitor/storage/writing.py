"""What can be written. A writer lives one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import col

from monitor.changes import Changes, Entry, Key, Known
from monitor.counts import COUNTED, Bucket, Counts, LanguageBucket
from monitor.errors import TryLaterError
from monitor.models import Mention, Post, Topic
from monitor.runs import RunOutcome
from monitor.storage import rows, runs
from monitor.storage.answers import Answers
from monitor.storage.deliveries import Deliveries
from monitor.storage.dialects import upsert
from monitor.storage.keys import Key as Secret
from monitor.storage.ledger import Ledger
from monitor.storage.published import Reports
from monitor.storage.recount import Recount
from monitor.storage.rescoring import Rescoring, replace_tones
from monitor.storage.signatures import Counted
from monitor.storage.tables import (
    BucketRow,
    LanguageBucketRow,
    MentionRow,
    PostRow,
    UnmatchedSampleRow,
)

_IDENTITY: tuple[Any, ...] = (PostRow.id, PostRow.platform, PostRow.native_id)
SAMPLED_IN = 50
"""One in so many unmatched originals is kept for audit, chosen by keyed hash."""


class Writer:
    """Changes within one transaction; the secret hashes authors and wordings."""

    def __init__(self, connection: Connection, secret: Secret) -> None:
        self._connection = connection
        self._secret = secret

    def start_run(
        self, job: str, outcome: RunOutcome, platform: str | None, now: datetime
    ) -> RunOutcome:
        """Note that a run begins; only for the holder of the source's lock."""
        return runs.start_run(self._connection, job, outcome, platform, now)

    def start_job(self, job: str, now: datetime) -> int:
        """Note that a job begins which asks no source; only for the holder of its lock."""
        return runs.start_job(self._connection, job, now)

    def end_job(self, run: int, error: str | None, now: datetime) -> None:
        """Note how such a job ended; no error is well."""
        runs.end_job(self._connection, run, error, now)

    def note_run(self, outcome: RunOutcome) -> None:
        """Note how far a run has come."""
        runs.note_run(self._connection, outcome)

    def end_run(self, outcome: RunOutcome, now: datetime) -> None:
        """Note how a run ended, and the time it covered."""
        runs.end_run(self._connection, outcome, now)

    def cover(self, outcome: RunOutcome) -> None:
        """Note the time that a run has covered so far."""
        runs.cover(self._connection, outcome)

    @property
    def ledger(self) -> Ledger:
        """What is asked of live sources, and what it costs."""
        return Ledger(self._connection)

    @property
    def answers(self) -> Answers:
        """What people answered about posts."""
        return Answers(self._connection)

    @property
    def deliveries(self) -> Deliveries:
        """What goes out to people, and what came of it."""
        return Deliveries(self._connection)

    @property
    def signatures(self) -> Counted:
        """How many had signed, and who says so."""
        return Counted(self._connection)

    def note_rules(self, topics: Iterable[Topic], now: datetime) -> None:
        """Date the topics' rules, so that a change breaks the trend in sight."""
        runs.note_rules(self._connection, topics, now)

    def forget_future(self, now: datetime) -> None:
        """Take out what is dated later than now, by a clock that was wrong."""
        runs.forget_future(self._connection, now)

    def recount(self) -> Recount:
        """What is kept beside what is true, as this transaction sees it."""
        return Recount(self._connection)

    @property
    def rescoring(self) -> Rescoring:
        """The mentions that another scorer has read."""
        return Rescoring(self._connection)

    def rescore(
        self, mentions: Sequence[tuple[int, Mention]], buckets: Mapping[Bucket, Counts]
    ) -> None:
        """Put new readings in the place of the old ones, and move their integers."""
        replace_tones(self._connection, mentions)
        self._add_buckets(buckets)

    def known(self, posts: Iterable[Post]) -> dict[Key, Known]:
        """What the store holds of these posts."""
        found: dict[Key, Known] = {}
        for platform, native_ids in _by_platform(posts):
            found |= self._known_on(platform, native_ids)
        return found

    def _known_on(self, platform: str, native_ids: list[str]) -> dict[Key, Known]:
        these = (col(PostRow.platform) == platform, col(PostRow.native_id).in_(native_ids))
        posts = self._connection.execute(select(*rows.KNOWN_POST).where(*these)).all()
        ids = [post.id for post in posts]
        of_these = select(*rows.KNOWN_MENTION).where(col(MentionRow.post_id).in_(ids))
        mentions: dict[int, list[Mention]] = {}
        for row in self._connection.execute(of_these):
            mentions.setdefault(row.post_id, []).append(rows.mention_from(row))
        return {
            (platform, post.native_id): rows.known_from(post, mentions.get(post.id, ()))
            for post in posts
        }

    def apply(self, changes: Changes, run: int, now: datetime) -> None:
        """Write what was decided: posts, mentions and bucket deltas together."""
        stored = self._insert(changes.inserts, run, now)
        for post_id, entry in changes.updates:
            self._replace(post_id, entry)
        later = [entry for _, entry in changes.updates]
        self._unsample([*changes.inserts, *(entry for entry in later if entry.mentions)])
        self._reword_sample(entry for entry in later if not entry.mentions)
        self._insert_mentions([*stored, *changes.updates])
        self._add_buckets(changes.buckets)
        self._add_languages(changes.languages)

    def _insert(
        self, entries: Sequence[Entry], run: int, now: datetime
    ) -> list[tuple[int, Entry]]:
        if not entries:
            return []
        values = [
            rows.post_row(entry, self._secret) | {"run_id": run, "stored_at": now}
            for entry in entries
        ]
        statement = upsert(self._connection, PostRow).on_conflict_do_nothing()
        stored = self._connection.execute(statement.returning(*_IDENTITY), values)
        ids = {(p, n): i for i, p, n in stored}
        if len(ids) < len(entries):  # only by somebody who heeds none of our locks
            raise TryLaterError(
                "other posts were stored behind the monitor's back while it wrote these. "
                "Nothing half-written was kept; run the same command again."
            )
        return [(ids[entry.post.key], entry) for entry in entries]

    def _replace(self, post_id: int, entry: Entry) -> None:
        values = rows.post_row(entry, self._secret)
        self._connection.execute(
            update(PostRow).where(col(PostRow.id) == post_id).values(**values)
        )
        self._connection.execute(delete(MentionRow).where(col(MentionRow.post_id) == post_id))

    def _insert_mentions(self, stored: Iterable[tuple[int, Entry]]) -> None:
        values = [
            rows.mention_row(post_id, entry.post, mention)
            for post_id, entry in stored
            for mention in entry.mentions
        ]
        if values:
            self._connection.execute(insert(MentionRow), values)

    def _add_buckets(self, deltas: Mapping[Bucket, Counts]) -> None:
        self._add(BucketRow, COUNTED, [rows.bucket_row(*delta) for delta in deltas.items()])

    def _add_languages(self, deltas: Mapping[LanguageBucket, int]) -> None:
        values = [rows.language_row(*delta) for delta in deltas.items()]
        self._add(LanguageBucketRow, ("n",), values)

    def _add(self, table: Any, columns: Sequence[str], values: list[dict[str, Any]]) -> None:
        """Add to the rows that stand; rows that come to nothing go.

        In the order of the key, so that two writers on PostgreSQL lock rows
        in one order (unsorted: 3 deadlocks; sorted: 0).
        """
        if not values:
            return
        key = [column.name for column in table.__table__.primary_key]
        values.sort(key=lambda value: tuple(value[name] for name in key))
        statement = upsert(self._connection, table)
        sums = {name: getattr(table, name) + statement.excluded[name] for name in columns}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=key, set_=sums), values
        )
        if any(value["n"] <= 0 for value in values):
            self._connection.execute(delete(table).where(table.n == 0))

    def sample(self, entries: Iterable[Entry], run: int, now: datetime) -> None:
        """Keep a few of the unmatched originals for audit; the same ones every time.

        None whose other version, on the same page, is stored as a mention.
        """
        chosen = [
            entry
            for entry in entries
            if not entry.post.is_repost
            and int(self._secret.hash("sample", *entry.post.key), 16) % SAMPLED_IN == 0
        ]
        stored = self.known(entry.post for entry in chosen)
        values = [
            rows.sample_row(entry, self._secret) | {"run_id": run, "stored_at": now}
            for entry in chosen
            if not ((post := stored.get(entry.post.key)) and post.mentions)
        ]
        if values:
            statement = upsert(self._connection, UnmatchedSampleRow)
            self._connection.execute(statement.on_conflict_do_nothing(), values)

    def _unsample(self, entries: Iterable[Entry]) -> None:
        """What is stored after all is no sample of what is not."""
        table = UnmatchedSampleRow
        for platform, ids in _by_platform(entry.post for entry in entries):
            these = (col(table.platform) == platform, col(table.native_id).in_(ids))
            self._connection.execute(delete(table).where(*these))

    def _reword_sample(self, entries: Iterable[Entry]) -> None:
        """What is about nothing in a later version too stays sampled, in that version's words."""
        table = UnmatchedSampleRow
        for entry in entries:
            platform, native_id = entry.post.key
            this = (col(table.platform) == platform, col(table.native_id) == native_id)
            row = rows.sample_row(entry, self._secret)
            self._connection.execute(update(table).where(*this).values(**row))

    def rebuild(
        self, buckets: Mapping[Bucket, Counts], languages: Mapping[LanguageBucket, int]
    ) -> None:
        """Replace all live buckets by these."""
        for table in (BucketRow, LanguageBucketRow):
            self._connection.execute(delete(table).where(~col(table.sealed)))
        self._add_buckets(buckets)
        self._add_languages(languages)

    @property
    def published(self) -> Reports:
        """The reports that are published."""
        return Reports(self._connection)


def _by_platform(posts: Iterable[Post]) -> Iterator[tuple[str, list[str]]]:
    keys = sorted({post.key for post in posts})
    for platform, group in groupby(keys, key=lambda key: key[0]):
        yield platform, [native_id for _, native_id in group]
