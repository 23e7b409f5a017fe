"""Tables and the evidence pack: a spreadsheet sees text, a reader of JSON the same text."""

import json
from pathlib import Path

import pytest

from monitor.export.columns import POSTS, SIGNATURES, WORDS
from monitor.text import printable
from tests.hostile import checks, watch
from tests.hostile.payloads import PAYLOADS, TOPIC_NAMES

WHATS = ("posts", "trend", "signatures", "coverage")


@pytest.mark.parametrize("what", [*WHATS, "posts --text"])
def test_no_cell_of_any_table_is_a_formula(ask, what):
    ran = ask("export", "--what", *what.split())

    names, *rows = checks.rows_of(ran.out)
    assert rows
    assert [cell for row in rows for cell in row if checks.is_formula(cell)] == []
    assert not checks.obeyed(ran.out.replace("\r\n", "\n"))
    assert not [name for name in names if checks.is_formula(name)]


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize("what", [*WHATS, "posts --text"])
def test_what_is_exported_as_json_is_json_and_moves_no_terminal(ask, what, form):
    ran = ask("export", "--what", *what.split(), "--format", form)

    texts = [ran.out] if form == "json" else ran.out.split("\n")[:-1]
    assert all(isinstance(checks.json_of(text), dict) for text in texts)
    assert not checks.obeyed(ran.out)


def test_what_was_said_comes_out_as_it_went_in(ask):
    told = ask("export", "--what", "posts", "--text", "--topic", "film", "--format", "jsonl").out
    found = [json.loads(line) for line in told.split("\n")[:-1]]

    assert list(found[0]) == [*POSTS, *WORDS]
    texts = {one["text"] for one in found}
    for n, payload in enumerate(PAYLOADS):
        if n % 7 and len(payload.text) < 24_000:
            assert f"{watch.ABOUT} {payload.text.replace(chr(0), '')}" in texts, payload.name


def test_what_a_petition_is_called_comes_out_in_one_line(ask):
    found = ask("export", "--what", "signatures", "--format", "json").json["signatures"]

    assert set(found[0]) == set(SIGNATURES)
    assert len({one["petition"] for one in found}) > 100
    for one in found:
        for name in ("petition", "origin"):
            assert one[name] == printable(one[name])
            assert checks.is_one_line(one[name])


@pytest.fixture(scope="module")
def packed(filled, tmp_path_factory) -> dict[str, str]:
    """The files of its evidence pack."""
    from monitor.app import open_monitor
    from monitor.app.evidence import Evidence
    from monitor.app.exports import Asked

    folder = tmp_path_factory.mktemp("evidence") / "pack"
    with open_monitor(filled / "short.yaml", lambda: watch.NOW) as monitor:
        Evidence(monitor, filled / "short.yaml", Asked()).write(folder)
    return {name: (folder / name).read_text("utf-8") for name in sorted(watch.names(folder))}


def test_a_pack_has_the_files_of_any_pack(packed):
    tops = {Path(name).parts[0] for name in packed}
    assert tops >= {"README.md", "MANIFEST.sha256", "posts.csv", "signatures.csv", "runs.csv"}
    assert [name for name in packed if name.startswith("reports/")] == ["reports/2020-07-02.json"]


def test_no_cell_of_a_pack_is_a_formula(packed):
    tables = {name: text for name, text in packed.items() if name.endswith(".csv")}
    assert len(tables) >= 10
    for name, text in tables.items():
        rows = checks.rows_of(text)
        assert [cell for row in rows for cell in row if checks.is_formula(cell)] == [], name


def test_nothing_in_a_pack_moves_a_terminal(packed):
    for name, text in packed.items():
        if name.endswith(".json"):
            checks.json_of(text)
        # The one is the operator's own file, byte for byte; of the other see below.
        if name != "config.yaml" and not name.startswith("reports/"):
            assert not checks.obeyed(text.replace("\r\n", "\n")), name


def test_nor_do_the_reports_in_it(packed):
    assert not checks.obeyed(packed["reports/2020-07-02.json"])


def test_its_pages_are_words(packed):
    plain = {"h1", "h2", "p", "ul", "li", "code", "strong", "em", "table", "thead", "tbody"}
    plain |= {"tr", "th", "td"}
    for name in ("README.md", "data-dictionary.md", "method.md"):
        page = checks.markdown_page(packed[name])
        assert {tag for tag, _ in page.elements} <= plain, name
        assert not checks.links_itself(page.text), name
    shown = checks.markdown_page(packed["README.md"]).text
    for topic in watch.WATCHED:
        assert topic in TOPIC_NAMES
        assert topic in shown.replace("\u2060", "")
