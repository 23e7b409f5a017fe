import gzip
import json

import pytest
import yaml

from monitor.config import load_config
from monitor.config.lint import lint
from monitor.sources.sample import WATCH as WATCH_OF_THE_DEMO
from tests.cli.conftest import WATCH


def test_init_writes_a_watch_that_is_in_order_and_says_what_comes_next(monitor, folder):
    ran = monitor("init", 'Cuties: "the film"', "--petition", "https://change.org/p/cuties?x=1")

    config = load_config(folder / "config.yaml")
    assert ran.code == 0
    assert "check" in ran.out
    assert config.title == 'Cuties: "the film"'
    assert config.topics[1].links == ("https://change.org/p/cuties?x=1",)
    assert lint(config) == []


def test_init_overwrites_nothing(monitor, watch):
    ran = monitor("init", "Cuties")

    assert ran.code == 2
    assert "exists already" in ran.err
    assert watch.read_text("utf-8") == WATCH


def test_init_refuses_a_title_without_words_and_leaves_nothing_behind(monitor, folder):
    ran = monitor("init", "!!!")

    assert ran.code == 2
    assert "holds no letter or digit" in ran.err
    assert list(folder.iterdir()) == []


def test_an_import_tells_what_it_did_in_counts_that_add_up(monitor, watch, archive):
    ran = monitor("import", archive, "--json")

    (run,) = ran.json["runs"]
    assert ran.code == 0
    assert run == {
        "run": 1,
        "source": "archive",
        "file": str(archive),
        "status": "ok",
        "fetched": 4,
        "new": 3,
        "updated": 0,
        "unchanged": 0,
        "unmatched": {"phrase without context": 1},
        "rejected": 0,
        "rejected_because": [],
        "matched": {"film": 3, "petition": 1},
        "unscored": 1,
        "reposts": 0,
        "pages": 1,
        "cost_usd": 0.0,
        "window": ["2020-07-01T10:00:00+00:00", "2020-07-02T12:00:00+00:00"],
        "covered": [],
        "reason": None,
        "error": None,
        "retry_at": None,
        "remarks": [],
    }


def test_a_second_import_changes_nothing(monitor, watch, archive):
    monitor("import", archive)
    before = monitor("posts", "--json").json

    (run,) = monitor("import", archive, "--json").json["runs"]

    assert (run["new"], run["updated"], run["unchanged"]) == (0, 0, 3)
    assert monitor("posts", "--json").json == before


def test_the_operators_claim_of_cover_is_recorded(monitor, watch, archive):
    ran = monitor("import", archive, "--covers", "2020-07-01..2020-07-03", "--json")

    assert ran.json["runs"][0]["covered"] == [
        ["2020-06-30T23:00:00+00:00", "2020-07-02T23:00:00+00:00"]
    ]
    points = monitor(
        "trend", "film", "--since", "2020-07-01", "--until", "2020-07-04", "--json"
    ).json["points"]
    assert [point["coverage"] for point in points] == [1.0, 1.0, None]


def test_a_claim_of_cover_holds_for_all_files_or_for_none(monitor, watch, archive, folder):
    (folder / "empty.jsonl").touch()
    words = ("--covers", "2020-07-01..2020-07-03", "--json")

    ran = monitor("import", archive, "empty.jsonl", *words)

    assert [run["covered"] for run in ran.json["runs"]] == [[], []]
    assert "--covers is not recorded: empty.jsonl was not read whole" in ran.err
    assert monitor("import", archive, archive, *words).json["runs"][0]["covered"]


def test_an_archive_that_is_cut_off_is_partial_and_says_so(monitor, watch, folder, archive):
    line = archive.read_text("utf-8").splitlines()[0]
    rows = "".join(f"{line.replace('1', str(n), 1)}\n" for n in range(10, 3000))
    whole = gzip.compress(rows.encode())
    (folder / "cut.gz").write_bytes(whole[: len(whole) // 2])

    ran = monitor("import", "cut.gz", "--json")

    (run,) = ran.json["runs"]
    assert (run["status"], run["new"] > 0) == ("partial", True)
    assert "cut off or damaged after line" in run["error"]
    assert "partial: cut.gz is cut off" in monitor("import", "cut.gz").out


def test_the_demo_never_touches_the_operators_own_database(monitor, folder, monkeypatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", "sqlite:///real.db")
    monkeypatch.setenv("MONITOR_AUTHOR_KEY_FILE", "real.key")

    assert monitor("demo").code == 0
    assert not list(folder.glob("**/real*"))
    assert (folder / "demo" / "monitor.db").exists()


def test_the_demos_own_watch_is_renewed(monitor, folder):
    (folder / "demo").mkdir()
    path = folder / "demo" / "config.yaml"
    path.write_text(f"{WATCH_OF_THE_DEMO}# of an older version\n", "utf-8")

    assert monitor("demo").code == 0
    assert path.read_text("utf-8") == WATCH_OF_THE_DEMO


def test_files_without_posts_are_refused_beside_others_that_are_read(
    monitor, watch, archive, folder
):
    counts = folder / "counts.jsonl"
    counts.write_text('{"data": [{"start": 1, "end": 2, "tweet_count": 3}]}\n', "utf-8")

    ran = monitor("import", counts, archive, folder / "none.csv", "--json")

    assert ran.code == 0
    assert [run["status"] for run in ran.json["runs"]] == ["failed", "ok", "failed"]
    assert "holds no posts" in ran.json["runs"][0]["error"]
    assert "does not exist" in ran.json["runs"][2]["error"]


def test_an_import_of_nothing_but_refused_files_is_a_wrong_question(monitor, watch, folder):
    (folder / "empty.jsonl").touch()

    ran = monitor("import", "empty.jsonl")

    assert ran.code == 2
    assert "empty.jsonl holds no posts: it is empty" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--platform", "My Forum"], "is no name for a platform"),
        (["--covers", "2020-07-01"], "--covers takes two moments"),
        (["--covers", "2020-07-02..2020-07-01"], "is empty"),
        (["--covers", "then..now"], "is no moment"),
    ],
)
def test_an_import_asked_for_in_a_wrong_way_says_how_to_ask(monitor, watch, archive, words, said):
    ran = monitor("import", archive, *words)

    assert ran.code == 2
    assert said in ran.err


def test_the_demo_runs_the_main_line_and_twice_gives_the_same_page(monitor, folder):
    first = monitor("demo", "--json").json
    page = (folder / "demo" / "reports" / "2020-07-10.html").read_bytes()

    second = monitor("demo", "--json").json

    assert set(first) == {"database", "report", "topics"}
    assert first == second
    assert first["topics"]["film"]["volume"] > 50
    assert (folder / "demo" / "reports" / "2020-07-10.html").read_bytes() == page
    assert b"invented" in page


def test_the_demo_shows_a_line_for_each_topic_and_where_the_report_lies(monitor, folder):
    ran = monitor("demo", "--folder", "shown")

    assert ran.code == 0
    assert "▁" in ran.out
    assert "█" in ran.out
    assert "shown/reports/2020-07-10.html" in ran.out
    assert "Every post in this demo is invented" in ran.out


def test_the_demo_mixes_with_no_other_watch(monitor, watch):
    ran = monitor("demo", "--folder", ".")

    assert ran.code == 2
    assert "give the demo a folder of its own" in ran.err


def test_the_demo_refuses_a_database_of_other_posts(monitor, watch, archive, folder):
    monitor("import", archive)
    watch.rename(folder / "other.yaml")

    ran = monitor("demo", "--folder", ".")

    assert ran.code == 2
    assert "holds a database with other posts" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["import", "a" * 300],
        ["--config", "a" * 300, "init", "x"],
        ["--config", "config.yaml/x.yaml", "init", "x"],
        ["demo", "--folder", "config.yaml"],
        ["demo", "--folder", "a/" + "b" * 300],
    ],
)
def test_paths_that_cannot_be_are_told_without_a_traceback(monitor, watch, words):
    ran = monitor(*words)

    assert ran.code in (2, 75)
    assert ran.err.count("\n") == 1


@pytest.mark.fault("F33")
def test_hostile_names_are_shown_and_not_obeyed(monitor, watch, folder):
    name = "a\x1b[31m[bold]b.jsonl"
    (folder / name).write_text("{}", "utf-8")

    ran = monitor("import", name)

    assert "\x1b" not in ran.err
    assert "[bold]b.jsonl" in ran.err


def test_the_starter_explains_itself_in_yaml_that_loads(monitor, folder):
    monitor("init", "Cuties")

    text = (folder / "config.yaml").read_text("utf-8")
    assert text.count("#") > 5
    assert json.dumps(yaml.safe_load(text), default=str)
