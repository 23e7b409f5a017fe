"""Who may ask, by which name and method, and what every answer carries."""

from base64 import b64encode
from dataclasses import replace

import pytest

from monitor.app.looking import View
from monitor.errors import UsageError
from monitor.web.guard import given, host_of, told
from monitor.web.serving import is_everywhere, must_be_safe
from tests.web.site import looked_at, serving

TOKEN = "a-token-of-twenty-four-and-more"
PAGES = ["/", "/reports", "/gaps", "/runs", "/spend", "/events"]
API = [
    "topics", "trends/film?since=2020-07-01", "coverage?since=2020-07-01", "gaps", "reports",
    "reports/2020-07-02", "runs", "spend", "events", "signatures", "status", "openapi.json",
]  # fmt: skip


@pytest.fixture(scope="module")
def guarded(folder):
    """With a token, and a name of its own."""
    names = ("Monitor.Example",)
    with looked_at(folder) as monitor, serving(monitor, hosts=names, token=TOKEN) as asked:
        yield asked


@pytest.mark.parametrize("path", [*PAGES, *(f"/api/v1/{path}" for path in API), "/healthz"])
def test_every_address_answers(asked, path):
    assert asked.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/v1/topics", "/healthz", "/nowhere"])
def test_every_answer_carries_the_same_headers(asked, path):
    headers = dict(asked.get(path).headers)

    for name in ("date", "content-length", "content-type"):
        headers.pop(name)
    assert headers == {
        "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
        "img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }


@pytest.mark.parametrize("path", ["/", "/api/v1/topics", "/healthz", "/static/none.css"])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 0),
        ("LOCALHOST:99", 0),
        ("localhost.", 0),
        ("127.0.0.1:8365", 0),
        ("[::1]:8365", 0),
        ("evil.example", 421),
        ("evil.example:8365", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost@evil.example", 400),
        ("localhost/../evil", 400),
        ("", 400),
    ],
)
def test_only_names_that_were_told_are_answered(asked, path, host, status):
    usual = asked.get(path).status_code

    assert asked.get(path, headers={"Host": host}).status_code == (status or usual)


@pytest.mark.parametrize("path", ["/", "/api/v1/topics", "/reports/2020-07-02", "/nowhere"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "ODD"])
@pytest.mark.parametrize("origin", [None, "https://evil.example"])
def test_nothing_can_be_asked_but_to_get_and_head(asked, path, method, origin):
    headers = {"Origin": origin} if origin else {}

    answer = asked.ask(method, path, headers=headers)

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_no_other_site_is_allowed_to_read(asked):
    answer = asked.get("/api/v1/topics", headers={"Origin": "https://evil.example"})

    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "/api/v1/topics", "/nowhere"])
def test_head_is_answered_like_get_without_its_body(asked, path):
    got, head = asked.get(path), asked.ask("HEAD", path)

    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


def test_the_server_says_nothing_of_itself(asked):
    assert not {"server", "x-powered-by", "set-cookie"} & {
        name.lower() for name in asked.get("/").headers
    }


@pytest.mark.parametrize("path", ["/", "/api/v1/topics", "/reports/2020-07-02", "/trend.csv"])
@pytest.mark.parametrize(
    "sent",
    [
        None,
        "Bearer wrong",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        TOKEN,
        "Basic !!!",
        "Basic " + b64encode(TOKEN.encode()).decode(),
        "Basic " + b64encode(f"{TOKEN}:".encode()).decode(),
    ],
)
def test_without_the_token_nothing_is_told(guarded, path, sent):
    answer = guarded.get(path, headers={"Authorization": sent} if sent else {})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert "film" not in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        f"Bearer {TOKEN}",
        f"bearer {TOKEN}",
        "Basic " + b64encode(f"anybody:{TOKEN}".encode()).decode(),
    ],
)
@pytest.mark.parametrize("host", ["localhost", "monitor.example", "MONITOR.example:443"])
def test_with_the_token_it_answers_by_each_of_its_names(guarded, sent, host):
    headers = {"Authorization": sent, "Host": host}

    assert guarded.get("/api/v1/topics", headers=headers).status_code == 200


def test_no_token_is_taken_from_an_address(guarded):
    assert guarded.get(f"/api/v1/topics?token={TOKEN}").status_code == 401


def test_whether_it_works_is_told_without_a_token(guarded):
    assert guarded.get("/healthz").json() == {"ok": True}


def test_the_api_says_that_it_asks_for_a_token(guarded, asked):
    told = guarded.api("openapi.json", headers={"Authorization": f"Bearer {TOKEN}"})

    assert set(told["components"]["securitySchemes"]) == {"bearer", "basic"}
    assert "securitySchemes" not in asked.api("openapi.json")["components"]


@pytest.mark.parametrize("path", ["/runs", "/api/v1/status"])
def test_a_fault_of_our_own_is_told_without_a_trace_and_logged_with_one(folder, caplog, path):
    def broken() -> bool:
        raise RuntimeError("an inner secret")

    with looked_at(folder) as monitor:
        view = replace(View.of(monitor), is_at_work=broken)
        with serving(monitor, view=view) as asked:
            answer, next_one = asked.get(path), asked.get("/healthz")

    assert (answer.status_code, next_one.status_code) == (500, 200)
    assert "a fault of the monitor" in answer.text.replace("&#39;", "'")
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "an inner secret" in caplog.text


@pytest.mark.parametrize("values", [[], ["a", "b"], ["a b"], ["a\x00"], ["[::1"], ["é"]])
def test_a_request_without_one_plain_name_names_no_host(values):
    assert host_of(values) is None


@pytest.mark.parametrize(
    ("name", "answered"),
    [
        ("Example.ORG.", "example.org"),
        ("foo.example:8481", "foo.example"),
        ("[2001:DB8::1]", "[2001:db8::1]"),
    ],
)
def test_a_name_that_is_told_is_that_which_will_be_asked_for(name, answered):
    assert told(name) == answered == host_of([name])


def test_two_tokens_are_none():
    assert given(["Bearer a", "Bearer b"]) == b""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.168.0.7", "monitor.example"])
def test_an_address_that_others_reach_needs_a_token(host):
    with pytest.raises(UsageError, match="MONITOR_WEB_TOKEN"):
        must_be_safe(host, None)
    must_be_safe(host, TOKEN)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.7", "localhost", "::1"])
def test_this_machine_alone_needs_none(host):
    must_be_safe(host, None)
    assert not is_everywhere(host)
