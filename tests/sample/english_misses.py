"""English posts that a search for the title finds and that are about no topic.

None of them may hold a word of the film's context beside an unexcluded title.
"""

# ruff: noqa: E501 (one wording a line)
# fmt: off

from tests.sample.wordings import Theme

ANNIVERSARIES = Theme(
    openings=("happy anniversary my love,", "time flies,", "best news:", "one year ago:", "can you believe it,"),
    closings=("here's to many more", "I love you", "best year of my life", "so grateful", "to the moon & back"),
    emoji=("❤️", "🥂", "💍", "🥰", "🎂", "💕", "🐶"),
    tags=("#365days", "#anniversary", "#oneyear"),
    bodies=(
        "365 days with you and I still [smile|laugh|feel lucky] every [morning|single day]",
        "365 days since we [moved in together|met|said yes|got our puppy|opened our little café]",
        "365 days sober today. [proud of myself|one day at a time|thank you all]",
        "365 days smoke free, [who would have thought|my lungs say hi]",
        "365 days until the wedding, [again|third date lucky|please let it happen this time]",
        "it's been 365 days without you, nan. [missing you|we planted a rose]",
        "365 days married and we [still argue about the dishes|spent a hundred of them in the same flat]",
        "365 days in this job, [still don't know how the printer works|not one day bored]",
    ),
)

DIARIES = Theme(
    closings=("raining again", "first try", "phone pic", "light was lovely", "no filter", "back tomorrow"),
    emoji=("📷", "📸", "🌿", "☀️", "🌧️", "🌊"),
    tags=("#photoaday", "#365project", "#photography", "#dailyphoto"),
    bodies=(
        "#365days day {day}: [sunset over the harbour|the neighbour's cat|first strawberries|rain on the window|an empty platform]",
        "day {day} of my #365days: [a red door|my shadow at noon|the last tulip|tea, again|clouds over the estate]",
        "{day}/366 #365days [bees|bicycles|bread|the view from my desk|a very small snail]",
        "#365Days of sketching, number {day}: [hands|a kettle|my left shoe|the park bench]",
        "day {day} of 365 days of gratitude: [my bed|the postman|quiet streets|video calls with gran]",
        "365 days of yoga, day {day}: [my hips disagree|finally touched my toes|fell over the dog]",
        "365 days of python, day {day}: [off by one again|dictionaries|deleted more than I wrote]",
    ),
)

CALENDARS = Theme(
    openings=("so", "remember,", "reminder:", "honestly,", "fun fact:", "well,"),
    closings=("just saying", "that's life", "think about it", "discuss", "thank you all", "anyway"),
    emoji=("😅", "📅", "🙌", "💪", "🌍", "⏳"),
    tags=("#thankyou", "#mondaythoughts"),
    bodies=(
        "our helpline is open 24 hours a day, 365 days a year, [call us|you're not alone]",
        "nurses & carers work 365 days a year, [pay them|clapping is not enough]",
        "open 365 days a year and [today of all days the card machine breaks|still the best chips in town]",
        "our little cinema used to be open 365 days a year, [see you in august|we miss you]",
        "the sun doesn't shine 365 days a year here, [take the jacket|it hardly shines ten]",
        "365 days of 2020 feel like [ten years|one long tuesday|a very bad sequence of mondays]",
        "a year has 365 days, this one has 366 and [we didn't need the extra one|of course it does]",
        "the next 365 days will be [different|mine|about saving money], promise",
        "only 365 days until [the games in tokyo|the euros], [again|see you there|what a strange sentence]",
        "365 days of rent for a flat I [see only from the sofa|could leave for none of them]",
        "be kind 365 days per year, not only on [the internet|mondays]",
        "if I walked a mile for 365 days I'd be [in italy|still in my kitchen|very tired]",
        "the last 365 days taught me [patience|to bake|that I talk to plants]",
    ),
)

COMPANIES = Theme(
    openings=("help,", "ugh,", "dear it department,", "anyone:", "so"),
    closings=("please advise", "again", "I give up", "thanks in advance", "it's monday"),
    emoji=("💻", "🙃", "😩", "⚽", "🤦"),
    tags=("#Office365", "#Microsoft", "#MondayMood"),
    bodies=(
        "office 365 is down [again|for half the team|and nobody is sad]",
        "how do you share a calendar in office 365 [without inviting the whole company|with someone outside]",
        "free webinar: moving your files to office 365 in [one weekend|ten steps]",
        "office 365 days: we train small firms, [two places left|all online]",
        "bet365 has the game at [2/1|5/1|evens], [not touching it|tempting]",
        "bet365 won't let me log in and kick off is in [ten minutes|five]",
    ),
)

OTHER_PETITIONS = Theme(
    openings=("please,", "hi all,", "friends,", "not a joke:", "seriously,"),
    closings=("please share", "every name counts", "thank you", "RT", "who's with me"),
    emoji=("✍️", "🙏", "👇", "😂", "🌳"),
    tags=("#petition", "#sign"),
    bodies=(
        "petition for @netflix to renew [Anne with an E|The Society|Santa Clarita Diet|The OA]",
        "sign the petition for free school meals in the [summer|holidays]",
        "petition to make every friday a bank holiday, [sign here|I'm serious|it's about health]",
        "petition to bring back [the old logo|cheese toasties|normal people haircuts]",
        "our petition to save the [library|swimming pool|old lime trees] has 900 names, [help us to 1,000|council meets thursday]",
        "sign this petition for better [bike lanes|pay for carers|masks for staff], it takes a minute",
        "petition to stop calling it the new normal",
    ),
)

OTHER_TITLES = Theme(
    openings=("so", "ok", "finally,", "tonight:", "guys,"),
    closings=("no spoilers", "send snacks", "what next?", "that's my weekend", "love it", "brain hurts"),
    emoji=("📺", "🍿", "🤯", "😂", "😭", "🕰️"),
    tags=("#Netflix", "#NowWatching", "#binge"),
    bodies=(
        "rewatching [Dark|Money Heist|Stranger Things|The Crown] on netflix, [still great|still lost|season one is perfect]",
        "Floor is Lava on netflix is [ridiculous and I love it|the only sport we have left]",
        "why does netflix ask if I'm still watching? [yes, I am|where would I go]",
        "[Queer Eye|The Great British Bake Off|Tiger King] on netflix with the family, [crying again|now I want cake|what even was that]",
        "netflix has too many thumbnails and not enough [time|films with whales]",
        "trying [Dark|Money Heist] on netflix without subtitles, [bad idea|I know three words]",
    ),
)

POINTING = Theme(
    bodies=("this 👇", "so true", "read this", "everyone should read this", "I have no words", "exactly this",
            "what do you think?", "well said", "this right here", "interesting"),
)

MISSES = (ANNIVERSARIES, DIARIES, CALENDARS, COMPANIES, OTHER_PETITIONS, OTHER_TITLES)
