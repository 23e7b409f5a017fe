import pytest

from tests.cli.conftest import WATCH


@pytest.mark.fault("F42")
def test_check_tells_every_fault_on_its_own_line(monitor, folder):
    (folder / "config.yaml").write_text("title: 365\ntopcs: {}\n", "utf-8")

    ran = monitor("check")

    assert ran.code == 2
    assert [line.split(": ")[:3] for line in ran.err.splitlines()] == [
        ["monitor", "line 1", "title"],
        ["monitor", "line 1", "topics"],
        ["monitor", "line 2", "topcs"],
    ]


def test_check_tells_faults_as_data_too(monitor, folder):
    (folder / "config.yaml").write_text("title: x\ntopics: {a: {phrases: [365]}}\n", "utf-8")

    ran = monitor("check", "--json")

    assert ran.code == 2
    assert ran.json == {
        "ok": False,
        "faults": [
            {
                "where": "topics.a.phrases.0",
                "line": 2,
                "problem": "YAML takes 365 for a number, not for text",
                "fix": 'Write it in quotes: "365"',
            }
        ],
        "remarks": [],
        "edits": [],
        "queries": [],
        "cost_per_day_usd": 0,
    }


def test_check_of_a_watch_in_order_costs_nothing_and_makes_nothing(monitor, watch, folder):
    ran = monitor("check", "--json")

    assert (ran.code, ran.json["ok"], ran.json["faults"]) == (0, True, [])
    assert list(folder.iterdir()) == [watch]


def test_check_says_what_an_edit_of_the_watch_will_do(monitor, watch, archive):
    monitor("import", archive)
    assert monitor("check", "--json").json["edits"] == []

    edited = WATCH.replace('["365 days"], context: [netflix', '["365 dni"], context: [netflix')
    watch.write_text(edited.replace("petition:", "letter:"), "utf-8")

    assert [edit.split(": ")[0] for edit in monitor("check", "--json").json["edits"]] == [
        "letter",
        "film",
        "petition",
    ]
    assert "its trend breaks at the next run" in monitor("check").out


def test_check_of_a_good_watch_does_not_fall_over_its_database(monitor, watch, folder):
    (folder / "monitor.db").write_text("my diary " * 1000, "utf-8")

    ran = monitor("check", "--json")

    assert (ran.code, ran.json["ok"], ran.json["faults"]) == (0, True, [])
    assert ran.json["remarks"][0]["where"] == "database"


QUERY = '(("365 days" (netflix OR film)) OR (petition "365 days")) -is:retweet -is:nullcast'


def test_check_tells_what_x_is_asked_how_long_that_is_and_what_it_may_cost(monitor, live, x):
    ran = monitor("check", "--json")

    assert (ran.code, ran.json) == (
        0,
        {
            "ok": True,
            "faults": [],
            "remarks": [],
            "edits": [],
            "queries": [{"source": "x", "query": QUERY, "length": len(QUERY), "limit": 512}],
            "cost_per_day_usd": 1.0,
        },
    )
    assert monitor("check").out.splitlines() == [
        "film: phrases 1, context 2, hashtags 0, links 0, exclude 0",
        "petition: phrases 1, context 1, hashtags 0, links 0, exclude 0",
        f"x is asked, in {len(QUERY)} of at most 512 characters:",
        f"    {QUERY}",
        "config.yaml is in order. It may cost at most $1.00 a day and $20.00 a month.",
    ]
    assert x.requests == []


@pytest.mark.parametrize(
    ("budget", "usd", "told"),
    [
        ("{daily_usd: 0.5}", 0.5, "at most $0.50 a day."),
        ("{monthly_usd: 31}", 1.0, "at most $31.00 a month."),
        ("{daily_usd: 3, monthly_usd: 60}", 3.0, "at most $3.00 a day and $60.00 a month."),
        ("{daily_usd: 0}", 0.0, "at most $0.00 a day."),
        ("{}", 1.0, "at most $1.00 a day and $20.00 a month."),
    ],
)
def test_check_tells_the_most_that_a_day_may_cost(monitor, live, budget, usd, told):
    live.write(sources=f"{{x: {{budget: {budget}}}}}")

    assert monitor("check", "--json").json["cost_per_day_usd"] == usd
    assert told in monitor("check").out


@pytest.mark.fault("F7")
def test_check_tells_a_query_that_is_too_long_and_which_topic_makes_it_so(monitor, live):
    words = ", ".join(f"word{n}" for n in range(60))
    path = live.write()
    path.write_text(path.read_text("utf-8").replace("netflix, film", words), "utf-8")

    ran = monitor("check", "--json")

    (fault,) = ran.json["faults"]
    assert (ran.code, ran.json["ok"], fault["where"], fault["line"]) == (2, False, "sources.x", 6)
    assert "and X takes 512 (film takes" in fault["problem"]
    assert ran.json["queries"][0]["length"] > 512
    assert monitor("check").err.startswith("monitor: line 6: sources.x: makes a query of")


@pytest.mark.fault("F7", "F42")
def test_check_tells_every_fault_of_query_and_schedule_at_once(monitor, live):
    live.write(sources="{x: {query: cuties}}", collect="61 * * * *")

    ran = monitor("check")

    assert ran.code == 2
    assert [line.split(": ")[2] for line in ran.err.splitlines()] == [
        "sources.x.query",
        "sources.x.query",
        "schedule.collect",
    ]


def test_check_says_that_without_a_token_nothing_is_asked(monitor, live, monkeypatch):
    monkeypatch.delenv("X_BEARER_TOKEN")

    ran = monitor("check")

    assert ran.code == 0
    assert "remark: line 6: sources.x: there is no token, so it is skipped." in ran.out
