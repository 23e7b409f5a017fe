"""Samples and answers from Python, without a terminal."""

import pytest

from monitor import open_monitor
from monitor.errors import NothingStoredError, UsageError
from tests.cli.conftest import WATCH


@pytest.fixture
def watch(tmp_path):
    (tmp_path / "config.yaml").write_text(WATCH, "utf-8")
    head = "id,created_at,text,lang\n"
    lines = (f"{n},2020-07-02T10:{n:02}Z,365 days on netflix {n},en" for n in range(40))
    (tmp_path / "posts.csv").write_text(head + "\n".join(lines), "utf-8")
    with open_monitor(tmp_path / "config.yaml") as monitor:
        yield monitor


@pytest.fixture
def filled(watch):
    watch.import_file(watch.config.folder / "posts.csv")
    return watch


def test_a_sample_is_answered_for_and_gives_its_figures(filled):
    sitting = filled.labelling.audit("film", posts=30)
    for post in sitting.waiting():
        assert "365 days" in sitting.words(post).text
        sitting.answer(post, "yes")

    found = filled.labelling.audit("film", posts=30).figures()

    assert (found.answered, found.precision.value, found.precision.is_few) == (30, 1, False)
    assert found.to_dict()["strata"]["mentions"] == {
        "stored": 40,
        "stands_for": 40,
        "answered": 30,
        "yes": 30,
    }


def test_who_has_answered_more_than_the_usual_sees_all_of_it(filled):
    filled.labelling.audit(posts=10)
    sitting = filled.labelling.validate(posts=40)
    for post in sitting.waiting():
        sitting.answer(post, "neutral")

    assert filled.labelling.validate().figures().answered == 40
    assert filled.labelling.validate(posts=10).figures().answered == 10


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"topic": "flim"}, "did you mean film"),
        ({"by": "Two Words"}, "no short lower-case name"),
        ({"posts": 0}, "asks for nothing"),
    ],
)
def test_what_makes_no_sense_is_refused(filled, asked, said):
    with pytest.raises(UsageError, match=said):
        filled.labelling.audit(**asked)
    with pytest.raises(UsageError, match="write tone or position"):
        filled.labelling.validate("topic")


POSITION = """
position:
  topic: petition
  demand: that Netflix removes {365 Days}
  supports: ["signed the petition"]
  opposes: ["stupid petition"]
"""


def test_position_is_validated_for_its_own_topic_by_its_cues(tmp_path):
    (tmp_path / "config.yaml").write_text(WATCH + POSITION, "utf-8")
    texts = ["I signed the petition", "a stupid petition", "the petition is in the news"] * 4
    lines = (
        f"{n},2020-07-02T10:{n:02}Z,{text} about 365 days on netflix {n},en"
        for n, text in enumerate(texts)
    )
    (tmp_path / "posts.csv").write_text("id,created_at,text,lang\n" + "\n".join(lines), "utf-8")
    with open_monitor(tmp_path / "config.yaml") as monitor:
        monitor.import_file(tmp_path / "posts.csv")
        sitting = monitor.labelling.validate("position")
        for post in sitting.waiting():
            text = sitting.words(post).text
            sitting.answer(post, "supports" if "signed" in text else "unclear")
        found = sitting.figures()

    asked = sitting.question.words.format(topic="", title="")
    assert asked.endswith("the demand: that Netflix removes {365 Days}")
    assert (found.topic, found.answered) == ("petition", 12)
    assert found.confusion["unclear"] == {"supports": 0, "opposes": 4, "unclear": 4}
    assert found.confusion["supports"] == {"supports": 4, "opposes": 0, "unclear": 0}


def test_position_without_cues_is_refused_with_what_to_configure(filled):
    with pytest.raises(UsageError, match="position is not configured"):
        filled.labelling.validate("position")


def test_where_nothing_is_stored_it_says_so(watch):
    with pytest.raises(NothingStoredError, match="nothing is stored about film yet"):
        watch.labelling.audit()
