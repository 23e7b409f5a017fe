"""What the terminal shows: JSON, tables, sparklines, progress."""

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from monitor.cli import tables
from monitor.cli.tables import table as table

if TYPE_CHECKING:
    from monitor.runs import RunOutcome

_LONGEST_NAME = 24
"""Columns of a terminal that a topic's name may take in a table."""
out = Console(highlight=False, soft_wrap=True, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def print_json(value: Any) -> None:
    """The data alone; NaN never gets this far, and would be refused."""
    sys.stdout.write(_dumped(value, indent=2) + "\n")


def print_json_list(name: str, items: Iterable[dict[str, Any]]) -> int:
    """`{name: [...]}` one item a line, without holding them all; how many there were."""
    n = 0
    sys.stdout.write(f'{{"{name}": [')
    for item in items:
        separator = ",\n  " if n else "\n  "
        sys.stdout.write(separator + _dumped(item))
        n += 1
    sys.stdout.write("\n]}\n")
    return n


def _dumped(value: Any, indent: int | None = None) -> str:
    """JSON; with escapes where the reader's encoding has not all letters."""
    from monitor.text import harmless_json

    escaped = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    told = json.dumps(value, ensure_ascii=escaped, indent=indent, allow_nan=False)
    return harmless_json(told)


def plain(text: str) -> str:
    """Text from outside, harmless in a terminal and literal in a table."""
    from monitor.text import printable

    return escape(printable(text))


def name(text: str) -> str:
    """A name in a column, harmless; cut on a terminal alone, and not yet escaped."""
    from monitor.text import printable

    plain_ = printable(text)
    return plain_ if width() is None else tables.shortened(plain_, _LONGEST_NAME)


def short(text: str) -> str:
    """The same, literal in a table."""
    return escape(name(text))


def width() -> int | None:
    """Columns of the terminal; None in a pipe, where no line is broken."""
    return out.width if out.is_terminal else None


def print_table(made: Table) -> None:
    """As it fits: folded where it can be, then without the columns that can go."""
    shown, cells, gone = tables.fitted(made, width())
    console = Console(width=max(cells, 1), highlight=False, emoji=False)
    if out.is_terminal:
        console.print(shown)
    else:
        with console.capture() as said:
            console.print(shown)
        lines = (line.rstrip() for line in said.get().splitlines())
        out.file.write("".join(f"{line}\n" for line in lines))
    if gone:
        say(f"There is no room for: {', '.join(reversed(gone))}.")


def say(text: str, to: Console = out) -> None:
    """Words for people: broken between them on a terminal, one line in a pipe.

    What is to be copied, a command or a path, is printed as it stands instead.
    """
    to.print(text, soft_wrap=not to.is_terminal)


_COLOURS = {"ok": "green", "blocked": "red", "failed": "red", "failing": "red"} | dict.fromkeys(
    ("limited", "stale", "clock", "partial", "abandoned"), "yellow"
)


def state(word: str) -> str:
    """How something stands; coloured where the terminal has colours and may show them."""
    colour = _COLOURS.get(word)
    return f"[{colour}]{plain(word)}[/{colour}]" if colour else plain(word)


def say_line(line: str, more: str) -> None:
    """A line whose end stands under it, on a terminal that is too narrow for both."""
    whole = f"{line}{more}"
    cells = tables.cells(Text.from_markup(whole).plain)
    room = width()
    out.print(whole if room is None or cells <= room else f"{line}\n    {more.lstrip()}")


def near(path: Path) -> str:
    """A path as short as it can be typed from here."""
    try:
        here, whole = Path.cwd(), path.absolute()
    except OSError:  # the folder we stand in is gone
        return plain(str(path))
    return plain(str(whole.relative_to(here) if whole.is_relative_to(here) else whole))


def command(config: Path, words: str) -> str:
    """What to type for a command of the watch of this config.yaml."""
    chosen = "" if config == Path("config.yaml") else f" --config {near(config)}"
    return f"{_program()}{chosen} {words}"


def _program() -> str:
    """How this program was called, so that what is suggested can be typed."""
    if shutil.which("monitor"):
        return "monitor"
    called = Path(sys.argv[0])
    return near(called) if called.name == "monitor" else "python -m monitor"


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], Callable[[int | None], Any]] | None]:
    """Progress bars on a terminal's stderr; None where nobody watches."""
    if quiet or not err.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
    )
    with Progress(*columns, TimeRemainingColumn(), console=err, transient=True) as bars:

        def begin(name: str) -> Callable[[int | None], Callable[[int], None]]:
            def sized(size: int | None) -> Callable[[int], None]:
                task = bars.add_task(plain(name), total=size)
                return lambda position: bars.update(task, completed=position)

            return sized

        yield begin


def run_line(outcome: "RunOutcome") -> str:
    """One run in words."""
    name, error = plain(outcome.file or outcome.source), plain(outcome.error or "")
    if outcome.status in ("failed", "skipped") and not outcome.pages:
        return f"{name}: {'refused' if outcome.file else outcome.status}: {error}"
    unmatched = sum(outcome.unmatched.values())
    parts = [
        f"{outcome.fetched:,} read",
        f"{outcome.new:,} new",
        *([f"{outcome.updated:,} updated"] if outcome.updated else []),
        *([f"{outcome.unchanged:,} known already"] if outcome.unchanged else []),
        f"{unmatched:,} about no topic",
        *([f"{outcome.rejected:,} rejected"] if outcome.rejected else []),
        *([f"${outcome.cost_usd:,.3f}"] if outcome.cost_usd else []),
    ]
    notes = [*outcome.rejected_because, *outcome.remarks]
    reasons = "".join(f"\n    {plain(note)}" for note in notes)
    stopped = f"\n    {outcome.status}: {error}" if error else ""
    return f"{name}: {', '.join(parts)}{reasons}{stopped}"
