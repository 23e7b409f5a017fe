"""Which days want their report: found by looking, so that no clock can make it twice."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_LONGEST = 60
"""Days back: what nobody made for longer is asked for by hand."""


def due_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When a day's report is made: at that time of the next day, in its zone.

    One instant for each day: of a time that clocks show twice the first one,
    of one that they skip the same distance behind it.
    """
    return datetime.combine(day + _DAY, at, zone).astimezone(_UTC)


_UTC = ZoneInfo("UTC")


def due(
    published: Mapping[date, tuple[str, datetime]],
    first: date,
    now: datetime,
    at: time,
    zone: ZoneInfo,
) -> list[date]:
    """The days since `first` whose report is not made yet, or can now be final, in order.

    A day gets its report on the next morning, and its final figures on the
    morning after that.
    """
    return [
        day
        for day in _days(max(first, now.astimezone(zone).date() - _LONGEST * _DAY), now, at, zone)
        if _wants(published.get(day), due_at(day, at, zone), due_at(day + _DAY, at, zone), now)
    ]


def _days(first: date, now: datetime, at: time, zone: ZoneInfo) -> Iterator[date]:
    day = first
    while due_at(day, at, zone) <= now:
        yield day
        day += _DAY


def _wants(
    made: tuple[str, datetime] | None, early: datetime, late: datetime, now: datetime
) -> bool:
    if made is None or made[1] < early:
        return True
    state, _ = made
    return state == "provisional" and now >= late


def next_due(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The next moment at which a report is made."""
    day = now.astimezone(zone).date() - 2 * _DAY
    while due_at(day, at, zone) <= now:
        day += _DAY
    return due_at(day, at, zone)
