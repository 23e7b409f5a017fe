"""The fault table: what a network, a platform, a machine and a person can do to the monitor.

Each row says what the monitor does about it; `docs/faults.md` is made from
these rows and from the results of the tests that name them:

    @pytest.mark.fault("F12", "F13")

`make test PYTEST="-m '' --faults-page=docs/faults.md"` makes the page anew.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One row: what happens, and what the monitor does about it."""

    name: str
    happens: str
    does: str


FAULTS = tuple(
    Fault(*row)
    for row in (
        (
            "F1",
            "429: too many requests, with the moment at which X takes more",
            "the run ends *limited* with that moment, and nothing waits; the next run behind it "
            "goes on at the same page",
        ),
        (
            "F2",
            "429 without such a moment, or with one that is past, garbage or far away",
            "the pause is a minute, or X's own quarter of an hour at most; never a second "
            "request in the same run",
        ),
        (
            "F3",
            "429 because the month's cap of the account is reached",
            "*blocked*, with `credits` as the reason; waiting would not help",
        ),
        (
            "F4",
            "401: the token is refused",
            "*blocked*, exit code 4; the message names the variable, never the token; the other "
            "sources go on",
        ),
        (
            "F5",
            "403: the app may not search, or is suspended",
            "*blocked*, exit code 4, in words of its own",
        ),
        (
            "F6",
            "402: the account has no credits",
            "*blocked*, exit code 5; asked again after an hour, then after twice as long, up to a "
            "day; by hand at once",
        ),
        (
            "F7",
            "400: X does not understand the query",
            "*blocked*, with X's own words; `check` finds what it can before X is asked",
        ),
        (
            "F8",
            "what is stored ends more than seven days ago, and X refuses such a `since_id`",
            "it is never sent: the window begins where X still reaches, and the time before it is "
            "a permanent gap",
        ),
        (
            "F9",
            "X refuses ids and times in one request",
            "a request is bounded by ids or by times, never by both",
        ),
        (
            "F10",
            "the window would end in X's future",
            "it ends 30 seconds ago, by X's own clock where that is known; what a page claims to "
            "cover never lies behind X's own time",
        ),
        (
            "F11",
            "the clock of this machine is wrong",
            "X's own time counts for what is asked, covered and paid, and the run says so; "
            "`status` tells by how much this clock is off, until it is set right",
        ),
        (
            "F12",
            "500, 502, 503, 504: X's own trouble",
            "asked again up to five times in half a minute; then the run ends *partial* with its "
            "pages stored, and the next one goes on there",
        ),
        (
            "F13",
            "the connection breaks in the middle of an answer",
            "as F12; nothing of a page is stored unless all of it came",
        ),
        (
            "F14",
            "an answer that never comes, or comes byte by byte",
            "5 seconds to connect, 20 of silence, 60 in all; then as F12",
        ),
        (
            "F15",
            "an answer that is none: cut off, HTML, empty, another shape, packed to burst, huge",
            "as F12; no answer is read beyond 20 MB, nor kept",
        ),
        (
            "F16",
            "a redirect to another server",
            "not followed, so that the token goes nowhere else; *blocked*",
        ),
        ("F17", "nothing was posted", "the run is *ok*, its time is covered, and the count is 0"),
        (
            "F18",
            "an empty or short page with more behind it",
            "only a page without a token is the last one",
        ),
        (
            "F19",
            "posts together with errors about others",
            "the posts are stored, and the errors are told on the run, by kind",
        ),
        (
            "F20",
            "fields that are missing, unknown or of another generation",
            "what a post needs is id, text and time; all else may be missing or new",
        ),
        (
            "F21",
            "one malformed post on a page",
            "that one is *rejected* and counted with its reason; the others are stored. A page of "
            "which nothing can be read proves nothing: its time is a gap",
        ),
        (
            "F22",
            "the same post on several pages, in several files, from several sources",
            "one post, one mention per topic, one count",
        ),
        (
            "F23",
            "pages that never end: the same token again, a circle, empty pages for ever",
            "the run ends *partial* when a token comes twice, after two pages without a new "
            "post or thirty empty ones; the rest is a gap which is not filled by itself",
        ),
        (
            "F24",
            "the token of the next page is refused",
            "what is left of the window is asked for anew",
        ),
        (
            "F25",
            "the newest post stands on the first page alone",
            "the checkpoint takes the first page's newest id, once the last page is stored",
        ),
        (
            "F26",
            "a post is edited: another id, the old one in its history",
            "one post under its first id, in its newest version, in whatever order they come",
        ),
        (
            "F27",
            "a post is deleted, or its author suspended, before it was read",
            "it is left out, and told by kind where X says so; what was stored before stays until "
            "the platform's deletions are applied",
        ),
        (
            "F28",
            "a post is withheld",
            "it counts as X gives it; reports and pages show no text of anybody",
        ),
        ("F29", "a long post, cut in its `text`", "the long text is asked for and scored"),
        (
            "F30",
            "a language that is missing, unknown or that VADER cannot read",
            "counted as *unscored* with the reason, never averaged in as neutral",
        ),
        (
            "F31",
            "a text of enormous length, or a flood of emoji",
            "cut at 25,000 characters; what would hold VADER for seconds is *unscored*",
        ),
        (
            "F32",
            "NUL, control characters, half a character",
            "what no database can hold is replaced once, on the way in, the same on both; all "
            "else is kept as it came",
        ),
        (
            "F33",
            "marks that turn the writing around, invisible letters, markup in texts and names",
            "nothing of it reaches a terminal or a page as more than letters",
        ),
        (
            "F34",
            "killed at any moment",
            "at most the page under way is read again, and nobody pays twice for it; the run is "
            "*abandoned*, the window is finished by the next one",
        ),
        (
            "F35",
            "SIGTERM or Ctrl-C, once or twice",
            "`run` finishes the page under way and ends with 0; a second one leaves at once. "
            "A command by hand ends with 130 and keeps what is stored",
        ),
        (
            "F36",
            "the disk is full: database, report, log",
            "nothing half-written is kept, the clock goes on, and all is made up for once there "
            "is room",
        ),
        (
            "F37",
            "the database is locked by another process",
            "writers come one after another, and wait up to ten seconds; then the run ends, and "
            "the next one goes on",
        ),
        (
            "F38",
            "two clocks, or a clock and a command, at once",
            "one writer per source; the second is told who holds it, and ends with 75. Whoever "
            "lost its hold writes nothing more",
        ),
        (
            "F39",
            "summer and winter time",
            "each local day has one report, and is as long as it is: 23, 24 or 25 hours",
        ),
        (
            "F40",
            "the machine sleeps, or a job takes long",
            "what was missed is found by looking at what is stored, and made up for once",
        ),
        (
            "F41",
            "a job fails by a fault of our own",
            "the others go on, its run is *failed*, and `status` says so by its exit code",
        ),
        (
            "F42",
            "config.yaml holds a slip of the pen",
            "every fault at once, with its line and what to write instead; nothing starts",
        ),
        (
            "F43",
            "the report folder cannot be written",
            "collecting goes on, the day stays due, and `status` says so; a report is the old one "
            "or the new one, never half of it",
        ),
        (
            "F44",
            "the database is damaged, or gone",
            "it is left as it is, and the message names the way back; a SQLite file that is gone "
            "from beside its key is not made anew",
        ),
        (
            "F45",
            "an upgrade is interrupted, or the database was made by a newer version",
            "the schema changes whole or not at all, on SQLite after a copy; a newer one is "
            "refused",
        ),
        (
            "F46",
            "PostgreSQL restarts",
            "the run under way ends and says what to do; the next one connects anew and goes on",
        ),
        ("F47", "ids of 64 bits and more", "ids of platforms are text, everywhere"),
        (
            "F48",
            "values that are none: NaN, a moment without offset",
            "refused at the door, with the reason",
        ),
        (
            "F49",
            "another source's own ways",
            "every source keeps one contract, which is tested for each of them",
        ),
    )
)
