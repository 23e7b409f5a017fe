"""What VADER trips over is out of the way, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.scoring import VaderScorer
from monitor.scoring.emoji import table_of
from monitor.scoring.masking import NEUTRAL, digest_of, masked, masks_of, names_among
from monitor.scoring.preparing import READ_CHARACTERS, prepared
from monitor.words import placed_tokens, tokens_of, unescaped

REFERENCE = SentimentIntensityAnalyzer()
EMOJIS = table_of(REFERENCE.emojis)
PREPARED = VaderScorer(prepare=True)
MASKS = masks_of(["Kill Bill", "kill", "Love Hard", "love hard with a vengeance", "días de ira"])
MASKED = VaderScorer(prepare=True, masks=("Kill Bill",))


def words(text: str) -> list[str]:
    return prepared(text, EMOJIS).split()


def compound(text: str, scorer: VaderScorer = PREPARED) -> float:
    tone, unscored = scorer.read(text, "en")
    assert tone, unscored
    return tone.compound


@pytest.mark.parametrize(
    ("text", "as_if"),
    [
        ("I don’t like it", "I don't like it"),
        ("I don&#8217;t like it", "I don't like it"),
        ("“love” it", '"love" it'),
        ("I &lt;3 it &amp; you", "I <3 it & you"),
        ("😍love", "😍 love"),
        ("love😍love", "love 😍 love"),
        ("❤️", "❤"),
        ("so ❤️❤️ so", "so ❤ ❤ so"),
        ("❤️\u200d🔥 it", "❤ 🔥 it"),
        ("👍🏽 great", "👍 great"),
        ("@love_film is on", "is on"),
        ("＠love is on", "is on"),
        ("@good.love@example.social is on", "is on"),
        ("@love.bsky.example is on", "is on"),
        ("﹫love and @\u200blove are on", "and are on"),
        ("mail love@example.org now", "mail now"),
        ("great https://t.co/AbCdEfGhIj", "great"),
        ("https://t.co/AbCdEfGhIjlove it", "love it"),
        ("see https://example.org/😍", "see 😍"),
        ("see www.example.org/great/love.html!!!", "see !!!"),
        ("see example.org/great/love", "see"),
        ("#love it", "#love it"),
    ],
)
def test_a_text_is_read_as_it_was_meant(text, as_if):
    tone, _ = PREPARED.read(text, "en")

    assert tone.compound == REFERENCE.polarity_scores(as_if)["compound"]


def test_a_curly_apostrophe_negates_as_a_straight_one_does():
    assert compound("I don’t like it") < -0.05
    assert compound("“love”") > 0.05
    assert compound("❤️") > 0.05


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("🇵🇱", ["flag"]),
        ("🇺🇸🇬🇧", ["flag", "flag"]),
        ("🇺", ["🇺"]),
        ("3️⃣", ["keycap:", "3"]),
        ("#⃣x", ["keycap:", "#", "x"]),
        ("👩\u200d🔬.", ["woman", "scientist", "."]),
        ("👶🏿", ["baby:", "dark", "skin", "tone"]),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", ["England"]),
        ("\U0001fae0love", ["\U0001fae0", "love"]),
        ("e\u0301té, naïve 5 # *", ["e\u0301té,", "naïve", "5", "#", "*"]),
        ("क्\u200dष", ["क्\u200dष"]),
    ],
)
def test_emoji_are_read_whole_where_vader_knows_them_and_else_apart(text, read):
    assert words(text) == read


def test_of_the_emoji_vader_knows_none_is_lost():
    for emoji in REFERENCE.emojis:
        assert words(f"a{emoji}b") == ["a", *EMOJIS[emoji.replace("\ufe0f", "")].split(), "b"]


@pytest.mark.parametrize(
    "text", ["price @ 5, :@ and @: it", "awww.. so it is", "a.b c/d 5/5", "half. Half", "@ # &"]
)
def test_what_is_neither_link_nor_name_stays(text):
    assert prepared(text, EMOJIS) == text


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="&@/.")))
def test_a_text_without_any_of_it_is_read_as_plain_vader_reads_it(text):
    assert prepared(text, EMOJIS) == text


# What is masked


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Kill Bill is on", "title is on"),
        ("I love Kill-Bill!!", "I love title!!"),
        ("KILL BILL NOW", "TITLE NOW"),
        ("kill... BILL", "title"),
        ("kill the bill", "title the bill"),
        ("Kill Bill's end", "title's end"),
        ("skill bills", "skill bills"),
        ("love hard with a vengeance, love hard", "title, title"),
        ("DÍAS DE IRA", "TITLE"),
        ("di\u0301as de ira\u0301, ok", "title, ok"),
        ("#killbill #kill @kill kill", "#killbill #kill @kill title"),
        ("kill @bill", "title @bill"),
        ("https://kill.example/kill/bill kill", "https://kill.example/kill/bill title"),
        ("kill &amp; bill", "title"),
        ("Kill&nbsp;Bill", "title"),
        ("", ""),
    ],
)
def test_phrases_become_a_neutral_word_and_the_rest_stays(text, left):
    assert masked(text, MASKS) == left


def test_where_two_phrases_overlap_the_longer_one_counts():
    masks = masks_of(["days of", "of wine and roses"])

    assert masked("days of wine and roses", masks) == "days title"


def test_a_title_has_no_tone_and_does_not_shout():
    assert compound("Kill Bill is on tonight", MASKED) == 0
    assert compound("I love Kill Bill", MASKED) == compound("I love it")
    assert compound("I LOVE KILL BILL", MASKED) == compound("I LOVE IT")
    assert compound("I LOVE Kill Bill", MASKED) == compound("I LOVE it")


def test_without_preparation_the_title_alone_is_masked():
    scorer = VaderScorer(masks=("Kill Bill",))

    assert compound("Kill Bill is on, @love", scorer) == compound("X is on, @love", VaderScorer())


def test_what_stands_for_a_title_means_nothing_to_vader():
    for word in (NEUTRAL, NEUTRAL.upper()):
        assert REFERENCE.polarity_scores(f"I love {word} so") == REFERENCE.polarity_scores(
            f"I love {'PAGE' if word.isupper() else 'page'} so"
        )


def test_what_is_masked_has_a_name_whatever_the_order_and_writing():
    assert masks_of(["Días de Ira", "a b"]) == masks_of(["a, B", "DIAS DE IRA", "dias de ira"])
    assert digest_of(masks_of(["a b"])) != digest_of(masks_of(["a", "b"]))
    assert masks_of(["!!!", ""]) == ()


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("petition*", "the awful TITLE, title and petit four"),
        ("awful petition*", "the title, petitions and petit four"),
        ("awful * petitions", "the awful PETITION, petitions and petit four"),
    ],
)
def test_a_word_that_may_go_on_is_masked_and_a_gap_is_not(phrase, left):
    assert masked("the awful PETITION, petitions and petit four", masks_of([phrase])) == left


@pytest.mark.parametrize(
    ("entry", "is_a_name"),
    [
        ("Kill Bill", True),
        ("Uma's revenge", True),
        ("kill the bill", True),
        ("kill", True),
        ("KILL BILL should be banned", False),
        ("boycott the film Kill-Bill", False),
        ("sign the petitions", False),
        ("the petition*", False),
        ("petition*", True),
        ("lost bride of kiddo", True),
        ("the lost brides of kiddo", False),
    ],
)
def test_an_entry_that_holds_a_name_and_more_words_is_more_than_a_name(entry, is_a_name):
    names = ("Kill Bill", "petition*", "lost brid* of kiddo", "!!!")

    assert names_among([entry], names) == ((entry,) if is_a_name else ())


@given(st.text(st.sampled_from("aAb½é\u0301 .,#@-_ﷺ&;😍\u200dİ")), st.text("ab 1", max_size=4))
def test_masks_are_found_where_matching_finds_phrases_and_nothing_else_goes(text, phrase):
    masks = masks_of([phrase])
    found = [token for token in tokens_of(text) if token[0] not in "#@"]

    left = masked(text, masks)

    assert (left == text) or set(masks[0]) <= set(found)
    if masks and len(masks[0]) == 1 and "&" not in text and masks[0][0] in found:
        assert NEUTRAL in left.lower()


@given(st.text(st.characters(exclude_categories=())))
def test_tokens_are_the_same_with_and_without_their_places(text):
    placed = list(placed_tokens(text))

    assert [token for token, _, _ in placed] == tokens_of(text)
    assert all(tokens_of(text[start:end]) for _, start, end in placed)


# Whatever comes


def test_only_the_beginning_of_an_endless_text_is_read_up_to_a_whole_word():
    text = "excellent " * 3_000

    read = prepared(text, EMOJIS)

    assert len(read) <= READ_CHARACTERS
    assert set(read.split()) == {"excellent"}
    assert prepared("x" * 9_000, EMOJIS) == "x" * READ_CHARACTERS
    assert prepared("a" * READ_CHARACTERS, EMOJIS) == "a" * READ_CHARACTERS


@pytest.mark.parametrize(
    "piece",
    [
        "😍", "❤️", "\u200d", "\ufe0f", "👩\u200d", "🇺🇸", "🏽", "\U000e0067", "3️⃣", "0", "½", "ﷺ",
        "\u0301", "İ", "&amp;", "&", "&#", "&#9", "&#x1F60D;", "@a", "@", "@a.", "a@b.", "@a@.",
        "﹫a", "@\u200b", "a@a", "a.@", "@.",
        "#", "http://", "https://t.co/", "www.", "a.", "a.a/", "-", "'", "’", "\ud800", "\n",
        "kill ", "kill bill ", "kill kill bill ", "no good ", "NOT BAD ", "x" * 50 + ".", ":) ",
    ],
)  # fmt: skip
def test_whatever_is_written_25_000_characters_long_is_read_in_the_end(piece):
    text = (piece * 25_000)[:25_000]
    scorer = VaderScorer(prepare=True, masks=("kill bill", "kill", "bill kill bill", "1"))

    tone, unscored = scorer.read(text, "en")

    assert tone, unscored
    assert "kill" not in masked(text, MASKS).split()


def test_a_number_that_python_refuses_to_read_is_no_character():
    endless = "&#" + "9" * 20_000 + ";"

    assert unescaped(f"a{endless}b") == "a\ufffdb"
    assert unescaped("&#0000065;&#x41;&amp;") == "AA&"
    assert compound(f"{endless} great") > 0.5


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_can_be_prepared_and_is_short_enough(text):
    read = prepared(text, EMOJIS, MASKS)

    assert len(read) <= READ_CHARACTERS
    assert "\ufe0f" not in read
