"""Which cues a configuration leads to."""

from pathlib import Path

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
