"""The tables. Rows stay home: nothing outside `storage/` sees these classes.

In each table what the platform said comes first, what we know comes after.
Table classes do not validate; values are checked before they come here.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

# Unnamed constraints cannot be dropped in Alembic's batch mode on SQLite.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# 64 bits on PostgreSQL; plain INTEGER on SQLite, where only that counts up by itself.
BIG = BigInteger().with_variant(Integer(), "sqlite")


class Row(SQLModel):
    """What all tables share: one metadata with named constraints."""

    metadata = MetaData(naming_convention=NAMES)


class PostRow(Row, table=True):
    """One message; an edited post is one row, its latest version."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("platform", "native_id"),
        Index(None, "created_at"),
        Index(None, "wording_hash", "created_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG)
    # what the platform said
    platform: str
    native_id: str
    latest_id: str
    kind: str
    created_at: datetime
    language_tag: str | None
    text: str | None = Field(sa_type=Text)
    """None: erased by age, or a later version that is about no topic."""
    links: str | None = Field(sa_type=Text)
    """Expanded links, one a line."""
    original_text: str | None = Field(sa_type=Text)
    original_id: str | None
    # what we know
    author_hash: str | None
    original_author_hash: str | None
    """Whose words a repost holds: they go with that author, too."""
    wording_hash: str | None
    language: str
    language_origin: str
    run_id: int = Field(sa_type=BIG)
    """The run that brought it first."""
    stored_at: datetime


class MentionRow(Row, table=True):
    """One post matched to one topic, with its tone."""

    __tablename__ = "mention"
    __table_args__ = (Index(None, "topic", "bucket"), Index(None, "post_id"))

    topic: str = Field(primary_key=True)
    post_id: int = Field(
        sa_type=BIG,
        primary_key=True,
        sa_column_args=[ForeignKey("post.id", ondelete="CASCADE")],
    )
    # what we know
    bucket: int = Field(sa_type=BIG)
    reason: str
    scorer: str
    unscored: str | None
    label: str | None
    compound_e4: int | None
    pos_e3: int | None
    neu_e3: int | None
    neg_e3: int | None


class BucketRow(Row, table=True):
    """Integers of 15 minutes of one series; changed with the mentions, exactly."""

    __tablename__ = "bucket"
    __table_args__ = {"sqlite_with_rowid": False}

    topic: str = Field(primary_key=True)
    start: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    platform: str = Field(primary_key=True)
    scorer: str = Field(primary_key=True)
    sealed: bool = Field(primary_key=True)
    """True: the mentions behind these integers have been pruned."""
    n: int = Field(sa_type=BigInteger)
    reposts: int = Field(sa_type=BigInteger)
    unscored: int = Field(sa_type=BigInteger)
    positive: int = Field(sa_type=BigInteger)
    neutral: int = Field(sa_type=BigInteger)
    negative: int = Field(sa_type=BigInteger)
    compound_e4: int = Field(sa_type=BigInteger)
    compound_sq_e8: int = Field(sa_type=BigInteger)


class LanguageBucketRow(Row, table=True):
    """Mentions of 15 minutes in one language."""

    __tablename__ = "language_bucket"
    __table_args__ = {"sqlite_with_rowid": False}

    topic: str = Field(primary_key=True)
    start: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    platform: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    sealed: bool = Field(primary_key=True)
    n: int = Field(sa_type=BigInteger)


class RunRow(Row, table=True):
    """One execution of a job: what it read, what came of it, what it covered."""

    __tablename__ = "run"
    __table_args__ = (Index(None, "source", "status"), Index(None, "job", "id"))

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG)
    job: str
    source: str | None
    """None: a job that asks no source, as the daily report."""
    platform: str | None
    file: str | None
    status: str
    started_at: datetime
    finished_at: datetime | None
    window_start: datetime | None
    window_end: datetime | None
    new: int
    updated: int
    unchanged: int
    rejected: int
    unmatched: str = Field(sa_type=Text)
    """JSON, reason to number."""
    matched: str = Field(sa_type=Text)
    """JSON, topic to number."""
    unscored: int
    reposts: int
    pages: int
    cost_micro_usd: int = Field(sa_type=BigInteger)
    reason: str | None
    """In one word, why it did not end ok: `budget`, `rate limit`, …"""
    error: str | None = Field(sa_type=Text)
    retry_at: datetime | None
    """Of a limited or blocked run: before then the source is left alone."""
    process: str
    """Host and process id of whoever runs it."""
    version: str
    """The monitor's own version."""


class CoverageRow(Row, table=True):
    """Time that a run really watched, `[start, end)`."""

    __tablename__ = "coverage"
    __table_args__ = (Index(None, "start", "end"),)

    run_id: int = Field(
        sa_type=BIG, primary_key=True, sa_column_args=[ForeignKey("run.id", ondelete="CASCADE")]
    )
    start: datetime = Field(primary_key=True)
    end: datetime


class CheckpointRow(Row, table=True):
    """What is safely stored for a source, plus its unfinished window."""

    __tablename__ = "checkpoint"

    source: str = Field(primary_key=True)
    since_id: str | None
    since_at: datetime | None
    window: str | None = Field(sa_type=Text)
    """JSON of the open window: bounds, token, first newest id."""
    updated_at: datetime


class SpendRow(Row, table=True):
    """What a request cost, or may cost at worst while it is reserved."""

    __tablename__ = "spend"
    __table_args__ = (UniqueConstraint("source", "utc_day", "page"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG)
    source: str
    utc_day: date
    run_id: int = Field(sa_type=BIG)
    page: str
    """Which page the money is for, so that a resumed page reuses its reservation."""
    reservation: bool
    posts: int
    micro_usd: int = Field(sa_type=BigInteger)
    at: datetime


class BilledRow(Row, table=True):
    """A post that was paid for on a UTC day: on that day it costs nothing more.

    Also those about no topic, so the id is all that is kept, and for days alone.
    """

    __tablename__ = "billed"
    __table_args__ = {"sqlite_with_rowid": False}

    source: str = Field(primary_key=True)
    utc_day: date = Field(primary_key=True)
    version_id: str = Field(primary_key=True)


class QueryRow(Row, table=True):
    """From when on a source was asked what."""

    __tablename__ = "query"

    source: str = Field(primary_key=True)
    since_at: datetime = Field(primary_key=True)
    text: str | None = Field(sa_type=Text)
    """None: from then on it was not asked at all."""


class TombstoneRow(Row, table=True):
    """The keyed hash of a deleted post: it is neither stored nor counted again."""

    __tablename__ = "tombstone"

    post_hash: str = Field(primary_key=True)
    reason: str
    at: datetime


class SummaryRow(Row, table=True):
    """The figures of a day or a week as last published; a later change makes a new revision."""

    __tablename__ = "summary"

    day: date = Field(primary_key=True)
    span: str = Field(default="day", primary_key=True)
    tz: str = Field(primary_key=True)
    revision: int
    state: str
    figures: str = Field(sa_type=Text)
    """JSON, as the report prints it."""
    made_at: datetime


class TopicRulesRow(Row, table=True):
    """From when on a topic was matched by which rules."""

    __tablename__ = "topic_rules"

    topic: str = Field(primary_key=True)
    since_at: datetime = Field(primary_key=True)
    rules: str = Field(sa_type=Text)
    """JSON of the topic."""


class UnmatchedSampleRow(Row, table=True):
    """A small sample of posts about no topic, kept to audit the matching."""

    __tablename__ = "unmatched_sample"
    __table_args__ = (UniqueConstraint("platform", "native_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG)
    # what the platform said
    platform: str
    native_id: str
    created_at: datetime
    text: str = Field(sa_type=Text)
    # what we know
    author_hash: str | None
    reason: str
    language: str
    run_id: int = Field(sa_type=BIG)
    stored_at: datetime


class FactRow(Row, table=True):
    """What this database knows of itself: the fingerprint of its author key."""

    __tablename__ = "fact"

    name: str = Field(primary_key=True)
    value: str
