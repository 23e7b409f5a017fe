"""What people said: more than usual, again and again, and where it says where they stand."""

from collections.abc import Callable

from monitor.figures import UNKNOWN, number, percent, plural
from monitor.position import TOO_FEW
from monitor.report.summary import TopicDay
from monitor.report.sure import Line, mean
from monitor.why import Cell

Name = Callable[[str], str]


def position(day: TopicDay) -> tuple[Line, ...]:
    """Who stands where, as totals; empty where it is not read."""
    found = day.position
    if found is None:
        return ()
    counts = (("Supports", found.supports), ("Opposes", found.opposes), ("Unclear", found.unclear))
    told = [(name, n) for name, n in counts if n is not None]
    lines = tuple(Line(name, _of(n, found.read)) for name, n in told)
    if not found.reason:
        return lines
    too_few = "too few people" if found.reason == TOO_FEW else found.reason
    if not told:
        return (Line("Not told", too_few),)
    hidden = [name for name, n in counts if n is None]
    rest = found.read - sum(n for _, n in told)
    together = " or ".join(hidden).capitalize()
    return (*lines, Line(together, f"{_of(rest, found.read)}: {too_few} to tell them apart"))


def _of(n: int | None, whole: int) -> str:
    """No share: it would be read as that of the public."""
    return UNKNOWN if n is None else f"{n:,} of {plural(whole, 'post', 'posts')}"


def more(day: TopicDay, sink: Name, language: Name) -> tuple[Line, ...]:
    """What was said by more of the people than in the week before; empty where that is unknown."""
    found = day.why
    if found is None:
        return ()
    cells = (
        Line("Words", _cells(found.words, sink)),
        Line("Languages", _cells(found.languages, language)),
        Line("Linked sites", _cells(found.sites, sink)),
    )
    nothing = Line("Words, languages, sites", "none of clearly more people")
    told = tuple(line for line in cells if line.figure) or (nothing,)
    now, then = map(number, found.people)
    return (*told, Line("People compared", f"{now}, and {then} of the week before"))


def _cells(cells: tuple[Cell, ...], name: Name) -> str:
    return ", ".join(f"{name(c.name)} ({percent(c.share)}, {_before(c)})" for c in cells)


def _before(cell: Cell) -> str:
    return "few before" if cell.before is None else f"{percent(cell.before)} before"


def copies(day: TopicDay) -> tuple[Line, ...]:
    """How much of what was said repeats what had been said."""
    today = day.today
    own = (today.volume or 0) - (today.reposts or 0)
    if not own or today.copies is None or day.wordings is None:
        return ()
    repeated = (f"{posts:,} posts by {people:,} people" for posts, people in _wordings(day))
    lines = (
        Line(
            "Copies of earlier posts",
            f"{today.copies:,} of {own:,} posts ({percent(today.copies / own)})",
        ),
        Line("Different wordings of the time", number(day.wordings)),
        Line("Most repeated text", "; ".join(repeated) or "none by enough people"),
    )
    without = (Line("Tone without copies", mean(day.people.without_copies)),) if day.people else ()
    return (*lines, *without)


def _wordings(day: TopicDay) -> tuple[tuple[int, int], ...]:
    return day.why.wordings if day.why else ()
