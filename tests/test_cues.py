"""Where posts stand, sentence by sentence; and how well the shipped cues read two halves.

The cues are tuned on the seen half; nobody who tunes them looks at the unseen
half, so of it counts alone are ever printed.
"""

import json
from pathlib import Path

import pytest
import yaml

from monitor.config import load_config, no_environment
from monitor.cues import Cues, Reading
from monitor.sources.sample import WATCH

HERE = Path(__file__).parent
MOST_PRECISE = 0.9
CASES = [(half, side) for half in ("seen", "unseen") for side in ("supports", "opposes")]

CUES = Cues(
    supports=(
        "ive signed",
        "^sign the petition",
        "please sign",
        "remove * from netflix",
        "^signed$",
    ),
    opposes=("not signing", "petition is * silly", "^leave it alone", "should stay"),
)


def position(text: str) -> str:
    return CUES.read(text).position


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("I’ve signed it, have a look.", "ive signed"),
        ("I&#39;VE SIGNED!", "ive signed"),
        ("Please, everyone: sign the petition", "^sign the petition"),
        ("They lied. Sign the petition", "^sign the petition"),
        ("remove this awful film from Netflix", "remove * from netflix"),
        ('remove "365 Days" @friends from Netflix', "remove * from netflix"),
        ("Signed.", "^signed$"),
        ("Done! ✍️ Signed ✍️", "^signed$"),
        ("if you have a minute please sign", "please sign"),
        ("I said it before, please sign", "please sign"),
    ],
)
def test_a_cue_tells_who_supports(text, cue):
    assert CUES.read(text) == Reading("supports", cue)


@pytest.mark.parametrize(
    "text",
    [
        "I'm not signing",
        "This petition is so very silly",
        "Leave it alone!",
        "nah, it should stay",
    ],
)
def test_a_cue_tells_who_opposes(text):
    assert position(text) == "opposes"


@pytest.mark.parametrize(
    "text",
    [
        "I don't think I've signed it",
        "never, ever, will I sign the petition",
        "don't please sign",
        "Have you heard? Who says please sign?",
        "Please sign the petition?",
        "If I've signed it nobody knows",
        "She says I've signed it",
        "my sister told me: please sign",
        '"Please sign the petition now" is all they write',
        "“I've signed, and so should you”",
        "people who please sign",
        "You should sign the petition",
        "signed in to Netflix",
        "Signed by Duffy, the letter is long",
        "https://example.com/sign the petition-sign",
        "@please sign",
        "remove a b c d e f from netflix",
        "remove nothing, not even this, from netflix",
        "I've signed but I regret it",
        "please sign, that always helps /s",
        "please sign or not, who cares",
        "ive signed for a sequel",
        "this petition is not silly",
        "",
        "🙄",
    ],
)
def test_what_is_denied_asked_supposed_quoted_or_not_meant_is_unclear(text):
    assert CUES.read(text) == Reading("unclear")


def test_a_negation_ends_with_its_clause():
    assert position("No, please sign") == "supports"
    assert position("I did not like it but please sign") == "supports"


def test_cues_of_both_sides_are_unclear():
    assert position("please sign. or leave it alone") == "supports"
    assert position("Please sign. Leave it alone.") == "unclear"


@pytest.mark.parametrize("entry", ["", "^", "^ $", "*", "remove *", "* it", "a * * b"])
def test_a_cue_without_words_is_refused(entry):
    with pytest.raises(ValueError, match="holds no word"):
        Cues(supports=(entry,))


@pytest.mark.parametrize(
    "piece",
    [
        "petition is a ",
        "says please sign, ",
        "remove ",
        "'a ",
        '"a b ',
        "a.b.",
        "… ",
        ",,",
        "@",
        "a'",
    ],
)
def test_no_hostile_text_holds_the_reading_up(piece):
    assert position(piece * (25_000 // len(piece))) in ("unclear", "supports")


@pytest.fixture(scope="module")
def shipped() -> Cues:
    found = load_config(HERE.parent / "config.yaml", no_environment).position
    assert found
    return Cues(tuple(found.supports), tuple(found.opposes))


def labelled(half: str) -> list[dict]:
    lines = (HERE / "position" / f"{half}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@pytest.mark.parametrize(("half", "side"), CASES)
def test_whoever_is_read_to_stand_somewhere_stands_there(shipped, capsys, half, side):
    read = [(shipped.read(post["text"]).position, post["position"]) for post in labelled(half)]
    found = sum(reading == side for reading, _ in read)
    right = sum(reading == label == side for reading, label in read)
    meant = sum(label == side for _, label in read)

    told = f"precision {right / found:.3f} of {found}, recall {right / meant:.3f} of {meant}"
    with capsys.disabled():
        print(f"\n{half} {side}: n {len(read)}, {told}")  # noqa: T201 (the figure is the point)
    assert right / found >= MOST_PRECISE, f"{half} {side}: {told}"


def test_the_seen_half_has_enough_of_each_side():
    posts = labelled("seen")
    sides = [post["position"] for post in posts]

    assert len({post["text"] for post in posts}) == len(posts) >= 200
    assert {side: sides.count(side) >= 65 for side in sides} == {
        "supports": True,
        "opposes": True,
        "unclear": True,
    }


def test_the_demo_reads_positions_as_the_real_watch_does():
    real = yaml.safe_load((HERE.parent / "config.yaml").read_text("utf-8"))

    assert yaml.safe_load(WATCH)["position"] == real["position"]
    assert real["position"]["demand"] == "remove 365 Days from Netflix"
