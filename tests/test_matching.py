import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.matching import Matcher
from monitor.models import Match, Topic
from monitor.storage.runs import rules_of
from monitor.words import bare_link

FILM = Topic(
    "film",
    phrases=("365 days", "365 dni"),
    context=("netflix", "blanka lipińska", "365 dni"),
    hashtags=("#365DNI",),
    exclude=("365 days a year", "office 365"),
)
PETITION = Topic(
    "petition", phrases=("petition",), context=("365 days",), links=("change.org/p/x",)
)
MATCHER = Matcher((FILM, PETITION))


def topics(text: str, *links: str) -> list[str]:
    return [match.topic for match in MATCHER.judge(text, links).matches]


def reason(text: str, *links: str) -> str:
    verdict = MATCHER.judge(text, links)
    return verdict.matches[0].reason if verdict.matches else str(verdict.unmatched)


@pytest.mark.parametrize(
    "text",
    [
        "365 days on netflix",
        "NETFLIX: 365 Days!",
        "365-days… (netflix)",
        "'365  days', @netflix",
        "365 days #netflix",
        "Netflix &amp; 365 days",
        "３６５ days on netflix",
        "365 da\u00adys on net\u200dflix",
        "365 DNI, by Blanka Lipinska",
        "365 dni przez Blankę? nie: BLANKA LIPIŃSKA",
    ],
)
def test_a_phrase_counts_with_context_whatever_case_accents_and_punctuation(text):
    assert topics(text) == ["film"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("happy anniversary, 365 days with you", "phrase without context"),
        ("365 and days on netflix", "no phrase"),
        ("1365 days on netflix", "no phrase"),
        ("365 daysies on netflix", "no phrase"),
        ("#365days on netflix", "no phrase"),
        ("365 days by @netflix_uk", "phrase without context"),
        ("netflix, 365 days a year", "only an excluded phrase"),
        ("office 365 days on netflix", "only an excluded phrase"),
        ("see netflix.com/365-days", "no phrase"),
        ("", "no phrase"),
    ],
)
def test_what_is_about_nothing_says_how_near_it_came(text, why):
    assert topics(text) == []
    assert reason(text) == why


def test_context_must_stand_elsewhere_than_in_the_phrase_itself():
    only = Matcher([Topic("a", phrases=("365 dni",), context=("dni",))])

    assert not only.judge("365 dni").matches
    assert only.judge("365 dni, dni").matches


def test_one_phrase_is_context_for_another_standing_of_it():
    assert topics("365 dni? 365 dni!") == ["film"]


def test_an_exclusion_is_cut_out_and_vetoes_nothing_else():
    assert topics("365 days a year I think of 365 days on netflix") == ["film"]
    assert topics("365 days a year #365dni") == ["film"]


def test_words_do_not_join_across_what_was_cut_out():
    cut = Matcher([Topic("a", phrases=("red blue",), exclude=("green",))])

    assert not cut.judge("red green blue").matches


def test_a_hashtag_counts_alone_and_only_whole():
    assert reason("so #365Dni.") == "hashtag #365DNI"
    assert topics("#365dnifilm") == []
    assert topics("mail#365dni") == []


@pytest.mark.parametrize(
    "link",
    [
        "https://www.change.org/p/x?utm_source=share",
        "http://change.org/p/X/u/27#top",
        "change.org/p/x",
    ],
)
def test_a_link_counts_alone_by_its_beginning_without_scheme_and_query(link):
    assert topics("look", link) == ["petition"]
    assert topics(f"sign here: {link}!") == ["petition"]


def test_a_link_to_another_petition_is_another_petition():
    assert topics("sign https://change.org/p/another", "https://change.org/") == []


def test_a_post_may_be_about_two_topics_each_with_its_reason():
    verdict = MATCHER.judge("sign the petition against 365 days on netflix")

    assert verdict.matches == (
        Match("film", 'phrase "365 days" with "netflix"'),
        Match("petition", 'phrase "petition" with "365 days"'),
    )
    assert verdict.unmatched is None


def test_without_context_entries_a_phrase_counts_alone():
    bare = Matcher([Topic("a", phrases=("massimo torricelli",))])

    assert bare.judge("Massimo, Torricelli").matches == (
        Match("a", 'phrase "massimo torricelli"'),
    )


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_gets_either_matches_or_the_reason_why_not(text):
    verdict = MATCHER.judge(text)

    assert bool(verdict.matches) != bool(verdict.unmatched)


@given(st.text(alphabet="365 daysnetflixpo#@/.", max_size=60))
def test_case_never_changes_a_verdict(text):
    assert MATCHER.judge(text) == MATCHER.judge(text.upper())


@pytest.mark.fault("F31")
@pytest.mark.parametrize("piece", ["a", "a.", "aa.", "a-", "www.", "#", "@a", "https://", "a/"])
def test_no_hostile_text_holds_the_matching_up(piece):
    assert not MATCHER.judge(piece * (25_000 // len(piece))).matches


def test_words_right_behind_a_short_link_of_x_count():
    assert topics("https://t.co/abcdefghij,365 days on netflix") == ["film"]


@given(st.text(max_size=60))
def test_composed_and_decomposed_text_get_one_verdict(text):
    noise = f"365 dni, Blanka Lipińska {text}"
    forms = (unicodedata.normalize(form, noise) for form in ("NFC", "NFD"))

    assert len({MATCHER.judge(form) for form in forms}) == 1


def test_links_are_compared_bare():
    assert bare_link("HTTPS://www.Change.org/p/caf%C3%A9/?a=b#c") == "change.org/p/café"


NAMED = Matcher(
    [
        Topic(
            "film",
            phrases=("365 days",),
            near=("plot", "about *", "* is", "guy in * is", "trailer 365"),
            exact=("365 Days",),
            exclude=("for 365 days",),
        )
    ]
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("365 days one two three four five plot", 'phrase "365 days" near "plot"'),
        ("plot one two three four five 365 days", 'phrase "365 days" near "plot"'),
        ("what is it about: 365 days, ok", 'phrase "365 days" as in "about *"'),
        ("365 days... is it any good", 'phrase "365 days" as in "* is"'),
        ("the guy in 365 days is", 'phrase "365 days" as in "guy in * is"'),
        ("for 365 days, but 365 days is one", 'phrase "365 days" as in "* is"'),
    ],
)
def test_what_must_be_near_counts_within_five_words_or_right_beside(text, why):
    assert NAMED.judge(text).matches == (Match("film", why),)


@pytest.mark.parametrize(
    "text",
    [
        "365 days one two three four five six plot",
        "about the 365 days",
        "365 days as it is",
        "for 365 days, plot",
        "the trailer 365 days",
        "is 365 days about",
        "what is it about? 365 days, ok",
        "365 days. Is it any good?",
        "365 days\nthe plot",
        "no plot (none!) 365 days",
    ],
)
def test_what_stands_farther_off_or_in_the_phrase_itself_does_not_help(text):
    assert not NAMED.judge(text).matches


@pytest.mark.parametrize(
    "text", ["oh, 365 Days", "&quot;365 Days&quot;", "3 https://x.co/a 365 Days"]
)
def test_a_phrase_that_is_written_exactly_so_counts_alone(text):
    assert NAMED.judge(text).matches == (Match("film", 'exactly "365 Days"'),)


@pytest.mark.parametrize("text", ["oh, 365 days", "365 DAYS", "for 365 Days", "365Days"])
def test_in_other_capitals_or_cut_out_it_does_not(text):
    assert not NAMED.judge(text).matches


def test_it_is_cut_out_whole_or_not_at_all():
    apology = Matcher([Topic("a", exact=("365 Days",), exclude=("for 365", "next 365 days"))])

    assert apology.judge("sorry for 365 Days").matches == (Match("a", 'exactly "365 Days"'),)
    assert apology.judge("sorry for 365 days").unmatched == "only an excluded phrase"
    assert apology.judge("The Next 365 Days").unmatched == "only an excluded phrase"


@pytest.mark.fault("F31")
def test_many_phrases_and_many_words_far_from_them_do_not_hold_the_matching_up():
    text = "365 days qq " * 1000 + "q " * 9 + "plot " * 2400

    assert not NAMED.judge(text).matches


QUOTED = Matcher([Topic("film", phrases=("365 dni",), near=('"*"',), exclude=("365 dni w roku",))])


@pytest.mark.parametrize(
    "text", ['"365 dni"', "oh „365 Dni”!", "«365 dni»", "‘365 dni.’", "“365 DNI,” she"]
)
def test_a_phrase_in_quotation_marks_counts_where_that_is_asked_for(text):
    assert QUOTED.judge(text).matches == (Match("film", 'phrase "365 dni" in quotes'),)


@pytest.mark.parametrize("text", ["365 dni", '"365 dni razem"', '365" dni"', '"365 dni w roku"'])
def test_what_is_not_quoted_alone_does_not(text):
    assert not QUOTED.judge(text).matches


@pytest.mark.parametrize(
    "text", ["przez „365 dni” nie spałam", 'od "365 dni", bez', "« 365 dni » w roku"]
)
def test_what_ends_in_a_phrase_in_quotation_marks_is_not_cut_out(text):
    rules = Topic("a", ("365 dni",), near=('"*"',), exclude=("przez 365 dni", "od 365"))

    assert Matcher([rules]).judge(text).matches == (Match("a", 'phrase "365 dni" in quotes'),)


def test_what_is_cut_out_reaches_into_no_other_sentence_than_the_phrases():
    dotted = Topic("a", ("mr robot", "365 days"), exclude=("mr robot vacuum", "paid 365 days off"))

    def reason(text: str) -> str | None:
        return Matcher([dotted]).judge(text).unmatched

    assert reason("Paid. 365 days: off") is None
    assert reason("paid 365 days. off") is None
    assert reason("paid 365 days off") == "only an excluded phrase"
    assert reason("Mr. Robot vacuum") == "only an excluded phrase"
    assert reason("see Mr. Robot. Vacuum") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("massimo kidnaps laura", True),
        ("massimo... then laura", True),
        ("what, massimo?! ok", False),
        ("i met massimo. laura was late", False),
        ("massimo!\nlaura!", False),
    ],
)
def test_words_of_any_stand_between_in_one_sentence_alone(text, found):
    gapped = Matcher([Topic("a", exact=("massimo * laura",))])

    assert bool(gapped.judge(text).matches) is found


OUTER = Topic("film", ("365 days",), context=("netflix",), hashtags=("365dni",))
INNER = Topic("petition", ("petition", "signed"), context=("duffy",), within=OUTER)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a petition against 365 days on netflix", 'phrase "petition" within film'),
        ("365 days. On Netflix. Signed!", 'phrase "signed" within film'),
        ("signed. #365dni", 'phrase "signed" within film'),
        ("the petition of Duffy", 'phrase "petition" with "duffy"'),
        ("a petition, 365 days a year", None),
        ("a petition to netflix", None),
        ("365 days on netflix", None),
    ],
)
def test_a_phrase_of_a_topic_counts_within_the_posts_of_another(text, why):
    found = {match.topic: match.reason for match in Matcher([OUTER, INNER]).judge(text).matches}

    assert found.get("petition") == why
    assert Matcher([INNER]).judge(text).matches == (Match("petition", why),) * bool(why)


def test_what_is_cut_out_of_a_topic_counts_within_no_other():
    rules = Topic("petition", ("petition",), within=OUTER, exclude=("petition for more",))

    said = Matcher([rules]).judge("a petition for more of 365 days on netflix")
    assert said.unmatched == "only an excluded phrase"


def test_the_rules_of_a_topic_change_with_those_of_the_one_it_stands_within():
    other = Topic("petition", INNER.phrases, INNER.context, within=FILM)

    assert rules_of(INNER) != rules_of(other)
    assert json.loads(rules_of(INNER))["within"] == json.loads(rules_of(OUTER))


def test_rules_without_the_later_keys_are_kept_as_they_always_were():
    kept = json.loads(rules_of(Topic("a", ("b",))))

    assert set(kept) == {"name", "phrases", "context", "hashtags", "links", "exclude"}
    assert "near" in json.loads(rules_of(Topic("a", ("b",), near=("c",))))


def test_what_is_cut_out_for_all_topics_is_a_part_of_each_topics_rules():
    own, shared = Topic("a", ("b",), exclude=("c",)), Topic("a", ("b",), exclude=("c", "d"))

    assert rules_of(own) != rules_of(shared)
    assert rules_of(Topic("a", ("b",), exclude=())) == rules_of(Topic("a", ("b",)))


def test_rules_written_otherwise_that_say_the_same_are_the_same_rules():
    short, long = Topic("a", ("365 [days|dni]",)), Topic("a", ("365 days", "365 dni"))

    assert rules_of(short) == rules_of(long)


SHORT = Matcher(
    [
        Topic(
            "film",
            phrases=("365 [days|dni]",),
            context=("glorif*", "kidnap* film"),
            near=("[watch*|saw] [the|this|] *", "trailer for *", "netflix*"),
            exact=("are you lost [baby girl|babygirl]", "massimo * [laura|film]"),
            exclude=("for 365", "365 days a y*", "days * row"),
        )
    ]
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("watching 365 dni", 'phrase "365 dni" as in "watch* *"'),
        ("we saw this 365 days", 'phrase "365 days" as in "saw this *"'),
        ("365 days: glorification", 'phrase "365 days" with "glorif*"'),
        ("365 days, a kidnapping film", 'phrase "365 days" with "kidnap* film"'),
        ("365 days by netflixuk", 'phrase "365 days" near "netflix*"'),
        ("oh ARE you lost, babygirl", 'exactly "ARE you lost babygirl"'),
        ("Massimo grabs poor little Laura", 'exactly "Massimo grabs poor little Laura"'),
        ("massimo film", 'exactly "massimo film"'),
        ("the trailer for 365 days", 'phrase "365 days" as in "trailer for *"'),
    ],
)
def test_choices_endings_and_gaps_say_many_things_at_once(text, why):
    assert SHORT.judge(text).matches == (Match("film", why),)


@pytest.mark.parametrize(
    "text",
    [
        "365 giorni glorifies",
        "watch those 365 days",
        "365 days gloria",
        "365 days, kidnap the film",
        "watching for 365 days",
        "watching 365 days a year",
        "watching 365 days in a row",
        "massimo one two three four five six laura",
        "massimo",
    ],
)
def test_what_they_do_not_say_does_not_count(text):
    assert not SHORT.judge(text).matches


@pytest.mark.fault("F31")
@pytest.mark.parametrize("piece", ["massimo ", "watch 365 days ", "for 365 days ", "days row "])
def test_entries_that_begin_everywhere_do_not_hold_the_matching_up(piece):
    SHORT.judge(piece * (25_000 // len(piece)))


@pytest.mark.fault("F31")
def test_a_number_of_thousands_of_digits_is_no_character():
    assert topics(f"&#{'9' * 5000}; 365 days on netflix") == ["film"]
