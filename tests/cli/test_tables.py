"""The terminal: as wide as it is, no figure cut, and in a pipe nothing but plain text."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from monitor.cli import show
from monitor.cli.tables import bars, fitted, shortened, table
from tests.cli.test_door import commands

ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|9[0-7]|38;[0-9;]+)m")
WIDE, LONG = "映画フィルム", "an uncommonly long name of forty letters"
JULY = ("--since", "2020-07-01", "--until", "2020-07-05")
ASKED = (
    ("check",),
    ("trend", WIDE, *JULY),
    ("trend", LONG, *JULY, "--by", "hour"),
    ("posts",),
    ("gaps",),
    ("rehearse", "--days", "3", "--until", "2020-07-03"),
    ("status",),
    ("verify",),
    ("validate", "--show"),
)


@pytest.fixture
def filled(monitor, folder, new_database):
    """Two topics with names that are wide and long, and thirty people."""
    (folder / "config.yaml").write_text(
        f'title: "365 Days {WIDE}"\ntopics:\n'
        f"  {WIDE}: {{phrases: ['365 days'], context: [netflix]}}\n"
        f"  {LONG}: {{phrases: [petition], context: [netflix]}}\nprivacy: {{min_authors: 1}}\n",
        "utf-8",
    )
    for name in ("monitor.db", "monitor.db.key"):
        (folder / name).write_bytes((new_database / name).read_bytes())
    said = ("365 days on netflix is great", "petition: 365 days on netflix is awful")
    posts = [
        {
            "id": str(10**18 + n),
            "created_at": f"2020-07-0{1 + n % 3}T10:{n:02}:00Z",
            "author_id": str(n),
            "lang": "en",
            "text": f"{said[n % 2]} {n}",
        }
        for n in range(30)
    ]
    (folder / "posts.jsonl").write_text("\n".join(map(json.dumps, posts)), "utf-8")
    monitor("import", "posts.jsonl", "--covers", "2020-07-01..2020-07-03")


@pytest.fixture
def terminal(monkeypatch):
    """Make the process believe that it speaks to a terminal of so many columns."""

    def of(columns: int) -> None:
        # By hand, since rich may have asked the environment already.
        monkeypatch.setattr(show.out, "width", columns)
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm-256color")

    monkeypatch.delenv("NO_COLOR", raising=False)
    return of


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(monitor, filled, terminal, columns):
    terminal(columns)

    for words in ASKED:
        lines = ANSI.sub("", monitor(*words).out).splitlines()
        assert max(map(cell_len, lines), default=0) <= columns, words
        assert words[0] == "validate" or lines


def test_a_pipe_gets_plain_text_one_line_for_each_row(monitor, filled, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")

    for words in ASKED:
        out = monitor(*words).out
        assert not ANSI.search(out)
        assert not re.search(r" $", out, re.MULTILINE)
    posts = monitor("posts").out.splitlines()
    assert len(posts) == 45
    assert all(re.fullmatch(r"2020-.* phrase .*", line) for line in posts)
    assert any(LONG in line for line in posts)


def test_columns_stand_under_each_other_whatever_the_letters(monitor, filled):
    lines = monitor("posts").out.splitlines()

    assert {cell_len(line.split("  en")[0]) for line in lines} == {18 + len(LONG) + 2 + 8}


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_can_be_switched_off(monkeypatch, no_color, coloured):
    monkeypatch.setenv("NO_COLOR", no_color)
    console = Console(force_terminal=True, color_system="standard")

    with console.capture() as said:
        console.print(show.state("blocked"))

    assert bool(COLOUR.search(said.get())) is coloured
    assert ANSI.sub("", said.get()) == "blocked\n"


def test_what_there_is_no_room_for_is_named(monitor, filled, terminal):
    terminal(60)

    out = ANSI.sub("", monitor("trend", WIDE, *JULY).out)

    assert "covered" not in out.splitlines()[0]
    assert "There is no room for: covered, people." in out
    assert re.search(r"^Wed 01 Jul 2020 +10 +10 +\S+  .\S+ to \S+$", out, re.MULTILINE)


def test_a_trend_has_a_line_of_bars_for_each_figure(monitor, filled):
    out = monitor("trend", WIDE, *JULY).out

    assert "posts   ███·  10 to 10" in out
    assert re.search(r"^tone    [▁-█]{3}·  [+−]\S+ to [+−]\S+$", out, re.MULTILINE)


@pytest.mark.parametrize("name", [None, *commands()])
def test_help_fits_eighty_columns_and_shows_an_example(monitor, monkeypatch, name):
    monkeypatch.setenv("COLUMNS", "80")

    out = monitor(*([name] if name else []), "--help").out

    assert max(map(cell_len, out.splitlines())) <= 80
    assert re.search(r"Example: monitor \S+", re.sub(r"\s+", " ", out))


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"]), max_size=30)
ROWS = st.lists(st.tuples(NAMES, st.integers(0, 10**9), st.integers(0, 99), NAMES), max_size=4)


@given(ROWS, st.integers(20, 100))
def test_a_table_never_cuts_a_figure_and_fits_where_it_can(rows, width):
    made = table("name", "posts", "share", "why", numbers=("posts", "share"),
                 folds=("name", "why"), can_go=("share",))  # fmt: skip
    for name, posts, share, why in rows:
        made.add_row(show.plain(name), f"{posts:,}", f"{share}%", show.plain(why))

    shown, cells, gone = fitted(made, width)

    console = Console(width=max(cells, 1), color_system=None, emoji=False)
    with console.capture() as said:
        console.print(shown)
    text = said.get()
    kept = [f"{posts:,}" for _, posts, _, _ in rows]
    kept += [] if gone else [f"{share}%" for _, _, share, _ in rows]
    assert all(figure in text for figure in kept)
    assert cells <= max(width, 12 + 2 + 13 + 2 + 12)
    assert max(map(cell_len, text.splitlines()), default=0) <= cells
    assert gone in ([], ["share"])


def test_what_is_put_into_a_table_is_text_and_no_more():
    made = table("name")
    made.add_row(show.short("[red]\x1b[2J\u202e[/red] \x9b1m"))
    console = Console(width=80, force_terminal=True, color_system="standard", emoji=False)

    with console.capture() as said:
        console.print(fitted(made, 80)[0])

    assert "[red] [2J [/red]" in said.get()
    assert not re.search("[\x9b\u202e]|\x1b\\[2J|\x1b\\[31", said.get())


@pytest.mark.parametrize(
    ("values", "width", "drawn"),
    [
        ([0, 5, 10], None, "▁▅█"),
        ([None, 0, None], None, "·▁·"),
        ([1, 1, 3, 5, None, None], 3, "▃█·"),
        ([], 10, ""),
    ],
)
def test_bars_begin_at_zero_and_neighbours_share_one_where_there_is_no_room(values, width, drawn):
    assert bars(values, width) == drawn


def test_bars_of_tone_begin_at_the_lowest():
    assert bars([-0.4, 0.0, 0.4, None], None, from_zero=False) == "▁▅█·"


def test_a_long_name_is_cut_by_columns_and_says_so():
    assert shortened(WIDE, 24) == WIDE
    assert shortened(WIDE, 8) == "映画フ…"
    assert cell_len(shortened(LONG, 24)) == 24
