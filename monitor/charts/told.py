"""The chart in words, for those who cannot see it."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from monitor.dates import short_step
from monitor.figures import tone
from monitor.models import Granularity
from monitor.points import Point


def in_words(points: Sequence[Point], zone: ZoneInfo, by: Granularity = "day") -> str:
    def steps(chosen: Callable[[Point], bool]) -> str:
        return ", ".join(short_step(p.start, by, zone) for p in points if chosen(p))

    known = [point.volume for point in points if point.volume is not None]
    tones = [point.author_mean for point in points if point.author_mean is not None]
    each = "an hour" if by == "hour" else f"a {by}"
    parts = [f"Posts {each}: {min(known):,} to {max(known):,}." if known else f"No {by} is known."]
    if tones:
        low, high = tone(min(tones)), tone(max(tones))
        parts.append(f"Tone: {low}." if low == high else f"Tone: {low} to {high}.")
    if gaps := steps(lambda point: point.volume is None):
        parts.append(f"Not watched: {gaps}.")
    if part := steps(lambda point: point.volume is not None and point.is_partly_watched):
        parts.append(f"Partly watched: {part}.")
    return " ".join(parts)
