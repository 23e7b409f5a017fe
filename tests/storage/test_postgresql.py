"""What is PostgreSQL's alone: reaching the server, its locks, its way of changing a schema.

Everything that both databases promise is asked of both, by the `store` fixture.
"""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ProgrammingError
from sqlmodel import col

from monitor.errors import MonitorError, StorageError, TryLaterError
from monitor.storage import Store
from monitor.storage.dialects import in_byte_order
from monitor.storage.tables import PostRow
from monitor.storage.upgrade import HEAD, MIGRATIONS, upgrade
from monitor.upkeep import verify
from tests.databases import GUARDED, NAMED, Place, Server, database_on
from tests.fakes import NOW, TOPICS, FakeSource, driver, listening, rows, run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with database_on("postgresql", request, tmp_path) as place:
        yield place


@pytest.fixture
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with database_on("postgresql", request, tmp_path, made=False) as place:
        yield place


def refusal(url: str, kind: type[MonitorError], folder: Path) -> str:
    with pytest.raises(kind) as refused:
        Store.open(url, NOW, folder=folder)
    said = str(refused.value)
    assert "s3cret" not in said + repr(refused.value.__cause__)
    assert not list(folder.glob("*.key"))
    return said


def changed(url: str, **parts: Any) -> str:
    return make_url(url).set(**parts).render_as_string(hide_password=False)


@pytest.fixture
def no_server() -> str:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    return "postgresql://ann:s3cret@127.0.0.1:1/monitor"


def test_a_server_that_does_not_answer_is_to_be_tried_later(no_server, tmp_path):
    said = refusal(no_server, TryLaterError, tmp_path)

    assert said.startswith("the database 127.0.0.1/monitor cannot be reached: ")
    assert "refused" in said
    assert "check host and port in MONITOR_DATABASE_URL" in said


def test_what_is_no_server_at_all_is_told_in_one_line(no_server, tmp_path):
    said = refusal(no_server.replace("127.0.0.1", "no.such.invalid"), TryLaterError, tmp_path)

    assert "no.such.invalid/monitor cannot be reached" in said
    assert "\n" not in said


def test_an_option_that_does_not_exist_is_told(no_server, tmp_path):
    said = refusal(f"{no_server}?colour=s3cret", StorageError, tmp_path)

    assert 'invalid connection option "colour"' in said


def test_a_url_of_neither_database_is_refused(tmp_path):
    for url in ("mysql://ann:s3cret@host/db", "no url", "postgresql://ann:s3cret@host:port/db"):
        assert "Write it as sqlite:///" in refusal(url, StorageError, tmp_path)


def test_without_its_package_it_is_said_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    said = refusal("postgresql://ann:s3cret@host/db", StorageError, tmp_path)

    assert said.startswith("host/db is a PostgreSQL database")
    assert "pip install 'psycopg[binary]'" in said


@pytest.fixture
def guarded(server: Server, new_place: Place) -> Iterator[str]:
    """The URL of a user who must give a password, and may not do much."""
    if NAMED:
        pytest.skip("who may come in at the named server is not ours to say")
    server.run(f"CREATE ROLE {GUARDED} LOGIN PASSWORD 's3cret'")
    yield changed(new_place.url, username=GUARDED, password="s3cret")
    server.run(f"DROP ROLE {GUARDED}")


@pytest.mark.parametrize(
    ("part", "value", "told"),
    [
        ("password", "s3cret but wrong", "password authentication failed"),
        ("database", "nowhere", 'database "nowhere" does not exist'),
        ("username", "s3cret", 'role "*** does not exist'),
    ],
)
def test_what_the_server_refuses_is_told_with_what_to_check(part, value, told, guarded, tmp_path):
    said = refusal(changed(guarded, **{part: value}), StorageError, tmp_path)

    assert "cannot be opened" in said
    assert "Check user, password and database in MONITOR_DATABASE_URL" in said
    assert told.split("***")[0] in said


def test_a_user_who_may_make_no_tables_is_told_so(guarded, tmp_path):
    said = refusal(guarded, StorageError, tmp_path)

    assert "permission denied for schema public" in said
    assert "must be allowed to create tables" in said


def test_a_database_with_anothers_tables_is_left_alone(new_place):
    with driver(new_place.url) as connection:
        connection.execute("create table post (theirs text)")

    assert "give the monitor a database of its own" in refusal(
        new_place.url, StorageError, new_place.folder
    )
    with driver(new_place.url) as connection:
        tables = "select tablename from pg_tables where schemaname = 'public'"
        assert connection.execute(tables).fetchall() == [("post",)]


def test_the_same_server_may_be_named_in_three_ways(place):
    _, rest = place.url.split("://")
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        store = Store.open(f"{scheme}://{rest}", NOW, folder=place.folder)
        assert (store.dialect, store.revision) == ("postgresql", HEAD)
        store.close()


def test_whether_it_exists_is_asked_without_making_it(new_place):
    assert not Store.exists(new_place.url)
    assert not Store.exists(new_place.url)

    new_place.open().close()

    assert Store.exists(new_place.url)


def test_writers_take_a_lock_and_readers_only_look(store):
    taken: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        if "advisory" in sql:
            taken.append(sql)

    with listening(Engine, "before_cursor_execute", note):
        with store.read():
            assert taken == []
        with store.write():
            assert len(taken) == 1


def test_a_reader_can_write_nothing(store):
    with pytest.raises(StorageError, match="read-only"), store.recount() as recount:
        recount._connection.exec_driver_sql("delete from post")


def cut(place: Place) -> None:
    """Break off every other connection, as a server does that is started anew."""
    others = "datname = current_database() and pid <> pg_backend_pid()"
    with driver(place.url) as connection:
        connection.execute(
            f"select pg_terminate_backend(pid) from pg_stat_activity where {others}"
        )


@pytest.mark.fault("F46")
def test_a_connection_that_breaks_off_is_to_be_tried_again(store, place):
    refused = pytest.raises(TryLaterError, match="broke off")
    with refused, store.write() as writer:
        cut(place)
        writer.note_rules(TOPICS, NOW)
    cut(place)
    with store.read() as reader:  # a connection that died in its pool is made anew
        assert reader.topics() == []


def test_a_lock_whose_connection_broke_off_hides_nothing_that_happened(store, place):
    with suppress(ZeroDivisionError), store.only_writer_of("fake"):
        cut(place)
        raise ZeroDivisionError
    with store.only_writer_of("fake"):
        pass


HOLDING = """
import sys, time
from pathlib import Path
from monitor.storage import Store
from tests.fakes import NOW, FakeSource, run
source = FakeSource()
source.post("365 days on netflix")
store = Store.open(sys.argv[1], NOW, folder=Path(sys.argv[2]))
def wait(_position):
    print(end="ready", flush=True)
    time.sleep(60)
run(source, store, progress=wait)
"""


@pytest.mark.fault("F38")
def test_the_lock_of_a_source_is_let_go_when_the_process_dies(store, place, source):
    command = [sys.executable, "-c", HOLDING, place.url, str(place.folder)]
    holder = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    with holder.stdout:
        holder.stdout.read(len("ready"))
        with pytest.raises(TryLaterError, match=f"process {holder.pid} on .* holds the source"):
            run(source, store)

        holder.kill()
        holder.wait()

    end = time.monotonic() + 5  # the server notices as soon as it looks up
    while time.monotonic() < end:
        try:
            outcome = run(source, store)
            break
        except TryLaterError:
            time.sleep(0.05)
    assert outcome.status == "ok"
    assert rows(store, "select status from run order by id") == [("abandoned",), ("ok",)]


WRITING = """
import sys
from pathlib import Path
from monitor.storage import Store
from tests.fakes import NOW, FakeSource, run
source = FakeSource(name=sys.argv[3])
post = source.post("365 days on netflix")
for number in range(20):
    source.page()
    source.edit(post, f"365 days film {'great' if number % 2 else 'bad'}")
store = Store.open(sys.argv[1], NOW, folder=Path(sys.argv[2]))
print(end="ready", flush=True)
sys.stdin.read(1)
run(source, store)
"""


@pytest.mark.fault("F37")
def test_two_processes_that_write_leave_exact_counters(place):
    command, pipe = [sys.executable, "-c", WRITING, place.url, str(place.folder)], subprocess.PIPE
    both = [
        subprocess.Popen([*command, name], cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        for name in ("one", "two")
    ]
    for process in both:
        process.stdout.read(len("ready"))  # loaded; from here on they run together
    for process in both:
        process.communicate("x", timeout=60)

    store = place.open()
    assert [process.returncode for process in both] == [0, 0]
    assert rows(store, "select count(*) from post") == [(1,)]
    assert rows(store, "select sum(n) from bucket") == [(1,)]
    assert verify(store) == []
    store.close()


def alembic(connection: Any = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrations(folder: Path, change: str) -> Path:
    """Our migrations, and one more."""
    copy = folder / "migrations"
    shutil.copytree(MIGRATIONS, copy)
    head = f'revision, down_revision = "next", "{HEAD}"\nbranch_labels = depends_on = None\n'
    body = f"import sqlalchemy as sa\nfrom alembic import op\n{head}\ndef upgrade():\n    {change}"
    (copy / "versions" / "next_one.py").write_text(body)
    return copy


ANOTHER_COLUMN = """
    with op.batch_alter_table("post") as batch:
        batch.add_column(sa.Column("place", sa.Text(), nullable=True))
"""


@pytest.fixture
def kept(store: Store, source: FakeSource) -> Store:
    """A database with two posts and three mentions."""
    source.post("365 days on netflix, petition")
    source.post("365 days on netflix")
    run(source, store)
    return store


@pytest.fixture
def engine(store: Store) -> Iterator[Engine]:
    engine = store.database.connect(write=True)
    yield engine
    engine.dispose()


def test_the_migrated_schema_is_the_one_in_the_tables(engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("create table theirs (id integer)")

        command.check(alembic(connection))  # raises where anything differs


@pytest.mark.fault("F45")
def test_an_upgrade_keeps_every_row_and_says_that_there_is_no_copy(kept, engine, tmp_path, caplog):
    upgrade(kept.database, engine, NOW, migrations(tmp_path, ANOTHER_COLUMN))

    assert kept.revision == "next"
    assert rows(kept, "select count(place), count(*) from post") == [(0, 2)]
    assert rows(kept, "select count(*) from mention") == [(3,)]
    assert "whole or not at all; no copy is made" in caplog.text
    with pytest.raises(StorageError, match=r"newer version .* \(schema next\)"):
        Store.open(kept.database.url, NOW, folder=tmp_path)


@pytest.mark.fault("F45")
def test_an_upgrade_that_fails_half_way_changes_nothing(kept, engine, tmp_path):
    change = ANOTHER_COLUMN + '\n    op.execute("delete from bucket; select * from nowhere")\n'

    with pytest.raises(ProgrammingError, match="nowhere"):
        upgrade(kept.database, engine, NOW, migrations(tmp_path, change))

    assert kept.revision == HEAD
    assert rows(kept, "select count(*) > 0 from bucket") == [(True,)]
    columns = "select count(*) from information_schema.columns where column_name = 'place'"
    assert rows(kept, columns) == [(0,)]


def test_of_two_that_start_at_once_only_the_first_upgrades(kept, engine, tmp_path, caplog):
    another = migrations(tmp_path, ANOTHER_COLUMN)
    first = kept.database.connect(write=True)
    threads = [
        threading.Thread(target=upgrade, args=(kept.database, own, NOW, another))
        for own in (first, engine)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert caplog.text.count("no copy is made") == 1
    assert kept.revision == "next"
    first.dispose()


def test_texts_are_ordered_by_their_bytes_whatever_the_language_of_the_database():
    statement = select(col(PostRow.id)).order_by(in_byte_order(PostRow.platform))

    assert 'ORDER BY post.platform COLLATE "C"' in str(
        statement.compile(dialect=postgresql.dialect())
    )
    assert str(statement.compile(dialect=sqlite.dialect())).endswith("ORDER BY post.platform")
