import pytest

from monitor.storage import Store
from tests.around_the_clock import AWFUL, GREAT

KEYS = [
    "run", "source", "status", "file", "new", "updated", "unchanged", "unmatched", "rejected",
    "rejected_because", "matched", "unscored", "reposts", "pages", "cost_usd", "window",
    "covered", "reason", "error", "retry_at", "remarks", "fetched",
]  # fmt: skip


def test_a_collection_is_data_alone_with_every_key_of_the_contract(monitor, live, x):
    x.post(GREAT, at="2026-03-26T10:00")
    x.post("petition against 365 days", at="2026-03-26T11:00", author="bob", lang="pl")

    ran = monitor("collect", "--json")

    (run,) = ran.json["runs"]
    assert ran.code == 0
    assert list(run) == KEYS
    assert (run["source"], run["file"], run["status"], run["error"]) == ("x", None, "ok", None)
    assert (run["fetched"], run["new"], run["pages"], run["cost_usd"]) == (2, 2, 1, 0.01)
    assert (run["matched"], run["unscored"]) == ({"film": 1, "petition": 1}, 1)
    assert run["window"] == ["2026-03-19T12:15:00+00:00", "2026-03-26T11:59:30+00:00"]
    assert run["covered"] == [run["window"]]
    assert ran.err.startswith(
        "monitor: the clock of this process was started at 2026-03-26T12:00:00"
    )


def test_the_counts_of_a_collection_add_up_and_its_cost_is_what_x_bills(monitor, live, x, posts):
    live.write(sources="{x: {query: '\"365 days\" OR petition OR netflix'}}")
    x.post("nothing but netflix", at="2026-03-26T11:40")
    x.script("malformed")

    (run,) = monitor("collect", "--json").json["runs"]

    parts = run["new"] + run["updated"] + run["unchanged"] + run["rejected"]
    assert run["fetched"] == parts + sum(run["unmatched"].values()) == 32
    assert (run["rejected"], run["unmatched"]) == (1, {"no phrase": 1})
    assert run["cost_usd"] == x.billed_usd == 0.16


def test_a_second_collection_goes_on_where_the_first_one_stopped(monitor, live, x, posts):
    monitor("collect")
    x.post(AWFUL, at="2026-03-26T12:05")
    live.at("2026-03-26T12:15")

    (run,) = monitor("collect", "--json").json["runs"]

    assert (run["new"], run["status"]) == (1, "ok")
    assert x.billed_usd == 0.16
    assert (
        monitor("trend", "film", "--since", "2026-03-26", "--json").json["points"][0]["volume"]
        == 32 - 0
    )


def test_a_collection_for_people_is_one_line_with_what_it_cost(monitor, live, posts):
    ran = monitor("collect")

    assert ran.out == "x: 31 read, 31 new, 0 about no topic, $0.155\n"


@pytest.mark.fault("F3", "F4", "F5", "F6", "F7")
@pytest.mark.parametrize(
    ("step", "code", "status", "reason"),
    [
        ("401", 4, "blocked", "credentials"),
        ("403", 4, "blocked", "credentials"),
        ("402", 5, "blocked", "credits"),
        ("usage-cap", 5, "blocked", "credits"),
        ("400 no viable alternative", 2, "blocked", "query"),
        ("404", 75, "blocked", "refused"),
        ("429 reset=+120", 75, "limited", "rate limit"),
    ],
)
def test_the_exit_code_says_whose_turn_it_is(monitor, live, x, step, code, status, reason):
    x.script(step)

    ran = monitor("collect", "--json")

    (run,) = ran.json["runs"]
    assert (ran.code, run["status"], run["reason"]) == (code, status, reason)
    assert run["error"]
    assert run["retry_at"] > "2026-03-26T12:00"
    assert x.token not in ran.out + ran.err


@pytest.mark.fault("F1")
def test_a_limited_source_is_left_alone_until_x_takes_requests_again(monitor, live, x):
    x.script("429 reset=+120")
    monitor("collect")

    again = monitor("collect", "--json")
    live.at("2026-03-26T12:02:01")
    later = monitor("collect", "--json")

    assert (again.code, again.json["runs"][0]["status"]) == (75, "skipped")
    assert (later.code, later.json["runs"][-1]["status"]) == (0, "ok")


def test_a_person_may_ask_a_blocked_source_again_at_once(monitor, live, x):
    x.script("401")

    assert [monitor("collect").code for _ in range(2)] == [4, 0]


@pytest.mark.fault("F38")
def test_a_held_source_is_told_with_its_holder_and_75(monitor, live):
    store = Store.open(f"sqlite:///{live.folder}/monitor.db", live.x.now)
    with store.only_writer_of("x"):
        ran = monitor("collect", "--json")
    store.close()

    assert (ran.code, ran.json) == (75, {"runs": []})
    assert "holds the source x" in ran.err


def test_a_budget_that_is_used_up_ends_with_5_and_keeps_what_was_paid(monitor, live, x, posts):
    live.write(sources="{x: {budget: {daily_usd: 0.05}}}")

    first, second = (monitor("collect", "--json") for _ in "ab")

    assert (first.code, first.json["runs"][0]["reason"]) == (5, "budget reached")
    assert (first.json["runs"][0]["new"], x.billed_usd) == (10, 0.05)
    assert (second.code, second.json["runs"][0]["status"]) == (5, "skipped")
    assert len(x.requests) == 1


@pytest.mark.parametrize("words", [(), ("--source", "x"), ("--since", "1d")])
def test_without_a_token_nothing_is_asked_and_the_code_is_4(monitor, live, x, monkeypatch, words):
    monkeypatch.delenv("X_BEARER_TOKEN")

    ran = monitor("collect", *words)

    assert (ran.code, ran.out, x.requests) == (4, "", [])
    assert "x: skipped: there is no token. Set X_BEARER_TOKEN" in ran.err


def test_a_source_that_cannot_be_asked_counts_only_where_it_is_named_or_alone(
    monitor, live, monkeypatch
):
    live.write(sources="{x: {}, bluesky: {}}")
    assert monitor("collect").code == 0
    assert monitor("collect", "--source", "bluesky").code == 2

    monkeypatch.delenv("X_BEARER_TOKEN")
    assert monitor("collect").code == 4
    live.write(sources="{bluesky: {}}")
    assert monitor("collect").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--source", "twitter"], "its `sources` are: x"),
        (["--until", "2026-03-25"], "--until needs --since"),
        (["--since", "soon"], "is no moment"),
        (["--since", "2026-03-25", "--until", "2026-03-24"], "is empty"),
        (["--max-posts", "9"], "Invalid value for '--max-posts'"),
    ],
)
def test_a_collection_asked_for_in_a_wrong_way_says_how_to_ask(monitor, live, x, words, said):
    ran = monitor("collect", *words)

    assert (ran.code, x.requests) == (2, [])
    assert said in ran.err


def test_a_watch_without_sources_says_how_to_name_one(monitor, watch):
    ran = monitor("collect")

    assert ran.code == 2
    assert "sources: {x: " in ran.err


def test_a_moved_clock_is_refused_where_x_itself_would_be_asked(monitor, live, x, monkeypatch):
    for address in ("", "https://x.invalid"):
        monkeypatch.setenv("X_API_BASE_URL", address)

        for words in (["collect"], ["collect", "--dry-run"], ["estimate"]):
            ran = monitor(*words)
            assert (ran.code, x.requests) == (2, []), words
            assert "MONITOR_NOW moves the clock" in ran.out + ran.err


def test_a_dry_run_asks_nothing_and_leaves_nothing(monitor, live, x, posts):
    ran = monitor("collect", "--dry-run", "--json")

    (plan,) = ran.json["plan"]
    assert (ran.code, ran.json["runs"], x.requests, live.runs()) == (0, [], [], [])
    assert list(plan) == ["source", "query", "window", "at_most_usd"]
    assert plan["at_most_usd"] == 1.0
    told = monitor("collect", "--dry-run").out
    assert told.startswith("x: from 2026-03-19 13:15 to 2026-03-26 12:59, at most $1.00 now\n")
    assert '"365 days"' in told


def test_a_dry_run_of_what_is_read_already_asks_nothing(monitor, live, posts):
    monitor("collect")

    assert monitor("collect", "--since", "1d", "--until", "2026-03-26", "--dry-run").out == (
        "Nothing would be asked.\n"
    )


def test_no_more_posts_are_read_than_one_wants_to_pay(monitor, live, x, posts):
    ran = monitor("collect", "--max-posts", "10", "--json")

    (run,) = ran.json["runs"]
    assert (ran.code, run["fetched"], run["reason"]) == (0, 10, "--max-posts")
    assert x.billed_usd == 0.05


def test_time_of_the_past_is_read_once_newest_first(monitor, live, x, posts):
    words = ("--since", "2026-03-26T10:00", "--until", "2026-03-26T12:00")  # in Berlin

    first, second = monitor("collect", *words, "--json"), monitor("collect", *words, "--json")

    (run,) = first.json["runs"]
    assert run["window"] == ["2026-03-26T09:00:00+00:00", "2026-03-26T11:00:00+00:00"]
    assert (first.code, run["new"]) == (0, 20)
    assert (second.code, second.json) == (0, {"runs": []})
    assert "x: all of that time has been read already." in second.err
    assert len(x.requests) == 1


def test_time_older_than_seven_days_is_paid_for_only_with_yes(monitor, live, x):
    x.posts(20, f"{GREAT} {{n}}", since="2026-03-02", until="2026-03-03")
    words = ("collect", "--since", "2026-03-01", "--until", "2026-03-05")

    asked = monitor(*words, "--json")
    assert (asked.code, asked.json) == (2, {"runs": []})
    assert "about 20 posts from 2026-03-01 00:00 to 2026-03-05 00:00, $0.100 to read" in asked.err
    assert "Only posts that still exist come" in asked.err
    assert "--yes" in asked.err
    assert {seen.path for seen in x.requests} == {"/2/tweets/counts/all"}

    paid = monitor(*words, "--yes", "--json")
    assert (paid.code, [run["new"] for run in paid.json["runs"]]) == (0, [20])
    assert "$0.100 to read" in paid.err
    assert x.requests[-1].path == "/2/tweets/search/all"
    assert monitor("status", "--json").json["sources"]["x"]["spent_today_usd"] == pytest.approx(
        0.1 + 2 * 0.01
    )
