"""What a request asks for: the same words, checks and messages as on the command line."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Query

from monitor.app.looking import Asked
from monitor.models import Granularity
from monitor.timeline import Window
from monitor.web.desk import Desk

_SINCE = "2020-07-02 (local midnight), a moment with offset, or 30d (also 12h, 2w)."
Since = Annotated[str, Query(description=_SINCE, min_length=1, max_length=40)]
Until = Annotated[str, Query(description="As `since`; not included.", min_length=1, max_length=40)]
Maybe = Annotated[str | None, Query(max_length=40)]
Zone = Annotated[str | None, Query(description="An IANA zone.", max_length=64)]
By = Annotated[Granularity, Query(description="How long a step is.")]


def _window(since: Since = "30d", until: Until = "now", by: By = "day", tz: Zone = None) -> Asked:
    return Asked(since, until, by, tz or None)


def _part(
    since: Since = "30d",
    until: Until = "now",
    by: By = "day",
    tz: Zone = None,
    platform: Annotated[
        str | None, Query(description="One platform's mentions alone.", max_length=64)
    ] = None,
    language: Annotated[
        str | None, Query(description="One language's mentions alone.", max_length=64)
    ] = None,
) -> Asked:
    return Asked(since, until, by, tz or None, platform or None, language or None)


AskedWindow = Annotated[Asked, Depends(_window)]
AskedPart = Annotated[Asked, Depends(_part)]


def window_of(desk: Desk, since: str | None, until: str | None) -> Window | None:
    """The window meant, open at an end that is not given; None: all time."""
    if not since and not until:
        return None
    return desk.monitor.window(since or "1990-01-01", until or "2999-12-31", desk.view.zone())


def utc_days(desk: Desk, since: str, until: str) -> tuple[date, date]:
    """The UTC days that the window meets, first and last."""
    window = desk.monitor.window(since, until, desk.view.zone("UTC"))
    last = (window.end - timedelta(microseconds=1)).astimezone(UTC)
    return _day(window.start), last.date()


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
