"""`monitor run` as a process of its own; X is in this one, so that a test can hold its answers."""

import re
import runpy
import signal
import sys

import pytest

from tests.around_the_clock import GREAT, said, until


@pytest.fixture
def page_under_way(live, x):
    """Wait until a request is on its way, while X's answers are held back."""

    def wait() -> None:
        until(lambda: live.rows("select 1 from spend where reservation"), "a page under way")

    return wait


@pytest.fixture
def two_pages(monitor, live, x):
    live.write(sources="{x: {budget: {daily_usd: 10}}}")
    live.at("2026-03-26T07:00")
    monitor("collect")
    x.posts(150, f"{GREAT} {{n}}", since="2026-03-26T08:00", until="2026-03-26T11:00")
    live.at("2026-03-26T12:00", runs=True)


def test_a_clock_tells_what_ran_and_what_comes_next_and_ends_well(monitor, live, x):
    x.post(GREAT, at="2026-03-26T11:00")
    live.at("2026-03-26T12:00", runs=True)

    with live.start("run") as running:
        running.line("collect x: 1 read, 1 new, 0 about no topic, $0.005")
        coming = "fill 2026-03-27 00:50:00, report 2026-03-27 07:00:00"
        assert re.search(f"next: collect 2026-03-26 13:0.:.., {coming}", running.line("next: "))
        running.line("collect x: 1 read, 0 new, 1 known already")
        refused = monitor("run")
        kept = monitor("status", "--json").json["running"]
        code = running.stopped(signal.SIGTERM)

    assert (code, running.lines[-1][20:]) == (0, "stopped.")
    assert running.errors[0].startswith(
        "monitor: the clock of this process was started at 2026-03-26T12:00"
    )
    assert len(running.errors) == 1
    assert refused.code == 75
    assert f"run by process {running.process.pid} on" in refused.err
    assert kept.startswith(f"run by process {running.process.pid} on")
    assert [row[0] for row in live.runs("run")] == ["ok"]
    assert x.token not in "".join(running.lines + running.errors)


@pytest.mark.fault("F35")
@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_finishes_the_page_under_way_and_a_start_goes_on_behind_it(
    monitor, live, x, two_pages, page_under_way, signal_
):
    with live.start("run") as running:
        with x.desk.lock:
            page_under_way()
            running.send(signal_)
            running.line("stopping after the page under way")
        code = running.ended()

    assert (code, len(x.requests)) == (0, 2)
    assert live.runs()[-1][:3] == ("partial", "stopped", 1)
    assert live.rows("select count(*) from post") == [(100,)]

    live.at("2026-03-26T12:15")
    assert monitor("run", "--once").code == 0
    assert live.rows("select count(*) from post") == [(150,)]
    assert x.billed_usd == 0.75


@pytest.mark.fault("F35")
@pytest.mark.long
def test_a_second_stop_leaves_at_once_and_loses_the_page_alone(live, x, two_pages, page_under_way):
    with x.desk.lock, live.start("run") as running:
        page_under_way()
        running.send(signal.SIGTERM)
        running.line("stopping")
        running.send(signal.SIGINT)
        assert running.ended() == 130

    assert live.rows("select count(*) from post") == [(0,)]


@pytest.mark.long
def test_a_killed_clock_is_nobodys_and_the_next_one_finishes_its_work(
    monitor, live, x, two_pages, page_under_way
):
    with x.desk.lock, live.start("run") as running:
        page_under_way()
        assert running.stopped(signal.SIGKILL) == -signal.SIGKILL
    assert monitor("status", "--json").json["running"] is None

    live.at("2026-03-26T12:00:10", runs=True)
    with live.start(module="jobs") as running:
        running.line("collect x: 150 read, 150 new")
        running.line("next: ")
        assert running.stopped() == 0

    assert [row[0] for row in live.runs()][1:3] == ["abandoned", "ok"]
    assert [row[0] for row in live.runs("run")] == ["abandoned", "ok"]
    assert live.rows("select count(*), count(distinct native_id) from post") == [(150, 150)]
    spent = monitor("status", "--json").json["sources"]["x"]["spent_today_usd"]
    assert x.billed_usd == 0.75 <= spent <= 0.80  # a little may be held back in doubt


def test_once_is_every_job_once_by_either_door(monitor, live, x, monkeypatch, capsys):
    x.post(GREAT, at="2026-03-26T11:00")
    assert monitor("run", "--once").code == 0
    live.at("2026-03-27T06:01")

    monkeypatch.setattr(sys, "argv", ["jobs", "--config", "config.yaml", "--once"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("jobs", run_name="__main__")

    assert not ended.value.code
    told = said(capsys.readouterr().out.splitlines(), r"^\S+ \S+ (\w+) (\S+) ?(.*)$")
    assert [words[0] for words in told] == ["collect", "report"]
    assert told[1][1:] == ("2026-03-26", "provisional: reports/2026-03-26.html")
    assert (live.folder / "reports" / "2026-03-26.html").is_file()


@pytest.mark.parametrize(
    ("step", "code"),
    [("ok", 0), ("401", 4), ("402", 5), ("429 reset=+60", 75), ("400 no", 2)],
)
def test_once_ends_with_the_code_of_its_sources(monitor, live, x, step, code):
    x.script(step)

    assert monitor("run", "--once").code == code


def test_once_tells_a_report_that_could_not_be_written(monitor, live):
    monitor("run", "--once")
    live.at("2026-03-27T06:01")
    (live.folder / "reports").write_text("in the way", "utf-8")

    ran = monitor("run", "--once")

    assert ran.code == 2
    assert re.search("report failed: .*reports", ran.out)


def test_a_clock_that_could_never_collect_is_not_started(monitor, live, watch, x, monkeypatch):
    live.write(sources="{}")
    assert monitor("run").code == 2

    live.write(sources="{bluesky: {}}")
    assert monitor("run").code == 2

    live.write()
    monkeypatch.setenv("X_API_BASE_URL", "")
    moved = monitor("run")
    assert (moved.code, "MONITOR_NOW moves the clock" in moved.err) == (2, True)

    monkeypatch.delenv("X_BEARER_TOKEN")
    ran = monitor("run")
    assert (ran.code, ran.out, x.requests) == (4, "", [])
    assert "there is no token" in ran.err


@pytest.mark.fault("F42")
def test_a_schedule_that_never_comes_is_a_fault_and_starts_nothing(monitor, live, x):
    live.write(collect="0 0 31 2 *")

    ran = monitor("run")

    assert (ran.code, x.requests) == (2, [])
    assert "schedule.collect: '0 0 31 2 *' never comes" in ran.err


@pytest.mark.fault("F42")
@pytest.mark.parametrize("words", [("run",), ("run", "--once"), ("collect",), ("report",)])
def test_with_a_slip_of_the_pen_nothing_starts_and_all_of_them_are_told(monitor, live, x, words):
    path = live.write(sources="{x: {budget: {dayly_usd: 1}}}")
    path.write_text(path.read_text("utf-8").replace("Europe/Berlin", "Europe/Berlyn"), "utf-8")

    ran = monitor(*words)

    assert (ran.code, ran.out, x.requests, live.rows("select 1 from run")) == (2, "", [], [])
    assert "line 2: timezone: 'Europe/Berlyn' is no time zone. Did you mean" in ran.err
    assert "line 6: sources.x.budget.dayly_usd: there is no such key. Did you mean" in ran.err
