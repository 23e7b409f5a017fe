"""Where posts stand, sentence by sentence; and how well the shipped cues read two halves.

The cues are tuned on the seen half; nobody who tunes them looks at the unseen
half, so of it counts alone are ever printed.
"""

import json
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from monitor.app.positions import cues_of
from monitor.config import load_config, no_environment
from monitor.config.cues import wrong_in_cue
from monitor.cues import Cues, Reading
from monitor.models import CUE_SETS
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
        "not signing until they ban part two",
        "please sign the petition now or don't",
        "If they keep it up, then I've signed",
        "Sure, please sign. Ban everything.",
        'All day "please sign!" and nothing else',
        "'I've not read it, please sign' he says",
        "Her: please sign. Him: leave it alone",
        "Ann: please sign it\nBen: ok",
        "comparing fires and this petition is silly",
        "please sign. I'm in two minds",
        "please sign for part 2",
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


@pytest.mark.parametrize(
    ("entry", "said", "not_said"),
    [
        ("[drop|pull] [it|the film]", ("drop it", "Pull the film!"), ("drop by", "pull the plug")),
        ("[|please] sign", ("sign", "please sign"), ("please",)),
        ("remove {title}", ("Remove 365 Días", "remove 365dni"), ("remove it", "remove")),
        ("remove{title}", ("#Remove365Days", "remove365dni now"), ("remove 365 days",)),
        ("take * down", ("take down", "take this down"), ("take a b c d e f down",)),
        ("signed $", ("I signed x", "signed because I care"), ("signed in",)),
        ("why is it still up ?", ("Why is it still up?", "why is it still up"), ("why?",)),
        ("~grow up", ("Grow up, it's only a petition",), ("Grow up",)),
        ("what next ?", ("The petition. What next?",), ("what",)),
    ],
)
def test_a_cue_may_have_choices_names_gaps_and_marks(entry, said, not_said):
    cues = Cues((entry,), titles=("365 Days", "365 Dias", "365dni", "…"))

    assert [cues.read(text).position for text in said] == ["supports"] * len(said)
    assert [cues.read(text).position for text in not_said] == ["unclear"] * len(not_said)


def test_a_weak_cue_is_no_stand_where_somebody_is_quoted():
    cues = Cues(opposes=("~grow up",))

    assert cues.read("Signing a petition, grow up").position == "opposes"
    assert (
        cues.read('"It\'s just a movie" they say of the petition. Grow up').position == "unclear"
    )


def test_three_dots_end_no_sentence():
    assert position("Ann says... please sign") == "unclear"
    assert position("so... please sign") == "supports"


def test_one_who_speaks_with_a_colon_is_no_dialogue():
    assert position("Netflix: please sign") == "supports"


def test_a_film_without_a_name_is_in_no_cue():
    assert Cues(("remove {title}",)).read("remove it").position == "unclear"


REFUSED = (
    "",
    "^",
    "^ $",
    "*",
    "remove *",
    "* it",
    "a * * b",
    "[|it]",
    "[a|] [|b]",
    "🙄",
    "[|a] [b|]",
)
BROKEN = (
    "[a|b",
    "a]",
    "a|b",
    "{film} x",
    "{title",
    "[a * b]",
    "a ^ b",
    "a $ b",
    "[a [b]",
    "a } b",
    "sign [{foo}|it]",
    "sign [it|{title]",
)
WRITTEN = (
    "a",
    "[a|b] c",
    "a [|b]",
    "{title} a",
    "[{title}|it] a",
    "~^a * b $?",
    "don't a",
    "a{title}",
)


@pytest.mark.parametrize("entry", REFUSED + BROKEN)
def test_a_cue_that_cannot_be_found_is_refused_here_and_in_the_configuration(entry):
    assert wrong_in_cue(entry)
    with pytest.raises(ValueError, match=r"cue|name"):
        Cues(supports=(entry,), titles=("t",))


@pytest.mark.parametrize("entry", WRITTEN)
def test_a_cue_that_is_well_written_is_taken_here_and_in_the_configuration(entry):
    assert wrong_in_cue(entry) is None
    assert Cues(supports=(entry,), titles=("t",))


def test_a_question_is_one_but_for_what_it_asks_others_to_do_as_well():
    assert position("I've signed, did you?") == "supports"
    assert position("I've signed, is that bad?") == "unclear"


def test_what_i_say_in_a_clause_of_my_own_is_mine_whatever_others_say():
    assert position("Stop telling me about it, I'm not signing") == "opposes"
    assert position("She says: I've signed") == "unclear"
    assert position("I've signed, according to the paper") == "unclear"


def test_what_is_said_of_something_else_between_two_words_is_no_cue():
    cues = Cues(opposes=("petition * silly",))

    assert cues.read("the petition about this film is silly").position == "opposes"
    assert cues.read("the petition says how it is silly").position == "unclear"


def test_cues_of_ones_own_are_added_to_a_named_set():
    cues = Cues(("bin the lot",), ("hands off our telly",), ("Some Film",), "removal")

    assert cues.read("Netflix, remove Some Film").position == "supports"
    assert cues.read("Leave Some Film alone").position == "opposes"
    assert cues.read("bin the lot").cue == "bin the lot"
    assert cues.read("hands off our telly").cue == "hands off our telly"
    assert cues.read("remove 365 days").position == "unclear"


@pytest.mark.parametrize("name", ["removals", "../removal", ""])
def test_a_set_that_is_not_there_is_refused(name):
    with pytest.raises(ValueError, match="no set of cues"):
        Cues(named=name)


def test_every_set_that_a_configuration_may_name_is_there_and_is_short():
    for name in CUE_SETS:
        text = files("monitor.cues").joinpath(f"{name}.txt").read_text("utf-8")
        assert Cues(named=name).read("remove this film from netflix").position == "supports"
        assert len(text.splitlines()) <= 200
        assert max(map(len, text.splitlines())) <= 115


def test_no_cue_of_the_set_stands_there_twice():
    lines = files("monitor.cues").joinpath("removal.txt").read_text("utf-8").splitlines()
    cues = [line for line in lines if line]

    assert len(set(cues)) == len(cues) > 100


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
    found = cues_of(load_config(HERE.parent / "config.yaml", no_environment))
    assert found
    return found


def labelled(half: str) -> list[dict]:
    lines = (HERE / "position" / f"{half}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@pytest.mark.parametrize(("half", "side"), CASES)
def test_whoever_is_read_to_stand_somewhere_stands_there(shipped, say, half, side):
    read = [(shipped.read(post["text"]).position, post["position"]) for post in labelled(half)]
    found = sum(reading == side for reading, _ in read)
    right = sum(reading == label == side for reading, label in read)
    meant = sum(label == side for _, label in read)

    told = f"precision {right / found:.3f} of {found}, recall {right / meant:.3f} of {meant}"
    say(f"position, {half} half, {side}: n {len(read)}, {told}")
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
    assert real["position"]["cues"] == "removal"
