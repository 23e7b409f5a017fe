import pytest

from monitor.models import Post
from monitor.sources.fields import snowflake_moment
from monitor.sources.x.answer import post_of, posts_of
from tests.fakes import at

BASE = {"id": "1278", "text": "365 days", "created_at": "2020-07-02T10:00:00.000Z"}
FIRST, SECOND = "1278000000000000000", "1278000500000000000"


def read(**more) -> Post:
    return post_of(BASE | more, {})


def test_all_that_is_kept_of_a_post_is_read():
    post = read(
        author_id="77", lang="EN", entities={"urls": [{"expanded_url": "https://a.org/b"}]}
    )

    assert post == Post(
        "x", "1278", "1278", at("10:00"), "365 days", "original", "77", "en", ("https://a.org/b",)
    )


@pytest.mark.fault("F26")
@pytest.mark.parametrize("word", ["tweet", "post"])
def test_an_edit_is_the_same_post_at_the_moment_of_its_first_id(word):
    history = {f"edit_history_{word}_ids": [FIRST, SECOND]}

    first = read(id=FIRST, created_at="2020-06-30T15:53:00.000Z", **history)
    edited = read(id=SECOND, created_at="2020-06-30T16:10:00.000Z", **history)

    assert first.key == edited.key == ("x", FIRST)
    assert (first.latest_id, edited.latest_id) == (FIRST, SECOND)
    assert edited.created_at == snowflake_moment(FIRST)


def test_the_moment_inside_an_id_is_the_one_that_x_tells():
    # 1541815603606036480: the example of X's own documentation on ids.
    assert snowflake_moment("1541815603606036480") == at("2022-06-28T16:07:40")
    assert snowflake_moment("20") is None
    assert snowflake_moment("at://did:plc:x/1") is None


def test_a_post_of_default_fields_alone_has_the_moment_inside_its_id():
    post = post_of({"id": FIRST, "text": "x", "edit_history_tweet_ids": [FIRST]}, {})

    assert post.created_at == snowflake_moment(FIRST)


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        ([], "original"),
        (["replied_to"], "reply"),
        (["quoted"], "quote"),
        (["replied_to", "quoted"], "quote"),
        (["retweeted"], "repost"),
        (["reposted"], "repost"),
        (["something_new"], "original"),
    ],
)
@pytest.mark.parametrize("name", ["referenced_tweets", "referenced_posts"])
def test_the_kind_follows_what_the_post_refers_to(name, types, kind):
    assert read(**{name: [{"type": t, "id": "1"} for t in types]}).kind == kind


def test_an_answer_of_default_fields_tells_no_references_so_the_text_must():
    def bare(text: str) -> str:
        return post_of({"id": FIRST, "text": text}, {}).kind

    assert bare("RT @someone: 365 days is…") == "repost"
    assert bare("RT if you saw 365 days") == "original"
    assert read(text="RT @someone: repeated by hand, as before 2009").kind == "original"


@pytest.mark.parametrize("name", ["tweets", "posts"])
def test_a_repost_is_known_by_the_originals_full_text_and_links(name):
    original = {
        "id": "5",
        "author_id": "88",
        "text": "cut…",
        "note_tweet": {"text": "the whole long text"},
        "entities": {"urls": [{"expanded_url": "https://change.org/p/x"}]},
    }
    answer = {
        "data": [BASE | {"referenced_tweets": [{"type": "retweeted", "id": "5"}]}],
        "includes": {name: [original]},
    }

    (post,) = posts_of(answer, "line 1")

    assert post.text == "365 days"
    assert post.original_text == "the whole long text"
    assert (post.original_id, post.original_author) == ("5", "88")
    assert post.links == ("https://change.org/p/x",)


def test_a_flattened_repost_carries_its_original_inside():
    post = read(referenced_tweets=[{"type": "retweeted", "id": "5", "text": "the original"}])

    assert post.original_text == "the original"


def test_a_repost_without_its_original_is_known_by_its_own_text():
    post = read(text="RT @a: cut…", referenced_tweets=[{"type": "retweeted", "id": "5"}])

    assert (post.original_text, post.full_text) == (None, "RT @a: cut…")


def test_the_words_of_a_quoted_post_are_not_the_quoting_ones():
    answer = {
        "data": [BASE | {"referenced_tweets": [{"type": "quoted", "id": "5"}]}],
        "includes": {"tweets": [{"id": "5", "text": "somebody else's words"}]},
    }

    (post,) = posts_of(answer, "line 1")

    assert post.full_text == "365 days"


@pytest.mark.fault("F29")
@pytest.mark.parametrize("name", ["note_tweet", "note_post"])
def test_a_long_post_is_read_whole(name):
    assert read(**{name: {"text": "the whole of it"}}).text == "the whole of it"


@pytest.mark.parametrize("history", [5, "1278", {"a": 1}, [None, {}, ""], [[]]])
def test_a_history_that_is_none_changes_nothing(history):
    assert read(edit_history_tweet_ids=history).key == ("x", "1278")


@pytest.mark.fault("F47")
def test_numbers_serve_as_ids():
    assert read(id=1278, author_id=77).key == ("x", "1278")


@pytest.mark.fault("F20")
@pytest.mark.parametrize("gone", ["id", "text", "created_at"])
def test_a_post_needs_its_id_its_text_and_its_time(gone):
    with pytest.raises(ValueError, match=f"{gone} is missing|it is no post"):
        post_of({name: value for name, value in BASE.items() if name != gone}, {})


@pytest.mark.fault("F20")
def test_all_else_may_be_missing_or_of_a_kind_that_nobody_knows():
    new = {"id": "1", "type": "something_new"}
    strange = {"community_note": {"text": "x"}, "referenced_posts": [new], "attachments": 7}

    assert read(**strange) == read() == Post("x", "1278", "1278", at("10:00"), "365 days")
