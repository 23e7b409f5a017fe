"""The words by which a cue is found to count or not: folded, without apostrophes."""

from monitor.words import line_of, words_of

OPENINGS = frozenset(
    words_of(
        "please pls plz go and so just guys girls everyone everybody friends all ok okay now also "
        "hey hi yes yep again seriously honestly folks ladies people do come on lets us but then "
        "finally really update done today always still kindly dear women men fellow followers omg "
        "well rt retweet share here there right morning wow quickly netflix twitter fam yall too "
        "sorry nah nope literally absolutely obviously definitely simply immediately proudly"
    )
)
CLOSINGS = frozenset(
    words_of(
        "x xx xxx lol ffs tbh please pls thanks now already today everyone guys folks netflix"
    )
)
NEGATIONS = frozenset(
    words_of(
        "not never no nor dont wont cant cannot isnt doesnt didnt wouldnt shouldnt arent wasnt "
        "havent hasnt aint couldnt neither without refuse refuses refused refusing stop hardly "
        "nobody none against instead rather doubt"
    )
)
DOUBTS = tuple(
    line_of(words_of(doubt))
    for doubt in (
        "dont think", "do not think", "dont believe", "do not believe", "dont agree",
        "do not agree", "dont see why", "dont understand why", "dont get why", "not saying",
        "never said", "not convinced", "disagree", "dont want", "do not want", "no reason",
    )
)  # fmt: skip
OTHER_MATTERS = frozenset(words_of("which why how what who whose says yourself"))
"""Where one stands between, what follows is said of something else."""
CONDITIONS = frozenset(
    words_of("if unless whether would wouldve might maybe perhaps suppose could")
)
REPORTS = frozenset(
    words_of(
        "says say said saying told tell tells telling claims claim claimed claiming argue argues "
        "argued arguing ask asks asked asking demand demands demanded demanding call calls called "
        "calling urge urges urged urging think thinks thought thinking believe believes believed "
        "insist insists beg begs begged begging wrote writes tweet tweets tweeted comment "
        "comments quote quotes heard headline timeline"
    )
)
REPORTS_NEAR = REPORTS | frozenset(
    words_of(
        "who whoever why want wants wanted wanting imagine pretend keep keeps comparing equating"
    )
)
"""In the clause itself."""
OWN = frozenset(words_of("i im ive id ill we weve were"))
HANDS_ON = tuple(
    line_of(words_of(tag))
    for tag in ("did you", "have you", "will you", "are you", "how about you", "what about you")
)
"""A question that begins so asks others to do what was said before it."""
PLEAS = frozenset(words_of("please pls plz"))
TURNS = tuple(
    line_of(words_of(end))
    for end in (
        "from my", "from the top", "from the list", "from trending", "from his", "from her",
        "from our", "to keep", "to save", "to renew", "to bring", "to make", "to give",
        "for a sequel", "for the sequel", "for part", "for season", "for more", "for another",
        "for a second", "if you want", "or whatever", "i guess",
        "they said", "she said", "he said", "people say", "just because", "is not enough",
        "wont help", "without watching", "petition", "about one", "away", "in mind", "out of",
        "off", "to have", "to know", "is no excuse", "is not an", "isnt an",
    )
)  # fmt: skip
RESERVES = tuple(line_of(words_of(said)) for said in ("until", "unless", "or dont", "or not"))
"""Behind a cue in its clause, these take it back."""
TAKEN_BACK = tuple(
    line_of(words_of(word))
    for word in (
        "regret", "regretting", "regretted", "changed my mind", "change my mind", "by mistake",
        "accidentally", "wish i hadnt", "take it back", "unsigned", "just kidding", "jk",
        "yeah right", "oh sure", "sarcasm", "kidding", "as if", "devils advocate", "undecided",
        "on the fence", "torn", "where i stand", "two minds", "sleep on it", "name off",
        "go on then", "take down everything", "part 2", "part two", "the sequel", "a sequel",
        "not sure", "dont know whether", "dont know if", "mixed feelings", "thatll show them",
        "that will show them", "thatll teach them", "that always works", "because that works",
    )
)  # fmt: skip
SPOKEN_OF = frozenset(
    words_of(
        "petition petitions petitioning petitioned sign signing signed signature signatures "
        "remove removes removed removing removal ban bans banned banning cancel cancelling "
        "canceling delete deleting deleted censor censoring censored censorship"
    )
)
"""A weak cue counts where one of these is in the post."""
