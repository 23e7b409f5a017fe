"""Times as people ask for them: a zone's name, and the window between two moments."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from monitor.errors import UsageError
from monitor.models import Granularity
from monitor.timeline import Window, parse_moment

Moment = str | date | datetime
"""`2020-07-02`, `30d`, `now`, a date (its local midnight) or a moment."""
_SHORTEST_S = {"hour": 3600, "day": 86_400, "week": 604_800, "month": 2_419_200}


def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name; raises `UsageError` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"--tz {name!r} is no time zone; write an IANA name such as Europe/London"
        ) from error


def at_most(steps: int, window: Window, by: Granularity) -> None:
    """Raises `UsageError` for a window that may hold more steps."""
    if window.seconds / _SHORTEST_S[by] > steps:
        raise UsageError(
            f"the window holds more than {steps:,} {by}s; ask for a shorter window or longer steps"
        )


def window_of(since: Moment, until: Moment, zone: ZoneInfo, now: datetime) -> Window:
    """The half-open window meant; raises `UsageError` where it is empty."""
    window = Window(_moment(since, zone, now), _moment(until, zone, now))
    if window.seconds <= 0:
        raise UsageError(
            f"the window from {window.start.isoformat()} to {window.end.isoformat()} "
            "is empty; --since must come before --until"
        )
    return window


def _moment(moment: Moment, zone: ZoneInfo, now: datetime) -> datetime:
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise UsageError(f"{moment.isoformat()} has no UTC offset")
    text = moment if isinstance(moment, str) else moment.isoformat()
    try:
        return parse_moment(text, now, zone)
    except ValueError as error:
        raise UsageError(str(error)) from error
