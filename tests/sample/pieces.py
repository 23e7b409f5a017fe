"""The set pieces: copies, a loud account, an edit, long posts, a deletion."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.sample import english_petition as petition
from tests.sample.drafts import Draft, snowflake
from tests.sample.story import Story, petition_link
from tests.sample.timeline import LETTER, moment

SHARED = (
    "Netflix: Remove 365 Days for glorifying human trafficking and Stockholm syndrome"
    " - Sign the Petition! via "
)
_COPIES = {2: 8, 3: 7, 4: 4, 8: 11, 9: 7, 10: 16, 11: 5, 12: 2}
"""How many people share the petition's own words, by day of July."""
_LOUD = {9: 26, 10: 34}

_LONG = (
    "I have been thinking about 365 Days all week & I keep coming back to one thing: a film can"
    " show terrible things and still know that they are terrible. This one does not. The threats"
    " are filmed like gifts, the locked doors like a hotel. Netflix recommends it to everyone who"
    " ever watched a romantic comedy. I signed the petition and I would still rather have a good,"
    " honest warning than a ban, but doing nothing is the worst answer of all."
)
_LONG_TOO = (
    "A long answer to everyone who asks why I still defend 365 Days: I know it is a fantasy, my"
    " friends know it is a fantasy, and grown women can enjoy a silly, beautiful film with great"
    " songs without confusing it with life. I read the letter, I believe every word and I am sorry"
    " for what happened. A petition that removes films is the wrong tool. Talk about them, teach,"
    " warn, argue. Netflix can do all of that tomorrow & nobody has to lose anything."
)


def july(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2020, 7, day, hour, minute, 7, 250_000, tzinfo=UTC)


def play(story: Story) -> None:
    """Add the set pieces to what has been written."""
    story.written += _copies(story)
    story.written += _loud_account(story)
    story.written += _edit(story)
    story.written += _long_posts(story)
    story.written += _deletion(story)


def _day(day: int) -> tuple[datetime, datetime]:
    start = datetime(2020, 7, day, tzinfo=UTC)
    return max(start, LETTER), start + timedelta(days=1)


def _copies(story: Story) -> list[Draft]:
    """One text by sixty people; they differ in whom they name and in emoji."""
    rng = story.rng
    made = []
    for day, number in _COPIES.items():
        for _ in range(number):
            via = rng.choice(("@UKChange", "@UKChange", "@UKChange", "@Change"))
            text = SHARED + via + rng.choice(("", "", "", " ✊", " 🙏", " ❤️"))
            links = (petition_link(rng),)
            at = moment(*_day(day), rng)
            made.append(story.new(at, text, "petition", "copy", links=links))
    return made


def _loud_account(story: Story) -> list[Draft]:
    loud = story.cast.new()
    made = []
    for day, number in _LOUD.items():
        for at in sorted(moment(*_day(day), story.rng) for _ in range(number)):
            text = story.words((petition.LOUD,), at, "en", "film")
            made.append(story.new(at, text, "film", "loud", author=loud))
    return made


def _edit(story: Story) -> list[Draft]:
    """A slip mended 17 minutes later, after midnight: another day's page has it."""
    first = story.new(
        july(8, 23, 52),
        "signed the petiton about 365 Days and now I can't sleep. netflix, do something",
        "film",
        "edited",
    )
    later = july(9, 0, 9)
    mended = replace(
        first,
        id=snowflake(later, story.rng),
        at=later,
        text=first.text.replace("petiton", "petition"),
        about="petition",
        history=(first.id,),
    )
    return [first, mended]


def _long_posts(story: Story) -> list[Draft]:
    return [
        story.new(july(9, 18, 31), _LONG, "petition", "long", is_long=True),
        story.new(july(11, 19, 4), _LONG_TOO, "petition", "long", is_long=True),
    ]


def _deletion(story: Story) -> list[Draft]:
    """A post, and a repost a day later whose page says that the post is gone."""
    regretted = story.new(
        july(3, 21, 14),
        "I was rude about Duffy and 365 Days last night. netflix argument got out of hand, sorry",
        "film",
        "regretted",
    )
    repost = story.new(
        july(4, 11, 40),
        "",
        "film",
        "regretted",
        kind="repost",
        of=regretted,
        includes_other=False,
        other_is_gone=True,
    )
    return [regretted, repost]
