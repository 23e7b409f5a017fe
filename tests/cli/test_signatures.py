"""The command that brings and shows how many had signed."""

import re

import pytest

COUNTS = "at,count\n2020-07-02T09:00Z,3500\n2020-07-04T09:00Z,5500\n2020-07-04T21:00Z,5497\n"


@pytest.fixture
def counts(watch, folder):
    path = folder / "counts.csv"
    path.write_text(COUNTS, "utf-8")
    return path


def shown(ran) -> list[list[str]]:
    """The cells of the table below its header."""
    rows = [line for line in ran.out.splitlines() if re.match(r"\w{3} \d\d \w{3} \d{4}", line)]
    return [re.split(r"  +", row.strip()) for row in rows]


def test_a_file_is_brought_and_shown_with_what_was_gained_between(monitor, counts):
    ran = monitor("signatures", counts)

    assert ran.code == 0
    assert "counts.csv: 3 new, 0 updated, 0 unchanged, 0 rejected" in ran.out
    assert "\npetition\nmoment (Europe/London)" in ran.out
    assert shown(ran) == [
        ["Thu 02 Jul 2020 10:00", "3,500", "—", "—", "observed", "own recording"],
        ["Sat 04 Jul 2020 10:00", "5,500", "+2,000", "+1,000", "observed", "own recording"],
        ["Sat 04 Jul 2020 22:00", "5,497", "−3", "−6", "observed", "own recording"],
    ]


def test_brought_twice_it_changes_nothing_and_a_changed_count_is_told(monitor, counts):
    once = monitor("signatures", counts)
    twice = monitor("signatures", counts)
    counts.write_text(COUNTS.replace("5500", "5600"), "utf-8")
    changed = monitor("signatures", counts)

    assert "0 new, 0 updated, 3 unchanged, 0 rejected" in twice.out
    assert shown(twice) == shown(once)
    assert "0 new, 1 updated, 2 unchanged, 0 rejected" in changed.out
    assert shown(monitor("signatures")) == shown(changed)


def test_as_json_it_tells_what_came_of_each_file_and_all_that_is_stored(monitor, counts):
    counts.write_text("at,count\n2020-07-02,3500\nsoon,4\n", "utf-8")

    ran = monitor("signatures", counts, "--petition", "mine", "--json")

    assert ran.json == {
        "brought": [
            {
                "file": str(counts), "new": 1, "updated": 0, "unchanged": 0, "error": None,
                "rejected": [{
                    "where": "line 3",
                    "reason": "its moment is none; write 2020-07-02T10:00+01:00, or the day alone",
                }],
            }
        ],
        "signatures": [
            {
                "petition": "mine", "at": "2020-07-02T11:00:00+00:00", "count": 3500,
                "kind": "observed", "origin": "own recording",
            }
        ],
    }  # fmt: skip
    assert monitor("signatures", "--json").json["signatures"] == ran.json["signatures"]


def test_of_many_broken_lines_a_few_are_told(monitor, counts):
    counts.write_text(COUNTS + "x,1\n" * 9, "utf-8")

    ran = monitor("signatures", counts)

    assert ran.code == 0
    assert "3 new, 0 updated, 0 unchanged, 9 rejected" in ran.out
    assert "    line 5: its moment is none" in ran.out
    assert "line 10:" not in ran.out
    assert "    and 4 more; --json tells all of them" in ran.out


def test_a_file_without_counts_is_refused_and_the_others_are_brought(monitor, counts, folder):
    (folder / "letter.txt").write_text("Dear Sir", "utf-8")

    ran = monitor("signatures", "letter.txt", counts, "nowhere.csv")

    assert ran.code == 2
    assert "letter.txt: refused: letter.txt holds no counts: its first line names no" in ran.err
    assert "nowhere.csv: refused: nowhere.csv does not exist. Check the path" in ran.err
    assert "counts.csv: 3 new" in ran.out
    refused = monitor("signatures", "letter.txt", "--json")
    assert refused.code == 2
    assert "holds no counts" in refused.json["brought"][0]["error"]


def test_where_nothing_is_stored_that_is_said(monitor, watch):
    ran = monitor("signatures", "--json")

    assert (ran.code, ran.json) == (3, {"brought": [], "signatures": []})
    assert "no signatures are stored yet. Bring some with: monitor signatures FILE" in ran.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--petition", " "], "--petition takes 1 to 300 characters"),
        (["--origin", "x" * 501], "--origin takes 1 to 500 characters"),
        (["--kind", "guessed"], "'guessed' is not one of"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(monitor, counts, options, told):
    ran = monitor("signatures", counts, *options)

    assert (ran.code, told in ran.err) == (2, True)
    assert monitor("signatures").code == 3


def test_several_petitions_are_shown_each_by_its_name(monitor, counts):
    monitor("signatures", counts, "--petition", "[bold]One\x1b[31m", "--origin", "me")
    ran = monitor(
        "signatures", counts, "--petition", "Two", "--kind", "official", "--origin", "it"
    )

    assert "\nTwo\nmoment" in ran.out
    assert "\n[bold]One [31m\nmoment" in ran.out
    assert "\x1b" not in ran.out
    assert [row[4:] for row in shown(ran)] == [["official", "it"]] * 3 + [["reported", "me"]] * 3
