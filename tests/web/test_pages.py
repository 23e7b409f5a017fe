"""The pages: whole without a script, and text from outside stays text."""

import csv
import io
import os
import re
import shutil
from contextlib import closing
from html.parser import HTMLParser

import pytest

from monitor.models import Signatures
from monitor.storage import Store
from tests.web.conftest import SCRIPT, SECRET_WORD
from tests.web.site import NOW, config_of, looked_at, serving

PAGES = [
    "/", "/?range=all", "/?by=hour&since=2020-07-02&until=2020-07-03", "/?language=pl&by=week",
    "/?platform=x&range=7d&tz=Asia/Kathmandu", "/reports", "/gaps", "/runs", "/spend", "/events",
]  # fmt: skip


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


@pytest.mark.parametrize("path", [*PAGES, f"/?topic={SCRIPT}", f"/?tz={SCRIPT}", f"/{SCRIPT}"])
def test_text_from_outside_stays_text(asked, path):
    page = asked.get(path).text
    elements = Elements(page)

    assert "<script>alert" not in page
    assert not elements.all("img")
    for script in elements.all("script"):
        assert (script["src"] or "").startswith("/static/script.")
    for tag, attrs in elements.found:
        assert "style" not in attrs, tag
        assert not [name for name in attrs if name.startswith("on")], tag
        for name in ("href", "src", "action"):
            assert (attrs.get(name) or "/").startswith(("/", "#")), attrs
    assert "\u202e" not in page


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shows_a_text_or_an_author(asked, path):
    page = asked.get(path).text

    assert SECRET_WORD not in page
    assert "author-" not in page


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_title_one_heading_and_says_where_it_is(asked, path):
    elements = Elements(asked.get(path).text)

    assert len(elements.all("h1")) == 1
    assert len(elements.all("title")[:1]) == 1
    assert [link["href"] for link in elements.all("a") if link.get("aria-current") == "page"] == [
        path.partition("?")[0]
    ]


def test_the_trends_show_the_last_thirty_days_unless_asked(asked):
    page = asked.get("/").text

    assert "<h1>5 June to 4 July 2020</h1>" in page
    assert 'name="since" value="2020-06-05"' in page
    assert 'name="until" value="2020-07-05"' in page


def test_a_time_of_ones_own_is_shown_step_by_step(asked):
    elements = Elements(asked.get("/?topic=film&since=2020-07-02&until=2020-07-04&by=day").text)

    rows = [row for row in elements.all("tr") if row.get("data-start")]
    assert [row["data-start"] for row in rows] == [
        "2020-07-01T23:00:00+00:00",
        "2020-07-02T23:00:00+00:00",
    ]
    assert "1 July to" not in elements.text
    assert "2 July to 3 July 2020" in elements.text
    assert elements.all("svg")
    assert [table["data-topic"] for table in elements.all("table")] == ["film"]


def test_a_day_leads_to_its_report(asked):
    page = asked.get("/?topic=film&since=2020-07-02&until=2020-07-04&by=day").text

    assert '<a href="/reports/2020-07-02">Thursday 2 July</a>' in page


WEEK = "since=2020-06-29&until=2020-07-06&by=week"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("since=2020-07-02&until=2020-07-04&by=day&tz=Asia/Tokyo", None),
        ("since=2020-07-02T10:00&until=2020-07-04&by=day", None),
        ("since=2020-07-01&until=2020-07-02T23:00&by=day", None),
        (f"{WEEK}&tz=Asia/Tokyo", None),
        (WEEK.replace("06-29", "06-30"), None),
        (WEEK, "2020-W27"),
    ],
)
def test_no_step_leads_to_a_report_of_other_figures(asked, folder, query, name):
    week = folder / "reports" / "2020-W27.html"
    week.write_text("of a week")
    page = asked.get(f"/?topic=film&{query}").text
    week.unlink()

    assert re.findall('href="/reports/([^"]+)"', page) == ([name] if name else [])


def test_a_sum_of_what_is_told_is_not_called_the_whole(asked):
    query = "topic=film&since=2020-07-02&until=2020-07-04&by=day"
    all_, english, polish = (
        asked.get(f"/?{query}{part}").text for part in ("", "&language=en", "&language=pl")
    )

    assert "<small>16 posts</small>" in all_
    told = "12 posts in the days that are told; 1 day of too few people"
    assert f"<small>{told}</small>" in english
    assert "film, in the days that are told: Posts a day: 12 to 12. " in english
    assert " Too few people to tell: 1 day.<" in english
    assert "<small>too few people</small>" in polish
    assert "film: Too few people to tell: 2 days.<" in polish


def test_a_language_of_too_few_people_is_offered_to_nobody(asked):
    def offered(path: str) -> list[str | None]:
        return [one["value"] for one in Elements(asked.get(path).text).all("option")]

    assert "en" in offered("/")
    assert "pl" not in offered("/")
    assert "pl" in offered("/?language=pl")


def test_behind_the_last_run_it_is_not_said_that_none_ran(asked):
    page = asked.get("/runs?before=1").text

    assert "There are none before that." in page
    assert "Nothing has run yet" not in page


def test_steps_of_too_few_people_say_so(asked):
    page = asked.get("/?topic=film&language=pl&since=2020-07-02&until=2020-07-04&by=day").text

    assert "fewer than 3 people" in page
    assert page.count("<td>too few people</td>") == 6
    assert page.count("<title>too few people</title>") == 4
    assert "Too few people to tell: 2 days." in page
    assert "not watched, not known" not in page


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/?topic=nope", 404, "there is no topic 'nope'"),
        ("/?range=ever", 400, "'ever' is none of 7d, 30d, 90d, all"),
        ("/?by=year", 400, "'year' is none of auto, hour"),
        ("/?since=2020-07-03&until=2020-07-02", 400, "is empty"),
        ("/?since=1000-01-01", 400, "is no moment"),
        ("/?since=1990-01-01&by=hour", 400, "more than 5,000 hours"),
        ("/?language=xx", 404, "nothing is stored of the language 'xx'"),
        ("/runs?before=x", 400, "before is not as it should be"),
        ("/nowhere", 404, "there is no such page"),
        ("/reports/2020-07-01", 404, "no such page in the report folder"),
        ("/reports/2020-07-01", 404, "monitor report --date 2020-07-02"),
        ("/api/v1/nowhere/else", 404, "there is no such page"),
    ],
)
def test_what_is_asked_wrongly_is_told_on_a_page_of_its_own(asked, path, status, said):
    answer = asked.get(path)

    assert answer.status_code == status
    assert said in answer.text.replace("&#39;", "'")
    assert "Traceback" not in answer.text


def test_too_many_steps_are_not_drawn_but_can_be_taken(asked):
    page = asked.get("/?topic=film&since=2020-05-01&until=2020-07-04&by=hour").text

    assert "are too many to draw" in page
    assert "<svg" not in page
    assert "/trend.csv?topic=film" in page


def test_the_links_give_the_same_figures_to_programs(asked):
    elements = Elements(asked.get("/?topic=film&since=2020-07-02&until=2020-07-04&by=day").text)
    links = [link["href"] or "" for link in elements.all("a")]
    (as_csv,) = [link for link in links if link.startswith("/trend.csv")]
    (as_json,) = [link for link in links if link.startswith("/api/v1/trends")]

    rows = list(csv.DictReader(io.StringIO(asked.get(as_csv).text)))
    points = asked.get(as_json).json()["points"]

    assert [row["volume"] for row in rows] == ["14", "2"] == [str(p["volume"]) for p in points]
    assert [row["start"] for row in rows] == [point["start"] for point in points]


def test_a_report_comes_byte_for_byte_and_runs_no_script(asked, folder):
    answer = asked.get("/reports/2020-07-02")

    policy = answer.headers["content-security-policy"]
    assert answer.content == (folder / "reports" / "2020-07-02.html").read_bytes()
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "name",
    [
        "2020-07-02.md", "2020-07-02.html", "..%2fconfig.yaml", "..%2Fconfig", "2020-07-02%00",
        "%2e%2e%2fmonitor.db", "secret", "2020-07-03", "2020-W99", "2020-07-02%2f..%2f2020-07-02",
    ],
)  # fmt: skip
def test_nothing_else_of_the_report_folder_is_read(asked, folder, name):
    (folder / "reports" / "secret.html").write_text("a secret")
    link = folder / "reports" / "2020-07-03.html"
    if not link.is_symlink():
        link.symlink_to(folder / "config.yaml")

    answer = asked.get(f"/reports/{name}")

    assert answer.status_code in (404, 400)
    assert "a secret" not in answer.text


def test_what_is_no_file_is_no_report_and_holds_nothing_up(asked, folder):
    pipe = folder / "reports" / "2020-06-28.html"
    os.mkfifo(pipe)
    answer, listed = asked.get("/reports/2020-06-28"), asked.get("/?by=day").text
    pipe.unlink()

    assert answer.status_code == 404
    assert "/reports/2020-07-02" in listed
    assert "/reports/2020-06-28" not in listed


def test_style_and_script_are_kept_for_ever_and_found_by_what_they_hold(asked):
    page = asked.get("/").text
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        answer = asked.get(address)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert re.fullmatch(r"/static/\w+\.[0-9a-f]{16}\.(css|js|svg)", address)
    assert asked.get("/static/style.css").status_code == 404


def test_nothing_is_loaded_from_elsewhere(asked):
    page = asked.get("/").text
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)

    for text in (page, *(asked.get(address).text for address in loaded)):
        assert not re.search(r"@import|url\((?!#)|fetch\(|XMLHttp", text)
        assert not re.findall(r"https?://(?!www\.w3\.org)", text)


def test_an_empty_watch_says_what_to_do(tmp_path, new_database):
    shutil.copytree(new_database, tmp_path, dirs_exist_ok=True)
    (tmp_path / "config.yaml").write_text("title: A film\ntopics: {film: {phrases: [a film]}}\n")
    with looked_at(tmp_path) as monitor, serving(monitor) as asked:
        page, gaps, runs = (asked.get(path).text for path in ("/", "/gaps", "/runs"))

    assert "monitor run" in page
    assert "There is no gap" in gaps
    assert "Nothing has run yet" in runs


def test_all_figures_of_a_petition_are_listed_as_in_the_report(tmp_path, new_database):
    shutil.copytree(new_database, tmp_path, dirs_exist_ok=True)
    (tmp_path / "config.yaml").write_text("title: A film\ntopics: {film: {phrases: [a film]}}\n")
    name, day = "change.org/p/x", NOW.replace(hour=0)
    figures = [
        Signatures(name, day.replace(day=1), 9_000, "observed", "our own look"),
        Signatures(name, day.replace(day=2), 8_000, "reported", "The Gazette"),
        Signatures(name, day.replace(day=3), 9_500, "observed", "our own look"),
    ]
    config = config_of(tmp_path)
    with closing(Store.open(config.database, NOW)) as store, store.write() as writer:
        writer.signatures.keep(figures, NOW)
    with looked_at(tmp_path) as looking, serving(looking) as asked:
        page = asked.get("/").text

    assert "9,500, as of Friday 3 July 2020" in page
    cells = [re.sub("<[^>]+>", "|", row) for row in re.findall("<tr><th.*?</tr>", page)]
    assert [row for row in cells if "8,000" in row and "as reported" in row]
    assert [row for row in cells if "9,500" in row and "+500" in row and "|250|" in row]


def test_a_database_that_is_taken_away_is_told(tmp_path, new_database):
    shutil.copytree(new_database, tmp_path, dirs_exist_ok=True)
    (tmp_path / "config.yaml").write_text("title: A film\ntopics: {film: {phrases: [a film]}}\n")
    with looked_at(tmp_path) as monitor, serving(monitor) as asked:
        (tmp_path / "monitor.db").rename(tmp_path / "elsewhere.db")
        health, page, told = (asked.get(p) for p in ("/healthz", "/", "/api/v1/topics"))

    assert [one.status_code for one in (health, page, told)] == [503, 503, 503]
    assert str(tmp_path) not in health.text
    assert "taken away" in told.json()["error"]["what"]
