"""Secrets are taken out of whatever goes out, however it is written."""

import json
from base64 import b64encode
from urllib.parse import quote, unquote

import pytest

from monitor import redaction
from monitor.errors import TryLaterError
from monitor.files import write_whole
from monitor.redaction import hide, redacted

SECRET = 'AAAA/canary"%2Bof%3Dours'


@pytest.fixture(autouse=True)
def _only_this_one(monkeypatch):
    monkeypatch.setattr(redaction, "_told", frozenset())
    monkeypatch.setattr(redaction, "_forms", ())
    hide(SECRET)


WRITINGS = (
    SECRET,
    quote(SECRET, safe=""),
    quote(quote(SECRET, safe=""), safe=""),
    unquote(SECRET),
    json.dumps(SECRET)[1:-1],
    b64encode(SECRET.encode()).decode().rstrip("="),
    SECRET.lower(),
    quote(SECRET, safe="").lower(),
    SECRET.encode().hex(),
)


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_secret_is_known_in_every_writing(writing):
    assert redacted(f"Bearer {writing}, and on") == "Bearer [secret], and on"


@pytest.mark.parametrize("before", ["", "x", "x:", "Bearer ", "Authorization: Bearer "])
def test_packed_with_whatever_stands_before_nothing_can_be_unpacked(before):
    packed = b64encode(f"{before}{SECRET} and on".encode()).decode()

    told = redacted(packed)

    assert "[secret]" in told
    assert len(told) - len("[secret]") <= len(packed) - len(SECRET)


def test_of_two_secrets_one_within_the_other_both_go():
    hide("canary of the house")
    hide("a canary of the house and of its garden")

    told = redacted("a canary of the house and of its garden; canary of the house")

    assert told == "[secret]; [secret]"


def test_what_is_too_short_for_a_secret_stays_a_word():
    hide("monitor")

    assert redacted("monitor") == "monitor"


def test_no_error_of_ours_holds_one():
    assert str(TryLaterError(f"refused: {SECRET}")) == "refused: [secret]"


def test_no_file_that_people_read_holds_one(tmp_path):
    write_whole(tmp_path / "report.md", f"it said {SECRET}")

    assert (tmp_path / "report.md").read_text("utf-8") == "it said [secret]"
