"""Sources that are asked for a window, newest post first, for money.

Before a request its worst price is set aside; the transaction that stores the
page puts in its place what the page has cost, and moves the checkpoint. A
window stays open until its last page is stored, and is finished first by the
next run; one that the budget ends is closed, and what is left of it is a gap.
"""

from collections.abc import Iterable

from monitor.checkpoint import OpenWindow
from monitor.collect.reading import Reading
from monitor.collect.standing import know_the_time, left_open, standing_for
from monitor.collect.terms import Line
from monitor.runs import RunOutcome


def collect_present(line: Line) -> list[RunOutcome]:
    """First what is left of an open window, then the time up to now: a run each."""
    with line.house.only_writer_of(line.source.name):
        outcomes = []
        know_the_time(line.source, line.house)
        if left := left_open(line.source, line.house):
            outcomes.append(Reading(line, left, kept=True).run())
            if outcomes[-1].status != "ok":
                return outcomes
        standing = standing_for(line.source, line.house, line.clock())
        if window := line.source.present(standing, line.clock()):
            read = sum(outcome.fetched for outcome in outcomes)
            outcomes.append(Reading(line, window, kept=True, read=read).run())
        return outcomes


def collect_history(line: Line, windows: Iterable[OpenWindow]) -> list[RunOutcome]:
    """Windows asked for by hand, apart from the checkpoint, up to the first that does not end."""
    outcomes: list[RunOutcome] = []
    with line.house.only_writer_of(line.source.name):
        know_the_time(line.source, line.house)
        for window in windows:
            read = sum(outcome.fetched for outcome in outcomes)
            outcomes.append(Reading(line, window, kept=False, read=read).run())
            if outcomes[-1].status != "ok":
                break
    return outcomes
