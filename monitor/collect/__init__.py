"""The line: source | match | score | store | checkpoint.

A page of the source goes through the whole line before the next one is read,
and is stored with its run's progress in one transaction. Whatever stops the
line (an error, Ctrl-C, a kill, a power cut) loses at most one page, and
running it again completes what is missing and changes nothing else.

    whole     sources that are read from their beginning to their end: files
    live      sources that are asked for a window, newest post first, for money
    standing  where one of them goes on
    terms     what all runs of one call share: clock, budget, when to stop
    reading   one run over one window of theirs
    money     what a page of theirs may cost, and has cost
    endless   when pages are not worth asking for any more
    line      what whole and live do with one page
"""

from monitor.collect.line import Watch
from monitor.collect.live import collect_history, collect_present
from monitor.collect.standing import know_the_time, standing_for
from monitor.collect.terms import Line, Terms
from monitor.collect.whole import Clock, Progress, claim, collect

__all__ = [
    "Clock",
    "Line",
    "Progress",
    "Terms",
    "Watch",
    "claim",
    "collect",
    "collect_history",
    "collect_present",
    "know_the_time",
    "standing_for",
]
