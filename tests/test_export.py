"""Rows, forms and packs: what is told is what was put in."""

import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import redaction
from monitor.errors import UsageError
from monitor.export.forms import written
from monitor.export.pack import MANIFEST, write_pack
from monitor.export.rows import large_cells, of_coverage
from monitor.files import write_parts
from monitor.storage.watched import Covered
from monitor.timeline import Window, merged, share

FIRST = datetime(2020, 7, 1, tzinfo=UTC)
MINUTES = st.integers(0, 2 * 1440)


def window(start: int, end: int) -> Window:
    return Window(FIRST + timedelta(minutes=start), FIRST + timedelta(minutes=end))


WINDOWS = st.lists(st.tuples(MINUTES, st.integers(1, 600)), max_size=6).map(
    lambda found: merged(window(a, a + n) for a, n in found)
)


@given(WINDOWS, WINDOWS)
def test_coverage_is_told_of_each_step_that_is_known_and_of_no_other(windows, frames):
    steps = [window(hour * 60, hour * 60 + 60) for hour in range(60)]

    found = {
        row["start"]: row for row in of_coverage({"x": Covered(windows, frames)}, steps, "hour")
    }

    known = {step.start.isoformat(): step for step in steps if share(frames, step)}
    assert found.keys() == known.keys()
    for start, step in known.items():
        assert found[start]["share"] == pytest.approx(share(windows, step))
        assert found[start]["watched_s"] == pytest.approx(share(windows, step) * 3600, abs=1)


def test_languages_of_few_people_are_told_together():
    cells = {"en": (30, 20), "pl": (5, 9), "de": (2, 2), "fr": (11, 10)}

    assert large_cells(cells, 10) == {"en": 30, "fr": 11, "other": 7}
    assert large_cells({"en": (30, 20)}, 10) == {"en": 30}


VALUES = st.dictionaries(st.sampled_from("ab"), st.text(max_size=9) | st.none() | st.integers())


@given(st.lists(VALUES.map(lambda row: {"a": None, "b": None} | row), max_size=4))
def test_json_holds_every_letter_and_nothing_that_a_terminal_obeys(rows):
    lines = "".join(written("jsonl", "posts", ["a", "b"], rows))
    whole = "".join(written("json", "posts", ["a", "b"], rows))

    assert [json.loads(line) for line in lines.split("\n") if line] == rows
    assert json.loads(whole) == {"posts": rows}
    for text in (lines, whole):
        assert not {*text} & {*map(chr, (*range(10), *range(11, 32), *range(127, 160), 0x202E))}


def test_a_pack_whose_files_break_off_is_not_there(tmp_path):
    def broken():
        yield "half"
        raise UsageError("it broke off")

    for name in ("pack", "pack.zip"):
        with pytest.raises(UsageError, match="broke off"):
            write_pack(tmp_path / name, {"a.csv": broken()})
    assert list(tmp_path.iterdir()) == []


def test_a_pack_is_put_into_an_empty_folder_and_into_folders_that_are_not_there(tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("empty", "new/deep", "new/deep.zip"):
        write_pack(tmp_path / name, {"a.csv": ["1"], "b/c.json": ["{}"]})

    assert (tmp_path / "empty" / "b" / "c.json").read_text() == "{}"
    assert (tmp_path / "new" / "deep" / MANIFEST).exists()
    with zipfile.ZipFile(tmp_path / "new" / "deep.zip") as found:
        assert found.namelist() == ["a.csv", "b/c.json", MANIFEST]


def test_no_secret_gets_into_an_export(tmp_path, monkeypatch):
    monkeypatch.setattr(redaction, "_told", frozenset())
    monkeypatch.setattr(redaction, "_forms", ())
    redaction.hide("canary of the house")

    write_parts(tmp_path / "a.csv", ["it said canary of the house\n", "and more"])
    write_pack(tmp_path / "pack", {"a.csv": ["it said canary of the house"]})

    assert (tmp_path / "a.csv").read_text() == "it said [secret]\nand more"
    assert (tmp_path / "pack" / "a.csv").read_text() == "it said [secret]"
