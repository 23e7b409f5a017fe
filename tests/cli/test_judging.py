"""Commands that judge again what is stored: rescore."""

import pytest

from monitor.scoring import VaderScorer
from tests.cli.conftest import WATCH

OTHERWISE = "scoring: {overlay: {awful: 2, great: -3}}\n"
PLAIN = "scoring: {prepare: false, mask_title: false, overlay: {}}\n"


@pytest.fixture
def stored(monitor, watch, archive):
    """Two English mentions of the film and a Polish one of the petition, read by plain VADER."""
    watch.write_text(WATCH + PLAIN, "utf-8")
    assert monitor("import", archive).code == 0
    watch.write_text(WATCH + OTHERWISE, "utf-8")


def test_rescore_reads_anew_what_was_read_otherwise(monitor, stored):
    before = {p["id"]: p["compound"] for p in monitor("posts", "--json").json["posts"]}

    ran = monitor("rescore", "--json")

    posts = monitor("posts", "--json").json["posts"]
    after = {p["id"]: p["compound"] for p in posts}
    words = {"prepare": True, "overlay": {"awful": 2, "great": -3}}
    expected = VaderScorer(**words).read("x is a great film", "en")[0].compound
    assert after["1"] == expected < 0 < before["1"]
    assert ran.code == 0
    film = {
        "mentions": 3,
        "reposts": 0,
        "changed": 2,
        "relabelled": 2,
        "mean_before": (before["1"] + before["2"]) / 2,
        "mean_after": (after["1"] + after["2"]) / 2,
    }
    nothing = {"mean_before": None, "mean_after": None, "reposts": 0, "changed": 0}
    assert ran.json["topics"]["petition"] == nothing | {"mentions": 1, "relabelled": 0}
    assert ran.json["left"] == {"without_text": 0, "unwatched": {}}
    assert {key: ran.json[key] for key in film} == pytest.approx(film | {"mentions": 4})
    assert ran.json["topics"]["film"] == pytest.approx(film)
    assert monitor("verify").code == 0


def test_a_dry_run_shows_the_same_and_changes_nothing(monitor, stored):
    posts = monitor("posts", "--json").out

    dry = monitor("rescore", "--dry-run", "--json")

    assert monitor("posts", "--json").out == posts
    assert monitor("rescore", "--json").json == dry.json
    assert monitor("posts", "--json").out != posts


def test_a_person_sees_each_topic_and_what_is_left(monitor, watch, stored):
    dry = monitor("rescore", "--dry-run").out
    done = monitor("rescore").out
    again = monitor("rescore").out

    assert dry.splitlines()[:-1] == done.splitlines()[:-1]
    assert dry.splitlines()[-1].endswith("mentions would be read anew.")
    assert done.splitlines()[-1].endswith("mentions read anew.")
    assert [line.split()[0] for line in done.splitlines()] == ["topic", "film", "petition", "4"]
    nothing = "Nothing to do: every mention of the topics watched was read as it would be now.\n"
    assert again == nothing


def test_a_topic_that_is_gone_is_named(monitor, watch, stored):
    watch.write_text(WATCH.replace("petition:", "letter:") + OTHERWISE, "utf-8")

    said = monitor("rescore").out

    assert "petition is no longer watched: its 1 stay as they are." in said


def test_check_says_how_many_would_be_read_otherwise(monitor, stored):
    def remarks() -> list[str]:
        found = monitor("check", "--json").json["remarks"]
        return [f"{r['problem']}. {r['fix']}" for r in found if r["where"] == "scoring"]

    assert remarks() == [
        "4 mentions were scored otherwise, and are not compared with new ones. "
        "Read them anew: monitor rescore"
    ]
    monitor("rescore")
    assert remarks() == []
