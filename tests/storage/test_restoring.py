"""Backups: whole, checked, and put back whole; what was spent stays spent."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import StorageError, TryLaterError, UsageError
from monitor.storage import Store
from monitor.storage.restoring import Restored, restore
from monitor.upkeep import verify
from tests.databases import Place, only_on
from tests.fakes import NOW, FakeSource, rows, run
from tests.test_collect import three_pages

pytestmark = only_on("sqlite")
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def stored(place: Place, source: FakeSource) -> Store:
    """Six posts, and a backup of them; then a seventh."""
    three_pages(source)
    store = place.open()
    run(source, store)
    store.back_up(place.folder / "backup.db", NOW)
    source.post("365 days on netflix, once more")
    run(source, store)
    yield store
    store.close()


def restored(place: Place, name: str = "backup.db", **more: object) -> Restored:
    told = {"locks": ("job.run", "x", "fake"), "now": LATER, "key_file": None} | more
    return restore(place.url, place.folder / name, folder=place.folder, **told)


def posts(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("select count(*) from post").fetchone()[0])


def read(place: Place) -> None:
    with closing(place.open()) as store:
        verify(store)


def spend(store: Store, micro_usd: int, page: str) -> None:
    with store.write() as writer:
        writer.ledger.note_query("x", "netflix", NOW)
        writer.ledger.reserve("x", LATER.date(), page, 0, 1, micro_usd, NOW)


def test_a_backup_is_a_whole_database_for_its_owners_eyes_alone(stored, place):
    file = place.folder / "backup.db"

    assert posts(file) == 6
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in place.folder.glob(".*")] == []


def test_a_backup_without_a_name_stands_beside_the_database_with_its_moment(stored, place):
    copy = stored.back_up(None, NOW)

    assert copy.file == place.folder / "monitor.db.backup-20200720T120000"
    assert (copy.posts, copy.bytes > 10_000) == (7, True)


def test_a_backup_never_takes_the_place_of_a_file(stored, place):
    with pytest.raises(UsageError, match="is there already"):
        stored.back_up(place.folder / "backup.db", NOW)

    assert posts(place.folder / "backup.db") == 6


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(stored, place):
    with pytest.raises(UsageError, match="cannot be written: No such file"):
        stored.back_up(place.folder / "no" / "folder.db", NOW)

    assert not (place.folder / "no").exists()


def test_what_is_restored_is_as_it_was_and_what_stood_there_is_kept(stored, place, source):
    stored.close()

    done = restored(place)

    assert posts(place.folder / "monitor.db") == 6
    assert posts(done.kept) == 7
    store = place.open()
    assert verify(store) == []
    assert run(source, store).new == 1
    store.close()


def test_who_has_it_open_meanwhile_goes_on_with_what_was_restored(stored, place, source):
    restored(place)

    assert rows(stored, "select count(*) from post") == [(6,)]
    with stored.read() as reader:
        assert reader.stored_span() is not None
    assert run(source, stored).new == 1


def test_where_there_is_none_any_more_it_is_made_and_nothing_is_made_anew_before(stored, place):
    stored.close()
    (place.folder / "monitor.db").unlink()

    with pytest.raises(StorageError, match="monitor restore"):
        place.open()
    assert not (place.folder / "monitor.db").exists()
    done = restored(place)
    assert (done.kept, done.carried) == (None, None)
    assert posts(place.folder / "monitor.db") == 6


@pytest.mark.fault("F44")
@pytest.mark.parametrize("size", [0, 5_000, None])
def test_a_damaged_database_is_put_aside_as_it_is(stored, place, size):
    stored.close()
    file = place.folder / "monitor.db"
    if size is None:
        file.write_bytes(b"\x5a" * 20_000)
    else:
        os.truncate(file, size)
    damaged = file.read_bytes()

    with pytest.raises(StorageError, match="monitor restore FILE"):
        read(place)
    assert file.read_bytes() == damaged
    done = restored(place)

    assert posts(file) == 6
    assert (done.kept.read_bytes() == damaged) or size == 0
    assert done.carried in (None, 0)


@pytest.mark.fault("F44")
def test_a_database_that_is_taken_away_while_it_is_used_is_not_written_any_more(
    stored, place, source
):
    (place.folder / "monitor.db").rename(place.folder / "elsewhere.db")
    source.post("365 days on netflix, and again")

    with pytest.raises(StorageError, match="was taken away or replaced"):
        run(source, stored)

    assert not (place.folder / "monitor.db").exists()


def test_what_was_spent_since_the_backup_stays_spent(stored, place):
    spend(stored, 40_000, "the first page")
    stored.back_up(place.folder / "later.db", NOW)
    spend(stored, 250_000, "the second page")

    done = restored(place, "later.db")

    with stored.read() as reader:
        assert reader.ledger.spent(LATER.date(), "x").day == 290_000
    assert done.carried == 250_000


@pytest.mark.parametrize("name", ["nothing.db", "words.txt", "monitor.db", "other.db", "cut.db"])
def test_what_is_no_backup_changes_nothing(stored, place, name):
    (place.folder / "words.txt").write_text("no database at all\n" * 500)
    with closing(sqlite3.connect(place.folder / "other.db")) as other:
        other.execute("create table recipe (name text)")
    shutil.copy(place.folder / "backup.db", place.folder / "cut.db")
    os.truncate(place.folder / "cut.db", 60_000)

    with pytest.raises(StorageError):
        restored(place, name)

    assert posts(place.folder / "monitor.db") == 7
    assert list(place.folder.glob("*before-restore*")) == []


def test_a_backup_of_another_key_or_of_a_newer_version_is_refused(stored, place):
    (place.folder / "other.key").write_text("ab" * 32)
    with pytest.raises(StorageError, match="author key"):
        restored(place, key_file=place.folder / "other.key")
    with closing(sqlite3.connect(place.folder / "backup.db")) as newer:
        newer.execute("update alembic_version set version_num = '9999'")
        newer.commit()
    with pytest.raises(StorageError, match="newer version"):
        restored(place)

    assert posts(place.folder / "monitor.db") == 7


def test_while_somebody_is_at_work_nothing_is_restored(stored, place):
    with (
        stored.only_writer_of("fake"),
        pytest.raises(TryLaterError, match=r"somebody is at work .*\(fake\)"),
    ):
        restored(place)

    assert posts(place.folder / "monitor.db") == 7


@pytest.mark.fault("F44")
def test_a_damaged_database_is_not_backed_up(stored, place):
    stored.close()
    file = place.folder / "monitor.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
        found = connection.execute("select rootpage from sqlite_master where name = 'mention'")
        at, size = found.fetchone()[0], connection.execute("pragma page_size").fetchone()[0]
    whole, where = file.read_bytes(), (at - 1) * size + 8
    file.write_bytes(whole[:where] + b"\x5a" * 200 + whole[where + 200 :])

    with closing(place.open()) as store, pytest.raises(StorageError, match="damaged"):
        store.back_up(place.folder / "second.db", NOW)

    assert not (place.folder / "second.db").exists()


def test_where_another_program_writes_it_is_not_waited_for_for_ever(stored, place, monkeypatch):
    monkeypatch.setattr("monitor.storage.databases.copies._PATIENCE_S", 0.2)
    with closing(sqlite3.connect(place.folder / "monitor.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TryLaterError, match="database is locked"):
            restored(place)

    assert posts(place.folder / "monitor.db") == 7


def test_killed_at_whatever_step_a_restore_loses_neither_posts_nor_money(stored, place):
    """Each file that it makes or removes is a step."""
    spend(stored, 40_000, "the first page")
    stored.back_up(place.folder / "later.db", NOW)
    spend(stored, 250_000, "the second page")
    stored.close()
    for number in range(1, 20):
        steps = []

        def die(path: Path, *_: object, number: int = number, steps: list[Path] = steps) -> None:
            steps.append(path)
            if len(steps) == number:
                raise KeyboardInterrupt

        with pytest.MonkeyPatch.context() as patched, suppress(KeyboardInterrupt):
            patched.setattr("monitor.storage.databases.copies.os.open", watched(die))
            restored(place, "later.db", now=LATER + timedelta(seconds=number))
        with closing(place.open()) as store, store.read() as reader:
            assert reader.ledger.spent(LATER.date(), "x").day == 290_000
        if len(steps) < number:
            break
    else:
        pytest.fail("it has more steps than were tried")
    assert list(place.folder.glob(".*")) == []


def watched(look: Any) -> Any:
    """os.open, looked at before."""
    genuine = os.open

    def opened(path: Any, *more: Any) -> int:
        look(path)
        return genuine(path, *more)

    return opened


def test_in_a_folder_with_odd_letters_it_is_the_same(place, new_database, tmp_path):
    folder = tmp_path / "odd" / "a%20b?c"
    shutil.copytree(new_database, folder)
    odd = Place(
        f"sqlite:///{str(folder).replace('%', '%25').replace('?', '%3F')}/monitor.db", folder
    )
    with closing(odd.open()) as store:
        spend(store, 40_000, "a page")
        store.back_up(folder / "backup.db", NOW)
        spend(store, 10_000, "another")

    assert restored(odd).carried == 10_000
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name]
