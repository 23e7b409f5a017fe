import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text import STORED_CHARACTERS, language, printable, stored, wording

ENGLISH = "This film is really not what I expected it to be"


@pytest.mark.fault("F30")
@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("en", "", ("en", "platform")),
        ("en-GB", "", ("en", "platform")),
        ("pl", ENGLISH, ("pl", "platform")),
        ("in", ENGLISH, ("id", "platform")),
        ("iw", ENGLISH, ("he", "platform")),
        ("und", ENGLISH, ("unknown", "platform")),
        ("qme", ENGLISH, ("unknown", "platform")),
        (None, ENGLISH, ("en", "detected")),
        (None, "Najgorszy film tego roku, nie polecam nikomu", ("pl", "detected")),
        (None, "so good", ("unknown", "unknown")),
        (
            None,
            "@averylongname_indeed https://example.org/a-very-long-link #andalongtag",
            ("unknown", "unknown"),
        ),
        (None, "", ("unknown", "unknown")),
    ],
)
def test_the_platforms_tag_is_trusted_and_only_its_absence_is_detected(tag, text, found):
    assert language(tag, text) == found


@pytest.mark.parametrize(
    "copy",
    [
        "SIGN NOW: remove it!! 70,000 already",
        "Sign now - remove it 65,000 already https://t.co/abc",
        "@netflix sign now, remove it: 1,000 already 😡😡",
        "sign now. remove it. 5,5 already &amp;",
    ],
)
def test_case_links_names_numbers_and_emoji_make_no_new_wording(copy):
    assert wording(copy) == wording("sign now remove it 1 2 already")


@pytest.mark.parametrize(
    "copy",
    [
        "@ann@mastodon.example sign the petition",
        "@bob@mas.example sign the petition",
        "@ann.bsky.example: sign the petition",
        "sign the petition change.org/p/abc",
        "Sign the petition: www.change.example/p/abc?utm=x.",
        "sign the petition (instagram.com/ann/)",
        "﹫ann ＠bob @\u200bcarol &#64;dan sign the petition",
        "ann.smith@example.org, sign the petition!",
    ],
)
def test_names_of_servers_and_links_without_a_scheme_make_no_new_wording(copy):
    assert wording(copy) == "sign the petition"


def test_what_is_glued_to_a_short_link_belongs_to_the_wording():
    assert wording("https://t.co/AbCdEfGhIjsign it") == "sign it"


@pytest.mark.fault("F31")
@pytest.mark.parametrize(
    "piece", ["a", "a.", "@", "@a", "@a.", "a@", "a.a/", "@.", "﹫\u200b", "ﷺ"]
)
def test_no_hostile_text_holds_the_wording_up(piece):
    text = piece * (STORED_CHARACTERS // len(piece))

    assert len({wording(f"sign it now {text}") for _ in range(30)}) == 1


def test_other_words_are_another_wording():
    assert wording("remove it now") != wording("now remove it")


def test_a_text_of_nothing_but_links_and_names_has_no_wording():
    assert wording("@netflix https://t.co/x 🔥") == ""


@pytest.mark.fault("F31", "F32")
def test_what_no_database_can_hold_is_replaced_and_all_else_kept():
    assert stored("a\x00b\ud83d c&amp;\n“d”") == "ab\ufffd c&amp;\n“d”"
    assert len(stored("x" * 30_000)) == STORED_CHARACTERS


@pytest.mark.fault("F32")
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
def test_stored_text_can_always_be_written_as_utf8(raw):
    assert "\x00" not in stored(raw).encode("utf-8").decode()


@pytest.mark.fault("F33")
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
def test_printable_text_is_one_line_that_steers_no_terminal(raw):
    shown = printable(raw)

    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028")


def test_an_escape_sequence_is_shown_and_not_obeyed():
    assert printable("\x1b[31mred\x07 \u202egpj.exe") == "[31mred   gpj.exe"
