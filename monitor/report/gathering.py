"""Gathers the figures of a day or a week from the store. Reads only.

First everything is found, then the differences are told: how wide each
interval is drawn depends on how many of them the page shows.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from monitor.budget import usd
from monitor.comparing import tell
from monitor.coverage import gaps
from monitor.models import Event, Signatures, Span
from monitor.points import Point
from monitor.report.aftermaths import around, told
from monitor.report.periods import HISTORY_DAYS, History, Period
from monitor.report.summary import FINAL_AFTER, Shared, Summary, TopicDay
from monitor.report.topic import contrasts, topic_day
from monitor.report.wanted import Wanted
from monitor.signatures import beside, curves, milestones
from monitor.statistics import widened
from monitor.storage import Store
from monitor.storage.reading import Reader
from monitor.timeline import Window, from_epoch, midnight


def summarise(store: Store, day: date, wanted: Wanted, now: datetime, by: Span = "day") -> Summary:
    """The figures of a day, or of the week that it lies in, as they are now.

    The revision is set by `publishing`.
    """
    at = Period.of(day, by, wanted.zone, now)
    window, final_at = at.window, at.window.end + FINAL_AFTER
    histories = {name: History(store, name, at, wanted.min_authors) for name in wanted.topics}
    found = {name: contrasts(history) for name, history in histories.items()}
    events = around(histories, wanted.events)
    of_days = sum(one.shown for pair in found.values() for one in pair)
    level = widened(of_days + sum(event.shown for event in events))
    days = {
        name: topic_day(history, wanted, *(tell(one, level) for one in found[name]))
        for name, history in histories.items()
    }
    with store.read() as reader:
        shared = _shared(reader, at, histories.values())
        spend = _spend(reader, at)
        counted = reader.signatures.all(min(window.end, now))
    first = at.last - timedelta(days=HISTORY_DAYS - 1)
    return Summary(
        title=wanted.title,
        date=at.first,
        by=by,
        tz=str(wanted.zone),
        start=window.start,
        end=window.end,
        state="final" if now >= final_at else "provisional",
        scorer=_scorers(days.values()) or wanted.scorer,
        topics=days,
        shared=shared,
        events=tuple(event for event in wanted.events if first <= event.on <= at.last),
        milestones=tuple(e for e in _passed(counted, wanted) if first <= e.on <= at.last),
        signatures=_of_chart(counted, midnight(first, wanted.zone)),
        after=tuple(told(event, wanted.events, at.last, level) for event in events),
        # As they were when the day became final: that time goes by changes no figure.
        gaps=_gaps(store, min(now, final_at), wanted.reach, at.seen),
        demand=wanted.demand,
        spend=spend,
        invented=any("sample" in topic.sources for topic in days.values()),
    )


def _passed(counted: Iterable[Signatures], wanted: Wanted) -> Iterator[Event]:
    """The milestones that no event of the configuration tells already."""
    for curve in curves(counted).values():
        passed = milestones(curve, wanted.milestones, wanted.zone)
        yield from (event for event in beside(wanted.events, passed) if event in passed)


def _of_chart(counted: Iterable[Signatures], start: datetime) -> tuple[Signatures, ...]:
    """Those of the chart's days, and what stood of each petition's curve before them."""
    before = curves(one for one in counted if one.at < start)
    last = (curve[-1] for curve in before.values())
    return (*last, *(one for one in counted if one.at >= start))


def _gaps(
    store: Store, now: datetime, reach: Mapping[str, timedelta], seen: Window
) -> tuple[dict[str, Any], ...]:
    return tuple(gap.to_dict() for gap in gaps(store, now, reach, seen))


def _spend(reader: Reader, at: Period) -> dict[str, float]:
    """Money is counted in UTC days and months, as X bills it."""
    spent = [reader.ledger.spent(at.first + timedelta(days=n)) for n in range(at.days)]
    of_all = usd(sum(one.day for one in spent))
    return {f"{at.by}_usd": of_all, "month_usd": usd(spent[-1].month)}


def _shared(reader: Reader, at: Period, histories: Iterable[History]) -> Shared:
    """What is about two topics at once, and how much of it each day of the chart had."""
    posts, reposts, people = reader.shared(at.seen)
    days = tuple(zip(*(history.chart for history in histories), strict=True))
    starts = [day[0].start for day in days]
    counts = Counter(dict.fromkeys(starts, 0))
    for bucket, n in reader.shared_by_bucket(at.back_to(HISTORY_DAYS)):
        counts[starts[bisect_right(starts, from_epoch(bucket)) - 1]] += n
    history = tuple(_together(day, counts[day[0].start]) for day in days)
    return Shared(posts, reposts, people, history)


def _together(topics: Sequence[Point], n: int) -> Point:
    """A day on which no topic is known is not known for both, either."""
    first = topics[0]
    known = any(point.volume is not None for point in topics)
    return Point(first.start, first.end, volume=n if known else None, coverage=first.coverage)


def _scorers(days: Iterable[TopicDay]) -> str:
    return ", ".join(sorted({name for day in days for name in day.today.scorers}))
