"""Figures in words: numbers, dates, changes. Nothing here knows HTML or Markdown."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.comparing import Change
from monitor.figures import UNKNOWN, number, percent, tone
from monitor.points import WHOLE, Point

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


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def change(found: Change) -> str:
    """The difference of tone with its interval, or why there is none."""
    if found.difference is None:
        return "too few people" if found.verdict == "too few" else found.verdict
    low, high = found.ci or (None, None)
    return f"{found.verdict}: {tone(found.difference)} ({tone(low)} to {tone(high)})"


def change_on_all_platforms(found: Change) -> str:
    """The same; where the platforms' shares make another story of it, with that one."""
    still = found.standardised if found.disagrees else None
    if still is None:
        return change(found)
    held = f"{still.verdict} ({tone(still.difference)})"
    return f"{change(found)}; with the platforms’ shares held still {held}"


def history(points: Sequence[Point], zone: ZoneInfo) -> str:
    """The chart in words, for those who cannot see it."""

    def days(chosen: Callable[[Point], bool]) -> str:
        return ", ".join(short_day(p.start.astimezone(zone).date()) for p in points if chosen(p))

    known = [point.volume for point in points if point.volume is not None]
    tones = [point.author_mean for point in points if point.author_mean is not None]
    parts = [f"Posts a day: {min(known):,} to {max(known):,}." if known else "No day is known."]
    if tones:
        low, high = tone(min(tones)), tone(max(tones))
        parts.append(f"Tone: {low}." if low == high else f"Tone: {low} to {high}.")
    if gaps := days(lambda point: point.volume is None):
        parts.append(f"Not watched: {gaps}.")
    if part := days(lambda p: p.volume is not None and is_partly_watched(p)):
        parts.append(f"Partly watched: {part}.")
    return " ".join(parts)
