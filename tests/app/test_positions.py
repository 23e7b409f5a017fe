"""Which cues a configuration leads to, and what a report tells by them."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from monitor import open_monitor
from monitor.app.positions import cues_of
from monitor.config import load_config, no_environment

WATCH = """
title: Some Film
topics:
  film: {phrases: [that strange thing]}
  book: {phrases: [the novel]}
  petition: {phrases: [our petition]}
"""


def cues(tmp_path: Path, position: str):
    path = tmp_path / "config.yaml"
    path.write_text(WATCH + position, "utf-8")
    return cues_of(load_config(path, no_environment))


def test_without_a_position_there_are_none(tmp_path):
    assert cues(tmp_path, "") is None


def test_the_film_goes_by_the_title_and_by_what_the_other_topics_look_for(tmp_path):
    found = cues(tmp_path, "position: {cues: removal}")
    assert found

    for name in ("Some Film", "that strange thing", "the novel"):
        assert found.read(f"Netflix, remove {name}").position == "supports"
        assert found.read(f"Leave {name} alone").position == "opposes"
    assert found.read("remove our petition").position == "unclear"


def test_own_cues_stand_beside_the_set_or_alone(tmp_path):
    own = 'supports: ["bin {title}"], opposes: ["long live {title}"]'
    both = cues(tmp_path, f"position: {{cues: removal, {own}}}")
    alone = cues(tmp_path, f"position: {{{own}}}")
    assert both
    assert alone

    for found in (both, alone):
        assert found.read("bin Some Film").position == "supports"
        assert found.read("Long live Some Film!").position == "opposes"
    assert both.read("I've signed the petition").position == "supports"
    assert alone.read("I've signed the petition").position == "unclear"


@pytest.mark.parametrize("entity", [f"&#{'9' * 5000};", f"&#x{'f' * 5000};", f"&#{'0' * 4999}"])
def test_a_number_that_nobody_can_read_stops_no_import_and_no_report(tmp_path, entity):
    settings = """
position: {topic: petition, demand: bin it, supports: ["please sign"], opposes: ["not signing"]}
privacy: {min_authors: 1}
scoring: {overlay: charges}
"""
    (tmp_path / "config.yaml").write_text(WATCH + settings, "utf-8")
    says = ("our petition: please sign", "that strange thing, our petition", "our petition")
    rows = [(n, f"2020-07-02T1{n}:00Z", f"p{n}", "en", f"{text} {entity} now")
            for n, text in enumerate(says)]  # fmt: skip
    with (tmp_path / "posts.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "created_at", "author_id", "lang", "text"), *rows])

    with open_monitor(tmp_path / "config.yaml") as monitor:
        done = monitor.import_file(tmp_path / "posts.csv")
        monitor.write_report(monitor.summary(date(2020, 7, 2)))

    assert (done.status, done.new, done.rejected) == ("ok", 3, 0)
    plain = json.loads((tmp_path / "reports" / "2020-07-02.json").read_text("utf-8"))
    petition = plain["topics"]["petition"]["position"]
    assert (petition["supports"], petition["unclear"], petition["read"]) == (1, 2, 3)
    assert plain["topics"]["film"]["position"] is None
    assert plain["demand"] == "bin it"
    assert plain["topics"]["petition"]["overlay"]["moved"] == 0
    page = (tmp_path / "reports" / "2020-07-02.md").read_text("utf-8")
    assert "demand (bin it), it is counted here" in page
    assert "1 of 3 posts" in page
