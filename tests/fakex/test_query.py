"""X's query language: what it finds, what it refuses, and by which words."""

from collections.abc import Iterator

import pytest

from tests.fakex import FakeX
from tests.fakex.query import QueryError, parsed


@pytest.fixture(scope="module")
def named() -> Iterator[dict[str, str]]:
    """Seven posts, by their letters; no server is asked."""
    x = FakeX(now="2020-07-02T12:00")
    a = x.post("365 DAYS, on netflix: great")
    posts = {
        "a": a,
        "b": x.post("365 dni na netflix #365dni ... days", lang="pl"),
        "c": x.post("365-days? netflix!", author="bob"),
        "d": x.post("365 days by @netflix great", author="cid", nullcast=True),
        "e": x.reply(a, "petition https://www.change.org/p/a-petition?x=1 twice"),
        "f": x.post("film giorni"),
        "g": x.repost(a, author="bob"),
        "h": x.quote(a, "365 days #365 is it"),
    }
    yield {letter: post.versions[-1].document for letter, post in posts.items()}
    x.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("365 days", "abcdh"),
        ('"365 days"', "acdh"),
        ("NETFLIX dni OR giorni", "bf"),
        ("film (polish OR giorni) -days", "f"),
        ("netflix -(great OR dni)", "c"),
        ("365-days netflix", "acd"),
        ("#365dni", "b"),
        ("#365", ""),
        ("@Netflix", "d"),
        ("from:bob", "cg"),
        ("lang:pl netflix", "b"),
        ('url:"change.org/p/a-petition"', "e"),
        ('url:"change.org/p/other"', ""),
        ("url:change.org -has:links", ""),
        ('"petition twice"', ""),
        ("co OR https OR org", ""),
        ("petition is:reply", "e"),
        ("is:quote 365", "h"),
        ("days -is:nullcast", "abch"),
        ("from:bob is:retweet", "g"),
        ("great from:bob", ""),
        ("from:ann -days", "ef"),
        ('"and" OR film', "f"),
    ],
)
def test_a_query_finds_what_x_would_find(named, query, found):
    understood = parsed(query)

    assert "".join(letter for letter in named if understood.finds(named[letter])) == found


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("-film", "positive"),
        ("is:reply", "positive"),
        ("lang:en (is:quote OR has:links)", "positive"),
        ("film OR -netflix", "positive"),
        ("(film", "<EOF>"),
        ("film)", "input ')' (at position 5)"),
        ("film OR", "<EOF>"),
        ("OR film", "input 'OR' (at position 1)"),
        ("()", "input ')'"),
        ("film AND netflix", "Ambiguous use of 'AND'"),
        ("film or netflix", "Ambiguous use of 'or'"),
        ("film min_faves:3", "invalid operator 'min_faves:3' (at position 6)"),
        ("is:great film", "invalid operator"),
        ("at 10:30", "character ':'"),
        ('"365 days', "character '\"'"),
        ('""', "Empty"),
        ("film - netflix", "character '-'"),
    ],
)
def test_a_query_is_refused_with_the_reason(query, why):
    with pytest.raises(QueryError) as error:
        parsed(query)

    assert why in str(error.value)
