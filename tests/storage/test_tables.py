from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Engine,
    Float,
    Numeric,
    Table,
    UniqueConstraint,
    create_mock_engine,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlmodel.sql.sqltypes import UTCDateTime

from monitor.counts import COUNTED
from monitor.storage import Store
from monitor.storage.tables import Row
from tests.fakes import listening, rows, run

TABLES = Row.metadata.sorted_tables
COLUMNS = [column for table in TABLES for column in table.columns]


def named(columns: list[Column[Any]]) -> list[str]:
    return [f"{column.table.name}.{column.name}" for column in columns]


def test_every_moment_is_kept_as_aware_utc():
    """A plain DateTime keeps local time on SQLite, and gives it back without a zone."""
    moments = [column for column in COLUMNS if isinstance(column.type, DateTime | UTCDateTime)]

    assert len(moments) > 10
    assert not named([column for column in moments if not isinstance(column.type, UTCDateTime)])


def test_nothing_that_is_counted_is_a_float():
    assert not named([column for column in COLUMNS if isinstance(column.type, Float | Numeric)])


@pytest.mark.parametrize("table", ["bucket", "language_bucket"])
def test_sums_and_bucket_starts_have_64_bits(table):
    columns = Row.metadata.tables[table].columns
    sums = [column for column in columns if column.name in ("start", "n", *COUNTED)]

    assert all(isinstance(column.type, BigInteger) for column in sums)


def test_our_own_ids_have_64_bits_on_postgresql_and_count_up_on_sqlite(store, source):
    ids = [column for column in COLUMNS if column.name in ("id", "post_id", "run_id")]

    assert {str(column.type.compile(postgresql.dialect())) for column in ids} == {"BIGINT"}
    source.post("365 days on netflix")
    run(source, store)
    assert rows(store, "select id from post") == [(1,)]


def test_the_schema_can_be_written_for_postgresql_too():
    written: list[Any] = []
    engine = create_mock_engine("postgresql+psycopg://", lambda sql, *_: written.append(sql))

    Row.metadata.create_all(engine, checkfirst=False)

    assert len(written) >= len(TABLES)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_constraint_and_index_has_a_name(table: Table):
    """Unnamed ones cannot be dropped in batch mode."""
    assert all(constraint.name for constraint in table.constraints)
    assert all(index.name for index in table.indexes)


@pytest.mark.parametrize("table", ["post", "unmatched_sample"])
def test_platform_and_native_id_are_the_natural_key(table):
    unique = [
        [column.name for column in constraint.columns]
        for constraint in Row.metadata.tables[table].constraints
        if isinstance(constraint, UniqueConstraint)
    ]

    assert unique == [["platform", "native_id"]]


def test_every_foreign_key_can_be_followed_backwards_without_a_scan():
    for table in TABLES:
        leading = [next(iter(index.columns)).name for index in table.indexes]
        leading.append(next(iter(table.primary_key.columns)).name)
        for key in table.foreign_keys:
            assert key.parent.name in leading, key


def do(store: Store, sql: str) -> None:
    """Something our code never does, on one of its own connections."""
    with listening(Engine, "commit", lambda own: own.exec_driver_sql(sql)), store.write():
        pass


def test_a_mention_without_its_post_is_refused(store):
    columns = "topic, post_id, bucket, reason, scorer"

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        do(store, f"insert into mention ({columns}) values ('film', 9, 0, '', '')")


def test_a_deleted_post_takes_its_mentions_along(store, source):
    source.post("365 days on netflix, petition")
    run(source, store)

    do(store, "delete from post")

    assert rows(store, "select * from mention") == []


def test_a_post_cannot_be_stored_twice(store, source):
    source.post("365 days on netflix")
    run(source, store)
    rest = "latest_id, kind, created_at, language, language_origin, run_id, stored_at"

    twice = f"(platform, native_id, {rest}) select platform, native_id, {rest} from post"

    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        do(store, f"insert into post {twice}")


@pytest.mark.fault("F47")
def test_ids_of_platforms_are_text():
    """A spreadsheet, a browser and PostgreSQL's `integer` each lose the last digits of others."""
    ids = [c for c in COLUMNS if c.name.endswith("_id") and c.name not in ("post_id", "run_id")]
    written = {str(column.type.compile(postgresql.dialect())) for column in ids}

    assert {column.name for column in ids} >= {"native_id", "latest_id", "original_id", "since_id"}
    assert written == {"VARCHAR"}
