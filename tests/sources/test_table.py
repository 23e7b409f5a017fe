import pytest

from monitor.models import Post, Rejected
from monitor.sources.archive import ArchiveSource
from tests.fakes import at
from tests.sources.contract import items_of, keeps_its_promise, posts_of

HEADER = "id,text,created_at,author_id,lang,url,kind\n"
ROW = "1,365 days,2020-07-02T10:00:00Z,ann,en,https://forum.example/1,reply\n"


@pytest.fixture
def table(tmp_path):
    def write(text: str | bytes) -> ArchiveSource:
        path = tmp_path / "posts.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return ArchiveSource(path, "forum")

    return write


@pytest.mark.fault("F49")
def test_a_table_keeps_the_promise_of_a_source(table):
    keeps_its_promise(table(HEADER + ROW))


def test_every_column_of_the_contract_is_read(table):
    assert posts_of(table(HEADER + ROW)) == [
        Post(
            "forum", "1", "1", at("10:00"), "365 days", "reply", "ann", "en",
            ("https://forum.example/1",),
        )
    ]  # fmt: skip


def test_three_columns_are_enough_whatever_their_order_and_case(table):
    source = table("Created_At, TEXT ,Tweet_ID,likes\n2020-07-02 12:00+02:00,hello,7,99\n")

    assert posts_of(source) == [Post("forum", "7", "7", at("10:00"), "hello")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_spreadsheets_part_columns_in_three_ways(table, mark):
    text = f"id{mark}text{mark}created_at\n1{mark}a, b{mark}2020-07-02T10:00Z\n"
    text = text.replace("a, b", '"a, b"')

    assert [post.text for post in posts_of(table(text))] == ["a, b"]


def test_a_text_may_hold_quotes_and_new_lines(table):
    source = table('\ufeffid,text,created_at\r\n1,"one ""two""\nthree",2020-07-02T10:00Z\r\n')

    assert [post.text for post in posts_of(source)] == ['one "two"\nthree']


@pytest.mark.fault("F21", "F48")
def test_a_broken_row_costs_itself_alone(table):
    rows = (
        "1,fine,2020-07-02T10:00Z,,,,\n"
        "2,no offset,2020-07-02T10:00,,,,\n"
        "3,short\n"
        ",no id,2020-07-02T10:00Z,,,,\n"
        "4,odd kind,2020-07-02T10:00Z,,,,shout\n"
        "\n"
        "5,fine,2020-07-02T10:00Z,,,,\n"
    )
    items = items_of(table(HEADER + rows))

    assert [str(item) for item in items if isinstance(item, Rejected)] == [
        "line 3: created_at has no UTC offset",
        "line 4: created_at is missing",
        "line 5: id is missing",
        "line 6: kind is none of original, reply, quote, repost",
    ]
    assert [item.native_id for item in items if isinstance(item, Post)] == ["1", "5"]


def test_a_row_that_is_no_utf8_is_rejected_and_says_what_to_do(table):
    good, bad = b"1,fine,2020-07-02T10:00Z\n", "2,días,2020-07-02T10:00Z\n".encode("latin-1")

    items = items_of(table(b"id,text,created_at\n" + good + bad))

    assert str(items[1]) == "line 3: it is not UTF-8; save the table as UTF-8"


@pytest.mark.parametrize("where", [3, 40, 998])
def test_a_stray_quote_costs_its_own_row_alone(table, where):
    rows = [f"{n},365 days {n},2020-07-02T10:00Z\n" for n in range(1, 1000)]
    rows[where] = f'{where + 1},"365 days,2020-07-02T10:00Z\n'

    items = items_of(table("id,text,created_at\n" + "".join(rows)))

    assert len([item for item in items if isinstance(item, Post)]) == 998
    assert [item.where for item in items if isinstance(item, Rejected)] == [f"line {where + 2}"]


def test_the_lines_of_a_rejected_text_make_no_posts_of_their_own(table):
    text = "look\n666,planted,2020-07-01T10:00:00Z,9,en,,\nend"

    items = items_of(table(f'{HEADER}1,"{text}",2020-07-02T10:00,a,en,,\n{ROW}'))

    assert [str(item) for item in items if isinstance(item, Rejected)] == [
        "line 2: created_at has no UTC offset"
    ]
    assert [item.native_id for item in items if isinstance(item, Post)] == ["1"]


def test_blank_lines_before_the_header_are_passed_over(table):
    assert len(posts_of(table("\n\n" + HEADER + ROW))) == 1


def test_two_stray_quotes_cost_two_rows(table):
    rows = [f"{n},365 days {n},2020-07-02T10:00Z\n" for n in range(1, 30)]
    rows[3], rows[9] = '4,"x,2020-07-02T10:00Z\n', '10,"y,2020-07-02T10:00Z\n'

    items = items_of(table("id,text,created_at\n" + "".join(rows)))

    assert [item.where for item in items if isinstance(item, Rejected)] == ["line 5", "line 11"]
    assert len(items) == 29


def test_ids_that_a_spreadsheet_has_rounded_are_rejected(table):
    rows = "1,x,2020-07-02T10:00Z\n1.27868E+18,x,2020-07-02T10:00Z\n"

    _, item = items_of(table(f"id,text,created_at\n{rows}"))

    assert "rounded by a spreadsheet" in str(item)


def test_sloppy_quotes_within_a_line_are_read_as_they_are_meant(table):
    source = table('id,text,created_at\n1,"he said "no" twice",2020-07-02T10:00Z\n')

    assert [post.native_id for post in posts_of(source)] == ["1"]


def test_a_cell_too_large_to_be_a_post_is_rejected(table):
    items = items_of(table(f"{HEADER}{ROW}9,{'x' * 200_000},2020-07-02T10:00Z\n{ROW}"))

    assert [type(item) for item in items] == [Post, Rejected, Post]


def test_reposts_are_seen_by_their_text_where_no_kind_is_told(table):
    source = table("id,text,created_at\n1,RT @ann: 365 days…,2020-07-02T10:00Z\n")

    assert [post.kind for post in posts_of(source)] == ["repost"]
