"""The petition's own curve: its figures with who says so, and what the chart shows of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor import charts, dates
from monitor.figures import UNKNOWN, number
from monitor.models import Signatures
from monitor.signatures import Stretch, curves, stretches

_SHOWN = 12
"""Figures that the table holds: the last ones."""
_KINDS = {
    "observed": "seen on the petition's page",
    "reported": "as reported",
    "official": "the platform's own figure",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One count, and what lies between it and the one before."""

    when: str
    count: str
    since: str
    per_day: str
    kind: str
    origin: str


@dataclass(frozen=True, slots=True)
class PetitionTable:
    name: str
    figures: tuple[Figure, ...]
    earlier: int
    """Figures before those."""


def tables(
    counts: Sequence[Signatures], zone: ZoneInfo, sink: Callable[[str], str]
) -> tuple[PetitionTable, ...]:
    """A table for each petition, its latest figures last."""
    found = []
    for name, curve in curves(counts).items():
        since = {stretch.end: stretch for stretch in stretches(curve)}
        of_it = sorted((one for one in counts if one.petition == name), key=lambda one: one.at)
        figures = [_figure(one, since.get(one), zone, sink) for one in of_it]
        found.append(PetitionTable(sink(name), tuple(figures[-_SHOWN:]), len(figures[:-_SHOWN])))
    return tuple(found)


def _figure(
    one: Signatures, before: Stretch | None, zone: ZoneInfo, sink: Callable[[str], str]
) -> Figure:
    """What is no part of the curve says nothing of what came since the one before."""
    day = dates.short_day(one.at.astimezone(zone).date())
    return Figure(
        # Of a report nobody knows the hour.
        when=day if one.kind == "reported" else dates.moment(one.at, zone),
        count=number(one.count),
        since=f"{before.gained:+,}".replace("-", "−") if before else UNKNOWN,
        per_day=_a_day(before.per_day) if before else UNKNOWN,
        kind=_KINDS[one.kind],
        origin=sink(one.origin),
    )


def _a_day(rate: float | None) -> str:
    """With a tenth where there are few: 1.8 a day are 13 in a week."""
    if rate is None or abs(rate) >= 10:
        return number(rate)
    return f"{rate:.1f}".replace("-", "−")


def drawn(
    counts: Sequence[Signatures], zone: ZoneInfo, name: Callable[[str], str]
) -> list[charts.Petition]:
    """What the chart shows of each petition that has two figures or more."""
    curves_ = curves(counts)
    found = []
    for petition, curve in curves_.items():
        if len(curve) > 1:
            shown = "petition" if len(curves_) == 1 else name(petition)
            counted = [charts.Count(one.at, one.count, _title(one, zone)) for one in curve]
            paces = [_pace(stretch, zone) for stretch in stretches(curve) if stretch.per_day]
            found.append(charts.Petition(shown, counted, paces))
    return found


def _title(one: Signatures, zone: ZoneInfo) -> str:
    day = dates.named_day(one.at.astimezone(zone).date())
    return f"{day}: {one.count:,} signatures, {_KINDS[one.kind]}"


def _pace(stretch: Stretch, zone: ZoneInfo) -> charts.Pace:
    start, end = (one.at.astimezone(zone).date() for one in (stretch.start, stretch.end))
    told = f"{dates.short_day(start)} to {dates.short_day(end)}"
    per_day = stretch.per_day or 0.0
    title = f"{told}: {_a_day(per_day)} signatures a day on average"
    return charts.Pace(stretch.start.at, stretch.end.at, per_day, title)
