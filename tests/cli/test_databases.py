"""The same commands on both databases say the same; what is said where one is not there."""

import json
from pathlib import Path

import pytest

from tests.databases import BOTH, database_on
from tests.sample.pages import SHIPPED

NO_SERVER = "postgresql://ann:s3cret@127.0.0.1:1/monitor"
JULY = ("--since", "2020-06-29", "--until", "2020-07-13")
ASKED = (
    ("trend", "film", *JULY, "--by", "hour", "--json"),
    ("trend", "petition", *JULY, "--tz", "Asia/Kathmandu", "--json"),
    ("trend", "film", "--since", "2020-07-02T10:07:30.5Z", "--until", "2020-07-04", "--json"),
    ("posts", "--text", "--json"),
    ("verify", "--json"),
    ("rebuild", "--json"),
    ("report", "--date", "2020-07-10", "--format", "json"),
    ("check", "--json"),
)


def test_every_command_says_the_same_on_both(monitor, watch, request, monkeypatch):
    said = []
    for dialect in BOTH:
        folder = watch.parent / dialect
        folder.mkdir()
        (folder / "config.yaml").write_text(watch.read_text())
        monkeypatch.chdir(folder)
        with database_on(dialect, request, folder, made=False) as place:
            monkeypatch.setenv("MONITOR_DATABASE_URL", place.url)
            told = [monitor("import", SHIPPED, "--json")]
            told += [monitor(*command) for command in ASKED]
        reports = [path.read_text() for path in sorted(folder.glob("reports/*"))]
        said.append([(ran.code, ran.out) for ran in told] + reports)

    on_sqlite, on_postgresql = said
    assert [code for code, _ in on_sqlite[: len(ASKED)]] == [0] * len(ASKED)
    assert on_sqlite == on_postgresql


@pytest.mark.parametrize("words", [("verify",), ("trend", "film", "--json"), ("import", SHIPPED)])
def test_a_database_that_cannot_be_reached_ends_with_75_and_no_password(
    words, monitor, watch, monkeypatch
):
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    monkeypatch.setenv("MONITOR_DATABASE_URL", NO_SERVER)

    ran = monitor(*words)

    assert (ran.code, ran.out) == (75, "")
    assert "127.0.0.1/monitor cannot be reached" in ran.err
    assert "s3cret" not in ran.err


def test_check_is_in_order_without_its_database(monitor, watch, monkeypatch):
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    monkeypatch.setenv("MONITOR_DATABASE_URL", NO_SERVER)

    ran = monitor("check", "--json")

    assert ran.code == 0
    [remark] = [r for r in ran.json["remarks"] if r["where"] == "database"]
    assert "cannot be reached" in remark["problem"]
    assert "s3cret" not in ran.out


def test_the_demo_stays_on_its_own_file(monitor, folder: Path, monkeypatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", NO_SERVER)

    ran = monitor("demo", "--json")

    assert ran.code == 0
    assert Path(json.loads(ran.out)["database"]).is_file()
