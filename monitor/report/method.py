"""What the figures mean and where they end, in the words of the report."""

from monitor.report.summary import SMALLEST_CHANGE

METHOD: tuple[tuple[str, str], ...] = (
    (
        "Who this is about",
        "People who posted in public and whose posts match a topic’s rules. They are not the "
        "public, and not a sample of it.",
    ),
    (
        "Tone",
        "VADER’s reading of English words, from −1 to +1. Tone is not position: people of every "
        "side use kind and harsh words. No figure here says who supports what.",
    ),
    (
        "One vote each",
        "Each author has one vote, the mean of their own posts, so that no busy account can "
        "move the figure. The 95% interval is over authors. Where too few people stand behind "
        "a tone figure, it is left out.",
    ),
    (
        "Rose and fell",
        "Said only where the 95% interval of the difference between the two days leaves out "
        f"zero and the difference is at least {SMALLEST_CHANGE}.",
    ),
    (
        "Not known",
        "A dash, or hatching on the chart, means not known. It never means zero.",
    ),
    (
        "Coverage",
        "The share of the day that was really watched; of several sources, the lowest. It is "
        "not known for imported files, unless the person who imported them said what they cover.",
    ),
    (
        "Posts",
        "Everything that matches, in every language, with reposts. Reposts and posts in "
        "languages that VADER does not read are counted and never scored. A post about two "
        "topics counts in both.",
    ),
    (
        "People",
        "Distinct authors of posts in their own words, as far as the source names authors.",
    ),
    (
        "A usual day",
        "The mean of the same weekday in the four weeks before, without days that were not "
        "watched or only in part.",
    ),
    (
        "Over posts, not people",
        "Positive, neutral and negative, mean compound and net tone are of the scored posts, each "
        "counting once. Net tone is positive posts less negative ones, over all scored.",
    ),
    (
        "Copies and wordings",
        "A copy is a post whose wording occurred before in the topic, as petition pages offer "
        "them; wordings are the different ones of the day.",
    ),
    (
        "Other",
        "Languages with too few people behind them are told only together.",
    ),
    (
        "Provisional and final",
        "Late posts can still change a provisional day. It is final 24 hours after its end; "
        "if a final day changes after all, its revision goes up.",
    ),
)
