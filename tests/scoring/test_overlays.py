"""Words that are read otherwise than VADER has them."""

from statistics import fmean

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.models import OVERLAYS
from monitor.scoring import VaderScorer
from monitor.scoring.overlays import CHARGE, words_of_overlay

CHARGES = VaderScorer(prepare=True, overlay="charges")
PREPARED = VaderScorer(prepare=True)
PUBLISHED = SentimentIntensityAnalyzer().lexicon


def label(text: str, scorer: VaderScorer = CHARGES) -> str:
    tone, _ = scorer.read(text, "en")
    return tone.label


@pytest.mark.parametrize(
    "verb",
    [
        "glorifies", "glorify", "glorifying", "glorified", "glorification", "glamorise",
        "glamorizes", "glamourised", "glamourizing", "glamorisation", "glamourization",
        "romanticise", "romanticizes", "romanticising", "romanticisation", "romanticized",
        "eroticise", "eroticizes", "eroticising", "eroticization", "condone", "condones",
        "condoned", "condoning",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{} it", "It {} it!", "#{}", "THIS FILM {}"])
def test_a_charge_is_read_as_one_in_all_its_forms(verb, form):
    text = form.format(verb.upper() if form.isupper() else verb)

    assert label(text) == "negative"
    assert label(text, PREPARED) != "negative"


def test_praise_that_only_sounds_alike_is_praise_still():
    for word in ("glorious", "glory", "glamorous", "romantic", "glamour"):
        assert label(word) == label(word, PREPARED) == "positive"


def test_a_charge_is_as_strong_as_vader_has_these_words_and_on_the_other_side():
    known = [PUBLISHED[word] for word in words_of_overlay("charges") if word in PUBLISHED]

    assert len(known) == 29
    assert pytest.approx(-fmean(known), abs=0.05) == CHARGE
    assert set(words_of_overlay("charges").values()) == {CHARGE}


def test_every_named_set_is_there_and_has_words_as_vader_looks_them_up():
    for name in OVERLAYS:
        for word in words_of_overlay(name):
            assert word == word.lower()
            assert word.isalpha()


def test_the_lexicon_of_others_is_left_as_it_was_published():
    CHARGES.read("it glorifies abuse", "en")

    assert SentimentIntensityAnalyzer().lexicon == PUBLISHED
    assert label("It glorifies it", PREPARED) == "positive"
    assert label("It glorifies it", VaderScorer()) == "positive"


def test_own_words_have_their_own_tone_whatever_their_case():
    scorer = VaderScorer(overlay={"Cringe": -2, "love": 0.0})

    assert label("So cringe", scorer) == "negative"
    assert label("I love it", scorer) == "neutral"


def test_the_version_names_the_words():
    one = VaderScorer(overlay={"a": 1, "b": -1})
    same = VaderScorer(overlay={"B": -1.0, "A": 1.0})
    other = VaderScorer(overlay={"a": 1, "b": -1.5})

    assert one.version == same.version
    assert len({one.version, other.version, VaderScorer().version, CHARGES.version}) == 4
    assert VaderScorer(overlay={}).version == VaderScorer().version
    assert " charges " in CHARGES.version
