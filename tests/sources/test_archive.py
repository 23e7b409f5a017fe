import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import UnreadableFileError
from monitor.models import Post, Rejected
from monitor.sources.archive import ArchiveSource
from tests.fakes import at
from tests.sources.contract import items_of, keeps_its_promise, posts_of

POST = {"id": "1278", "text": "365 days on netflix", "created_at": "2020-07-02T10:00:00.000Z"}


@pytest.fixture
def file(tmp_path):
    def write(*lines: object, name: str = "posts.jsonl") -> ArchiveSource:
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        path = tmp_path / name
        path.write_text("\n".join(texts) + "\n", "utf-8")
        return ArchiveSource(path)

    return write


def refusal(source: ArchiveSource) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        items_of(source)
    return str(caught.value)


@pytest.mark.fault("F49")
def test_an_archive_keeps_the_promise_of_a_source(file):
    keeps_its_promise(file({"data": [POST]}, "{broken", POST | {"id": "9"}))


@pytest.mark.parametrize(
    "line",
    [{"data": [POST]}, {"data": POST}, POST, {"data": [POST], "includes": {"tweets": [POST]}}],
    ids=["a page", "a stream line", "a flattened post", "a page with includes"],
)
def test_each_form_of_twarc2_gives_the_post_once(file, line):
    assert posts_of(file(line)) == [
        Post("x", "1278", "1278", at("10:00"), "365 days on netflix"),
    ]


def test_packed_files_are_read_by_what_they_are_not_by_their_name(file, tmp_path):
    plain = file({"data": [POST]})
    packed = tmp_path / "posts.jsonl.backup"
    packed.write_bytes(gzip.compress(plain.path.read_bytes()))

    assert items_of(ArchiveSource(packed)) == items_of(plain)


def test_a_packed_file_that_is_cut_off_keeps_what_stands_before_the_cut(file, tmp_path):
    lines = [POST | {"id": str(n), "text": f"{n * 7919 % 1000} days"} for n in range(3000)]
    whole = gzip.compress(file(*lines).path.read_bytes())
    cut = tmp_path / "cut.gz"
    cut.write_bytes(whole[: len(whole) // 2])

    pages = ArchiveSource(cut).pages()
    first = next(pages)

    assert list(first.items) == items_of(file(*lines))[:500]
    with pytest.raises(UnreadableFileError, match=r"cut off or damaged after line \d+"):
        list(pages)


def test_a_broken_line_costs_itself_alone(file):
    items = items_of(file(POST, '{"data": {"id": ', "[1]", "", POST | {"id": "2"}))

    assert [str(item) for item in items if isinstance(item, Rejected)] == [
        "line 2: it is no whole JSON",
        "line 3: it is no JSON object",
    ]
    assert len(items) == 4


@pytest.mark.fault("F21", "F48")
def test_a_malformed_post_costs_the_page_nothing_else(file):
    broken = [
        {"id": "2", "text": None, "created_at": POST["created_at"]},
        {"id": "3", "text": "x", "created_at": "yesterday"},
        {"id": "4", "text": "x", "created_at": "2020-07-02T10:00:00"},
        {"id": "", "text": "x", "created_at": POST["created_at"]},
        {"id": "5 6", "text": "x", "created_at": POST["created_at"]},
        {"id": "\ud83d", "text": "x", "created_at": POST["created_at"]},
        {"id": "7", "text": "x", "created_at": "0001-01-01T00:00:00Z"},
        {"id": "8", "text": "x", "created_at": "0001-01-01T00:00:00+14:00"},
        "no post at all",
    ]
    items = items_of(file({"data": [POST, *broken, POST | {"id": "10"}]}))

    assert [type(item) for item in items] == [Post, *[Rejected] * 9, Post]
    assert [item.reason for item in items[1:-1]] == [
        "text is missing",
        "created_at is no moment",
        "created_at has no UTC offset",
        "id is missing",
        "its id is empty, too long or holds spaces",
        "id holds what no id does",
        "created_at is before 1990",
        "created_at is out of range",
        "it is no post, but another value",
    ]
    assert items[1].where == "line 1, post 2"


@pytest.mark.fault("F48")
@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"id": float("nan")}, "id is missing"),
        ({"text": float("nan")}, "text is missing"),
        ({"created_at": float("inf")}, "created_at is missing"),
        ({"created_at": "NaN"}, "created_at is no moment"),
        ({"created_at": "2020-07-02T10:00:00"}, "created_at has no UTC offset"),
    ],
)
@pytest.mark.parametrize("more", [{}, {"platform": "mastodon"}], ids=["of X", "our own"])
def test_a_value_that_is_none_is_refused_with_the_reason(file, wrong, why, more):
    good, bad = items_of(file(POST | more, POST | more | wrong))

    assert isinstance(good, Post)
    assert isinstance(bad, Rejected)
    assert bad.reason == why


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "it is empty"),
        (["", "  "], "it is empty"),
        ([{"meta": {"result_count": 0}}], "it is empty"),
        ([{"data": [{"start": 1, "end": 2, "tweet_count": 3}]}], "something with end, start"),
        (["", {"id": "1", "action": "delete"}], "line 2: it is no post"),
        ([{"data": [{"id": "1", "username": "x"}]}], "something with id, username"),
        (["{", "{"], "line 1: it is no whole JSON"),
        (['[{"id": 1}]'], "it is no JSON object"),
        (["[" * 100_000], "it is no whole JSON"),
        (["a picture, perhaps"], "neither JSON nor the header of a table"),
        (["id,text", "1,x"], "names no column created_at"),
        (["created_at,lang", "x,en"], "no column id or tweet_id and no column text"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_posts_is_refused_with_a_reason(file, lines, why):
    said = refusal(file(*lines))

    assert said.startswith("posts.jsonl holds no posts: ")
    assert why in said


def test_a_path_that_is_no_file_is_refused(tmp_path):
    assert "is no file" in refusal(ArchiveSource(tmp_path))
    assert "does not exist" in refusal(ArchiveSource(tmp_path / "nothing"))


def test_a_huge_file_without_posts_is_not_read_to_its_end(file):
    source = file(*["{}"] * 10_050)

    assert "line 1: it is no post" in refusal(source)


def test_pages_are_small_and_none_comes_before_the_first_post(file):
    many = [POST | {"id": str(n)} for n in range(1, 1202)]

    pages = list(file("{}", *many).pages())

    assert [len(page.items) for page in pages] == [500, 500, 202]
    assert isinstance(pages[0].items[0], Rejected)


def test_our_own_export_keeps_its_platform(file):
    line = {
        "platform": "mastodon",
        "id": "https://example.org/1",
        "created_at": "2020-07-02T12:00:00+02:00",
        "text": "365 days",
        "kind": "reply",
        "language": "EN",
        "author": "ann",
        "links": ["https://example.org/a", "no link", 3],
    }
    source = file(line)

    assert source.platform is None
    assert posts_of(source) == [
        Post(
            "mastodon",
            "https://example.org/1",
            "https://example.org/1",
            at("10:00"),
            "365 days",
            "reply",
            "ann",
            "en",
            ("https://example.org/a",),
        )
    ]


def test_whose_posts_a_file_holds_is_known_before_it_is_read(file, tmp_path):
    table = file("id,text,created_at", "1,x,2020-07-02T10:00Z", name="posts.csv")

    assert file({"data": [POST]}).platform == "x"
    assert ArchiveSource(table.path, "forum").platform == "forum"
    assert ArchiveSource(tmp_path / "nothing").platform is None


def test_an_archive_never_claims_to_have_watched_any_time(file):
    assert file({"data": [POST]}).covered == ()


KEYS = [
    "id", "text", "data", "includes", "tweets", "created_at", "lang", "entities", "urls",
    "expanded_url", "referenced_tweets", "type", "note_tweet", "meta", "edit_history_tweet_ids",
    "platform", "author_id", "errors",
]  # fmt: skip
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)  # fmt: skip


@pytest.mark.fault("F20")
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), json_values), max_size=4))
def test_any_field_of_a_post_may_hold_anything(tmp_path_factory, changes):
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    lines = [POST, *(POST | {"id": "9"} | change for change in changes)]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")

    items = items_of(ArchiveSource(path))

    assert items[0] == posts_of(ArchiveSource(path))[0]


@given(st.lists(json_values, min_size=1, max_size=4))
def test_any_json_is_read_or_refused_in_words(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_text("\n".join([json.dumps(POST), *map(json.dumps, values)]), "utf-8")

    items = items_of(ArchiveSource(path))

    assert any(isinstance(item, Post) for item in items)


def test_the_recorded_archives_give_their_posts(shared):
    folder = shared / "x_api_v2" / "twarc2"
    found = {path.stem: _counted(path) for path in folder.glob("*.jsonl")}

    assert {name for name, n in found.items() if n is None} == {
        "counts",
        "tweets_compliance",
        "users_compliance",
    }
    assert found["noflat"] == (100, 0)
    assert found["streaming_output_with_error"] == (7, 1)


def _counted(path: Path) -> tuple[int, int] | None:
    try:
        items = items_of(ArchiveSource(path))
    except UnreadableFileError:
        return None
    posts = sum(isinstance(item, Post) for item in items)
    return posts, len(items) - posts
