"""backup and restore, as people use them."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.around_the_clock import GREAT


def stored(monitor) -> int:
    return len(monitor("posts", "--json").json["posts"])


def test_a_backup_is_made_and_put_back(monitor, watch, archive, folder):
    monitor("import", archive)
    before = stored(monitor)
    made = monitor("backup", "safe.db")
    again = json.dumps({"platform": "forum", "id": "9", "created_at": "2020-07-02T10:00:00Z",
                        "text": "365 days on netflix, again"})  # fmt: skip
    (folder / "more.jsonl").write_text(again, "utf-8")
    monitor("import", "more.jsonl")
    assert stored(monitor) == before + 1

    restored = monitor("restore", "safe.db")

    assert (made.code, restored.code) == (0, 0)
    assert "safe.db" in made.out
    assert "author key is not in it" in made.out
    assert "keep monitor.db.key in another safe place" in made.out
    assert "The database that stood there is kept: monitor.db.before-restore-" in restored.out
    assert stored(monitor) == before
    assert monitor("verify").code == 0


def test_for_programs_both_say_what_they_did(monitor, watch, archive, folder):
    monitor("import", archive)

    made = monitor("backup", "--json").json
    restored = monitor("restore", made["file"], "--json").json

    assert set(made) == {"file", "bytes", "posts", "author_key"}
    assert made["author_key"] == str(folder / "monitor.db.key")
    assert set(restored) == {"file", "posts", "kept", "carried_usd"}
    assert (restored["posts"], restored["carried_usd"]) == (made["posts"], 0.0)


@pytest.mark.fault("F44")
def test_a_lost_database_is_told_and_never_made_anew_until_it_is_put_back(
    monitor, watch, archive, folder
):
    monitor("import", archive)
    monitor("backup", "safe.db")
    for file in folder.glob("monitor.db*"):
        if file.suffix != ".key":
            file.unlink()

    lost = monitor("trend", "film")

    assert lost.code == 2
    assert "monitor restore FILE" in lost.err
    assert not (folder / "monitor.db").exists()
    assert monitor("restore", "safe.db").code == 0
    assert stored(monitor)


@pytest.mark.fault("F44")
def test_the_clock_does_not_start_on_a_damaged_database(monitor, live, posts, folder, x):
    monitor("collect")
    asked = len(x.requests)
    with closing(sqlite3.connect("monitor.db")) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
        page = connection.execute("select rootpage from sqlite_master where name = 'mention'")
        at, size = page.fetchone()[0], connection.execute("pragma page_size").fetchone()[0]
    whole = (folder / "monitor.db").read_bytes()
    where = (at - 1) * size + 8
    (folder / "monitor.db").write_bytes(whole[:where] + b"\x5a" * 200 + whole[where + 200 :])

    ran = monitor("run")

    assert ran.code == 2
    assert "monitor restore FILE" in ran.err
    assert len(x.requests) == asked


def test_a_file_that_is_no_backup_is_refused(monitor, watch, archive):
    monitor("import", archive)

    ran = monitor("restore", str(archive))

    assert ran.code == 2
    assert "no backup of the monitor" in ran.err


def test_after_a_lost_database_nothing_more_is_bought_on_that_day(monitor, live, posts, folder, x):
    monitor("collect")
    monitor("backup", "safe.db")
    x.posts(100, f"{GREAT} {{n}}", since="2026-03-26T11:00", until="2026-03-26T12:10")
    live.at("2026-03-26T12:15")
    monitor("collect")
    billed = x.billed_usd
    for file in folder.glob("monitor.db*"):
        if file.suffix != ".key":
            file.unlink()

    restored = monitor("restore", "safe.db")
    live.at("2026-03-26T12:30")
    today = monitor("collect")
    live.at("2026-03-27T00:15")
    tomorrow = monitor("collect")

    assert "nothing more is bought today" in restored.out
    assert (today.code, x.billed_usd > billed) == (5, True)
    assert len(x.billed["2026-03-26"]) * 0.005 == billed
    assert tomorrow.code == 0


@pytest.mark.parametrize("name", [".", "", "/", ".."])
def test_a_backup_needs_the_name_of_a_file(monitor, watch, name):
    ran = monitor("backup", name)

    assert ran.code == 2
    assert "name a file in it" in ran.err
