"""What is exported: ids unless texts are asked for, whole or not at all, never an author."""

import csv
import hashlib
import io
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from monitor.app import Monitor, exports
from monitor.app.evidence import TABLES, Evidence
from monitor.app.exports import Asked
from monitor.config import load_config, no_environment
from monitor.export.columns import POSTS, TREND, WORDS
from monitor.storage import Store
from tests.cli.conftest import WATCH
from tests.fakes import NOW, between, driver

SCRIPT = "</script><img src=x onerror=alert(1)>"


@pytest.fixture
def filled(monitor, watch, archive, folder, new_database):
    shutil.copytree(new_database, folder, dirs_exist_ok=True)
    monitor("import", archive, "--covers", "2020-07-01..2020-07-03")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_posts_are_ids_without_a_text_or_an_author(monitor, filled):
    ran = monitor("export")

    found = table(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert list(found[0]) == list(POSTS)
    assert [(row["id"], row["topic"], row["compound"]) for row in found] == [
        ("1", "film", "0.6249"),
        ("2", "film", "-0.4588"),
        ("3", "film", ""),
        ("3", "petition", ""),
    ]
    assert (found[2]["scored"], found[2]["unscored"]) == ("false", "language not read")
    assert not re.search("awful|author", ran.out)


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_every_form_holds_the_same_rows(monitor, filled, folder, form):
    told = monitor("export", "--what", "trend", "--by", "hour", "--out", f"rows.{form}")
    text = (folder / f"rows.{form}").read_text("utf-8")

    assert told.out == f"Wrote 96 rows to rows.{form}.\n"
    found = {
        "csv": lambda: table(text),
        "json": lambda: json.loads(text)["trend"],
        "jsonl": lambda: [json.loads(line) for line in text.splitlines()],
    }[form]()
    volumes = [str(row["volume"]) for row in found if row["topic"] == "film"]
    assert volumes.count("1") == 3
    assert volumes.count("0") == 45
    assert len(found) == 2 * 48


def test_a_trend_holds_every_field_of_the_contract_and_what_is_not_known_is_empty(monitor, filled):
    since = ("--since", "2020-07-02", "--until", "2020-07-05")
    contract = monitor("trend", "film", *since, "--json").json["points"]
    found = table(monitor("export", "--what", "trend", "--topic", "film", *since).out)
    as_json = monitor("export", "--what", "trend", "--topic", "film", *since, "--json").json

    assert list(found[0]) == list(TREND)
    assert {*found[0]} - {"ci_low", "ci_high", "topic", "tz", "by"} == {*contract[0]} - {"ci"}
    assert [row["volume"] for row in found] == ["2", "", ""]
    assert [row["mean_compound"] for row in found] == ["-0.4588", "", ""]
    whose = {"topic": "film", "tz": "Europe/London", "by": "day"}
    assert as_json["trend"] == [whose | point for point in contract]


def test_coverage_is_told_step_by_step_where_anything_is_known(monitor, filled):
    found = table(monitor("export", "--what", "coverage").out)

    assert [(row["source"], row["watched_s"], row["share"]) for row in found] == [
        ("archive", "86400", "1.0"),
        ("archive", "86400", "1.0"),
    ]


def test_signatures_are_exported_as_they_are_stored(monitor, filled, folder):
    (folder / "signatures.csv").write_text(
        "petition,at,count,kind,origin\nchange.org/p/a,2020-07-02T10:00Z,65000,reported,=cmd\n"
    )
    assert monitor("export", "--what", "signatures").code == 3
    assert monitor("signatures", "signatures.csv").code == 0

    (row,) = table(monitor("export", "--what", "signatures").out)

    assert (row["count"], row["kind"], row["origin"]) == ("65000", "reported", "'=cmd")


@pytest.mark.parametrize("what", ["posts", "trend"])
def test_where_nothing_is_stored_nothing_is_written_either(monitor, filled, folder, what):
    asked = ("export", "--what", what, "--since", "2021-01-01", "--until", "2021-01-03")
    ran = monitor(*asked, "--out", "rows.csv")

    assert ran.code == 3
    assert "nothing is stored in that window" in ran.err
    assert not (folder / "rows.csv").exists()
    assert monitor(*asked).out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--text", "--what", "trend"], "--text is for the rows of posts"),
        (["--text", "--evidence", "pack"], "holds ids alone"),
        (["--topic", "flim"], "did you mean film?"),
        (["--out", "."], "is a folder"),
        (["--since", "soon"], "is no moment"),
    ],
)
def test_a_wrong_question_is_answered_with_what_to_ask(monitor, filled, words, said):
    ran = monitor("export", *words)

    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_texts_come_with_a_warning_and_can_be_imported_again(monitor, filled, folder, watch):
    posts = [json.loads(line) for line in (folder / "posts.jsonl").read_text("utf-8").splitlines()]
    turned = 'petition: 365 days, netflix \u202e\x9b2J\n"=1" 🎬'
    again = {"referenced_tweets": [{"type": "retweeted", "id": "2"}], "text": "RT @a: 365…"}
    more = [
        posts[0] | {"id": "5", "text": turned},
        posts[0] | {"id": "6", "text": "on netflix", "entities": {"urls": [
            {"url": "https://t.co/a", "expanded_url": "https://change.org/p/x"}]}} | {
            "text": "365 days https://t.co/a netflix"},
        posts[1] | {"id": "7"} | again,
    ]  # fmt: skip
    (folder / "more.jsonl").write_text("\n".join(map(json.dumps, more)), "utf-8")
    monitor("import", "more.jsonl")

    ran = monitor("export", "--text", "--out", "own.jsonl")

    assert "X forbids to hand them on" in ran.err
    written = (folder / "own.jsonl").read_text("utf-8")
    assert not re.search("[\x80-\x9f\u202e]", written)
    first = json.loads(written.splitlines()[0])
    assert list(first) == [*POSTS, *WORDS]
    assert first["text"] == "365 days is a great film"

    (folder / "other").mkdir()
    other = folder / "other" / "config.yaml"
    shutil.copy(watch, other)
    (outcome,) = monitor("--config", other, "import", "own.jsonl", "--json").json["runs"]
    assert (outcome["status"], outcome["rejected"], outcome["unmatched"]) == ("ok", 0, {})
    assert monitor("--config", other, "export").out == monitor("export").out
    assert monitor("--config", other, "export", "--text").out == monitor("export", "--text").out
    assert table(monitor("--config", other, "export", "--what", "trend").out)


def test_ids_alone_are_no_posts_to_import(monitor, filled, folder):
    monitor("export", "--out", "ids.jsonl")

    ran = monitor("import", "ids.jsonl")

    assert ran.code == 2
    assert "holds no posts" in ran.err


def test_more_than_x_allows_to_hand_on_is_told(monitor, filled, monkeypatch):
    monkeypatch.setattr(exports, "MOST_IDS", 3)
    monkeypatch.setattr(exports, "MOST_OBJECTS", 4)

    assert "4 ids of X, which allows to hand one recipient no more than 3" in monitor("export").err
    assert "which allows" not in monitor("export", "--text").err


def test_an_export_that_breaks_off_leaves_the_old_file(monitor, filled, folder, monkeypatch):
    (folder / "rows.csv").write_text("old")
    (folder / "locked").mkdir()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))

    ran = monitor("export", "--out", "rows.csv")

    assert ran.code == 75
    assert "Make room" in ran.err
    assert (folder / "rows.csv").read_text() == "old"
    assert not list(folder.glob(".rows*"))


@pytest.fixture(scope="module")
def packed(tmp_path_factory, new_database) -> Path:
    """A pack of three invented posts by two people, made once."""
    folder: Path = tmp_path_factory.mktemp("packed")
    shutil.copytree(new_database, folder, dirs_exist_ok=True)
    (folder / "config.yaml").write_text(WATCH, "utf-8")
    (folder / "posts.csv").write_text(
        "id,created_at,author,lang,text\n"
        "1,2020-07-01T10:00Z,ann,en,365 days is a great film\n"
        "2,2020-07-02T10:00Z,ann,en,365 days on netflix is awful\n"
        '3,2020-07-02T11:00Z,bob,pl,"petition: 365 days, netflix!"\n',
        "utf-8",
    )
    config = load_config(folder / "config.yaml", no_environment)
    with Monitor(config, Store.open(config.database, NOW), lambda: NOW) as made:
        outcome = made.import_file(folder / "posts.csv")
        made.claim([outcome], between("2020-07-01T00:00", "2020-07-03T00:00"))
        made.write_report(made.summary(date(2020, 7, 2)))
        Evidence(made, folder / "config.yaml", Asked()).write(folder / "pack")
    return folder / "pack"


def test_a_pack_holds_the_reports_of_its_time_and_none_of_the_day_after(monitor, filled, folder):
    for words in ("--date 2020-07-01", "--date 2020-07-02", "--weekly --date 2020-07-02"):
        assert monitor("report", *words.split()).code == 0
    asked = ("--since", "2020-07-01", "--until", "2020-07-02")
    assert monitor("export", "--evidence", "pack", *asked).code == 0

    reports = {path.name for path in (folder / "pack" / "reports").iterdir()}
    assert reports == {"2020-07-01.json", "2020-W27.json"}


def test_a_pack_holds_what_is_needed_to_judge_the_figures(packed):
    names = {path.relative_to(packed).as_posix() for path in packed.rglob("*") if path.is_file()}

    assert names == {
        *TABLES, "README.md", "data-dictionary.md", "method.md", "config.yaml", "versions.json",
        "accuracy.json", "reports/2020-07-02.json", "MANIFEST.sha256",
    }  # fmt: skip
    readme = (packed / "README.md").read_text("utf-8")
    assert "365 Days: posts about film, petition, 2020-07-01T00:00:00+01:00" in readme
    assert (packed / "config.yaml").read_text("utf-8") == WATCH
    versions = json.loads((packed / "versions.json").read_text("utf-8"))
    assert sum(versions["scorers"]["film"].values()) == 2
    assert "vaderSentiment" in versions["packages"]
    daily = table((packed / "trend-daily.csv").read_text("utf-8"))
    assert [row["volume"] for row in daily] == ["1", "2", "0", "1"]


def test_every_column_of_a_pack_is_in_its_dictionary(packed):
    told = (packed / "data-dictionary.md").read_text("utf-8")

    for name in TABLES:
        header = (packed / name).read_text("utf-8").splitlines()[0].split(",")
        mine = told.split(f"## {name}\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \| \S", mine, re.MULTILINE) == header


def test_a_pack_holds_no_text_no_author_and_no_word_of_this_machine(packed):
    whole = "".join(p.read_text("utf-8") for p in packed.rglob("*") if p.is_file())
    with driver(f"sqlite:///{packed.parent}/monitor.db") as connection:
        hashes = {row[0] for row in connection.execute("select author_hash from post")}
        ((process,),) = connection.execute("select process from run").fetchall()

    assert not re.search(r"awful|great film|\b(?:ann|bob)\b", whole)
    assert str(packed.parent) not in whole
    assert len(hashes) == 2
    assert not any(hash_ in whole for hash_ in hashes)
    assert process not in whole


def test_the_manifest_sums_every_file(packed):
    lines = (packed / "MANIFEST.sha256").read_text("ascii").splitlines()
    sums = dict(reversed(line.split("  ")) for line in lines)

    files = {path.relative_to(packed).as_posix() for path in packed.rglob("*") if path.is_file()}
    assert files - {"MANIFEST.sha256"} == set(sums)
    for name, told in sums.items():
        assert hashlib.sha256((packed / name).read_bytes()).hexdigest() == told


def test_a_pack_of_the_same_moment_is_the_same_to_the_byte(monitor, filled, folder, monkeypatch):
    monkeypatch.setenv("MONITOR_NOW", "2020-07-20T12:00:00+00:00")
    for name in ("one.zip", "two.zip", "pack"):
        assert monitor("export", "--evidence", name).code == 0

    assert (folder / "one.zip").read_bytes() == (folder / "two.zip").read_bytes()
    with zipfile.ZipFile(folder / "one.zip") as found:
        assert found.testzip() is None
        for name in found.namelist():
            assert found.read(name) == (folder / "pack" / name).read_bytes()
    for name in ("pack", "one.zip"):
        ran = monitor("export", "--evidence", name)
        assert (ran.code, "is there already" in ran.err) == (2, True)
    assert not list(folder.glob(".*"))


def test_a_pack_of_a_time_in_which_nothing_is_stored_is_none(monitor, filled, folder):
    ran = monitor("export", "--evidence", "p", "--since", "2021-01-01", "--until", "2021-02-01")

    assert ran.code == 3
    assert not (folder / "p").exists()


def test_languages_of_few_people_are_told_together_in_every_file(packed):
    languages = table((packed / "languages.csv").read_text("utf-8"))
    posts = table((packed / "posts.csv").read_text("utf-8"))

    # One person wrote Polish, and one English: fewer than the two that are asked for.
    assert {(row["topic"], row["language"], row["posts"]) for row in languages} == {
        ("film", "other", "3"),
        ("petition", "other", "1"),
    }
    assert {row["language"] for row in posts} == {"other"}
    assert {row["author_mean"] for row in table((packed / "trend-daily.csv").read_text())} == {""}


def test_hostile_names_stay_text_in_a_pack(monitor, watch, archive, folder):
    config = WATCH.replace("title: 365 Days", f'title: "=1 {SCRIPT} [a](https://example.org)"')
    watch.write_text(config, "utf-8")
    monitor("import", archive)

    assert monitor("export", "--evidence", "pack").code == 0

    readme = (folder / "pack" / "README.md").read_text("utf-8")
    assert SCRIPT not in readme
    assert "](https" not in readme


def test_what_people_answered_is_in_the_pack(monitor, filled, folder, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("+\n+\n"))
    assert monitor("validate", "tone", "--topic", "film").code == 0

    monitor("export", "--evidence", "pack")

    (found,) = json.loads((folder / "pack" / "accuracy.json").read_text("utf-8"))
    assert (found["question"], found["topic"], found["answered"]) == ("tone", "film", 2)
