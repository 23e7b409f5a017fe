"""The terminal and the log: nothing that comes from outside moves them, or forges a line."""

import io
import json
import logging
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.cli import logs, show
from monitor.models import FILED
from monitor.text import printable
from tests.hostile import checks
from tests.hostile.payloads import HALVES, PAYLOADS
from tests.hostile.watch import WATCHED, file_names

JULY = ("--since", "2020-07-01", "--until", "2020-07-05")
ASKED = (
    *(("trend", name, *JULY) for name in WATCHED),
    ("posts",),
    ("posts", "--text"),
    ("status",),
    ("gaps",),
    ("signatures",),
    ("check",),
    ("verify",),
    ("notify",),
    ("rehearse", "--topic", WATCHED[0], "--days", "3", "--until", "2020-07-03"),
)
AS_JSON = (
    ("posts", "--text"),
    ("trend", WATCHED[0], *JULY),
    ("report", "--date", "2020-07-02"),
    ("status",),
    ("gaps",),
    ("signatures",),
    ("check",),
)


@pytest.mark.parametrize("words", ASKED, ids="-".join)
def test_no_answer_moves_the_terminal(ask, words):
    ran = ask(*words)

    assert ran.out
    assert not checks.obeyed(ran.out + ran.err)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("words", AS_JSON, ids="-".join)
def test_nor_does_its_json_which_any_reader_takes(ask, words):
    ran = ask(*words, "--json")

    assert checks.json_of(ran.out)
    assert not checks.obeyed(ran.out + ran.err)


def test_texts_and_names_are_told_as_they_are(ask):
    told = ask("posts", "--text", "--topic", "film", "--json").json["posts"]
    shown = ask("posts", "--text", "--topic", "film").out

    texts = {payload.text[:24_000].replace("\x00", "") for payload in PAYLOADS}
    found = [text for text in texts if any(one["text"].endswith(text) for one in told)]
    assert len(found) > 100
    for text in found:
        assert printable(text) in shown


def test_a_page_that_is_printed_moves_no_terminal_either(ask):
    ran = ask("report", "--date", "2020-07-02", "--format", "json", "--out", "-")

    assert checks.json_of(ran.out)["date"] == "2020-07-02"
    assert not checks.obeyed(ran.out + ran.err)


@pytest.mark.parametrize("form", FILED)
def test_a_report_has_no_name_from_outside_and_moves_no_terminal(filled, form):
    names = {path.name for path in (filled / "reports").iterdir()}

    assert names == {f"2020-07-02.{form}" for form in FILED}
    assert not checks.obeyed((filled / "reports" / f"2020-07-02.{form}").read_text("utf-8"))


def test_every_fault_of_a_hostile_file_is_words(ask, filled):
    """As every name and every value of a config.yaml."""
    texts = [payload.text for payload in PAYLOADS if len(payload.text) < 2_000]
    told = {
        "title": "a",
        "topics": {text: {"phrases": [text], "links": [text]} for text in texts},
        "timezone": texts[0],
        "languages": [*texts],
        "exclude": [*texts],
        "schedule": {"report": texts[1], "collect": texts[2]},
        "database": texts[3],
        "report": {"folder": texts[4]} | dict.fromkeys(texts, 1),
        "events": [{"on": text, "label": text} for text in texts],
    }
    (filled / "wrong.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")

    in_words, as_json = (ask("check", *more, config="wrong.yaml") for more in ((), ("--json",)))

    for ran in (in_words, as_json):
        assert ran.code == 2
        assert "Traceback" not in ran.err
        assert not checks.obeyed(ran.out + ran.err)
    assert len(as_json.json["faults"]) > len(texts)


@pytest.mark.parametrize(
    "option", ["trend", "report", "--tz", "--source", "--language", "--since"]
)
def test_what_is_asked_wrongly_is_answered_in_one_line(ask, option):
    for text in ("a\x9b2Jb\n2026-01-01 ERROR forged", "a\u202etxt\u061cb", "[red]a[/] [/"):
        asked = {"trend": ("trend", text), "report": ("report", "--date", text)}
        ran = ask(*asked.get(option, ("trend", "film", option, text)))
        assert ran.code
        assert checks.is_one_line(ran.err), ran.err


def test_files_may_be_called_what_they_will(ask, filled):
    folder = filled / "named"
    folder.mkdir()
    paths = [folder / name for name in file_names()]
    for number, path in enumerate(paths):
        path.write_text(f"id,text,created_at\n{number},a [b],2020-07-02T10:00Z\n", "utf-8")

    brought = ask("import", *paths)
    told = ask("import", *paths[::9], "--json")
    missing = ask("import", *(path.with_name(f"no {path.name}") for path in paths[::9]))

    assert len(brought.out.splitlines()) == len(paths) > 90
    assert len(told.json["runs"]) == len(paths[::9])
    for ran in (brought, told, missing):
        assert "Traceback" not in ran.err
        assert not checks.obeyed(ran.out + ran.err)
    assert missing.code == 2


def test_a_name_that_is_no_text_at_all_is_no_fault(ask, filled):
    for payload in HALVES[2:]:
        path = filled / f"{payload.text}.csv"
        path.write_text("id,text,created_at\n1,a,2020-07-02T10:00Z\n", "utf-8")
        ran = ask("import", path)
        assert (ran.code, "Traceback" in ran.err) == (0, False), ran.err
        assert not checks.obeyed(ran.out + ran.err)


def logged(form: logs.Form, text: str) -> str:
    said = io.StringIO()
    with redirect_stderr(said), logs.speaking():
        logs.choose(form, logs.Level.warning)
        logging.getLogger("monitor").warning("it says: %s", text)
    return said.getvalue()


def assert_is_one_record(text: str) -> None:
    for form in logs.Form:
        said = logged(form, text)
        assert checks.is_one_line(said)
        assert said.endswith("\n")
    told = json.loads(said)
    assert told["level"] == "warning"
    assert told["message"] == printable(f"it says: {text}")


def test_one_record_is_one_line_whatever_it_says():
    for payload in (*PAYLOADS, *HALVES):
        assert_is_one_record(payload.text)


@given(st.text(max_size=40))
def test_so_is_any_other(text):
    assert_is_one_record(text)


@given(st.text(max_size=40))
def test_no_text_is_more_than_itself_in_the_terminal(text):
    with redirect_stdout(io.StringIO()) as out:
        show.out.print(show.plain(text))

    assert out.getvalue() == f"{printable(text)}\n"
    assert checks.is_one_line(out.getvalue())


@settings(max_examples=20)
@given(
    st.recursive(st.text(max_size=20), lambda inner: st.dictionaries(st.text(max_size=9), inner))
)
def test_json_in_the_terminal_is_the_same_value(value):
    out = io.StringIO()
    before, sys.stdout = sys.stdout, out
    try:
        show.print_json(value)
    finally:
        sys.stdout = before

    assert json.loads(out.getvalue()) == value
    assert not checks.obeyed(out.getvalue())


def test_where_a_fault_came_from_is_told_harmlessly():
    for payload in PAYLOADS:
        assert not checks.obeyed(traced(payload.text))
        assert "\nmonitor: forged" not in traced(f"a\nmonitor: forged {payload.text}")


def traced(text: str) -> str:
    said = io.StringIO()
    with redirect_stderr(said), logs.speaking():
        try:
            raise ZeroDivisionError(text)
        except ZeroDivisionError:
            logging.getLogger("monitor").exception("a fault")
    return said.getvalue()
