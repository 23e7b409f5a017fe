import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import WATCH

JULY = ("--since", "2020-07-01", "--until", "2020-07-04")


@pytest.fixture
def filled(monitor, watch, archive):
    monitor("import", archive)


def test_a_trend_is_data_alone_with_every_key_of_the_contract(monitor, filled):
    ran = monitor("trend", "film", *JULY, "--json")

    points = ran.json["points"]
    assert (ran.code, ran.err) == (0, "")
    assert (ran.json["topic"], ran.json["tz"]) == ("film", "Europe/London")
    assert list(points[1]) == [
        "start", "end", "volume", "reposts", "scored", "unscored", "positive", "neutral",
        "negative", "mean_compound", "net_tone", "authors", "author_mean", "ci", "copies",
        "coverage", "coverage_by_source", "scorers", "rules_changed",
    ]  # fmt: skip
    assert [(p["start"], p["volume"], p["scored"], p["unscored"]) for p in points] == [
        ("2020-06-30T23:00:00+00:00", 1, 1, 0),
        ("2020-07-01T23:00:00+00:00", 2, 1, 1),
        ("2020-07-02T23:00:00+00:00", None, None, None),
    ]
    assert points[0]["mean_compound"] == 0.6249
    assert points[1]["authors"] == 2


def test_a_trend_of_another_zone_language_and_platform(monitor, filled):
    words = ("trend", "film", *JULY, "--tz", "Asia/Kathmandu", "--json")

    assert monitor(*words).json["points"][0]["start"] == "2020-06-30T18:15:00+00:00"
    assert monitor(*words, "--language", "PL").json["points"][1]["unscored"] == 1
    assert "stored are: en, pl" in monitor(*words, "--language", "de").err
    assert monitor(*words, "--source", "x").json["points"][1]["volume"] == 2
    assert monitor(*words, "--source", "bluesky").code == 3
    assert "stored are: x" in monitor(*words, "--source", "bluesky").err


def test_a_trend_for_people_shows_unknown_apart_from_zero(monitor, filled):
    ran = monitor("trend", "film", *JULY)

    rows = [line.split() for line in ran.out.splitlines()]
    assert rows[1][:6] == ["Wed", "01", "Jul", "2020", "1", "1"]
    assert rows[3][4] == "—"
    assert "which is not zero" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["trend", "flim"], "did you mean film?"),
        (["trend", "film", "--tz", "Mars/Base"], "is no time zone"),
        (["trend", "film", "--since", "soon"], "is no moment"),
        (["trend", "film", "--since", "2020-07-03", "--until", "2020-07-02"], "is empty"),
        (["trend", "film", "--since", "1970-01-01", "--by", "hour"], "more than 100,000 hours"),
        (["posts", "--topic", "flim"], "did you mean film?"),
        (["report", "--date", "2 July"], "is no day"),
        (["report", "--date", "0001-01-01"], "is no day"),
        (["report", "--date", "9999-12-31"], "is no day"),
        (["report", "--date", "2020-07-02", "--format", "md", "--out", "."], "is a folder"),
    ],
)
def test_a_wrong_question_is_answered_with_what_to_ask(monitor, filled, words, said):
    ran = monitor(*words)

    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_window_with_nothing_in_it_says_where_something_is(monitor, filled):
    ran = monitor("trend", "film", "--since", "2021-01-01", "--until", "2021-02-01")

    assert ran.code == 3
    assert "What is stored runs from 2020-07-01 to 2020-07-02" in ran.err


@pytest.mark.parametrize("words", [["trend", "film"], ["posts"], ["report"]])
def test_an_empty_database_says_how_to_fill_it(monitor, watch, words):
    ran = monitor(*words)

    assert ran.code == 3
    assert "monitor import FILE" in ran.err


def test_posts_come_one_mention_a_row_oldest_first_without_their_texts(monitor, filled):
    posts = monitor("posts", "--json").json["posts"]

    assert [(p["id"], p["topic"]) for p in posts] == [
        ("1", "film"),
        ("2", "film"),
        ("3", "film"),
        ("3", "petition"),
    ]
    assert posts[2] == {
        "platform": "x",
        "id": "3",
        "created_at": "2020-07-02T11:00:00+00:00",
        "topic": "film",
        "reason": 'phrase "365 days" with "netflix"',
        "kind": "original",
        "language": "pl",
        "compound": None,
        "label": None,
        "scored": False,
    }


def test_texts_come_only_where_they_are_asked_for(monitor, filled):
    assert "awful" not in monitor("posts").out
    assert "awful" in monitor("posts", "--text").out
    assert monitor("posts", "--text", "--json").json["posts"][0]["text"].endswith("great film")


def test_posts_of_a_topic_and_a_window(monitor, filled):
    ran = monitor("posts", "--topic", "film", "--since", "2020-07-02", "--json")

    assert [post["id"] for post in ran.json["posts"]] == ["2", "3"]


def test_a_report_writes_three_files_of_the_same_figures(monitor, filled, folder):
    ran = monitor("report", "--date", "2020-07-02")

    names = [f"reports/2020-07-02.{form}" for form in ("html", "md", "json")]
    assert [line.removeprefix(f"{folder}/") for line in ran.out.split()] == names
    figures = json.loads((folder / names[2]).read_text("utf-8"))
    assert figures["topics"]["film"]["today"]["volume"] == 2
    assert set(figures) >= {
        "date", "tz", "start", "end", "state", "revision", "scorer", "topics", "both", "events",
        "signatures", "gaps", "spend",
    }  # fmt: skip
    assert "<script" not in (folder / names[0]).read_text("utf-8")


def test_a_report_made_twice_is_the_same_to_the_byte(monitor, filled, folder):
    monitor("report", "--date", "2020-07-02")
    first = {path.name: path.read_bytes() for path in (folder / "reports").iterdir()}

    monitor("report", "--date", "2020-07-02")

    assert {path.name: path.read_bytes() for path in (folder / "reports").iterdir()} == first


def test_a_report_of_one_format_goes_where_it_is_sent(monitor, filled, folder):
    assert monitor("report", "--date", "2020-07-02", "--out", "a/day.md").code == 0
    assert (folder / "a" / "day.md").read_text("utf-8").count("\n## ")

    piped = monitor("report", "--date", "2020-07-02", "--format", "json", "--out", "-")
    assert piped.json["date"] == "2020-07-02"

    assert "name the format" in monitor("report", "--date", "2020-07-02", "--out", "day").err


def test_a_link_is_followed_and_a_pipe_is_written_to(monitor, filled, folder):
    (folder / "target.md").write_text("old", "utf-8")
    (folder / "link.md").symlink_to("target.md")

    assert monitor("report", "--date", "2020-07-02", "--out", "link.md").code == 0
    assert (folder / "link.md").is_symlink()
    assert "365 Days" in (folder / "target.md").read_text("utf-8")
    assert (
        monitor("report", "--date", "2020-07-02", "--format", "md", "--out", "/dev/null").code == 0
    )
    assert Path("/dev/null").is_char_device()


def test_a_day_that_a_zone_skipped_has_no_report(monitor, filled, watch):
    watch.write_text(WATCH.replace("Europe/London", "Pacific/Apia"), "utf-8")

    ran = monitor("report", "--date", "2011-12-30")

    assert ran.code == 2
    assert "skipped that day" in ran.err


def test_a_narrow_terminal_loses_no_figure(monitor, filled, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")

    assert "Wed 01 Jul 2020      1       1" in monitor("trend", "film", *JULY).out


def test_a_report_of_a_day_nobody_watched_is_refused(monitor, filled):
    ran = monitor("report", "--date", "2020-08-01")

    assert ran.code == 3
    assert "nothing is stored on Saturday 1 August" in ran.err


@pytest.mark.fault("F28")
def test_no_page_of_a_report_names_an_author_or_repeats_a_post(monitor, filled, folder):
    monitor("report", "--date", "2020-07-02")

    pages = "".join(path.read_text("utf-8") for path in (folder / "reports").iterdir())
    assert not re.search("awful|with you my love|jsonl", pages)


WIDE = "9223372036854775809"
"""One more than 63 bits, and more than a browser's numbers hold."""


@pytest.mark.fault("F47")
@pytest.mark.parametrize("id_", [WIDE, f'"{WIDE}"', f'"{WIDE * 4}"', '"at://did:plc:a/b/3kx"'])
def test_an_id_of_any_length_comes_out_as_the_text_that_came_in(monitor, watch, folder, id_):
    line = '{"id": ID, "text": "365 days, netflix", "created_at": "2020-07-02T10:00Z"}'
    (folder / "wide.jsonl").write_text(line.replace("ID", id_), "utf-8")
    monitor("import", "wide.jsonl")

    (post,) = monitor("posts", "--json").json["posts"]

    assert post["id"] == id_.strip('"')


@pytest.mark.fault("F28")
def test_a_withheld_post_counts_as_x_gives_it_and_no_page_repeats_it(monitor, live, x, folder):
    kept_from = {"copyright": True, "country_codes": ["DE"]}
    singular = "365 days on netflix, in singular words"
    x.post(singular, "2026-03-26T09:00", raw={"withheld": kept_from})
    monitor("collect")
    live.at("2026-03-27T12:00")
    monitor("report", "--date", "2026-03-26")

    pages = {path.suffix: path.read_text("utf-8") for path in (folder / "reports").iterdir()}
    assert json.loads(pages[".json"])["topics"]["film"]["today"]["volume"] == 1
    assert not re.search("singular|withheld", "".join(pages.values()))


TURNED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.fault("F33")
@pytest.mark.parametrize("words", [("posts", "--text"), ("posts", "--text", "--json")])
def test_a_text_reaches_the_terminal_as_letters_and_no_more(monitor, watch, folder, words):
    text = "365 days, netflix \x1b[31m\x9b2J\u202e [bold]red[/bold] \u2066 \u200f \r\x08\x07 end"
    line = {"id": "1", "text": text, "created_at": "2020-07-02T10:00Z"}
    (folder / "hostile.jsonl").write_text(json.dumps(line), "utf-8")
    monitor("import", "hostile.jsonl")

    ran = monitor(*words)

    assert not TURNED.search(ran.out)
    assert "[bold]red[/bold]" in ran.out
    if "--json" in words:
        assert ran.json["posts"][0]["text"] == text
