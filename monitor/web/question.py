"""What a page of the trends asks for: from its form, its links, or nothing at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Annotated, cast, get_args
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Depends, Query

from monitor.app.looking import Asked
from monitor.app.times import Moment
from monitor.errors import UsageError
from monitor.models import Granularity
from monitor.timeline import Window, midnight

RANGES: Mapping[str, int | None] = {"7d": 7, "30d": 30, "90d": 90, "all": None}
"""Days up to now; of `all` nobody knows before what is stored."""
STEPS = ("auto", *get_args(Granularity))
_AUTO: tuple[tuple[int, Granularity], ...] = ((3, "hour"), (120, "day"), (730, "week"))
"""Up to how many days the steps of themselves are how long."""
_OLD = timedelta(days=30)
Windows = Callable[[Moment, Moment, ZoneInfo], Window]
"""Makes a window out of two moments, as the command line does."""
_Text = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Question:
    """As it stands in the address; empty: not asked for."""

    topic: str = ""
    range: str = ""
    since: str = ""
    until: str = ""
    by: str = "auto"
    tz: str = ""
    platform: str = ""
    language: str = ""

    def query(self, **changed: str) -> str:
        """The address of this question, with something else in it."""
        values = {f.name: getattr(self, f.name) for f in fields(self)} | changed
        told = {name: value for name, value in values.items() if value and value != "auto"}
        return "?" + urlencode(told)


@dataclass(frozen=True, slots=True)
class Framed:
    """The time of a question, made out."""

    window: Window
    by: Granularity
    zone: ZoneInfo
    range: str
    """Empty where the time is the asker's own."""
    is_old: bool
    """It ends with the last stored post, long before now."""
    question: Question

    @property
    def asked(self) -> Asked:
        question = self.question
        return Asked(
            self.window.start,
            self.window.end,
            self.by,
            str(self.zone),
            question.platform or None,
            question.language or None,
        )

    @property
    def first(self) -> date:
        return self.window.start.astimezone(self.zone).date()

    @property
    def last(self) -> date:
        return (self.window.end - timedelta(microseconds=1)).astimezone(self.zone).date()

    @property
    def end(self) -> date:
        """The day before which it ends."""
        return self.last + timedelta(days=1)


def framed(
    question: Question, stored: Window | None, zone: ZoneInfo, now: datetime, windows: Windows
) -> Framed:
    """Which time is meant. Raises `UsageError` for one that makes no sense."""
    if question.by not in STEPS:
        raise UsageError(f"--by {question.by!r} is none of {', '.join(STEPS)}")
    is_old = bool(stored and now - stored.end > _OLD)
    end = _after(stored.end, zone) if is_old and stored else now
    own = bool(question.since or question.until)
    if own:
        since: Moment = question.since or (stored.start if stored else end - _OLD)
        window = windows(since, question.until or now, zone)
        chosen, is_old = "", False
    else:
        chosen = question.range or "30d"
        window = Window(_begin(chosen, stored, end, zone), end)
    by = _auto(window) if question.by == "auto" else cast(Granularity, question.by)
    return Framed(window, by, zone, chosen, is_old, replace(question, range=chosen))


def _begin(chosen: str, stored: Window | None, end: datetime, zone: ZoneInfo) -> datetime:
    if chosen not in RANGES:
        raise UsageError(f"--range {chosen!r} is none of {', '.join(RANGES)}")
    days = RANGES[chosen]
    if days is None:
        begin = stored.start if stored else end - _OLD
        return midnight(begin.astimezone(zone).date(), zone)
    last = (end - timedelta(microseconds=1)).astimezone(zone).date()
    return midnight(last - timedelta(days=days - 1), zone)


def _after(moment: datetime, zone: ZoneInfo) -> datetime:
    return midnight(moment.astimezone(zone).date() + timedelta(days=1), zone)


def _auto(window: Window) -> Granularity:
    days = window.seconds / 86_400
    return next((by for most, by in _AUTO if days <= most), "month")


def _question(
    topic: _Text = "",
    range: _Text = "",
    since: _Text = "",
    until: _Text = "",
    by: _Text = "auto",
    tz: _Text = "",
    platform: _Text = "",
    language: _Text = "",
) -> Question:
    values = (topic, range, since, until, by or "auto", tz, platform, language)
    return Question(*(value.strip() for value in values))


AskedPage = Annotated[Question, Depends(_question)]
