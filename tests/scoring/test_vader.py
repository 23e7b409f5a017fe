import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.scoring import VaderScorer

SCORER = VaderScorer()
REFERENCE = SentimentIntensityAnalyzer()


@given(st.text(max_size=200))
def test_plain_scores_are_those_of_the_published_package_bit_for_bit(text):
    tone, unscored = SCORER.read(text, "en")

    assert unscored is None
    read = {"neg": tone.neg, "neu": tone.neu, "pos": tone.pos, "compound": tone.compound}
    assert read == REFERENCE.polarity_scores(text)
    assert tone.compound_e4 / 10_000 == tone.compound


def test_the_4200_tweets_of_the_vader_paper_score_as_published(shared):
    rows = (shared / "vader" / "tweets_GroundTruth.txt").read_text("utf-8").splitlines()
    texts = [row.split("\t")[2] for row in rows]

    for text in texts:
        tone, _ = SCORER.read(text, "en")
        assert tone.compound == REFERENCE.polarity_scores(text)["compound"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("365 Days glamorizes sex trafficking", "positive"),
        ("leave 365 Days alone, this petition is stupid", "negative"),
        ("I signed the petition", "neutral"),
    ],
)
def test_tone_is_of_words_and_not_of_positions(text, label):
    tone, _ = SCORER.read(text, "en")

    assert tone.label == label


@pytest.mark.parametrize(
    ("compound_text", "threshold", "label"),
    [("great", 0.05, "positive"), ("great", 0.7, "neutral"), ("awful", 0.4588, "negative")],
)
def test_the_label_follows_the_threshold_bounds_included(compound_text, threshold, label):
    tone, _ = VaderScorer(threshold=threshold).read(compound_text, "en")

    assert tone.label == label


@pytest.mark.fault("F30")
@pytest.mark.parametrize(
    ("language", "why"),
    [("pl", "language not read"), ("unknown", "language not known"), ("", "language not read")],
)
def test_what_the_scorer_cannot_read_is_unscored_with_the_reason(language, why):
    assert SCORER.read("365 dni to najgorszy film roku", language) == (None, why)


@pytest.mark.fault("F31")
def test_a_text_that_would_take_vader_minutes_is_unscored_and_holds_nobody_up():
    assert SCORER.read("😍" * 25_000, "en") == (None, "too long to read")
    assert SCORER.read("not good " * 2_770, "en") == (None, "too long to read")


@pytest.mark.parametrize("text", ["a text of words " * 1_500, "it is good and that is all " * 200])
def test_a_long_text_of_ordinary_words_is_scored(text):
    assert SCORER.read(text, "en")[0].compound == REFERENCE.polarity_scores(text)["compound"]


def test_no_short_text_takes_too_many_steps():
    dearest = max(REFERENCE.emojis, key=lambda char: len(REFERENCE.emojis[char].split()))

    assert SCORER.read(dearest * 1_000, "en")[1] is None


def test_where_no_language_is_asked_for_nothing_is_scored():
    assert VaderScorer(languages=()).read("great", "en") == (None, "language not read")


def test_the_version_names_what_can_move_a_score():
    side = "py>=3.12" if sys.version_info >= (3, 12) else "py<3.12"

    assert VaderScorer().version == f"vader 3.3.2 plain ±0.05 {side}"
    assert VaderScorer(threshold=0.1).version != VaderScorer().version
