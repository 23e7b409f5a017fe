"""Links and names as they stand in posts are taken out, and nothing beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.links import without_links


def left(text: str) -> str:
    return " ".join(without_links(text).split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("see https://t.co/AbCdEfGhIj, now", "see , now"),
        ("https://t.co/AbCdEfGhIjnow", "now"),
        ("see https://example.org/a?b=c#d.", "see ."),
        ("“https://example.org/a” they say", "“ ” they say"),
        ("see WWW.EXAMPLE.ORG/a now", "see now"),
        ("see example.org/a/b now", "see now"),
        ("(change.org/p/a-b)", "( )"),
        ("すごいexample.org/ann", "すごい"),
        ("żexample.org/ann", "żexample.org/ann"),
    ],
)
def test_links_go_and_the_end_of_the_sentence_stays(text, words):
    assert left(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@ann says", "says"),
        (".@ann_smith: yes", ". : yes"),
        ("@ann@mastodon.example yes", "yes"),
        ("@ann.smith@mas.to.example. Yes", ". Yes"),
        ("@ann.bsky.example... yes", "... yes"),
        ("@ann-smith's film", "'s film"),
        ("＠ann ﹫ann yes", "yes"),
        ("@\u200bann @a\u2060nn @\u2068ann\u2069 @an\u0301n yes", "yes"),
        ("すごい@ann yes", "すごい yes"),
        ("it.@ann yes", "it. yes"),
        ("mail ann.smith+x@example.org, yes", "mail , yes"),
        ("José@example.org yes", "yes"),
        ("@a@b@c@d yes", "yes"),
    ],
)
def test_names_go_whole(text, words):
    assert left(text) == words


@pytest.mark.parametrize(
    "text",
    ["price @ 5", ":@ and @: it", "a.b c/d 5/5", "half. Half", "@ # &", "#tag", "365 days/365 dni",
     "👩\u200d🔬 and ❤️"],
)  # fmt: skip
def test_what_is_neither_stays_as_it_is(text):
    assert without_links(text) == text


@pytest.mark.fault("F31")
@pytest.mark.parametrize(
    "piece",
    ["a", "a.", "-", "www.", "https://", "a.a/", "@", "@a", "@a.", "a@", "a@a", "a.@", "@.", "%a",
     "@\u200b", "a\u0301", "\u200b", "@a@", "a-", "ž@"],
)  # fmt: skip
def test_no_hostile_text_takes_long(piece):
    text = piece * (25_000 // len(piece))

    for end in ("", "@", " now"):
        assert len(without_links(text + end)) <= len(text) + len(end) + 1


@given(st.text(st.sampled_from("a1 .-/@＠﹫#é\u0301\u200b\u2060すw:_%+,"), max_size=60))
def test_no_word_stands_behind_an_at_sign(text):
    bare = without_links(text)

    at = (n for n, char in enumerate(bare[:-1]) if char in "@＠﹫")
    assert not any(bare[n + 1].isalnum() for n in at)
