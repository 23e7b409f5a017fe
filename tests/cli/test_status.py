from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.app import open_monitor
from monitor.runs import RunOutcome
from monitor.storage import Store
from tests.around_the_clock import GREAT


@pytest.fixture
def state(monitor):
    """Code, state, reason and next try of x."""

    def ask():
        ran = monitor("status", "--json")
        assert ran.json["ok"] == (ran.code == 0)
        x = ran.json["sources"]["x"]
        return ran.code, x["state"], x["reason"], x["next_probe"]

    return ask


def test_a_status_is_data_alone_with_every_key_of_the_contract(monitor, live, x):
    x.post(GREAT, at="2026-03-26T11:00")
    monitor("collect")

    ran = monitor("status", "--json")

    told = ran.json
    assert ran.code == 0
    assert list(told) == ["ok", "sources", "jobs", "running", "deliveries", "database"]
    assert list(told["sources"]["x"]) == [
        "state", "reason", "next_probe", "last_success", "spent_today_usd", "spent_month_usd",
    ]  # fmt: skip
    assert told["sources"]["x"]["last_success"][:16] == "2026-03-26T12:00"
    assert told["sources"]["x"]["spent_month_usd"] == 0.005
    assert [job["name"] for job in told["jobs"]] == ["collect", "fill", "report"]
    collect, _, report = told["jobs"]
    assert (collect["last"]["status"], report) == (
        "ok",
        {"name": "report", "last": None, "next": None},
    )
    assert (told["database"]["dialect"], told["running"]) == ("sqlite", None)
    assert told["database"]["revision"]
    assert told["database"]["bytes"] > 10_000


def test_a_status_for_people_shows_sources_jobs_clock_and_database(monitor, live, x):
    x.post(GREAT, at="2026-03-26T11:00")
    monitor("collect")

    lines = monitor("status").out.splitlines()

    assert lines[0].split("  ")[:2] == ["source", "state"]
    assert lines[1].split() == ["x", "ok", "2026-03-26", "13:00", "—", "$0.005", "$0.005"]
    assert lines[3].split() == ["collect", "2026-03-26", "13:00", "ok", "—"]
    assert lines[4].split() == ["fill", "—", "never", "—"]
    assert lines[6].startswith("Nobody keeps the clock. Start it with: ")
    assert lines[6].endswith(" run")
    assert lines[7].startswith("Database: sqlite, schema ")


def test_a_source_that_was_never_asked_is_not_well_yet(live, state):
    assert state() == (75, "new", "never asked", None)


@pytest.mark.parametrize(
    ("step", "code", "told", "reason"),
    [
        ("401", 4, "blocked", "credentials"),
        ("402", 5, "blocked", "credits"),
        ("400 no", 2, "blocked", "query"),
        ("404", 75, "blocked", "refused"),
        ("429 reset=+120", 75, "limited", "rate limit"),
    ],
)
def test_what_keeps_a_source_is_told_with_its_next_try(
    monitor, live, x, state, step, code, told, reason
):
    x.script(step)
    monitor("collect")

    *stands, probe = state()

    assert stands == [code, told, reason]
    assert "2026-03-26T12:0" < probe <= "2026-03-26T13:00:01"


def test_a_source_that_stood_still_for_long_is_stale(monitor, live, state):
    monitor("collect")
    live.at("2026-03-27T13:00")
    assert state() == (0, "ok", None, None)

    live.at("2026-03-27T14:01")
    assert state() == (75, "stale", "not asked for long", None)


def test_a_source_that_fails_is_told_once_it_does_so_for_an_hour(monitor, live, state):
    monitor("collect")
    store = Store.open(f"sqlite:///{live.folder}/monitor.db", live.x.now)
    now = live.x.now + timedelta(minutes=15)
    with store.write() as writer:
        run = writer.start_run("collect", RunOutcome(0, "x", window=(live.x.now, now)), "x", now)
        writer.end_run(replace(run, status="partial", reason="network", error="…"), now)
    store.close()

    live.at("2026-03-26T12:59")
    assert state() == (0, "ok", None, None)
    live.at("2026-03-26T13:01")
    assert state() == (75, "failing", "network", None)


def test_a_source_without_a_token_counts_where_there_is_no_other(
    monitor, live, state, monkeypatch
):
    live.write(sources="{x: {}, bluesky: {}}")
    monitor("collect")
    assert monitor("status").code == 0
    assert monitor("status", "--json").json["sources"]["bluesky"]["reason"] == "not supported"

    monkeypatch.delenv("X_BEARER_TOKEN")
    assert state() == (4, "skipped", "credentials", None)


def test_a_watch_without_sources_is_well(monitor, watch):
    ran = monitor("status", "--json")

    assert (ran.code, ran.json["sources"], ran.json["ok"]) == (0, {}, True)


def test_who_keeps_the_clock_is_told_and_what_comes_next(monitor, live, x):
    monitor("collect")
    with open_monitor(live.folder / "config.yaml", lambda: x.now) as other:
        with other.keeping_the_clock():
            told = monitor("status", "--json").json
            lines = monitor("status").out
        after = monitor("status", "--json").json

    assert told["running"].startswith("run by process ")
    nexts = {job["name"]: job["next"][:16] for job in told["jobs"]}
    assert nexts == {
        "collect": "2026-03-26T12:00",
        "fill": "2026-03-26T23:50",
        "report": "2026-03-27T06:00",
    }
    assert "The clock is kept: run by process " in lines
    assert (after["running"], [job["next"] for job in after["jobs"]]) == (None, [None] * 3)


@pytest.mark.fault("F41", "F43")
def test_a_job_that_failed_makes_it_unwell_until_it_does_its_work(monitor, live, x, folder):
    x.post(GREAT, at="2026-03-26T11:00")
    monitor("collect")
    live.at("2026-03-27T12:00")
    (folder / "reports").write_text("a file in the place of the folder")
    monitor("run", "--once")
    unwell = monitor("status", "--json")
    (folder / "reports").unlink()
    live.at("2026-03-27T12:15")
    monitor("run", "--once")

    assert (unwell.code, unwell.json["ok"]) == (75, False)
    assert unwell.json["sources"]["x"]["state"] == "ok"
    assert monitor("status").code == 0


@pytest.mark.fault("F41")
def test_a_fault_of_our_own_is_a_failed_run_and_told_at_once(monitor, live, x, state, monkeypatch):
    x.post(GREAT, at="2026-03-26T11:00")
    monitor("collect")
    live.at("2026-03-26T12:15")

    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    with monkeypatch.context() as patched:
        patched.setattr("monitor.collect.reading.match", broken)
        ran = monitor("run", "--once")

    assert ran.code == 1
    assert "collect failed: ZeroDivisionError" in ran.out
    assert state() == (75, "failing", "fault", None)
    assert monitor("collect").code == 0
    assert state() == (0, "ok", None, None)


def test_a_month_whose_money_is_used_up_is_told_as_that(monitor, live, x, state):
    live.write(sources="{x: {budget: {daily_usd: 0.05, monthly_usd: 0.05}}}")
    x.posts(30, f"{GREAT} {{n}}", "2026-03-26T08:00", "2026-03-26T11:00")
    monitor("collect")
    live.at("2026-03-28T12:00")

    assert state() == (5, "stale", "budget reached", None)
