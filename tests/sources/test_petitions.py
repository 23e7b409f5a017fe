"""Files of figures: tables and what parliaments publish, however broken."""

import gzip
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import UnreadableFileError
from monitor.models import Rejected, Signatures
from monitor.sources import petitions
from monitor.sources.archive import lines
from monitor.sources.petitions import Said, parliament, read_figures
from tests.fakes import at

LONDON = ZoneInfo("Europe/London")
SAID = Said(LONDON, "the petition")


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes | dict, name: str = "counts.csv"):
        path = tmp_path / name
        if isinstance(content, dict):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def figures(path, said=SAID) -> list[Signatures]:
    found, rejected = read_figures(path, said)
    assert rejected == []
    return found


def reasons(path, said=SAID) -> list[str]:
    return list(map(str, read_figures(path, said)[1]))


def refusal(path, said=SAID) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_figures(path, said)
    return str(caught.value)


# tables


def test_a_table_of_moments_and_counts_is_an_own_recording(file):
    path = file("at,count\n2020-07-02T10:00Z,3500\n2020-07-02T13:00+01:00,3600\n")

    assert figures(path) == [
        Signatures("the petition", at("10:00"), 3500, "observed", "own recording"),
        Signatures("the petition", at("12:00"), 3600, "observed", "own recording"),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("moment", ["at", "date", "Moment", " CREATED_AT"])
def test_columns_are_known_by_several_names_and_parted_in_three_ways(file, mark, moment):
    header = mark.join([moment, "Signatures", "Source", "petition", "kind", "other"])
    row = mark.join(["2020-07-02T10:00Z", '"65,000"', "A Paper", "mine", "Official", "x"])

    assert figures(file(f"\ufeff{header}\r\n\r\n{row}\r\n")) == [
        Signatures("mine", at("10:00"), 65_000, "official", "A Paper")
    ]


def test_a_bare_day_is_its_noon_in_the_zone_of_the_watch(file):
    (one,) = figures(file("date,count\n2020-07-02,5\n"))

    assert one.at == at("11:00")


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("0", 0), ("65000", 65_000), ("65 000", 65_000), ("65\u00a0000", 65_000),
        ("65'000", 65_000), ("3500.0", 3500), ("1 234 567", 1_234_567), (" 7 ", 7),
    ],
)  # fmt: skip
def test_whole_numbers_are_read_as_people_and_programs_write_them(file, written, count):
    assert [one.count for one in figures(file(f"at;count\n2020-07-02;{written}\n"))] == [count]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2020-07-02;3.500;", "its count is no whole number; write it as 65000"),
        ("2020-07-02;12 34;", "its count is no whole number"),
        ("2020-07-02;70k;", "its count is no whole number"),
        ("2020-07-02;٣٥٠٠;", "its count is no whole number"),
        (f"2020-07-02;{'9' * 5000};", "its count is no whole number"),
        ("2020-07-02;-5;", "its count is not from 0 to 10,000,000,000"),
        ("2020-07-02;99999999999;", "its count is not from 0"),
        ("2020-07-02;;", "its count is no whole number"),
        ("2020-07-02", "its count is no whole number"),
        (";5;", "its moment is missing"),
        ("2020-07-02T10:00;5;", "its moment has no UTC offset"),
        ("02/07/2020;5;", "its moment is none; write 2020-07-02T10:00+01:00, or the day alone"),
        ("2020-02-31;5;", "its moment is none"),
        ("1593684000;5;", "its moment is none"),
        ("0001-01-01;5;", "its moment is not from 1990 to 2998"),
        ("0001-01-01T00:00+14:00;5;", "its moment is not from 1990"),
        ("9999-12-31;5;", "its moment is not from 1990"),
        ("2020-07-02;5;guessed", "its kind is none of observed, reported, official"),
        ("2020-07-02;5;reported", "a figure that is reported needs its origin"),
        ("2020-07-02;5;official", "a figure that is official needs its origin"),
        ('"2020-07-02;5;', "the row is broken: look at its quotes"),
        (f"2020-07-02;5;{'x' * 200_000}", "the row is broken"),
        (b"2020-07-02;5;\xff", "it is not UTF-8; save the table as UTF-8"),
    ],
)
def test_a_broken_row_costs_itself_alone_and_tells_its_line(file, row, reason):
    good = b"2020-07-03;6;\n"
    row = row if isinstance(row, bytes) else row.encode()
    found, [rejected] = read_figures(file(b"at;count;kind\n" + good + row + b"\n" + good), SAID)

    assert [one.count for one in found] == [6, 6]
    assert rejected.where == "line 3"
    assert rejected.reason.startswith(reason)


def test_what_the_rows_do_not_say_is_said_of_the_file(file):
    path = file("at,count,origin,kind,petition\n2020-07-02,5,,,\n2020-07-03,6,X,observed,y\n")
    said = Said(LONDON, "unnamed", petition="mine", kind="official", origin="The platform")

    first, second = figures(path, said)

    assert (first.petition, first.kind, first.origin) == ("mine", "official", "The platform")
    assert (second.petition, second.kind, second.origin) == ("y", "observed", "X")


def test_a_row_with_a_citation_is_reported_where_nobody_says_otherwise(file):
    assert [one.kind for one in figures(file("at,count,source\n2020-07-02,5,A Paper\n"))] == [
        "reported"
    ]


def test_names_and_origins_are_made_one_harmless_line_or_refused(file):
    path = file("at;count;origin\n2020-07-02;5;\x1b[2J a\u202eb\x00\n2020-07-02;5;" + "x" * 600)

    (one,), [rejected] = read_figures(path, SAID)

    assert one.origin == "[2J a b"
    assert rejected.reason == "its origin is longer than 500 characters"


# parliaments


def petition(id_=131, count=150_000, **attributes):
    """As petition.parliament.uk publishes one; everything in it is invented."""
    told = {
        "action": "Count the invented swans",
        "state": "open",
        "signature_count": count,
        "created_at": "2020-07-01T08:00:00.000Z",
        "updated_at": "2020-07-02T12:00:00.000Z",
        "moderation_threshold_reached_at": "2020-07-01T09:00:00.000Z",
        "response_threshold_reached_at": "2020-07-02T10:00:00.000Z",
        "debate_threshold_reached_at": None,
        "signatures_by_country": [{"name": "France", "code": "FR", "signature_count": 9}],
    }
    return {"type": "petition", "id": id_, "attributes": told | attributes}


def alone(one, link="https://petition.parliament.uk/petitions/131.json"):
    return {"links": {"self": link}, "data": one}


NAME = "petition.parliament.uk/petitions/131"
LINK = "https://petition.parliament.uk/petitions/131.json"
BOTH = [
    Signatures(NAME, at("10:00"), 10_000, "official", LINK),
    Signatures(NAME, at("12:00"), 150_000, "official", LINK),
]


def test_one_petition_tells_its_count_and_the_thresholds_it_has_passed(file):
    assert figures(file(alone(petition()))) == BOTH

    later = petition(debate_threshold_reached_at="2020-07-02T13:00:00+01:00")
    assert [(one.at, one.count) for one in figures(file(alone(later)))][1] == (
        at("12:00"),
        100_000,
    )


@pytest.mark.parametrize("indent", [None, 2])
def test_it_may_stand_on_one_line_or_on_many_packed_or_not(file, indent):
    text = json.dumps(alone(petition()), indent=indent)

    assert figures(file(text)) == BOTH
    assert figures(file(gzip.compress(text.encode()), "x.json")) == BOTH


def test_a_page_of_a_list_holds_several_and_names_them_by_their_links_or_numbers(file):
    linked = petition(7) | {"links": {"self": "https://petition.parliament.uk/petitions/7.json"}}
    page = {"links": {"self": "https://petition.parliament.uk/petitions.json?page=2"}}

    found = figures(file(page | {"data": [linked, petition("8")]}))

    assert {(one.petition, one.origin) for one in found} == {
        ("petition.parliament.uk/petitions/7", linked["links"]["self"]),
        ("petition.parliament.uk/petitions/8", "UK Parliament"),
    }


def test_an_archived_one_and_one_of_another_site_go_by_their_own_names(file):
    archived = petition() | {"type": "archived-petition"}
    old = "https://petition.parliament.uk/archived/petitions/131.json"
    elsewhere = "https://petitions.example.org/petitions/131"

    assert {one.petition for one in figures(file(alone(archived, old)))} == {
        "petition.parliament.uk/archived/petitions/131"
    }
    (one,) = figures(file(alone(petition(), elsewhere)))
    assert (one.petition, one.count) == ("petitions.example.org/petitions/131", 150_000)


def test_lines_of_them_are_read_one_by_one_and_a_broken_one_costs_itself(file):
    one = json.dumps(alone(petition()))
    path = file(f"{one}\n{{\n\n{one}\n[1]\n")

    found, rejected = read_figures(path, SAID)

    assert found == BOTH * 2
    assert list(map(str, rejected)) == [
        "line 2: it is no whole JSON",
        "line 5: it is no petition",
    ]


def test_a_broken_first_line_costs_itself_alone_too(file):
    path = file("{\n" + json.dumps(alone(petition())))

    assert read_figures(path, SAID) == (BOTH, [Rejected("line 1", "it is no whole JSON")])


def test_a_name_may_be_given_to_one_petition_but_not_to_several(file):
    mine = Said(LONDON, "unnamed", petition="mine")

    assert {one.petition for one in figures(file(alone(petition())), mine)} == {"mine"}
    assert "several petitions" in refusal(file({"data": [petition(1), petition(2)]}), mine)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (petition(count="150000"), "its count is no whole number"),
        (petition(count=None), "its signature_count is missing"),
        (petition(count=True), "its count is no whole number"),
        (petition(count=-1), "its count is not from 0"),
        (petition(updated_at=None), "its updated_at is missing"),
        (petition(updated_at="soon"), "its updated_at is no moment"),
        (petition(updated_at="2020-07-02"), "its moment has no UTC offset"),
    ],
)
def test_a_wrong_count_is_told_and_the_thresholds_are_kept(file, one, reason):
    (threshold,), [rejected] = read_figures(file(alone(one)), SAID)

    assert threshold.count == 10_000
    assert str(rejected).startswith(f"line 1: {reason}")


@pytest.mark.parametrize("id_", [None, "", "../x", [], "9" * 40, True])
def test_a_petition_that_cannot_be_named_is_rejected(file, id_):
    assert "petition 1: its id is no number" in refusal(file({"data": [petition(id_)]}))


# whatever is none


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "it is empty"),
        ("\n \n", "it is empty"),
        ("at,count\n", "there is nothing below its first line"),
        ("at,count\nx,y\n", "line 2: its moment is none"),
        ("id,text\n1,x\n", "its first line names no column at or date or moment or created_at"),
        ("2020-07-02,3500\n", "no column count or signatures"),
        ("{}", "line 1: it is no petition"),
        ('{"data": []}', "there is no petition in it"),
        ("[" * 100_000, "line 1: it is no whole JSON"),
        ('{"data": [{"id": "1", "text": "365 days"}]}', "petition 1: it is no petition"),
        (b"\x1f\x8b\x08 not gzip", "the packed file is damaged"),
        (b"\x00\xff\xfe", "its first line names no column"),
    ],
)
def test_a_file_without_counts_is_refused_with_the_reason(file, content, reason):
    told = refusal(file(content))

    assert told.startswith("counts.csv holds no counts: ")
    assert reason in told


def test_what_is_no_file_is_refused(tmp_path):
    assert "does not exist" in refusal(tmp_path / "nowhere")
    assert "is no file" in refusal(tmp_path)


def test_a_packed_file_that_is_cut_off_keeps_what_stands_before_the_cut(file):
    rows = "".join(f"2020-07-02T10:00:00.{n * 7919 % 10**6:06}Z,{n}\n" for n in range(3000))
    packed = gzip.compress(f"at,count\n{rows}".encode())

    found, [lost] = read_figures(file(packed[: len(packed) // 2]), SAID)

    assert 500 < len(found) < 2500
    assert "the file is cut off or damaged after" in str(lost)


def test_lines_that_are_too_long_cost_themselves_alone(file, monkeypatch):
    monkeypatch.setattr(lines, "LONGEST_LINE", 100)
    monkeypatch.setattr(parliament, "LARGEST", 1000)
    row = "2020-07-02,5\n"

    assert reasons(file(f"at,count\n{row}{'x' * 101}\n{row}")) == ["line 3: it is too long"]
    monkeypatch.undo()
    monkeypatch.setattr(parliament, "LARGEST", 2000)
    short, long = json.dumps(alone(petition())), json.dumps(alone(petition(action="x" * 2000)))
    assert reasons(file(f"{short}\n{long}\n{short}")) == ["line 2: it is too long"]
    broken = file(json.dumps(alone(petition(action="x" * 2000)), indent=1))
    assert "it is no whole JSON" in refusal(broken), "too large to be one document"


def test_a_file_of_too_many_counts_or_of_too_much_else_is_refused(file, monkeypatch):
    monkeypatch.setattr(petitions, "MOST_FIGURES", 3)
    monkeypatch.setattr(petitions, "MOST_REJECTED", 3)

    row = "2020-07-02,5\n"
    assert len(figures(file("at,count\n" + row * 3))) == 3
    assert "more than 3 counts" in refusal(file("at,count\n" + row * 4))
    assert "more than 3 things that are no counts; line 3" in refusal(
        file("at,count\n" + row + "x\n" * 4)
    )


@settings(max_examples=40)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda row: b"at,count,kind,origin\n2020-07-02,5\n" + row),
        st.text(alphabet='{}[]":,1\n at', max_size=60).map(str.encode),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["data", "type", "id", "attributes", "links", "self", "x"]),
                    inner | st.just("petition"),
                    max_size=4,
                )
            ),
        ).map(lambda value: json.dumps(value).encode()),
    )
)
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "anything"
    path.write_bytes(content)
    refused = None
    try:
        found, rejected = read_figures(path, SAID)
    except UnreadableFileError as error:
        refused = str(error)
    if refused:
        assert refused.startswith("anything holds no counts: ")
        return
    assert found
    assert all(isinstance(one, Signatures) for one in found)
    assert all(one.where and one.reason for one in rejected)
