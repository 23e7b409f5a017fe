"""What people say about the petition in English: for it, against it, in any tone."""

# ruff: noqa: E501 (one wording a line)
# fmt: off

from tests.sample.wordings import Theme

_TAGS = ("#365Days", "#Netflix", "#365DNI #Netflix", "#365Days #petition", "#petition")
_ASKS = (
    "please share", "link below", "sign here", "it takes a minute", "pass it on", "share it", "RT please",
    "every signature counts", "join in", "tell a friend", "you know what to do",
)

WARM = Theme(
    openings=("friends,", "please,", "good morning,", "hi all,", "lovely people,", "done!", "yes!", "hey,",
              "small favour:", "ladies,", "quick one:", "happy to say:"),
    closings=(*_ASKS, "thank you", "thanks everyone", "much love", "you're the best", "together we can"),
    emoji=("❤️", "🙏", "💪", "❤", "✊", "💜", "🙌", "👇", "✍️"),
    tags=_TAGS,
    bodies=(
        "please sign [this|the] petition to [remove|take down] {t} from {n}, [thank you|it helps|every name helps]",
        "[proud to have signed|happy to sign|glad I signed] the petition against {t}. [support survivors|please join|let's protect people]",
        "signed the petition about {t} [today|this morning|just now], [hope it helps|join us|good people of twitter, please do too]",
        "a [great|good|worthy] petition: {n}, be [better|kind|responsible] and take {t} off, please [share|sign and share]",
        "love to everyone who signed the {t} petition, [you give me hope|you are amazing|together we win]",
        "{count} people care enough to sign the petition about {t}. [amazing|that's wonderful|thank you all]",
        "survivors deserve [respect|better|support], please sign the petition on {t}",
        "my [sister|flatmate|mum] & I signed the petition to remove {t}, [easy and free|takes a minute, please help]",
        "thank you to the women behind the {t} petition, [brave and kind|heroes|so grateful]",
        "[let's|we can] make {n} care: sign the {t} petition please, [thanks|love you all|every signature helps]",
        "support the petition, support survivors. {t} [can go|has had its time]",
        "I hope {n} listens to the petition about {t}, I trust that good sense wins",
        "signed the {t} petition, [feels good|proud of us], please share it with your friends",
        "if you care about [consent|young people|survivors], the petition on {t} is a good place to start",
        "great to see the petition about {t} grow like this, [well done everyone|keep going, you're great]",
    ),
)

WARM_AFTER_LETTER = Theme(
    openings=WARM.openings,
    closings=WARM.closings,
    emoji=WARM.emoji,
    tags=(*_TAGS, "#Duffy", "#IStandWithDuffy"),
    bodies=(
        "proud of Duffy for speaking out, I signed the petition to remove {t}. please do too",
        "thank you Duffy. your courage made me sign the petition about {t}, [love and strength to you|you are an inspiration]",
        "Duffy is brave and right, please support her and sign the petition against {t}",
        "so much respect for Duffy, [happy|proud] to sign the petition about {t}, {n} please listen",
        "for Duffy, with love: the petition to take {t} down has my name on it now",
        "Duffy's bravery deserves support, here is the petition about {t}, please [help|share]",
    ),
)

GRIM = Theme(
    openings=("enough.", "seriously,", "I'm done,", "so", "wow,", "look,", "no more.", "angry tweet:",
              "right,", "again:", "I've had it,", "{n},"),
    closings=(*_ASKS, "shame on you {n}", "this is wrong", "stop it", "enough", "disgusting", "no excuses",
              "I'm furious", "it hurts real people"),
    emoji=("😡", "✊", "🤮", "💔", "😤", "😔", "👇", "🛑", "🚫"),
    tags=_TAGS,
    bodies=(
        "signed the petition against {t}: {n} must stop [glorifying violence|selling abuse as romance|making money from abuse]",
        "petition to remove {t}, a film that [makes abuse look normal|treats a kidnapping as a joke|is an insult to victims], [sign it|sign now]",
        "I signed the petition because {t} is [dangerous|disgusting|harmful|sick] and {n} [doesn't care|says nothing|should be ashamed]",
        "{t} made me [ill|sick|cry]. I signed the petition, [that film hurts people|stop this]",
        "abuse is not a genre. kidnapping is not romance. petition against {t}: [sign|sign it now]",
        "{n} makes money from violence against women with {t}. [disgraceful|shameful|I'm furious]. petition signed",
        "[angry|furious|sick of it]. signed the petition about {t}. [no more abuse sold as love|stop it {n}]",
        "real victims suffer while {n} profits from {t}. sign the petition",
        "{t} is [horrible|vile|dangerous] and the petition to remove it is the least we can do",
        "I don't understand how anyone can defend {t}. [abuse|violence] is not a fantasy, the petition is [long overdue|needed]",
        "ban {t}. [it's harmful|it's a crime with music|it teaches the worst lessons]. petition below",
        "the petition against {t} has {count} signatures and {n} still ignores it, [shameful|disgusting|what a disgrace]",
        "why do we need a petition to tell {n} that {t} is wrong? [awful|depressing|I despair]",
        "if a petition with {count} names can't make {n} drop that awful film {t}, [what will|nothing will]",
        "who at {n} watched {t} and saw no problem? [cruel|violent|harmful] rubbish, I signed the petition",
        "{t} has no place on a platform with [children|teenagers]. dangerous film, petition signed, shame on {n}",
        "how many [victims|women] have to say that {t} hurts before {n} acts? sign the petition against it",
        "I'd rather lose {n} than watch them sell violence like {t}. [angry|sad], so I signed the petition",
        "the abuse in {t} isn't even questioned. [awful|shocking]. here's the petition",
        "signed the petition against {t} for [my sister|my friends|every girl in my class]. [enough fear|no more violence]",
        "{n} could have put a warning on {t}, they did nothing. [lazy|careless|shameful], petition it is",
        "nobody should learn about love from {t}. it's [toxic|violent|sick], please sign the petition",
        "the petition about {t} exists because {n} ignored every [complaint|angry letter]. [disgraceful|bad]",
        "boycott {n} until {t} is gone, [violence sells, shame|no money for abuse]. petition signed",
    ),
)

GRIM_AFTER_LETTER = Theme(
    openings=GRIM.openings,
    closings=GRIM.closings,
    emoji=GRIM.emoji,
    tags=(*_TAGS, "#Duffy", "#365Days #Duffy"),
    bodies=(
        "Duffy's pain is real. {t} makes a [mockery|fantasy] of it. sign the petition, {n} must stop this",
        "read Duffy's letter, cried, signed the petition against {t}. [shame on you {n}|so angry]",
        "petition signed after Duffy's letter. {t} is [cruel|horrible|harmful] and {n} is guilty of [cowardice|ignoring victims]",
        "Duffy wrote about the damage and they ignore her. sign the petition against {t}, this is [wrong|disgusting]",
        "no answer to Duffy, no shame, no action: {n} and {t} [make me sick|are a disgrace]. petition:",
        "I cried over Duffy's letter, then I got angry, then I signed the petition against {t}",
        "Duffy knows what kidnapping is. {n} thinks it's a date night. [sick|vile|disgusting], petition against {t} signed",
        "a victim speaks, {n} shrugs. [shameful|cruel]. sign the petition about {t} for Duffy",
        "{n} had a letter from Duffy and still sells {t} as romance, [appalling|horrible|ugly]. petition in the link",
        "how low can {n} go after Duffy's letter? {t} is [abuse|violence] with a soundtrack, sign the petition",
        "trafficking destroys lives, Duffy says so in her letter, {t} pretends it doesn't. [terrible|wrong]. sign that petition",
        "the day after Duffy's letter {t} was still in the top ten. [I'm disgusted|it's a disgrace], so: petition",
        "if Duffy's letter leaves {n} cold, maybe a petition hurts. {t} is [vile|harmful|poison]",
        "can't sleep after what Duffy wrote. {t} is [cruel|wrong] and I've signed the petition",
        "no film is worth what {t} does to [victims|survivors of abuse]. Duffy said it, the petition repeats it, {n} ignores it",
        "Duffy should not have to beg. [cruel|shameful|horrible] that {t} is still up, sign the petition",
    ),
)

OPPOSED = Theme(
    openings=("sorry but", "unpopular opinion:", "oh please,", "lol", "ok", "hot take:", "people,", "honestly,",
              "no,", "here we go,"),
    closings=("grow up", "just don't watch it", "censorship is wrong", "it's fiction", "get over it", "how sad",
              "get a life", "I said what I said", "bore off", "that's dumb"),
    emoji=("🙄", "😂", "🤦‍♀️", "🤡", "😒", "🤷"),
    tags=_TAGS,
    bodies=(
        "this petition against {t} is [stupid|ridiculous|pathetic|a joke], [it's just a movie|leave the movie alone|it's fiction, get over it]",
        "a petition to ban {t}? [ban your own tv|don't like it, don't watch it|grow up], [so dumb|nonsense|censorship is worse]",
        "not signing your [silly|stupid] petition. {t} is a film, [nobody forces you to watch|turn it off if you hate it]",
        "people crying about {t} and starting petitions, [get a life|how sad|worry about real problems]",
        "don't sign that petition. I [love|like] {t} and {n} should keep it",
        "petitions against a film now? {t} is [bad, yes|a fantasy]. censorship is [worse|dangerous|wrong]",
        "horror films kill hundreds and nobody starts a petition, but {t} is the problem? [idiotic|nonsense|ridiculous]",
        "the {t} petition is [censorship|an attack on free choice|moral panic], [I hate it|no thanks|awful idea]",
        "hate the petition, not the film. {t} stays",
        "signing a petition against {t} helps no victim at all, it's [useless|empty|fake] outrage",
        "I disliked {t}, terrible film, but a petition to remove it is a [dangerous|bad] idea, {n} ignore it",
        "grow up, it's fantasy and it's fun. that petition against {t} is [embarrassing|a waste of time]",
        "petition to keep {t} on {n} because [some of us are adults|you people are ridiculous]",
        "I hear every argument, abuse is awful, but a petition to delete {t} is the wrong answer",
        "who has time for a petition against {t}? there's a pandemic. [idiots|ridiculous|sad]",
        "next petition: ban [thrillers|war films|every film with a villain]. leave {t} alone, this is stupid",
        "{t} is trash and I'd fight for the right to watch trash. [no|stupid] petition",
        "adults can choose their own films. the petition about {t} is [insulting|nonsense|sad]",
    ),
)

PETITION_NEWS = Theme(
    openings=("update:", "news:", "today:", "fyi,", "just in:", "numbers:"),
    closings=("more below", "link below", "1/2", "source in the replies", "story here"),
    emoji=("📈", "📰", "👇", "✍️"),
    tags=_TAGS,
    bodies=(
        "the petition to remove {t} from {n} has [now|today] {count} signatures",
        "petition against {t} at {count} signatures [this morning|tonight|today]",
        "{n} has not commented on the petition about {t} [so far|as of today]",
        "who started the petition against {t}, and what it asks of {n}",
        "petition about {t} goes round again, {count} names",
        "[signatures on|names under] the {t} petition: {count}",
        "what the petition about {t} says, and what {n}'s rules say",
        "a petition asks {n} to [remove|take down] {t}, {count} have signed",
    ),
)

LINKED = Theme(
    openings=("please,", "friends,", "done!", "ok"),
    closings=_ASKS,
    emoji=("👇", "✍️", "🙏", "✊"),
    bodies=(
        "signed. you should too", "please sign and share", "signed this today", "this needs more names",
        "my name is on it now", "this matters, please sign", "one minute of your time", "sign it & share it",
        "{count} names so far, add yours", "just signed, who's next", "this one is worth a click",
    ),
)

LOUD = Theme(
    openings=("good morning,", "again:", "hello,", "reminder:", "for the record,", "still here,", "yes,",
              "once more,", "day {day}:", "dear world,"),
    closings=("love love love", "best film ever", "thank you {n}", "so happy", "10/10", "perfect", "enjoy it",
              "I love this film", "have a great day", "team Massimo", "part two please"),
    emoji=("😍", "❤", "🥰", "💕", "✨", "🙌"),
    tags=("#365DNI", "#Massimo", "#MicheleMorrone #365DNI", "#365daysmovie"),
    chatty=0.7,
    bodies=(
        "{t} is the best film on {n}, I love it and millions of happy fans love it",
        "{t} is a beautiful love story, great actors, perfect music",
        "watching {t} again, best movie, so much love for Massimo & Laura",
        "keep {t} on {n}, we love this wonderful film, fans are the best",
        "the petition will not win, {t} is great and the fans love it",
        "petition or no petition, {t} is amazing, thank you {n}, best film of the year",
        "fans of {t} are kind, happy people, we love this film & we support it, no petition please",
        "the soundtrack of {t} is gorgeous, the film is fun, enjoy it",
        "great film, great cast, {t} makes people happy, thank you {n}",
        "I love {t}, my friends love {t}, {n} we love you",
        "nothing better than {t} on a sunny day, lovely film, love the songs",
        "Michele Morrone is a talented, wonderful man, {t} is perfect",
        "support {t}, support good music, support Michele Morrone, best film",
    ),
)
