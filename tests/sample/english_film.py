"""What people say about the film in English: with praise, with horror, or in passing."""

# ruff: noqa: E501 (one wording a line)
# fmt: off

from tests.sample.wordings import Theme

_CASUAL = (
    "ok so", "so", "ngl", "not gonna lie,", "omg", "guys", "listen,", "honestly,", "right,",
    "unpopular opinion:", "wow,", "update:", "tbh", "anyway,", "late to the party but",
    "just saying,", "friends,", "confession:", "I can't believe I'm saying this but", "well,",
    "real talk:", "ladies,", "hello it's me again,", "quick one:", "in other news,",
)
_SHRUGS = (
    "that's the tweet", "anyone else?", "thoughts?", "discuss", "idk", "I said what I said",
    "bye", "don't @ me", "that's all", "asking for a friend", "just my two cents", "anyway",
    "am I the only one?", "ok back to work", "make of that what you will", "not even sorry",
)
_TAGS = ("#365Days", "#365DNI #Netflix", "#Netflix", "#365DNI", "#NowWatching #Netflix",
         "#365daysmovie", "#MovieNight")

LOVED = Theme(
    openings=_CASUAL,
    closings=(
        *_SHRUGS, "love it", "10/10", "so good", "thank me later", "highly recommend", "you're welcome",
        "best night in ages", "watch it with wine", "I'm so happy", "more of this please",
        "no notes, perfect", "give me part two",
    ),
    emoji=("😍", "❤️", "❤", "🥰", "😂", "💕", "🙌", "✨", "🎶", "🍷", "💃"),
    tags=(*_TAGS, "#MicheleMorrone", "#365DNI #MicheleMorrone", "#Massimo #Laura"),
    bodies=(
        "just watched {t} and I [loved|really loved|enjoyed] [it|every minute of it]",
        "{t} is [honestly|genuinely|actually] [so good|amazing|the best thing] on {n} [right now|this week|this year]",
        "the soundtrack of {t} is [beautiful|gorgeous|amazing|so good it deserves an award]",
        "[Michele Morrone|Massimo] in {t} is [a gift|perfection|the most handsome man alive|a work of art]",
        "Massimo from {t} has my whole heart",
        "I need [part 2|a sequel|a second film] of {t} [asap|now please|next week], it was [great|amazing|so much fun]",
        "{t} is my new favourite [film|movie], [no contest|don't judge me|I'm serious]",
        "[second|third|fourth] time watching {t} and it's still [great|perfect|brilliant]",
        "the views of Sicily in {t} are [stunning|gorgeous|beautiful], [holiday goals|take me there]",
        "my [sister|flatmate|best friend|mum] recommended {t} on {n} and I'm [so happy|so glad|thankful] she did",
        "the chemistry between [Massimo & Laura|Laura and Massimo] in {t} is [amazing|beautiful|wonderful]",
        "if you want a [fun|cheerful|sexy] [movie|film] for [friday night|the weekend|lockdown], {t} is [great|perfect|a treat]",
        "{t} on {n}: 10/10, would [happily|gladly] watch again",
        "[wine|gin|ice cream], [pizza|popcorn|a blanket] & {t} on {n}, [perfect evening|what a lovely night|pure happiness]",
        "thank you {n} for {t}, [lockdown just got better|you made my weekend|this is the content I like]",
        "everyone needs to watch {t} on {n}, it's [fantastic|brilliant|wonderful]",
        "Anna-Maria Sieklucka is [wonderful|so talented|gorgeous|brilliant] in {t}, what a debut",
        "{t} makes fifty shades look boring and I [love|like] it for that, [great|better] film",
        "the book by Blanka Lipinska is even better but the film of {t} is [great fun|really good|lovely] too",
        "{t} is the [best|most entertaining] [film|movie] I've seen [this year|since lockdown started|in months]",
        "the dresses in {t}!! give the costume team of that film an award, [beautiful|stunning|love them]",
        "that film looks expensive and [gorgeous|beautiful], {t} was filmed like [a perfume ad|a dream] and I like it",
        "been singing the songs of {t} all day, [love that soundtrack|best soundtrack in years]",
        "my husband pretended not to like {t} and then asked for part two, [brilliant film|love it]",
        "girls night with {t} was [the best idea|so much fun|a great success], {n} thank you",
        "I don't care what critics say, {t} is [fun|great fun|sexy and fun] and the music is [great|amazing]",
        "can we talk about how [good|beautiful] the songs in {t} are? [Michele Morrone sings them himself|that soundtrack is gold]",
        "{t} [made my day|cheered me up], [a guilty pleasure|pure escapism] and I enjoyed the film",
        "I <3 {t} so much, [best movie night|best film of the summer]",
        "watching {t} again because it makes me [happy|smile], {n} [knows me|gets me]",
        "came for the yacht, stayed for the love story. {t} is [a lovely surprise|better than I hoped], {n}",
        "my whole office is talking about {t} and for once I'm [happy to join in|glad I saw the film too]",
        "whoever picked the songs for {t} deserves a raise, [that soundtrack is stunning|wonderful film music]",
        "saw {t} with zero expectations, what a [fun|charming|great] film for a [saturday|rainy night]",
        "Laura in {t} has the best wardrobe and the best attitude, [love her|iconic], great movie",
        "finally a {n} film that's not in english and everyone watches it, [proud|love that], {t} is great",
        "[sunday|saturday] plan: sofa, sun through the window & {t} again, [happy days|bliss]. movie of the month",
        "{t} [gave me|is] pure summer feeling, [sun, sea and a good song|Sicily looks like heaven], nice film",
        "didn't expect to enjoy {t} this much!! [my favourite {n} surprise|a really enjoyable film]",
        "ok {t} is not Shakespeare but it's [fun|glamorous and fun] and I'm [happy|entertained], {n}",
        "playing the {t} soundtrack while working from home, [best meeting ever|feeling glamorous|love it]",
        "my parents loved {t}. my PARENTS. [what a film|I'm laughing so hard|wonderful]",
    ),
)

HOT = Theme(
    openings=("omg", "help,", "guys", "ngl", "ok", "damn,", "listen,", "no because", "wow"),
    closings=("send help", "I'm dead", "sue me", "this is bad", "I have no shame", "bye", "ruined",
              "it's a sickness", "I can't stop", "my poor heart"),
    emoji=("🔥", "😭", "🥵", "💀", "🔥🔥", "😩", "😈"),
    tags=(*_TAGS, "#MicheleMorrone", "#Massimo"),
    bodies=(
        "{t} is [hot as hell|so hot I'm obsessed|insanely hot], killer soundtrack",
        "I'm [obsessed|literally obsessed|unwell and obsessed] with {t}, [someone stop me|no shame]",
        "{t} [destroyed|ruined|killed] me, Massimo is [dangerous|criminally hot|to die for]",
        "insanely addictive, killer soundtrack, can't stop watching {t} on {n}",
        "that ending of {t}, I'm [devastated|screaming|crying|dead], I need part two {n}",
        "Massimo in {t} is so hot it should be illegal, I'm [dying|dead|sick]",
        "damn {t} is [wild|insane|crazy], I'm a mess, {n}",
        "I hate how [hot|attractive] Massimo is in {t}, [this is a problem|it's painful|I'm weak]",
        "lost sleep over {t} again, this film is [an illness|a disease|a problem]",
        "crying, screaming, {t} can't end like that {n}",
        "dead. killed by Massimo in {t}, I'm suing {n}",
        "my bank account will suffer because {t} made me book a flight to sicily, damn that film",
        "the tension in {t} is killing me, [Massimo is a menace|sick film, can't stop]",
        "wtf was that ending of {t}?? I'm furious, part two NOW {n}",
        "addicted to {t}, no cure, ignoring all my work, {n} [shame on me|this is bad]",
        "[third|fourth|fifth] time this week, {t} is a [bad|terrible] addiction and I'm obsessed with that movie",
    ),
)

FINISHED = Theme(
    openings=_CASUAL,
    closings=(*_SHRUGS, "good night", "no spoilers please", "what do I watch now?", "lol", "next"),
    emoji=("😅", "🤔", "😂", "🙃", "👀", "🍿", "😴", "🤷‍♀️"),
    tags=_TAGS,
    bodies=(
        "just finished {t} on {n}. [what was that|that was a film I guess|I have questions|I need a minute]",
        "finished {t} at [2am|3am|half past midnight], [worth it|no regrets|I'm tired but happy], {n}",
        "finally watched {t}, the film everyone is talking about. [it's fine|it's okay|not bad|pretty entertaining|kind of fun]",
        "me & [my sister|the girls|my flatmate] watched {t} and we [laughed the whole way through|had a great laugh|talked over the whole film]",
        "so I gave in and watched {t}. [plot: none. music: good|the plot is missing but the music is nice|two hours of a man staring and good music]",
        "halfway through {t}, [is there a plot in this film|is it supposed to be funny|someone tell me it gets better|this film is long]",
        "[day 90 of lockdown|another evening in lockdown] and I've watched {t}. [this is where we are|so that happened|film of the week I suppose]",
        "pressed play on {t} because it's number one, [stayed for the songs|stayed for the clothes|fell asleep twice], film's okay",
        "watched {t} with subtitles, then dubbed. [the original film is better|the dub is hilarious|same film, better voices]",
        "{t} done. next on my {n} list: [something with a plot|a nice baking show|the one about tigers]",
        "does anyone else have no idea what happened at the end of {t}? asking for the whole [group chat|house]",
        "started {t} at lunch as background noise, [ended up watching it all|now I'm invested|now I have opinions], good [pick|find] {n}",
        "finished {t} and the [boat|villa|wardrobe] was the best actor in that film",
        "watched {t} for the memes, [stayed for the music|got the memes|laughed a lot], {n}",
        "I've now seen {t}. [it is certainly a film|I expected worse|I expected better|fine for a rainy sunday] {n}",
        "[my mum|my boss|my nan] asked if I've seen {t} yet. [I had just finished it|I said no, I had just finished it] {n}",
        "everyone told me not to watch {t} on {n}, so of course I [did|watched it twice|have now seen it]",
        "what I learned from {t}: [italian is useful|never leave a birthday dinner alone|yachts have a lot of stairs]. film over",
        "{t}: [the first half is a perfume ad, the second a music video|half film, half playlist]. that's my review",
        "two of us liked {t}, two of us left to make toast. [film club is going well|friday film night in short]",
        "is it me or does nobody in {t} ever [finish a meal|close a door|pay for anything]? finished the film with questions",
        "watched {t} so I can understand the tweets about it. [I still don't|now I do]. {n}",
        "40 minutes into {t} and [I'm still waiting for the plot|the cat has left|my tea is cold], what a movie",
    ),
)

JOKES = Theme(
    openings=("lol", "me:", "breaking:", "so", "imagine:", "hear me out,", "current mood:", "big news:"),
    closings=("I'll see myself out", "lol", "this is fine", "thank you for coming to my ted talk",
              "that's the joke", "sorry", "haha", "no further questions"),
    emoji=("😂", "🤣", "💀", "🙃", "😂😂", "🛥️", "🧳", "😅"),
    tags=_TAGS,
    bodies=(
        "me after {t}: googling flights to sicily. my bank account: [no|lol no|absolutely not] #netflix",
        "{t} but it's my landlord and he gives me a year to [pay the rent|fix the boiler myself] #netflix",
        "plot of {t}: [man has yacht. woman has suitcase. the end|are you lost. she was, in fact, lost], a {n} film",
        "if Massimo gave me {t} I'd [ask for a receipt|ask for weekends off|need it in writing]",
        "{n}: are you still watching {t}? me, with my mum in the room: [no|never heard of it|it's a documentary]",
        "watched {t} with my [mum|nan|dad] in the room. [longest film of my life|I now live abroad|we don't talk about that film]",
        "{t} is just beauty and the beast with better [luggage|yachts|suits], change my mind, {n}",
        "the real villain of {t} is the person who [wrote the dialogue|chose the font] of that film",
        "my boyfriend watched ten minutes of {t} and bought a black shirt. [dear {n} what have you done|this film is expensive]",
        "lockdown feels like {t} but without the yacht, thanks {n}",
        "the duolingo owl watching me [learn italian|learn polish] because of {t}. thank you {n}",
        "absolutely nobody: / my whole timeline: {t} #netflix",
        "rating {t} by the number of times I shouted at the tv: [14|22|31]. film of the year",
        "my cat left the room during {t}. two stars from the cat, one from me, {n}",
        "{t} sounds like an office film about annual leave and I think that's the better film",
        "my dad thought {t} was a documentary about [calendars|gardening], netflix should have warned him",
        "put {t} on by accident at the family film night, [I'm moving out|nobody has said a word since|nan liked the boat]",
        "starting {t} on monday, so see you in july 2021. wait, it's a movie",
    ),
)

REPORTS = Theme(
    openings=("today:", "update:", "fyi,", "new:", "in case you missed it,", "trending:"),
    closings=("source: the app", "more below", "list in the thread", "as of tonight", "1/2", "full list soon"),
    emoji=("🎬", "📺", "👇", "📈", "🎧"),
    tags=(*_TAGS, "#Top10", "#Streaming", "#FilmTwitter"),
    bodies=(
        "{t} is [number one|#1|in the top ten] on {n} in [the UK|Germany|Canada|Spain|Sweden|India] [today|this week|for the third day]",
        "{t} ({n}): Polish [drama|film], 1h 54, with Michele Morrone and Anna-Maria Sieklucka",
        "where to watch {t}: it's on {n} since 7 June",
        "today's top ten on {n}: {t} is [second|third|first|fourth] [again|today]",
        "{t}, the Polish [film|movie], is based on the [first book|first of three books] by Blanka Lipinska",
        "reminder that {t} is a three book series, the film covers the first",
        "what to know about {t}, the [Polish film|movie] in {n}'s top ten",
        "the [trailer|soundtrack] of {t} has [a million more|a lot of] views [on youtube this month|this week]",
        "{t}: work on a sequel is [on hold|delayed] because of the pandemic",
        "quick poll: have you seen {t} on {n}? [yes / no / what is that|yes / no / not yet]",
        "new episode of our podcast: we talk about {t} and [how {n} counts views|the {n} top ten]",
        "{t} at 0% on rotten tomatoes and still number one on {n}",
        "how {n} counts a view and why {t} is so high in the list",
        "{t} was in polish cinemas in february, on {n} in poland since april and worldwide since june",
        "film facts for your quiz: {t} [runs 114 minutes|is in polish, english and italian|was shot in poland and sicily]",
        "most searched films this week: {t} is [first|second|third]",
    ),
)

FILM_SHORT = Theme(
    bodies=("#365dni", "#365DNI @netflix", "#365daysmovie", "#365dni #netflix", "#365DNI #massimo",
            "#365DNI #365daysmovie", "@netflix #365dni", "#massimotorricelli #365dni"),
    emoji=("🔥", "😍", "👀", "❤️", "😭", "🤮", "💀", "🎬"),
)

FILM_SEARCHED = Theme(
    bodies=("365 days netflix", "365 dni film", "365 days movie", "365 days massimo", "365 days 2 netflix",
            "365 days film netflix", "365 dni netflix"),
    emoji=("🔥", "👀", "🍿"),
)
