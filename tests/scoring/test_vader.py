"""VADER as it was published, and what its scorers are called."""

import re
import statistics
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.models import Topic
from monitor.scoring import Scorer, VaderScorer, scorers_of

SCORER = VaderScorer()
PREPARED = VaderScorer(prepare=True, overlay={})
FILM, PETITION = Topic("film", phrases=("365 dni",)), Topic("petition", phrases=("petition",))
SIDE = "py>=3.12" if sys.version_info >= (3, 12) else "py<3.12"
REFERENCE = SentimentIntensityAnalyzer()


def scorers(title: str = "365 Days", **asked: object) -> dict[str, Scorer]:
    keys = {"prepare": False, "mask_title": False, "overlay": {}} | asked
    return scorers_of(title, (FILM, PETITION), ("en",), 0.05, **keys)


SAID = (
    "365 days dni petition not good BAD don’t don't never so love, @love http://love.com/love "
    "&lt;3 ❤️ 😍 😍love glorifies but no kind of least #love 👍🏽 !!! ?? very"
)
WORDS = st.sampled_from(SAID.split())


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)))
def test_plain_scores_are_those_of_the_published_package_bit_for_bit(text):
    for scorer in scorers().values():
        tone, unscored = scorer.read(text, "en")

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
    assert VaderScorer().version == f"vader 3.3.2 plain ±0.05 {SIDE}"
    assert VaderScorer(threshold=0.1).version != VaderScorer().version
    assert VaderScorer(languages=()).version != VaderScorer().version
    assert {scorer.version for scorer in scorers().values()} == {VaderScorer().version}


def test_a_scorer_that_does_more_than_plain_vader_says_all_of_it():
    film, petition = scorers(prepare=True, mask_title=True, overlay="charges").values()

    told = rf"vader 3\.3\.2 prepared-2 masked-[0-9a-f]{{8}} charges ±0\.05 {re.escape(SIDE)}"
    assert re.fullmatch(told, film.version)
    assert re.fullmatch(told, petition.version)
    assert film.version != petition.version


def test_in_a_title_a_star_is_no_more_than_a_sign():
    starred, bare = (scorers(title, mask_title=True)["film"] for title in ("Love*", "Love"))

    assert starred.version == bare.version


def test_another_title_or_phrase_is_another_scorer_only_where_they_are_masked():
    for mask, others in ((True, 2), (False, 1)):
        found = {scorers(t, mask_title=mask)["film"].version for t in ("365 Days", "Cuties")}
        assert len(found) == others


def test_each_topic_is_read_without_its_own_phrases():
    film, petition = scorers("Bad Days", mask_title=True).values()
    text = "bad days, a good petition"

    assert film.read(text, "en") == VaderScorer().read("X, a good petition", "en")
    assert petition.read(text, "en") == VaderScorer().read("X, a good X", "en")


DEMANDED = Topic(
    "petition",
    phrases=("petition",),
    exact=(
        "[365 days|365 dni] should be banned", "boycott the film 365 days", "stop this petition",
        "are you lost baby girl", "365 Days",
    ),
    within=FILM,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "as_if"),
    [
        ("365 days should be banned", "title should be banned"),
        ("365 Dni should be banned!", "X X should be banned!"),
        ("boycott the film 365 days", "boycott the film title"),
        ("Stop this petition", "Stop this title"),
        ("are you lost baby girl? great", "title? great"),
    ],
)
def test_demands_keep_their_tone_but_for_the_names_within(text, as_if):
    keys = {"prepare": True, "mask_title": True, "overlay": {}}
    scorer = scorers_of("365 Days", [DEMANDED], ("en",), 0.05, **keys)["petition"]

    assert scorer.read(text, "en") == PREPARED.read(as_if, "en")


def test_another_entry_of_exact_is_another_scorer_only_where_it_is_masked():
    found = {
        scorers_of("365 Days", [Topic("film", exact=exact)], ("en",), 0.05,
                   prepare=True, mask_title=True, overlay={})["film"].version
        for exact in ((), ("365 days is bad",), ("365 Days",), ("baby girl",), ("* girl",))
    }  # fmt: skip

    assert len(found) == 2


# Against what people have said of real posts


def test_prepared_scores_go_with_those_of_people_on_the_tweets_of_the_vader_paper(shared):
    rows = (shared / "vader" / "tweets_GroundTruth.txt").read_text("utf-8").splitlines()
    _, people, texts = zip(*(row.split("\t") for row in rows), strict=True)

    r = {
        name: statistics.correlation(
            [float(mean) for mean in people],
            [scorer.read(text, "en")[0].compound for text in texts],
        )
        for name, scorer in (("plain", SCORER), ("prepared", PREPARED))
    }

    print(f"Pearson's r with the mean of people, {len(texts):,} tweets: {r}")  # noqa: T201
    assert r["prepared"] >= 0.872


def macro_recall(scorer: VaderScorer, folder: Path) -> float:
    """The mean over the three labels of how many of each are found."""
    names = ("negative", "neutral", "positive")
    texts = (folder / "sentiment_val_text.txt").read_text("utf-8").splitlines()
    labels = (folder / "sentiment_val_labels.txt").read_text("ascii").split()
    true = [names[int(label)] for label in labels]
    read = [scorer.read(text, "en")[0].label for text in texts]
    assert len(read) == len(true) > 1_000
    return statistics.fmean(
        sum(a == b == name for a, b in zip(read, true, strict=True)) / true.count(name)
        for name in names
    )


def test_prepared_labels_are_as_good_as_plain_ones_on_the_tweets_of_tweeteval(shared):
    found = {
        name: macro_recall(scorer, shared / "tweeteval")
        for name, scorer in (("plain", SCORER), ("prepared", PREPARED))
    }

    print(f"macro recall on TweetEval's validation tweets: {found}")  # noqa: T201
    assert found["prepared"] >= found["plain"] - 0.002
