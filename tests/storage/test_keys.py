import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.errors import StorageError
from monitor.storage import Store
from monitor.storage.keys import Key, load_key
from monitor.storage.tables import Row
from tests.databases import Place
from tests.fakes import NOW, FakeSource, rows, run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def key_file(new_place: Place) -> Path:
    """The key of a database that was made with it and closed."""
    new_place.open().close()
    [file] = new_place.folder.glob("*.key")
    return file


def contents(store: Store) -> bytes:
    """All that the database holds, in bytes or as the server writes it."""
    if store.dialect == "sqlite":
        return b"".join(path.read_bytes() for path in Path(store.name).parent.glob("*.db*"))
    tables = Row.metadata.tables
    return str([rows(store, f'select t::text from "{name}" t') for name in tables]).encode()


def refusal(place: Place) -> str:
    with pytest.raises(StorageError) as refused:
        place.open()
    return str(refused.value)


def test_a_new_database_makes_a_key_for_its_owners_eyes_alone(new_place):
    before = os.umask(0)
    try:
        new_place.open().close()
    finally:
        os.umask(before)

    [key] = new_place.folder.glob("*.key")
    database = new_place.url.rpartition("/")[2].partition("?")[0]
    assert key.name == f"{database}.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(bytes.fromhex(key.read_text())) == 32


def test_no_draft_of_the_key_is_left_behind(key_file):
    assert [path.name for path in key_file.parent.glob("*.key*")] == [key_file.name]


def test_the_database_knows_its_key_by_a_fingerprint_only(new_place, key_file):
    secret = key_file.read_text().strip()

    store = new_place.open()
    key_file.unlink()
    held = contents(store)
    store.close()

    assert Key(bytes.fromhex(secret)).fingerprint.encode() in held
    assert secret.encode() not in held
    assert bytes.fromhex(secret) not in held


def test_a_missing_key_is_refused_and_not_replaced(new_place, key_file):
    key_file.unlink()

    said = refusal(new_place)

    assert str(key_file) in said
    assert "Put the key file back" in said
    assert "MONITOR_AUTHOR_KEY_FILE" in said
    assert not key_file.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (Key(b"another").hash("x") * 2, "is not the author key that this database was made with"),
        ("ab" * 16, "it was cut"),
        ("", "it was cut"),
        ("not a key", "hexadecimal"),
        ("ł", "hexadecimal"),
    ],
)
def test_a_wrong_or_damaged_key_is_refused_with_what_to_do(content, why, new_place, key_file):
    key_file.write_text(content, "utf-8")

    said = refusal(new_place)

    assert why in said
    assert str(key_file) in said
    assert "Put the right key file back, or name it in MONITOR_AUTHOR_KEY_FILE" in said
    assert key_file.read_text("utf-8") == content


def test_a_key_that_cannot_be_read_or_written_is_told_so(tmp_path):
    (tmp_path / "folder").mkdir()

    with pytest.raises(StorageError, match=r"Is a directory.*MONITOR_AUTHOR_KEY_FILE"):
        load_key(tmp_path / "folder", None)
    with pytest.raises(StorageError, match=r"No such file.*MONITOR_AUTHOR_KEY_FILE"):
        load_key(tmp_path / "nowhere" / "key", None)


def test_a_key_put_back_opens_the_database_again(new_place, key_file):
    content = key_file.read_text()
    key_file.write_text("ab" * 32)
    refusal(new_place)

    key_file.write_text(content)

    new_place.open().close()


def test_a_key_may_stand_elsewhere_and_serve_two_databases(new_place, tmp_path):
    named = tmp_path / "secrets" / "author.key"
    named.parent.mkdir()
    authors = []
    for url in (new_place.url, f"sqlite:///{tmp_path}/another.db"):
        store = Store.open(url, NOW, named)
        source = FakeSource()
        source.post("365 days on netflix", author="ann")
        run(source, store)
        authors.append(rows(store, "select author_hash from post"))
        store.close()

    assert authors[0] == authors[1]
    assert not list(tmp_path.glob("*.key"))


def test_an_author_is_known_by_a_keyed_hash_of_platform_and_id(store, source):
    for author in ("ann-4711", "bob", "ann-4711", None):
        source.post("365 days on netflix", author=author)
    run(source, store)

    ann, bob, again, nobody = (row[0] for row in rows(store, "select author_hash from post"))

    assert ann == again != bob
    assert nobody is None
    assert len(ann) == 32
    assert b"ann-4711" not in contents(store)


def test_parts_of_a_hash_do_not_run_into_each_other():
    key = Key(b"secret")

    assert key.hash("author", "x", "1") != key.hash("author", "x1", "")
    assert key.hash("author", "x") != key.hash("wording", "x")
    assert key.hash("author", "x") != Key(b"other").hash("author", "x")


OPENED = """
import sys
from pathlib import Path
from monitor.storage import Store
from tests.fakes import NOW
print(end="ready", flush=True)
sys.stdin.read(1)
Store.open(sys.argv[1], NOW, folder=Path(sys.argv[2])).close()
"""


def test_processes_that_make_the_database_at_once_end_with_one_key(new_place):
    command = [sys.executable, "-c", OPENED, new_place.url, str(new_place.folder)]
    pipe = subprocess.PIPE
    both = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) for _ in range(2)
    ]
    for process in both:
        process.stdout.read(len("ready"))  # loaded; from here on they run together
    for process in both:
        process.communicate("x")

    assert [process.returncode for process in both] == [0, 0]
    store = new_place.open()
    [file] = new_place.folder.glob("*.key*")
    key = load_key(file, None)
    assert rows(store, "select value from fact") == [(key.fingerprint,)]
    store.close()
