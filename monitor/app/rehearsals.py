"""The spike rule over what is stored: when it would have told, before anybody relies on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from monitor import trends
from monitor.errors import UsageError
from monitor.points import Point
from monitor.rehearse import Accounts, Rehearsed, accounts_of, rehearse
from monitor.statistics.spikes import MEMORY
from monitor.storage import Store
from monitor.timeline import Window, midnight

LONGEST = 3660
"""Days of one rehearsal."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the rule would have said of each day, by topic."""

    first: date
    days: int
    zone: ZoneInfo
    topics: Mapping[str, tuple[Rehearsed, ...]]

    def to_dict(self) -> dict[str, Any]:
        """As `rehearse --json` prints it: the days that exceed a limit."""
        return {
            "first": self.first.isoformat(),
            "days": self.days,
            "topics": {
                name: {
                    "fired": sum(each.spike.fired for each in found),
                    "judged": sum(each.spike.posts is not None for each in found),
                    "above": [self._day(each) for each in above(found)],
                }
                for name, found in self.topics.items()
            },
        }

    def on(self, each: Rehearsed) -> date:
        """The local day."""
        return each.point.start.astimezone(self.zone).date()

    def _day(self, each: Rehearsed) -> dict[str, Any]:
        point = each.point
        told = {"date": self.on(each).isoformat(), "posts": point.volume, "people": point.authors}
        return told | {"coverage": point.coverage, "spike": each.spike.to_dict()}


def above(found: tuple[Rehearsed, ...]) -> Iterator[Rehearsed]:
    """The days that exceed a limit, whether they are spikes or not."""
    return (each for each in found if each.spike.by)


def rehearsal(
    store: Store, topics: list[str], last: date, days: int, zone: ZoneInfo, now: datetime
) -> Rehearsal:
    """The rule over so many whole days up to `last`, each judged by the days before it alone."""
    if not 1 <= days <= LONGEST:
        raise UsageError(f"--days {days} is not from 1 to {LONGEST:,}")
    first = last - timedelta(days=days - 1)
    span = Window(
        midnight(first - timedelta(days=MEMORY), zone), midnight(last + timedelta(days=1), zone)
    )
    return Rehearsal(
        first,
        days,
        zone,
        {name: tuple(_replayed(store, name, span, days, zone, now)) for name in topics},
    )


def _replayed(
    store: Store, topic: str, span: Window, days: int, zone: ZoneInfo, now: datetime
) -> Iterator[Rehearsed]:
    points = trends.volumes(store, topic, span, zone=zone, now=now)

    def accounts(point: Point) -> Accounts:
        with store.read() as reader:
            heard = reader.heard(topic, Window(point.start, point.end))
            return accounts_of(heard.voices())

    return rehearse(points, days, accounts)
