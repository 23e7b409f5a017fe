"""Tables as wide as the terminal allows: a figure is never cut, and no column goes unsaid."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, chop_cells
from rich.table import Column, Table
from rich.text import Text

_GAP = 2
_NARROWEST = 12
"""Cells that a folded column keeps: below that, words are torn."""
_BARS = "▁▂▃▄▅▆▇█"
_NO_BAR = "·"


class Fitting(Table):
    """A table that knows what it can do without, the first that goes last."""

    can_go: tuple[str, ...] = ()


def table(
    *columns: str,
    numbers: Sequence[str] = (),
    folds: Sequence[str] = (),
    can_go: Sequence[str] = (),
) -> Fitting:
    """Columns by their headings: `numbers` stand to the right, `folds` go over several lines
    where there is no room, and `can_go`, from its end on, is left out where that is not enough.
    """
    made = Fitting(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    made.can_go = tuple(can_go)
    for name in columns:
        right = name in numbers
        made.add_column(name, justify="right" if right else "left", no_wrap=name not in folds)
    return made


def fitted(made: Table, width: int | None) -> tuple[Table, int, list[str]]:
    """The table as it fits, how wide it is, and the columns that were left out.

    Without a width (in a pipe) each row is one line, however long.
    """
    kept, gone = list(made.columns), []
    can_go = list(made.can_go) if isinstance(made, Fitting) else []
    while width is not None and _least(kept) > width and can_go:
        gone.append(can_go.pop())
        kept = [column for column in kept if column.header != gone[-1]]
    natural = _whole(kept)
    room = natural if width is None else min(natural, max(width, _least(kept)))
    return _rebuilt(made, kept, natural - room), room, gone


def _rebuilt(made: Table, kept: Sequence[Column], excess: int) -> Table:
    """The same table of these columns; the widest that can fold gives the excess up."""
    again = Table(box=None, pad_edge=False, padding=made.padding, header_style="bold")
    folding = [column for column in kept if not column.no_wrap]
    widths = {id(column): _width(column) for column in kept}
    while excess > 0 and folding:
        widest = max(folding, key=lambda column: widths[id(column)])
        widths[id(widest)] -= 1
        excess -= 1
    for column in kept:
        again.add_column(
            column.header,
            justify=column.justify,
            no_wrap=column.no_wrap,
            overflow="fold",
            width=widths[id(column)],
        )
    for row in zip(*(column.cells for column in kept), strict=True):
        again.add_row(*row)
    return again


def _least(columns: Sequence[Column]) -> int:
    """How narrow they can be."""
    widths = (
        _width(column) if column.no_wrap else min(_width(column), _NARROWEST) for column in columns
    )
    return sum(widths) + _GAP * (len(columns) - 1)


def _whole(columns: Sequence[Column]) -> int:
    return sum(map(_width, columns)) + _GAP * (len(columns) - 1)


def _width(column: Column) -> int:
    texts = (column.header, *column.cells)
    return max(Text.from_markup(str(text)).cell_len for text in texts)


def cells(text: str) -> int:
    """How wide a terminal draws it: a letter of Chinese or an emoji takes two columns."""
    return cell_len(text)


def padded(text: str, wide: int) -> str:
    return text + " " * (wide - cell_len(text))


def shortened(text: str, wide: int) -> str:
    """No wider than that; what is cut off is told by three dots."""
    return text if cell_len(text) <= wide else f"{chop_cells(text, wide - 1)[0]}…"


def bars(values: Sequence[float | None], width: int | None, *, from_zero: bool = True) -> str:
    """A bar for each value, from zero or from the lowest of them; a dot where it is not known.

    Where there are more values than `width`, neighbours share a bar: their mean.
    """
    drawn = values if width is None or len(values) <= width else list(_shared(values, width))
    known = [value for value in drawn if value is not None]
    low = 0.0 if from_zero else min(known, default=0.0)
    span = (max(known, default=0.0) - low) or 1.0
    return "".join(
        _NO_BAR if value is None else _BARS[round((value - low) / span * 7)] for value in drawn
    )


def _shared(values: Sequence[float | None], width: int) -> Iterable[float | None]:
    for number in range(width):
        first, last = (len(values) * at // width for at in (number, number + 1))
        known = [value for value in values[first:last] if value is not None]
        yield sum(known) / len(known) if known else None
