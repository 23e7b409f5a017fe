"""The day of one topic in plain words, from known figures only.

Nothing here knows HTML or Markdown. A name that stands in a sentence has been
through its page's sink already.
"""

from datetime import date

from monitor.comparing import Change
from monitor.figures import UNKNOWN, mean_with_interval, number, percent, tone
from monitor.points import Point
from monitor.report.summary import TopicDay
from monitor.report.words import capital, is_partly_watched, named_day, plural, weekday

_OWN_WORDS = " in people’s own words"
_NOT_COMPARABLE = "not comparable: "
_MANY_COPIES = 0.2
"""Part of the originals from which on their copies are worth a sentence."""
_MUCH = 0.3
"""Part of the posts from which on it is worth a sentence that the loudest 1 % wrote it."""
_CLEAR = ("rose", "fell")


def headline(name: str, day: TopicDay, on: date) -> str:
    """The day of one topic, as one paragraph."""
    about = _about(name)
    parts = (_volume(about, day, on), _watched(day, on), _spike(day, on), _tone(day))
    return " ".join(part for part in (*parts, _disagreement(day.change)) if part)


def basis(day: TopicDay) -> str:
    """What a reader must know before repeating the figures above; empty where there is nothing."""
    return " ".join(part for part in (_copies(day), _few(day), _read(day.today)) if part)


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


def _volume(about: str, day: TopicDay, on: date) -> str:
    today, when = day.today, named_day(on) + ("" if day.over else ", so far")
    if today.volume is None:
        return f"{capital(about)} was not watched on {when}."
    usual = _against_usual(day, on)
    if not today.volume:
        return f"No posts about {about} on {when}{usual}."
    posts = plural(today.volume, "post", "posts")
    own = today.volume - (today.reposts or 0)
    by = f" by {plural(today.authors, 'person', 'people')}" if today.authors else ""
    if not today.reposts:
        return f"{posts}{by} about {about} on {when}{usual}."
    if not own:
        return f"{posts} about {about} on {when}{usual}, all of them reposts."
    reposts = plural(today.reposts, "repost", "reposts")
    return f"{posts} about {about} on {when}{usual}: {own:,}{by or _OWN_WORDS}, and {reposts}."


def _against_usual(day: TopicDay, on: date) -> str:
    """By the hour watched, so that half a day is not half as busy."""
    if day.times is None:
        return ""
    if not day.today.volume:
        return f"; a usual {weekday(on)} has {number(day.usual_volume)}"
    by_hour = ", by the hour watched" if is_partly_watched(day.today) else ""
    if 0.95 <= day.times < 1.05:
        return f"{by_hour}, as many as on a usual {weekday(on)}"
    if day.times < 1:
        return f"{by_hour}, {percent(day.times)} of a usual {weekday(on)}"
    digits = 1 if day.times < 9.95 else 0
    return f"{by_hour}, {day.times:,.{digits}f} times a usual {weekday(on)}"


def _watched(day: TopicDay, on: date) -> str:
    if day.today.volume is None or not is_partly_watched(day.today):
        return ""
    compared = day.times is not None or not day.usual_volume or not day.over
    usual = "" if compared else f" and the day is not compared with a usual {weekday(on)}"
    return (
        f"Only {percent(day.today.coverage)} of the day was watched, so posts are missing{usual}."
    )


def _spike(day: TopicDay, on: date) -> str:
    spike = day.spike
    what = spike.posts if "posts" in spike.by else spike.people
    if not spike.fired or what is None:
        return ""
    low, high = map(number, what.usual)
    who = "posts" if "posts" in spike.by else "people"
    known = "; the monitor is still learning what is usual" if spike.learning else ""
    # Beside the posts of half a day, those of a whole one could be read as more.
    whole = " of a whole day" if is_partly_watched(day.today) else ""
    return f"That stands out: {low} to {high} {who} were to be expected{whole}{known}."


def _copies(day: TopicDay) -> str:
    own = (day.today.volume or 0) - (day.today.reposts or 0)
    copies = day.today.copies or 0
    if not own or not day.wordings or copies / own < _MANY_COPIES:
        return ""
    wordings = plural(day.wordings, "wording", "wordings")
    posts = plural(own, "post", "posts")
    part = percent(copies / own)
    return f"{part} of posts in people’s own words repeat an earlier one: {posts}, {wordings}."


def _tone(day: TopicDay) -> str:
    today = day.today
    if not today.volume:
        return ""
    if not today.scored:
        return "None of them could be read for tone."
    if len(today.scorers) > 1:
        return "Tone was read by two scorers, and is not told; monitor rescore makes it one."
    if today.author_mean is None:
        return "Too few people for a tone figure."
    return _changed(mean_with_interval(today), tone(day.before.author_mean), day)


def _changed(now: str, then: str, day: TopicDay) -> str:
    verdict = day.change.verdict
    since = "" if then == UNKNOWN else f" from {then} the day before"
    if verdict in _CLEAR:
        return f"Tone {verdict} to {now}{since}."
    if verdict == "no clear change":
        return f"Tone was {now}: no clear change{since}."
    return f"Tone was {now}{_incomparable(day)}."


def _incomparable(day: TopicDay) -> str:
    if day.before.volume is None:
        return "; the day before was not watched"
    if day.change.verdict == "too few":
        return "; too few people to compare with the day before"
    return (
        f"; not comparable with the day before: {day.change.verdict.removeprefix(_NOT_COMPARABLE)}"
    )


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
