"""What the figures mean and where they end, in the words of the report."""

from monitor.comparing import SMALLEST_CHANGE
from monitor.statistics import ENOUGH

METHOD: tuple[tuple[str, str], ...] = (
    (
        "Who this is about",
        "People who posted in public and whose posts match a topic’s rules. They are not the "
        "public, and not a sample of it.",
    ),
    (
        "Tone",
        "VADER’s reading of English words, from −1 to +1. Tone is not position: people of every "
        "side use kind and harsh words.",
    ),
    (
        "One vote each",
        "Each author has one vote, the mean of their own posts, so that no busy account can "
        "move the figure. The 95% interval (Student’s t) is over authors, and is told only where "
        f"at least {ENOUGH} of them differ from the silent mass: whose mean is not 0, nor that of "
        "a text that more than half of them shared.",
    ),
    (
        "Rose and fell",
        "Said only where the interval of the difference leaves out zero and the difference is at "
        f"least {SMALLEST_CHANGE}. The intervals are widened for how many of them the page "
        "shows, so that 95% is for all of them together.",
    ),
    (
        "Platforms’ shares held still",
        "The same difference with each platform weighing the same on both days; platforms of too "
        "few people are left out. Where it tells another story, the mix of platforms may have "
        "changed rather than the people.",
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
        "The mean of the same weekday in the four weeks before, as of whole days, without days "
        "that were hardly watched or that other rules matched.",
    ),
    (
        "Stands out",
        "More posts, or more people, than the weekday’s own past makes likely (one day in 2,000) "
        "and at least twice what was to be expected, by ten accounts or more. Before eight weeks "
        "of history the monitor is still learning.",
    ),
    (
        "After the events",
        "Each day from an event on against the same weekday a week before. Where busy days follow "
        "busy days, intervals are rather too narrow.",
    ),
    (
        "Over posts, not people",
        "Positive, neutral and negative posts and net tone are of the scored posts, each "
        "counting once. Net tone is positive posts less negative ones, over all scored.",
    ),
    (
        "The loudest 1%",
        "The accounts with the most posts, reposts among them; one at least. Tone without "
        "copies or by VADER’s own words is told only where nobody’s vote or enough people’s are "
        "different in it, and tone without the loudest to the nearest 0.05 where these are few: "
        "else what a few people said could be reckoned.",
    ),
    (
        "Copies and wordings",
        "A copy is a post whose wording occurred before in the topic, as petition pages offer "
        "them; wordings are the different ones of the day, without case, links, names, numbers "
        "and emoji.",
    ),
    (
        "Position",
        "Read post by post by lists of cues, which config.yaml names; a text that an author "
        "repeats counts once. What is not said in so many words is unclear, and most posts are: "
        "the counts are of those who say so, not of those who think so.",
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
