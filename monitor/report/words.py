"""Figures in words: numbers, dates, and the sentences of the report.

Nothing here knows HTML or Markdown. A name that stands in a sentence has been
through its page's sink already.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.figures import UNKNOWN, mean_with_interval, number, percent, tone
from monitor.models import Point
from monitor.report.summary import WHOLE, Change, TopicDay

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip
LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
    "other": "others, too few people each", "unknown": "not known",
}  # fmt: skip
PLATFORMS = {"x": "X", "bluesky": "Bluesky", "mastodon": "Mastodon"}
_OWN_WORDS = " in people’s own words"
_NOT_COMPARABLE = "not comparable: "


def short_number(value: float | None) -> str:
    """At most five characters, for the gutters: `9,800`, `12.4k`, `3.1M`."""
    if value is None or value < 10_000:
        return number(value)
    big, unit = (value / 1_000, "k") if value < 999_500 else (value / 1_000_000, "M")
    return f"{big:.1f}".removesuffix(".0") + unit if big < 100 else f"{big:.0f}{unit}"


def money(usd: float | None) -> str:
    if usd is None:
        return UNKNOWN
    return "under $0.01" if 0 < usd < 0.005 else f"${usd:,.2f}"


def plural(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}"


def weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def day_and_month(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def short_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def named_day(day: date) -> str:
    return f"{weekday(day)} {day_and_month(day)}"


def full_day(day: date) -> str:
    return f"{named_day(day)} {day.year}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    return _moment(at.astimezone(zone))


def span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """From when to when, in local time; with the offset where clocks change in between."""
    a, b = start.astimezone(zone), end.astimezone(zone)
    if a.utcoffset() != b.utcoffset():
        return f"{_moment(a)} (UTC{a:%z}) to {_moment(b)} (UTC{b:%z})"
    return f"{_moment(a)} to {f'{b:%H:%M}' if a.date() == b.date() else _moment(b)}"


def _moment(local: datetime) -> str:
    return f"{short_day(local)}, {local:%H:%M}"


def is_partly_watched(point: Point) -> bool:
    return point.coverage is not None and point.coverage < WHOLE


def counted(n: int | None, of: int | None) -> str:
    """A count with its share of the whole."""
    return f"{number(n)} ({percent(n / of)})" if n is not None and of else number(n)


def voters(point: Point) -> str:
    """How many people stand behind the tone: exact where everything was scored."""
    if point.author_mean is None:
        return UNKNOWN
    return f"{'at most ' if point.unscored else ''}{number(point.authors)}"


def headline(name: str, day: TopicDay, on: date) -> str:
    """The day of one topic in plain words, from known figures only."""
    parts = [_volume(_about(name), day, on), _watched(day, on), _tone(day)]
    return " ".join(part for part in parts if part)


def basis(point: Point) -> str:
    """How much of the day the tone was read from; empty where it was all of it."""
    if not point.scored or not point.unscored:
        return ""
    own = point.scored + point.unscored
    return (
        f"Tone was read from {point.scored:,} of {own:,} posts in people’s own words "
        f"({percent(point.scored / own)}); the others are not in a language that is scored."
    )


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]


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
    """Left out where the day is not over or not watched whole: a part tells not the rest."""
    usual, volume = day.usual_volume, day.today.volume
    if not usual or volume is None or not day.over or is_partly_watched(day.today):
        return ""
    if not volume:
        return f"; a usual {weekday(on)} has {number(usual)}"
    times = volume / usual
    if 0.95 <= times < 1.05:
        return f", as many as on a usual {weekday(on)}"
    if times < 1:
        return f", {percent(times)} of a usual {weekday(on)}"
    return f", {times:,.{1 if times < 9.95 else 0}f} times a usual {weekday(on)}"


def _watched(day: TopicDay, on: date) -> str:
    if day.today.volume is None or not is_partly_watched(day.today):
        return ""
    usual = f" and the day is not compared with a usual {weekday(on)}" if day.usual_volume else ""
    return (
        f"Only {percent(day.today.coverage)} of the day was watched, so posts are missing{usual}."
    )


def _tone(day: TopicDay) -> str:
    today = day.today
    if not today.volume:
        return ""
    if not today.scored:
        return "None of them could be read for tone."
    if today.author_mean is None:
        return "Too few people for a tone figure."
    return _changed(mean_with_interval(today), tone(day.before.author_mean), day)


def _changed(now: str, then: str, day: TopicDay) -> str:
    verdict = day.change.verdict
    since = "" if then == UNKNOWN else f" from {then} the day before"
    if verdict in ("rose", "fell"):
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


def change(found: Change) -> str:
    """The difference of tone with its interval, or why there is none."""
    if found.difference is None:
        return "too few people" if found.verdict == "too few" else found.verdict
    low, high = found.ci or (None, None)
    return f"{found.verdict}: {tone(found.difference)} ({tone(low)} to {tone(high)})"


def history(points: Sequence[Point], zone: ZoneInfo) -> str:
    """The chart in words, for those who cannot see it."""

    def days(chosen: Callable[[Point], bool]) -> str:
        return ", ".join(short_day(p.start.astimezone(zone).date()) for p in points if chosen(p))

    known = [point.volume for point in points if point.volume is not None]
    tones = [point.author_mean for point in points if point.author_mean is not None]
    parts = [f"Posts a day: {min(known):,} to {max(known):,}." if known else "No day is known."]
    if tones:
        parts.append(f"Tone: {tone(min(tones))} to {tone(max(tones))}.")
    if gaps := days(lambda point: point.volume is None):
        parts.append(f"Not watched: {gaps}.")
    if part := days(lambda p: p.volume is not None and is_partly_watched(p)):
        parts.append(f"Partly watched: {part}.")
    return " ".join(parts)
