import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import StatementError
from sqlalchemy.pool import Pool

from monitor.errors import StorageError, TryLaterError
from monitor.storage import Store
from monitor.storage.upgrade import HEAD
from monitor.upkeep import verify
from tests.databases import only_on
from tests.fakes import NOW, TOPICS, FakeSource, listening, rows, run


def opened(folder: Path) -> Store:
    """A SQLite file of its own."""
    return Store.open(f"sqlite:///{folder}/monitor.db", NOW)


@contextmanager
def pragmas(*names: str) -> Iterator[list[Any]]:
    """The values that transactions end with, read on their own connections."""
    found: list[Any] = []

    def ask(connection: Any) -> None:
        found.extend(connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names)

    with listening(Engine, "commit", ask):
        yield found


def test_a_store_tells_what_it_stands_on(store, place):
    assert store.dialect == ("sqlite" if place.url.startswith("sqlite") else "postgresql")
    assert store.revision == HEAD
    assert store.bytes > 50_000
    assert store.damage() == []
    assert Store.exists(place.url)


def test_no_file_is_made_by_asking_whether_it_exists(tmp_path):
    assert not Store.exists(f"sqlite:///{tmp_path}/monitor.db")
    assert list(tmp_path.iterdir()) == []


def ten_posts(source: FakeSource) -> None:
    for number in range(10):
        source.post("365 days on netflix is great", author=str(number))


@only_on("sqlite")
def test_readers_and_writers_both_have_their_pragmas_set(store):
    asked = ("journal_mode", "synchronous", "foreign_keys", "temp_store")

    with pragmas(*asked) as found, store.read():
        pass
    with pragmas(*asked) as found_writing, store.write():
        pass

    assert found == found_writing == ["wal", 1, 1, 2]


@only_on("sqlite")
def test_writers_begin_immediately_and_readers_do_not(store):
    begun: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        if sql.startswith("BEGIN"):
            begun.append(sql)

    watching = listening(Engine, "before_cursor_execute", note)
    with watching, store.read(), store.write(), store.recount():
        pass

    assert begun == ["BEGIN", "BEGIN IMMEDIATE", "BEGIN"]


def test_the_database_is_for_its_owners_eyes_alone(tmp_path):
    before = os.umask(0)
    try:
        store = opened(tmp_path)
        with store.write() as writer:
            writer.note_rules(TOPICS, NOW)
            files = sorted(path for path in tmp_path.iterdir() if path.suffix != ".key")
            modes = [stat.S_IMODE(path.stat().st_mode) for path in files]
    finally:
        os.umask(before)
    store.close()

    assert [path.name for path in files] == ["monitor.db", "monitor.db-shm", "monitor.db-wal"]
    assert modes == [0o600] * 3


@pytest.mark.fault("F37")
def test_two_writers_leave_exact_counters(place):
    """Both change the same bucket, and versions of the same posts, at the same time."""
    failed: list[BaseException] = []

    def collect(name: str, step: int) -> None:
        source = FakeSource(name=name)
        ten_posts(source)
        for edit in range(20):
            source.page()
            for post in source.written[:10]:
                source.edit(post, f"petition netflix {'great' if edit % step else 'bad'}")
        store = place.open()
        try:
            run(source, store)
        except BaseException as error:
            failed.append(error)
        store.close()

    threads = [threading.Thread(target=collect, args=args) for args in (("a", 2), ("b", 3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    store = place.open()
    assert not failed
    assert rows(store, "select count(*) from post") == [(10,)]
    assert rows(store, "select sum(n) from bucket where topic = 'petition'") == [(10,)]
    assert verify(store) == []
    store.close()


def test_a_reader_sees_one_moment(store, source):
    with store.read() as reader:
        before = reader.stored_span()
        ten_posts(source)
        run(source, store)

        assert reader.stored_span() == before

    with store.read() as reader:
        assert reader.stored_span() != before


def test_what_a_transaction_wrote_is_gone_when_it_fails(store):
    with suppress(ZeroDivisionError), store.write() as writer:
        writer.note_rules(TOPICS, NOW)
        raise ZeroDivisionError

    assert rows(store, "select * from topic_rules") == []


def impatient(connection: Any, *_: Any) -> None:
    """Wait for a millisecond, not for ten seconds."""
    on_sqlite = isinstance(connection, sqlite3.Connection)
    connection.execute("PRAGMA busy_timeout=1" if on_sqlite else "SET lock_timeout = 1")


@pytest.mark.fault("F37")
def test_a_writer_that_waits_too_long_is_told_to_try_again(store, place):
    other = place.open()
    refused = pytest.raises(TryLaterError, match="held by another process")
    with listening(Pool, "checkout", impatient), store.write(), refused, other.write():
        pass
    other.close()


@pytest.mark.fault("F37")
def test_a_writer_waits_for_ten_seconds_at_most(store):
    on_sqlite = store.dialect == "sqlite"
    found: list[Any] = []

    def ask(connection: Any) -> None:
        question = "PRAGMA busy_timeout" if on_sqlite else "SHOW lock_timeout"
        found.append(connection.exec_driver_sql(question).scalar())

    with listening(Engine, "commit", ask), store.write():
        pass

    assert found == [10_000 if on_sqlite else "10s"]


def test_opening_and_reading_do_not_wait_for_a_writer(store, place):
    with listening(Pool, "checkout", impatient), store.write() as writer:
        writer.note_rules(TOPICS, NOW)
        other = place.open()
        with other.read() as reader:
            assert reader.topics() == []
    other.close()


@pytest.mark.fault("F48")
def test_a_moment_without_offset_never_gets_in(store):
    naive = datetime(2020, 7, 2, 10)  # noqa: DTZ001

    with pytest.raises(StatementError, match="timezone"), store.write() as writer:
        writer.note_rules(TOPICS, naive)

    assert rows(store, "select * from topic_rules") == []


def test_a_moment_comes_back_as_the_same_instant(store, source):
    source.post("365 days on netflix", "2020-07-02T10:00:00.123456+05:45")
    run(source, store)

    with store.read() as reader:
        [mention] = reader.mentions("film", None, text=False)

    assert mention.created_at == source.written[0].created_at
    assert mention.created_at.utcoffset().total_seconds() == 0


@pytest.mark.fault("F44")
@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to look" * 40, b"\0" * 99]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(content, tmp_path):
    file = tmp_path / "monitor.db"
    file.write_bytes(content)

    with pytest.raises(
        StorageError, match=r"cannot be read.*If it is damaged: monitor restore FILE"
    ):
        opened(tmp_path)

    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["monitor.db"]


@pytest.mark.fault("F44")
def test_a_database_cut_short_is_refused_and_left_alone(tmp_path):
    store = opened(tmp_path)
    ten_posts(source := FakeSource())
    run(source, store)
    store.close()
    file = tmp_path / "monitor.db"
    cut = file.read_bytes()[: file.stat().st_size // 2]
    file.write_bytes(cut)

    refused = pytest.raises(StorageError, match="If it is damaged: monitor restore FILE")
    with refused, closing(opened(tmp_path)) as store:
        verify(store)

    assert file.read_bytes() == cut


def test_a_place_that_cannot_hold_a_database_is_told_with_what_to_check(tmp_path):
    (tmp_path / "monitor.db").mkdir()

    with pytest.raises(StorageError, match="Check `database` in config"):
        opened(tmp_path)


def test_a_folder_that_does_not_exist_is_made(tmp_path):
    store = opened(tmp_path / "new" / "folder")

    assert Path(store.name).is_file()
    store.close()


def test_a_refused_database_is_let_go(tmp_path):
    """Nothing keeps the file open, so that a backup can take its place."""
    opened(tmp_path).close()
    (tmp_path / "monitor.db.key").write_text("ab" * 32)
    closed: list[int] = []

    def note(*_: Any) -> None:
        closed.append(1)

    with listening(Pool, "close", note), pytest.raises(StorageError):
        opened(tmp_path)

    assert closed


def test_the_lock_of_a_source_is_let_go_by_an_error(store):
    with suppress(ZeroDivisionError), store.only_writer_of("fake"):
        raise ZeroDivisionError

    with store.only_writer_of("fake"), store.only_writer_of("other"):
        pass


def test_sqlite_can_do_what_we_ask_of_it():
    assert sqlite3.sqlite_version_info >= (3, 35)  # RETURNING
