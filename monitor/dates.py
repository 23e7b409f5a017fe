"""Days and moments as people name them, in English."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor.models import Granularity

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


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


def days(first: date, last: date) -> str:
    """From when to when, with what both share said once: `29 June to 5 July 2020`."""
    if first == last:
        return f"{day_and_month(first)} {first.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{day_and_month(first)}{year} to {day_and_month(last)} {last.year}"


def step(start: datetime, by: Granularity, zone: ZoneInfo) -> str:
    """The name of a step of a trend."""
    local = start.astimezone(zone)
    if by == "hour":
        twice = local.replace(fold=1 - local.fold).utcoffset() != local.utcoffset()
        offset = f" (UTC{local:%z})" if twice else ""  # where clocks go back
        return f"{named_day(local.date())}, {local:%H:%M}{offset}"
    if by == "week":
        return f"week of {day_and_month(local.date())}"
    return f"{_MONTHS[local.month - 1]} {local.year}" if by == "month" else named_day(local.date())


def short_step(start: datetime, by: Granularity, zone: ZoneInfo) -> str:
    """The same for an axis: `2 Jul`, `14:00`, `Jul 2020`."""
    local = start.astimezone(zone)
    if by == "month":
        return f"{_MONTHS[local.month - 1][:3]} {local.year}"
    return f"{local:%H:%M}" if by == "hour" and local.hour else short_day(local.date())


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
