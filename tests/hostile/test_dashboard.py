"""The dashboard and its API: what is stored and what is asked stays text, in any parameter."""

import csv
import io
import socket
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text import printable
from monitor.web.guard import host_of
from tests.hostile import checks
from tests.hostile.checks import Page
from tests.hostile.payloads import PAYLOADS
from tests.hostile.watch import WATCHED

SINCE = "since=2020-06-30&until=2020-07-05"
PAGES = (
    f"/?{SINCE}&by=day", f"/?{SINCE}&by=day&topic=film", f"/?{SINCE}&by=hour&topic=true",
    "/reports", "/gaps", "/runs", "/spend", "/events", "/reports/2020-07-02",
    "/nowhere",
)  # fmt: skip
ANSWERS = (
    "topics", f"trends/film?{SINCE}", f"coverage?{SINCE}", "gaps", "reports", "reports/2020-07-02",
    "runs", "spend", "events", "signatures", "status", "openapi.json", "nowhere",
)  # fmt: skip
ASKED = ("topic", "since", "until", "by", "tz", "platform", "language", "range")
ASKABLE = [payload for payload in PAYLOADS if len(payload.text) < 5_000]


def is_ours(page: Page) -> bool:
    """Whether nothing runs in it but our own file, and nothing leads elsewhere."""
    scripts = [dict(attrs) for tag, attrs in page.elements if tag == "script"]
    assert all((one.get("src") or "").startswith("/static/script.") for one in scripts)
    assert not checks.running(page, "script", "form")
    assert not [tag for tag, _ in page.elements if tag in ("img", "math", "object")]
    for link in page.links:
        assert link.startswith(("/", "#", "?", "data:,")), link
    assert not [attrs for _, attrs in page.elements if "style" in dict(attrs)]
    return not checks.obeyed(page.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_about_hostile_text_is_a_page_of_ours(asked, path):
    answer = asked.get(path)

    assert answer.status_code == (404 if path == "/nowhere" else 200)
    assert is_ours(Page(answer.text))


def test_every_event_is_shown_in_its_own_words(asked):
    shown = Page(asked.get("/events").text).text
    texts = [payload.text for payload in PAYLOADS if "\x00" not in payload.text]

    assert [text for text in texts if printable(text) not in shown] == []


@pytest.mark.parametrize("name", WATCHED)
def test_a_topic_is_found_by_its_name_whatever_it_is_called(asked, name):
    page = Page(asked.get(f"/?topic={quote(name)}&{SINCE}&by=day").text)
    told = asked.api(f"trends/{quote(name)}?{SINCE}")
    rows = list(
        csv.DictReader(io.StringIO(asked.get(f"/trend.csv?topic={quote(name)}&{SINCE}").text))
    )

    assert is_ours(page)
    assert name in page.text
    assert told["topic"] == name
    assert {row["topic"].removeprefix("'") for row in rows} == {name}
    (link,) = [link for link in page.links if link.startswith("/trend.csv")]
    assert asked.get(link).status_code == 200


@pytest.mark.parametrize("path", ANSWERS)
def test_the_api_answers_with_json_that_any_reader_takes(asked, path):
    answer = asked.get(f"/api/v1/{path}")

    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert checks.json_of(answer.content.decode())


def test_the_api_moves_no_terminal_either(asked):
    for path in ("events", "signatures", "reports/2020-07-02"):
        assert not checks.obeyed(asked.get(f"/api/v1/{path}").content.decode())


def test_the_api_tells_names_as_they_are(asked):
    told = {event["label"] for event in asked.api("events")["events"]}
    texts = {payload.text.strip() for payload in PAYLOADS if "\x00" not in payload.text}

    assert texts <= told


@pytest.mark.parametrize("payload", ASKABLE, ids=lambda payload: payload.name)
def test_what_is_asked_is_answered_as_text(asked, payload):
    """Each text in one of the parameters, and as an address."""
    name, coded = ASKED[ASKABLE.index(payload) % len(ASKED)], quote(payload.text, safe="")
    paths = (f"/?{name}={coded}", f"/{coded}", f"/api/v1/trends/{coded}?{name}={coded}")
    for path in paths:
        answer = asked.get(path)
        assert answer.status_code in (200, 400, 404, 414), (path, answer.status_code)
        assert "Set-Cookie" not in answer.headers
        if answer.headers["content-type"] == "application/json":
            assert checks.json_of(answer.content.decode())["error"]["fix"]
        elif answer.status_code != 414:
            assert is_ours(Page(answer.text))


def said_to(port: int, head: bytes) -> bytes:
    """What the server answers to such bytes."""
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.sendall(head)
        answer = b""
        while part := line.recv(65_536):
            answer += part
    return answer


def test_no_host_header_is_believed_and_none_is_repeated(asked):
    for payload in ASKABLE:
        name = payload.text.encode("utf-8", "replace").replace(b"\n", b"").replace(b"\r", b"")
        head = b"GET / HTTP/1.1\r\nHost: " + name + b"\r\nConnection: close\r\n\r\n"
        status, _, rest = said_to(asked.port, head).partition(b"\r\n")
        assert status.split()[1] in (b"400", b"421"), (payload.name, status)
        assert b"ran=1" not in rest
        assert b"ran = 1" not in rest


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_a_name_of_a_host_is_a_plain_one_or_none(text):
    found = host_of([text])

    assert found is None or (found.isascii() and found == found.lower() and "/" not in found)


@settings(max_examples=10)
@given(st.sampled_from(ASKED), st.text(min_size=1, max_size=20))
def test_nothing_that_is_asked_breaks_a_page(asked, name, text):
    answer = asked.get(f"/?{name}={quote(text, safe='', errors='replace')}")

    assert answer.status_code in (200, 400, 404)
    assert is_ours(Page(answer.text))
