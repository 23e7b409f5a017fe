"""The form of the trends: what can be chosen, and what is."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from monitor.report import words
from monitor.text import printable
from monitor.web.desk import Desk
from monitor.web.question import RANGES, STEPS, Framed

Option = tuple[str, str, bool]
"""Its value, what it is called, whether it is chosen."""
_RANGES: Mapping[str, str] = {"7d": "7 days", "30d": "30 days", "90d": "90 days", "all": "All"}
_STEPS: Mapping[str, str] = {
    "auto": "as it fits",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
}


def form_of(desk: Desk, frame: Framed) -> dict[str, Any]:
    question = frame.question
    languages = {one for of_topic in desk.view.languages().values() for one in of_topic}
    asked = {question.language} - {""}  # whatever it is, it stays chosen
    return {
        "topics": _options(desk.view.topics(), question.topic, lambda name: name),
        "steps": _options(STEPS, question.by, lambda by: _STEPS[by]),
        "platforms": _options(
            desk.view.platforms(), question.platform, lambda one: words.platform(one, printable)
        ),
        "languages": _options(
            sorted(languages | asked),
            question.language,
            lambda one: words.language(one, printable),
        ),
        "since": frame.first.isoformat(),
        "until": frame.end.isoformat(),
        "tz": str(frame.zone),
        "min_authors": desk.view.min_authors,
    }


def _options(values: Iterable[str], chosen: str, name: Callable[[str], str]) -> list[Option]:
    return [(value, printable(name(value)), value == chosen) for value in values]


def ranges(frame: Framed) -> list[Option]:
    """A link to the same question of another time each."""

    def link(chosen: str) -> str:
        return frame.question.query(range=chosen, since="", until="")

    return [(link(one), _RANGES[one], one == frame.range) for one in RANGES]
