"""The monitor of one public controversy: the map of the house.

A post comes in by `sources/`, goes down the line in `collect.py`, rests in
`storage/` and leaves as a figure through `trends.py` and `report/`. Imports
only go downstairs; rooms of one floor do not import each other.

Ground: words. Standard library only.
    errors      what can go wrong, named by what to do about it
    models      the values that travel
    runs        what one run did
    figures     figures as people read them
    words       words and links as they are compared
    links       links and names as they stand in posts, no words of the author
    timeline    buckets, windows, days in a zone, covered and missing time
    counts      integers that add and subtract exactly
    changes     what one page changes in the store
    checkpoint  what is safely stored of a source, and the window being read
    budget      the most a source may cost, and what of it may be spent now
    redaction   secrets are taken out of all that goes out
    points      a topic's figures step by step
    voices      who said how much of a topic, and in what tone
    dates       days and moments as people name them
    csvs        rows as a table that spreadsheets open, and run nothing of

First floor: workshops. Each knows the ground, none knows another.
    config      config.yaml and the environment, or every fault at once
    matching    is this post about this topic, and why
    cues        where a post stands on the petition's demand
    text        what is stored, what makes two posts copies; language
    scoring     text to tone, by VADER
    statistics  numbers in, numbers out
    files       files that people read, written whole
    pages       templates, with everything escaped that they are given
    sources     the wall that faces the world: x, archive, petitions, sample
    storage     the wall that faces the disk

Second floor: the line and the desks. One file per thing the monitor does.
    collect     source | match | score | store | checkpoint
    trends      a topic's points over a window
    position    where people stand, as totals alone
    coverage    gaps: what was not watched, why, and until when it can be filled
    signatures  the petition's own curve, and what it has passed
    comparing   what changed, and how sure that is; what came after an event
    people      who is loud, who repeats, how many agree
    rehearse    which day stands out of its own past
    why         what a day's posts have that the days before had not
    upkeep      verify and rebuild
    rescore     what another scorer has read is read anew
    labelling   a person answers for a random sample: how far to trust the figures
    charts      where each bar, line and label of a trend stands
    export      rows for other programs, and the evidence pack

Third floor.
    report      the figures of a day or a week, and the page made from them

Attic.
    app         the one place that wires

Front doors.
    web         the dashboard and the JSON API: they only look
    cli         the commands; it opens the dashboard, too
    jobs        the clock, a package of its own
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.app import Monitor

__version__ = "0.1.0"


def open_monitor(path: str | Path = "config.yaml") -> "Monitor":
    """Open the watch that a config.yaml describes, with its database.

    Raises `monitor.errors.ConfigError` with every fault of the configuration,
    `monitor.errors.StorageError` for a database that cannot be used.
    """
    from monitor import app  # the whole house: loaded when it is entered

    return app.open_monitor(path)
