"""Words that are to be read otherwise: refused where VADER never looks them up, and only there."""

import string
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, SentimentIntensityAnalyzer

from monitor.config.overlays import wrong_in_overlay
from monitor.scoring.emoji import table_of
from monitor.scoring.preparing import prepared

VADER = SentimentIntensityAnalyzer()
TABLE = table_of(VADER.emojis)
NOT_PLAIN = "‘’‚‛ʼ′＇“”„‟″＂«»‹›💔❤🥺👍🏽🫠🫶♡★☹©™\ufe0f\u20e3\u200d🇵🇱éßŁİſ日"
# Neither links, names nor entities, which go as well, and which nobody gives a tone to.
LETTERS = "aBz17" + "".join(set(string.punctuation) - set("@&/.")) + NOT_PLAIN


def is_looked_up(word: str, *, prepare: bool) -> bool:
    """Whether the word moves the tone of a post that says nothing else, in any case."""
    VADER.lexicon = {word.lower(): -4.0}
    posts = (word, f"it is {word} here", word.upper())
    read = (prepared(post, TABLE) if prepare else post for post in posts)
    return any(VADER.polarity_scores(post)["compound"] < 0 for post in read)


def is_refused(word: str, *, prepare: bool = True) -> bool:
    return wrong_in_overlay({word: -1}, prepare=prepare) is not None


@pytest.mark.parametrize("prepare", [True, False])
@given(st.text(LETTERS, min_size=1, max_size=5))
@example("don’t")
@example("don't")
@example("❤️")
@example("🫠")
@example("🫶🏽")
@example("♡♡")
@example("🇵🇱")
@example("1️⃣")
@example("“so”")
@example(":-(")
@example("#ok")
@example("CAFÉ")
def test_a_word_is_refused_exactly_where_it_is_never_looked_up(prepare, word):
    assert is_refused(word, prepare=prepare) is not is_looked_up(word, prepare=prepare)


def test_every_emoji_of_vader_s_own_table_is_refused_and_no_other_character():
    characters = (chr(code) for code in range(0xA1, sys.maxunicode + 1))
    refused = {one for one in characters if is_refused(one, prepare=False)}

    single = {emoji for emoji in VADER.emojis if len(emoji) == 1}
    assert {one for one in refused if not one.isspace()} == single
    assert all(map(is_refused, VADER.emojis))


def test_within_a_word_every_sign_is_refused_that_a_prepared_post_has_otherwise():
    signs = [chr(code) for code in (*range(0xA1, 0x3100), *range(0xFE00, 0xFFF0))]
    words = [f"aa{sign}bb" for sign in signs if not sign.isspace() and sign not in "﹫＠"]

    wrong = [word for word in words if is_refused(word) is is_looked_up(word, prepare=True)]
    assert wrong == []


def test_words_of_degree_are_refused_since_vader_never_reads_a_tone_of_theirs():
    words = [word for word in BOOSTER_DICT if " " not in word]

    assert all(map(is_refused, (*words, *map(str.upper, words))))
    assert not any(is_looked_up(word, prepare=True) for word in words)
    assert not any(is_refused(word) for word in SentimentIntensityAnalyzer().lexicon
                   if word.isalpha() and word not in BOOSTER_DICT)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "fix"),
    [
        ("don’t", "don't"),
        ("“great”", "great"),
        ("“ok”", '"ok"'),
        ("«great»!", "great"),
    ],
)
def test_what_to_write_for_a_curly_quote_is_looked_up(word, fix):
    _, said = wrong_in_overlay({word: 1}, prepare=True)

    assert said == f"Write it as {fix}"
    assert is_looked_up(fix, prepare=True)


def test_a_curly_quote_is_a_letter_like_any_other_where_posts_are_not_prepared():
    assert wrong_in_overlay({"don’t": 1}, prepare=False) is None
