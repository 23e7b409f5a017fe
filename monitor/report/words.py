"""Names and changes in words. Nothing here knows HTML or Markdown."""

from collections.abc import Callable

from monitor.comparing import Change
from monitor.figures import UNKNOWN, number, tone
from monitor.points import Point

LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
    "other": "others, too few people each", "unknown": "not known",
}  # fmt: skip
PLATFORMS = {
    "x": "X", "bluesky": "Bluesky", "mastodon": "Mastodon", "sample": "invented posts",
}  # fmt: skip


def platform(name: str, sink: Callable[[str], str]) -> str:
    return PLATFORMS.get(name) or sink(name)


def language(code: str, sink: Callable[[str], str]) -> str:
    return LANGUAGES.get(code) or sink(code)


def voters(point: Point) -> str:
    """How many people stand behind the tone: exact where everything was scored."""
    if point.author_mean is None:
        return UNKNOWN
    return f"{'at most ' if point.unscored else ''}{number(point.authors)}"


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
