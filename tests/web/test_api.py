"""The API: the contract's figures, and no more of anybody than may leave."""

import pytest

from monitor.app import Monitor
from monitor.storage import Store
from tests.web.conftest import SECRET_WORD
from tests.web.site import NOW, config_of, looked_at, serving

JULY = "since=2020-07-01&until=2020-07-04"


@pytest.fixture
def monitor(folder):
    config = config_of(folder)
    with Monitor(config, Store.open(config.database, NOW), lambda: NOW) as monitor:
        yield monitor


@pytest.mark.parametrize("by", ["hour", "day", "week", "month"])
def test_a_trend_has_exactly_the_points_of_the_command_line(asked, monitor, by):
    told = asked.api(f"trends/film?{JULY}&by={by}&tz=Asia/Kolkata")

    trend = monitor.trend("film", "2020-07-01", "2020-07-04", by, "Asia/Kolkata")
    assert told["points"] == trend.to_dicts()
    assert (told["topic"], told["tz"], told["by"], told["hidden"]) == (
        "film",
        "Asia/Kolkata",
        by,
        [],
    )


def test_a_part_of_too_few_people_has_no_figures_and_says_why(asked):
    told = asked.api(f"trends/film?{JULY}&language=pl")

    _, second, third = told["points"]
    for point in (second, third):
        assert [point[name] for name in ("volume", "authors", "reposts", "scorers")] == [
            None,
            None,
            None,
            {},
        ]
    starts = [hidden["start"] for hidden in told["hidden"]]
    assert starts == [second["start"], third["start"]]
    assert {hidden["reason"] for hidden in told["hidden"]} == {"fewer than 3 people"}


def test_a_part_of_enough_people_has_them(asked):
    told = asked.api(f"trends/film?{JULY}&language=en&platform=x")

    assert [point["volume"] for point in told["points"]] == [None, 12, None]
    assert len(told["hidden"]) == 1


def test_a_total_is_never_hidden(asked):
    told = asked.api(f"trends/film?{JULY}")

    assert [point["volume"] for point in told["points"]] == [None, 14, 2]


@pytest.mark.parametrize(
    ("path", "status", "what", "fix"),
    [
        ("trends/nope", 404, "there is no topic 'nope'", "config.yaml has"),
        ("trends/flim", 404, "there is no topic 'flim'", "Did you mean film?"),
        ("trends/film?tz=Moon", 400, "tz 'Moon' is no time zone", "Write an IANA name"),
        ("trends/film?since=soon", 400, "'soon' is no moment", "Write 2020-07-02"),
        ("trends/film?since=2020-07-03&until=2020-07-02", 400, "is empty", "before until"),
        ("trends/film?by=year", 400, "by is not as it should be", "'hour', 'day'"),
        ("trends/film?since=1990-01-01&by=hour", 400, "more than 5,000 hours", "longer steps"),
        ("coverage?since=1990-01-01&by=hour", 400, "more than 5,000 hours", "longer steps"),
        ("trends/film?platform=moon", 404, "nothing is stored of the platform 'moon'", "x"),
        (
            "trends/film?language=xx",
            404,
            "nothing is stored of the language 'xx'",
            "wrote in: en.",
        ),
        ("reports/2020-07-01", 404, "no report 2020-07-01 was published", ""),
        ("reports/2020-13-01", 400, "is the name of no report", "2020-W27"),
        ("runs?limit=0", 400, "limit is not as it should be", "greater"),
        ("runs?before=many", 400, "before is not as it should be", "integer"),
        ("nowhere", 404, "there is no such page", "openapi.json"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_one_shape(asked, path, status, what, fix):
    answer = asked.get(f"/api/v1/{path}")

    error = answer.json()["error"]
    assert answer.status_code == status
    assert set(error) == {"what", "fix"}
    assert what in error["what"]
    assert fix in error["fix"]


def test_the_topics_say_what_can_be_asked_for(asked):
    told = asked.api("topics")

    film, petition = told["topics"]
    assert (told["tz"], told["min_authors"], told["invented"]) == ("Europe/London", 3, False)
    assert (film["name"], film["is_watched"]) == ("film", True)
    assert (film["platforms"], film["languages"]) == (["x"], ["en"])
    assert film["first"] == "2020-07-02T08:00:00+00:00"
    assert asked.get(f"/api/v1/trends/{petition['name']}").status_code == 200


def test_coverage_tells_what_was_watched_by_source(asked):
    told = asked.api(f"coverage?{JULY}")

    assert (told["by"], len(told["steps"])) == ("day", 3)
    assert told["since"] == "2020-06-30T23:00:00+00:00"
    assert set(told["sources"]) <= {"archive"}


def test_a_published_report_comes_as_it_was_published(asked, folder):
    (line,) = asked.api("reports")["reports"]
    told = asked.api("reports/2020-07-02")

    assert (line["name"], line["span"], line["page"]) == ("2020-07-02", "day", True)
    assert (told["date"], told["revision"]) == ("2020-07-02", line["revision"])
    assert told["topics"]["film"]["today"]["volume"] == 14


def test_runs_come_newest_first_page_by_page(asked):
    first = asked.api("runs?limit=1")
    rest = asked.api(f"runs?limit=50&before={first['before']}")

    numbers = [run["run"] for run in (*first["runs"], *rest["runs"])]
    assert numbers == sorted(numbers, reverse=True)
    assert rest["before"] is None
    assert "import" in {run["job"] for run in asked.api("runs")["runs"]}


def test_a_run_names_no_file_host_or_process(asked, folder, monitor):
    text = asked.get("/api/v1/runs").text

    with monitor.store.read() as reader:
        (newest, *_) = reader.listing.runs(1)
    assert newest.run == asked.api("runs?limit=1")["runs"][0]["run"]
    for private in ("posts.jsonl", str(folder), "process"):
        assert private not in text


def test_a_status_says_how_it_stands_and_names_nobody(asked):
    told = asked.api("status")

    assert list(told) == ["ok", "running", "sources", "jobs", "database"]
    assert told["running"] is False
    assert told["database"]["dialect"] == "sqlite"


def test_whoever_keeps_the_clock_is_not_named(folder, monitor):
    with looked_at(folder) as looking, monitor.keeping_the_clock(), serving(looking) as asked:
        told = asked.api("status")

    assert told["running"] is True
    assert told["jobs"][0]["next"] == "2020-07-04T12:15:00+00:00"


PATHS = [
    "topics", f"trends/film?{JULY}", f"trends/film?{JULY}&language=en&by=hour",
    f"coverage?{JULY}", "gaps", "reports", "reports/2020-07-02", "runs", "spend", "events",
    "signatures", "status", "openapi.json",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_text_id_or_author_of_any_post_leaves(asked, path):
    text = asked.get(f"/api/v1/{path}").text

    assert SECRET_WORD not in text
    assert "author-" not in text
    assert "90000" not in text


@pytest.mark.parametrize("path", PATHS[:-1])
def test_the_api_gives_what_it_says_it_gives(asked, path):
    schema = asked.api("openapi.json")
    name = "/api/v1/" + path.partition("?")[0]
    name = name.replace("trends/film", "trends/{topic}")
    name = name.replace("reports/2020-07-02", "reports/{name}")

    operation = schema["paths"][name]["get"]

    assert "422" not in operation["responses"]
    assert {"200", "400", "404", "503"} <= set(operation["responses"])
    assert operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]


def test_the_database_can_be_read_by_many_at_once(asked):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(lambda _: asked.get(f"/api/v1/trends/film?{JULY}"), range(72)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
