"""What people say against the film in English, before and after the singer's open letter.

Grim in words, never in pictures; nobody is quoted.
"""

# ruff: noqa: E501 (one wording a line)
# fmt: off

from tests.sample.wordings import Theme

_TAGS = ("#365Days", "#365DNI #Netflix", "#Netflix", "#365DNI", "#365Days #Netflix")
_ANGER = (
    "shame on you {n}", "do better {n}", "so wrong", "ugh", "disgusting", "enough", "I'm so tired of this",
    "awful", "just no", "why is this allowed", "this is not ok", "avoid", "how sad", "it's 2020",
    "not entertainment", "I said what I said", "fight me", "that's the tweet", "hard pass",
)
_EMOJI = ("😡", "🤮", "😤", "🙄", "😔", "💔", "🤢", "👎", "😠", "🚩")

CRITICS = Theme(
    openings=("honestly,", "sorry but", "so", "wow,", "just saying,", "ok", "unpopular opinion:", "tbh",
              "ugh,", "no,", "warning:", "as a woman,", "reminder:", "I'm begging you,", "rant:",
              "once again:"),
    closings=_ANGER,
    emoji=_EMOJI,
    tags=_TAGS,
    bodies=(
        "{t} is [the worst film I've seen this year|one of the worst films on netflix|awful|terrible, just terrible], [avoid|don't bother|no plot, no charm]",
        "kidnapping is not [romance|romantic|love story material]. {t} is [disturbing|disgusting|sick], {n}",
        "I turned {t} off after [20 minutes|half an hour]. [disturbing|horrible|ugly] film",
        "how is {t} even on {n}? [abuse dressed up as a love story|a kidnapping sold as a date|dangerous nonsense]",
        "{t} [glamorizes|romanticizes|excuses] abuse and calls it [romance|a love story], [grim|horrible|gross] movie",
        "the man in {t} is a [criminal|kidnapper and a bully]. that's no love story, that's a [crime|threat], {n}",
        "controlling, violent, [boring|humourless]. {t} is [a bad film with a bad message|a terrible film with a worse message]",
        "[worried|sad|angry] that teenagers watch {t} and think that's [normal|fine], it's a [harmful|toxic and dangerous] film",
        "{t} made me [feel sick|so uncomfortable|angry]. [why, {n}|what is wrong with you {n}]",
        "two hours of [misery|bad acting and bad consent], {t} is the worst thing on {n}",
        "stockholm syndrome is not a [genre|love language], {t} is a [disaster|disgrace] of a film",
        "consent is missing from every scene of {t}, [awful|horrifying|disgraceful] film",
        "{n} cancels good shows after one season but keeps {t}, [ridiculous|pathetic|what a disgrace]",
        "nothing about {t} is sexy, [it's a horror film|it's abuse|it's violence with nice lighting], {n}",
        "I work with young people and {t} worries me, [bad|awful|dangerous] lessons in that film",
        "the dialogue in {t} is [painful|terrible], the politics of it are worse. bad film",
        "wanted to laugh at {t}, ended up [upset|disturbed|angry]. horrible film",
        "zero stars for {t}. [trash|rubbish|lazy, ugly rubbish], I want two hours back {n}",
        "people calling {t} romantic is [scary|frightening|depressing], he threatens her for most of the film",
        "fifty shades was bad, {t} is [worse|far worse and cruel], stop this trend {n}",
        "a man who takes a woman's freedom is not a [hero|boyfriend]. {t} is [creepy|vile|miserable], {n}",
        "my [daughter|little sister|niece] asked me about {t} and I hated every word I had to explain, bad film",
        "imagine {t} without the yacht & the suits: it's a [crime report|horror film|police case]. sick film",
        "if he were [poor|ugly] you'd call {t} a [horror film|thriller], the violence is the same",
        "{t} is number one on {n} and I feel [sick|hopeless|sad] about people",
        "the most watched film on {n} is about a woman who is [locked up|threatened] until she gives in. {t} is [sick|awful|no joke]",
        "I gave {t} a chance and it's [even worse than they say|one long insult to women|a mean, ugly movie]",
        "every [friend|therapist] I know would call the hero of {t} an abuser, [awful|scary] that a film sells him as a dream",
        "please stop recommending {t}. it's [violent|cruel] and it's [boring|dumb] and the film hates its heroine",
        "hard to watch {t} and not think of women who live with [fear|threats|abuse]. [irresponsible|terrible] film",
        "{t} confuses [fear with desire|control with love|threats with flirting], what a [miserable|bad|nasty] film",
        "how do you explain {t} to a [14 year old|teenager]? you can't, it's [harmful|poison], {n}",
        "{n} algorithm: you liked a baking show, try {t}. [no|absolutely not|disgusting]. hide that awful film",
        "as a film {t} is [dull|bad]. as a message it's [dangerous|horrible]",
        "can't believe {n} put [a trigger warning on everything|warnings everywhere] but none on {t}, harmful rubbish",
    ),
)

LETTER = Theme(
    openings=("please,", "wow,", "so", "seriously,", "just read it:", "thread:", "ok", "heavy read:", "and yes,"),
    closings=_ANGER,
    emoji=(*_EMOJI, "🙏", "😢", "😞"),
    tags=(*_TAGS, "#Duffy", "#Duffy #Netflix", "#365Days #Duffy"),
    bodies=(
        "Duffy's letter to {n} about {t} is [heartbreaking|hard to read|devastating|painful to read], [please read it|read it]",
        "read Duffy's letter about {t}. [I feel sick|I'm in tears|so sad and so angry|I'm shaking with anger]",
        "after Duffy's letter I can't [defend|watch] {t} any more, [awful film|it's horrible|I was wrong about it]",
        "if you watched {t}, read Duffy's letter to {n} and think about real victims of [abuse|violence|crime]",
        "it should not take a victim like Duffy to tell {n} what is wrong with {t}, [shameful|disgraceful|awful]",
        "{n}, answer Duffy. {t} turns [abuse|violence and abuse|a crime] into a show [and it hurts people|and that's wrong]",
        "Duffy had to write to {n} about {t}. [it's a terrible thing that she has to|nobody should have to relive that pain]",
        "I watched {t} [last week|in june] and laughed. after Duffy's letter I'm [ashamed|embarrassed|angry with myself and with {n}]",
        "trafficking is a crime with real victims, not a plot for {t}. I'm with Duffy, shame on {n}",
        "still no word from {n} on Duffy's letter about {t}. [silence is awful|shameful silence|not good enough]",
        "can't believe people attack Duffy over {t}. it's a [bad|terrible] film and she was [hurt|harmed] for real",
        "the Duffy letter made me cancel my evening with {t}, [sad|grim|horrible] to think I nearly enjoyed it",
        "[why|how] does {n} think that {t} is fine? Duffy explains the [damage|harm] better than any critic",
        "my heart breaks for Duffy & for every victim who sees {t} in the top ten, {n} this is [cruel|wrong|vile]",
        "I'd forgotten about {t}, then I read what Duffy wrote to {n} and now I'm [furious|upset|angry and sad]",
        "nobody who reads Duffy's words can call {t} harmless. [devastating|awful|it's harmful], {n}",
        "Duffy asks {n} to look at what {t} does to [victims|people who were hurt]. the silence is [shameful|painful]",
        "I can't stop thinking about Duffy's letter. {t} in the top ten next to it is [obscene|disgusting|so wrong], {n}",
        "and still {n} recommends {t} to me, on the day of Duffy's letter. [tasteless|ugly|shame]",
        "[journalists|critics|men] explaining to Duffy that {t} is only a movie: [stop|horrible|you hurt people]",
        "reading the replies to Duffy's letter about {t} was a mistake. [so much hate|cruel people|I'm sad]",
        "people laughing at Duffy because they like {t}: [you are the problem|how low|cruel and ugly]",
        "Duffy writes about the worst thing in her life & {n} keeps {t} at number one, [sick|disgusting|no shame at all]",
        "whatever you think of {t}, insulting Duffy for her letter is [disgusting|cruel|horrible]",
    ),
)

LETTER_NEWS = Theme(
    openings=("news:", "update:", "just in:", "today:", "in case you missed it,", "music news:"),
    closings=("more below", "story here", "link in the replies", "1/2", "details to follow"),
    emoji=("📰", "👇", "📝"),
    tags=(*_TAGS, "#Duffy", "#News"),
    bodies=(
        "Duffy has [written|published|addressed] an open letter to [the head of {n}|{n}] about {t}",
        "singer Duffy [criticises|takes on] {n} over {t} in an open letter",
        "open letter by Duffy to {n}: {t} under fire for its picture of [kidnapping|violence|abuse]",
        "the singer Duffy, in an open letter, asks {n} to think again about {t}",
        "{t} on {n}: what Duffy's letter is about and why it matters",
        "Duffy v {n}: the letter about {t}, explained in [two minutes|five points]",
        "Duffy's letter about {t} is [the most read story today|trending in the UK]",
        "{n} has [not yet answered|been asked about] the open letter from Duffy about {t}",
    ),
)
