"""What the terminal shows: JSON, tables, sparklines, progress."""

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from monitor.runs import RunOutcome

out = Console(highlight=False, soft_wrap=True, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
_NARROWEST = 100
"""Columns: a narrower terminal wraps a table, and loses none of its figures."""


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
    from monitor.text import CONTROL

    escaped = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    told = json.dumps(value, ensure_ascii=escaped, indent=indent, allow_nan=False)
    # JSON leaves C1 and the marks that turn the writing around as they are; a
    # terminal obeys them. Its own line breaks stay.
    return CONTROL.sub(lambda found: "".join(map(_escaped, found[0])), told)


def _escaped(char: str) -> str:
    return char if char == "\n" else f"\\u{ord(char):04x}"


def table(*columns: str, numbers: Sequence[str] = ()) -> Table:
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        right = column in numbers
        made.add_column(column, justify="right" if right else "left", no_wrap=True)
    return made


def plain(text: str) -> str:
    """Text from outside, harmless in a terminal and literal in a table."""
    from monitor.text import printable

    return escape(printable(text))


def print_table(made: Table) -> None:
    Console(width=max(out.width, _NARROWEST), highlight=False, emoji=False).print(made)


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
