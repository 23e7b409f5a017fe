"""The topics in X's language: X takes it, and finds with it all that our rules look for."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from monitor.matching import Matcher
from monitor.models import Topic
from monitor.sources.x.query import (
    LONGEST_RECENT,
    asks_for,
    compiled,
    parts_by_length,
    too_long,
)
from monitor.words import tokens_of, words_of
from tests.fakes import TOPICS
from tests.fakex.clock import Clock
from tests.fakex.query import parsed
from tests.fakex.world import FakePost, Version, World

PETITION = "https://www.change.org/p/stop-365-days-now?utm=1"


def written(text: str, **more: Any) -> Version:
    """A post as X knows it; no server is asked."""
    post = FakePost("ann", more.pop("lang", "en"), **more)
    return World(Clock("2020-07-02T12:00")).write(post, text, None).versions[0]


def matched(topic: Topic, post: Version) -> bool:
    links = [full for _, full in post.said.links]
    return bool(Matcher([topic]).judge(post.said.whole, links).matches)


def finds(query: str, text: str, **more: Any) -> bool:
    return parsed(query).finds(written(text, **more).document)


def test_one_query_asks_for_all_topics_each_in_parentheses():
    assert compiled(TOPICS) == (
        '(("365 days" (netflix OR film)) OR #365dni OR (petition ("365 days" OR netflix))) '
        "-is:retweet -is:nullcast"
    )


def test_a_single_alternative_stands_without_parentheses():
    assert compiled([Topic("film", phrases=("cuties",))]) == "cuties -is:retweet -is:nullcast"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("365 days on netflix", True),
        ("365 days", False),
        ("a petition about netflix", True),
        ("a petition", False),
        ("#365dni", True),
    ],
)
def test_and_binds_before_or_in_every_group(text, found):
    query = compiled(TOPICS)

    assert finds(query, text) is found
    assert not finds(query, text, nullcast=True)
    assert not finds(compiled(TOPICS, only="lang:en"), text, lang="pl")


@pytest.mark.parametrize(
    ("only", "sent"),
    [
        ("lang:en", "lang:en"),
        ("lang:en OR lang:und", "(lang:en OR lang:und)"),
        ('"this OR that"', '("this OR that")'),
        ("-ORLANDO", "-ORLANDO"),
    ],
)
def test_what_holds_for_all_is_grouped_where_it_has_alternatives(only, sent):
    query = compiled([Topic("film", phrases=("cuties",))], only)

    assert query == f"cuties {sent} -is:retweet -is:nullcast"


def test_only_holds_for_every_alternative():
    query = compiled(TOPICS, only="lang:en OR lang:und")

    assert finds(query, "#365dni", lang="und")
    assert not finds(query, "#365dni", lang="pl")


def test_a_query_of_ones_own_is_asked_instead_and_grouped():
    own = compiled(TOPICS, own="365dni OR petition", only="lang:en")

    assert own == "(365dni OR petition) lang:en -is:retweet -is:nullcast"


def test_a_query_of_ones_own_must_ask_for_something_of_each_topic():
    film, petition = TOPICS

    assert asks_for('"365 DAYS" netflix', film)
    assert asks_for("#365dni", film)
    assert not asks_for("netflix film", film)
    assert not asks_for('"365 days"', petition)
    assert asks_for('url:"change.org/p/a"', Topic("p", links=("https://www.change.org/p/A/",)))


@pytest.mark.parametrize(
    ("entry", "term"),
    [
        ("petition", "petition"),
        ("365 days", '"365 days"'),
        ("365   dni\n", '"365 dni"'),
        ("OR", '"OR"'),
        ("And", '"And"'),
        ("not", '"not"'),
        ("from:duffy", '"from:duffy"'),
        ("-days", '"-days"'),
        ("365_dni", '"365_dni"'),
        ('say "365" days', '"say 365 days"'),
        ("365\\", '"365"'),
        ("(365) OR days", '"(365) OR days"'),
        ("365 🎬", '"365 🎬"'),
        ("giornì", "giornì"),
    ],
)
def test_entries_are_words_and_never_orders_to_x(entry, term):
    query = compiled([Topic("film", phrases=(entry,))])

    assert query == f"{term} -is:retweet -is:nullcast"
    parsed(query)


@pytest.mark.parametrize(
    ("entry", "term"),
    [
        ("365dni", "#365dni"),
        ("#365Dni", "#365Dni"),
        ("365dni)", "#365dni"),
        ('365dni"', "#365dni"),
        ("-365dni:", "#365dni"),
        ("365_dni", "#365_dni"),
        ("di\u0301a", "#día"),
        ("ｄｎｉ", "#dni"),
        ("हिन्दी", "#हिन्दी"),
    ],
)
def test_a_hashtag_is_its_letters_alone(entry, term):
    assert compiled([Topic("film", hashtags=(entry,))]) == f"{term} -is:retweet -is:nullcast"


def test_a_link_is_asked_for_as_it_is_compared():
    query = compiled([Topic("p", links=(PETITION, 'change.org/p/a"b'))])

    assert query.startswith('(url:"change.org/p/stop-365-days-now" OR url:"change.org/p/a b") ')


def test_an_entry_is_asked_for_once_however_it_is_written():
    topic = Topic("film", phrases=("Cuties", "cuties", "mignonnes", "CUTIES"))

    assert compiled([topic, topic]).count("OR") == 1


def test_what_counts_alone_is_asked_for_alone_and_a_title_in_capitals_like_a_phrase():
    topic = Topic("film", exact=("massimo * laura", "365dni", "365 Days"), context=("film",))

    asked = '((massimo laura) OR 365dni OR ("365 Days" film))'
    assert compiled([topic]) == f"{asked} -is:retweet -is:nullcast"


def test_a_topic_within_another_is_found_among_what_that_brings():
    film = Topic("film", phrases=("cuties",))
    petition = Topic("petition", phrases=("petition",), within=film)

    assert compiled([film, petition]) == "cuties -is:retweet -is:nullcast"
    assert asks_for("cuties", petition)
    assert not asks_for("netflix", petition)
    assert parts_by_length([film, petition]) == [("film", 6)]


def test_what_is_too_long_is_told_with_what_takes_how_much():
    many = Topic("many", phrases=tuple(f"word number {n}" for n in range(40)))
    query = compiled([*TOPICS, many])

    assert too_long(query) == len(query) - LONGEST_RECENT > 0
    assert too_long(query[:512]) == 0
    assert [name for name, _ in parts_by_length([*TOPICS, many])] == ["many", "film", "petition"]


WILD = some.text(min_size=1, max_size=20) | some.text('"()\\ -:ORor#@a1_🎬', min_size=1)
ENTRIES = WILD.filter(
    lambda entry: (
        any(c.isalnum() for c in entry) and words_of(entry) and not set("[]|") & set(entry)
    )
)
TAGS = WILD.filter(lambda tag: any(c.isalnum() for c in tag) and len(tag.split()) == 1).filter(
    lambda tag: len(tokens_of(f"#{tag.lstrip('#')}")) == 1
)


@given(some.lists(ENTRIES, min_size=1), some.lists(ENTRIES), some.lists(TAGS))
def test_x_takes_the_query_of_any_entries(phrases, context, tags):
    query = compiled([Topic("a", tuple(phrases), tuple(context), tuple(tags)), *TOPICS], "lang:en")

    assert finds(query, "a petition about netflix")
    assert not finds(query, "a petition about netflix", nullcast=True)
    assert not finds(query, "a petition about netflix", lang="pl")


def test_choices_are_asked_one_by_one_and_words_that_may_go_on_as_they_begin():
    topic = Topic(
        "film", phrases=("365 [days|dni]",), context=("glorif*",), near=('"*"', "[o|z] *")
    )

    asked = '(("365 days" OR "365 dni") (glorif OR o OR z))'
    assert compiled([topic]) == f"{asked} -is:retweet -is:nullcast"


WORDS = some.sampled_from(["365", "Days", "dni", "netflix", "FILM", "petition", "or", "a", "ok"])
JOINTS = some.sampled_from([" ", "-", ", ", "… ", "'", " 🎬", "\n", " (", ") ", ' "', ": ", "_"])
SAID = some.lists(some.tuples(WORDS, JOINTS), min_size=1, max_size=9).map(
    lambda parts: "".join(word + joint for word, joint in parts)
)
SHORT = some.lists(WORDS, min_size=1, max_size=2).map(" ".join)
SIGNED = some.sampled_from(["", " #365dni", " #Film!", " @netflix", f" {PETITION}", " #film_ok"])


GAPPED = some.lists(SHORT.map(str.lower), min_size=1, max_size=2).map(" * ".join)
OUTER = Topic("outer", phrases=("netflix",), exact=("a * ok",))

RULES = some.builds(
    Topic,
    some.just("a"),
    phrases=some.lists(SHORT, min_size=1, max_size=2, unique_by=str.lower).map(tuple),
    exact=some.lists(GAPPED, max_size=1).map(tuple),
    within=some.sampled_from([None, OUTER]),
    context=some.lists(SHORT, max_size=2, unique_by=str.lower).map(tuple),
    hashtags=some.sampled_from([(), ("365dni",), ("film", "film_ok")]),
    links=some.sampled_from([(), ("change.org/p/stop-365-days-now",), ("https://change.org/p/",)]),
    exclude=some.lists(SHORT, max_size=1).map(tuple),
)


@settings(max_examples=100)
@given(RULES, SAID, SIGNED)
def test_every_post_that_our_rules_look_for_is_found(topic, said, signed):
    post = written(said + signed)

    if matched(topic, post):
        asked = [topic, topic.within] if topic.within else [topic]
        assert parsed(compiled(asked)).finds(post.document)


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        # X knows accents, and our rules do not.
        (Topic("a", phrases=("Lipińska",)), "blanka lipinska"),
        # X compares links word by word, and our rules letter by letter.
        (Topic("a", links=("change.org/p/stop-365-da",)), PETITION),
        # A soft hyphen parts a word for X, and is not there for our rules.
        (Topic("a", phrases=("petition",)), "peti\u00adtion"),
        # X knows no capitals, so that the title alone would bring all that is common speech.
        (Topic("a", exact=("365 Days",), context=("film",)), "365 Days"),
    ],
)
def test_known_limits_what_our_rules_would_take_and_x_does_not_bring(topic, said):
    post = written(said)

    assert matched(topic, post)
    assert not parsed(compiled([topic])).finds(post.document)
