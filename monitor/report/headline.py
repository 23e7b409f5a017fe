"""The day of one topic in plain words, from known figures only.

Nothing here knows HTML or Markdown. A name that stands in a sentence has been
through its page's sink already.
"""

from collections.abc import Sequence
from datetime import date

from monitor.comparing import Change
from monitor.dates import named_day
from monitor.figures import UNKNOWN, capital, mean_with_interval, number, percent, plural, tone
from monitor.points import Point
from monitor.report.naming import Naming
from monitor.report.summary import Shared, Summary, TopicDay
from monitor.report.sure import mean

_OWN_WORDS = " in people’s own words"
_NOT_COMPARABLE = "not comparable: "
_MANY_COPIES = 0.2
"""Part of the originals from which on their copies are worth a sentence."""
_MUCH = 0.2
"""Part of the posts from which on it is worth a sentence that the loudest 1 % wrote it."""
_ANOTHER_TONE = 0.05
"""A smaller difference nobody would notice."""
_FEW_POSTS = 10
"""Of fewer, *29 times as many* says more than it knows."""
_CLEAR = ("rose", "fell")
_AS = {"day": "on", "week": "in"}


READING = (
    "Tone is read from the words, from −1 (harsh) to +1 (kind), one vote for each person; it does "
    "not tell who is for or against. The brackets hold the range that chance leaves open (95%). "
    "“Rose” and “fell” are said only where chance alone would hardly do that."
)
"""How to read the sentences above, for who has never seen an interval."""


def headline(name: str, day: TopicDay, named: Naming) -> str:
    """The day of one topic, as one paragraph."""
    about = _about(name)
    parts = (
        _volume(about, day, named),
        _watched(day, named),
        _spike(day, named),
        _tone(day, named),
    )
    return " ".join(part for part in (*parts, _disagreement(day.change)) if part)


def basis(day: TopicDay) -> str:
    """What a reader must know before repeating the figures above; empty where there is nothing."""
    parts = (_copies(day), _without_copies(day), _few(day), _read(day.today))
    return " ".join(part for part in parts if part)


def together(shared: Shared, topics: int) -> str:
    """The posts about several topics at once; empty where there is only one topic."""
    if topics < 2:
        return ""
    both = "both" if topics == 2 else "two topics or more"
    if not shared.posts:
        return f"No post is about {both}."
    own = shared.posts - shared.reposts
    by = f" by {plural(shared.people, 'person', 'people')}" if shared.people else ""
    verb = "is" if shared.posts == 1 else "are"
    told = f"{plural(shared.posts, 'post', 'posts')} {verb} about {both} at once"
    if shared.reposts and own:
        told += f": {own:,}{by or _OWN_WORDS}, and {plural(shared.reposts, 'repost', 'reposts')}"
    elif own:
        told += by
    each = "It counts" if shared.posts == 1 else "Do not add the two: they count"
    return f"{told}. {each} in each."


def watched(summary: Summary) -> str:
    """How much of the time was watched at all."""
    known = [day.today.coverage for day in summary.topics.values()]
    told = [coverage for coverage in known if coverage is not None]
    if len(told) < len(known) or not told:
        return (
            f"How much of the {summary.by} was watched is not known: imported files do not tell "
            "what they leave out."
        )
    so_far = "" if all(day.over for day in summary.topics.values()) else " so far"
    return f"{percent(min(told))} of the {summary.by}{so_far} was watched."


def _read(point: Point) -> str:
    """How much of the day the tone was read from; empty where it was all of it."""
    if not point.scored or not point.unscored:
        return ""
    own = point.scored + point.unscored
    return (
        f"Tone was read from {point.scored:,} of {own:,} posts in people’s own words "
        f"({percent(point.scored / own)}); the others are not in a language that is scored."
    )


def _about(name: str) -> str:
    return f"the {name}" if name in ("film", "petition") else f"“{name}”"


def _volume(about: str, day: TopicDay, named: Naming) -> str:
    today, when = day.today, named.when + ("" if day.over else ", so far")
    if today.volume is None:
        return f"{capital(about)} was not watched {when}."
    usual = _against_usual(day, named)
    if not today.volume:
        return f"No posts about {about} {when}{usual}."
    posts = plural(today.volume, "post", "posts")
    own = today.volume - (today.reposts or 0)
    by = f" by {plural(today.authors, 'person', 'people')}" if today.authors else ""
    if not today.reposts:
        return f"{posts}{by} about {about} {when}{usual}."
    if not own:
        return f"{posts} about {about} {when}{usual}, all of them reposts."
    reposts = plural(today.reposts, "repost", "reposts")
    return f"{posts} about {about} {when}{usual}: {own:,}{by or _OWN_WORDS}, and {reposts}."


def _against_usual(day: TopicDay, named: Naming) -> str:
    """By the hour watched, so that half a day is not half as busy."""
    if day.times is None:
        return ""
    if day.usual_volume is not None and day.usual_volume < _FEW_POSTS:
        return f"; {named.usual} has {_few_posts(day.usual_volume)}"
    if not day.today.volume:
        return f"; {named.usual} has {number(day.usual_volume)}"
    by_hour = ", by the hour watched" if day.today.is_partly_watched else ""
    if 0.95 <= day.times < 1.05:
        return f"{by_hour}, as many as {_AS[named.by]} {named.usual}"
    if day.times < 1:
        return f"{by_hour}, {percent(day.times)} of {named.usual}"
    digits = 1 if day.times < 9.95 else 0
    return f"{by_hour}, {day.times:,.{digits}f} times {named.usual}"


def _few_posts(posts: float) -> str:
    return "fewer than one" if posts < 1 else number(posts)


def _watched(day: TopicDay, named: Naming) -> str:
    if day.today.volume is None or not day.today.is_partly_watched:
        return ""
    compared = day.times is not None or not day.usual_volume or not day.over
    usual = "" if compared else f" and {named.whole} is not compared with {named.usual}"
    watched = f"{percent(day.today.coverage)} of {named.whole}"
    return f"Only {watched} was watched, so posts are missing{usual}."


def _spike(day: TopicDay, named: Naming) -> str:
    if day.stood_out:
        few = "stands out" if len(day.stood_out) == 1 else "stand out"
        return f"{_days(day.stood_out)} {few} of the days before."
    spike = day.spike
    what = spike.posts if "posts" in spike.by else spike.people
    if not spike.fired or what is None:
        return _busy(day)
    low, high = map(number, what.usual)
    who = "posts" if "posts" in spike.by else "people"
    known = "; the monitor is still learning what is usual" if spike.learning else ""
    # Beside the posts of half a day, those of a whole one could be read as more.
    whole = f" of a whole {named.by}" if day.today.is_partly_watched else ""
    return f"That stands out: {low} to {high} {who} were to be expected{whole}{known}."


def _busy(day: TopicDay) -> str:
    """A day above what was to be expected, but within what happens now and then."""
    posts, rate = day.spike.posts, day.today.rate
    if posts is None or rate is None or rate <= posts.usual[1]:
        return ""
    low, high = map(number, posts.usual)
    few = day.spike.reason or f"that takes more than {number(posts.limit)}"
    told = f"More than the {low} to {high} posts that were to be expected"
    return f"{told}, yet it does not stand out: {few}."


def _days(found: Sequence[date]) -> str:
    *most, last = map(named_day, found)
    return f"{', '.join(most)} and {last}" if most else last


def _copies(day: TopicDay) -> str:
    own = (day.today.volume or 0) - (day.today.reposts or 0)
    copies = day.today.copies or 0
    if not own or not day.wordings or copies / own < _MANY_COPIES:
        return ""
    wordings = plural(day.wordings, "wording", "wordings")
    posts = plural(own, "post", "posts")
    part = percent(copies / own)
    return f"{part} of posts in people’s own words repeat an earlier one: {posts}, {wordings}."


def _without_copies(day: TopicDay) -> str:
    """Where a copied text makes another tone of the day."""
    told = day.people.without_copies if day.people else None
    if told is None or told.value is None or day.today.author_mean is None:
        return ""
    if abs(told.value - day.today.author_mean) < _ANOTHER_TONE:
        return ""
    return f"Without copied texts the tone is {mean(told)}."


def _tone(day: TopicDay, named: Naming) -> str:
    today = day.today
    if not today.volume:
        return ""
    if not today.scored:
        return "None of them could be read for tone."
    if len(today.scorers) > 1:
        return "Tone was read by two scorers, and is not told; monitor rescore makes it one."
    if today.author_mean is None:
        return "Too few people for a tone figure."
    return _changed(mean_with_interval(today), tone(day.before.author_mean), day, named)


def _changed(now: str, then: str, day: TopicDay, named: Naming) -> str:
    verdict = day.change.verdict
    since = "" if then == UNKNOWN else f" from {then} {named.before}"
    part = day.before.coverage if day.before.is_partly_watched else None
    since += f", of which {percent(part)} was watched" if since and part is not None else ""
    if verdict in _CLEAR:
        return f"Tone {verdict} to {now}{since}."
    if verdict == "no clear change":
        return f"Tone was {now}: no clear change{since}."
    return f"Tone was {now}{_incomparable(day, named)}."


def _incomparable(day: TopicDay, named: Naming) -> str:
    if day.before.volume is None:
        return f"; {named.before} was not watched"
    if day.change.verdict == "too few":
        return f"; too few people to compare with {named.before}"
    why = day.change.verdict.removeprefix(_NOT_COMPARABLE)
    return f"; not comparable with {named.before}: {why}"


def _disagreement(change: Change) -> str:
    still = change.standardised
    if still is None or not change.disagrees:
        return ""
    told = f"{still.verdict} ({tone(still.difference)})"
    told = f"tone {told}" if still.verdict in _CLEAR else f"there was {told}"
    return f"But with the platforms’ shares held still, {told}."


def _few(day: TopicDay) -> str:
    people = day.people
    if people is None:
        return ""
    loud = people.loudest_share or 0.0
    told = f"About {percent(loud)} of the posts are by the loudest 1% of accounts."
    turned = "Over posts, not people, few accounts drive the tone: without them it turns round."
    parts = (told if loud >= _MUCH else "", turned if people.driven_by_few else "")
    return " ".join(part for part in parts if part)
