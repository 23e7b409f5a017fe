"""Gathers a day's figures from the store. Reads only.

First everything is found, then the differences are told: how wide each
interval is drawn depends on how many of them the page shows.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from monitor.budget import usd
from monitor.comparing import tell
from monitor.coverage import gaps
from monitor.report.aftermaths import around, told
from monitor.report.days import HISTORY_DAYS, Day, History
from monitor.report.summary import FINAL_AFTER, Summary, TopicDay
from monitor.report.topic import contrasts, topic_day
from monitor.report.wanted import Wanted
from monitor.statistics import widened
from monitor.storage import Store
from monitor.storage.reading import Reader
from monitor.timeline import Window, day_window


def summarise(store: Store, day: date, wanted: Wanted, now: datetime) -> Summary:
    """A day's figures as they are now; the revision is set by `publishing`."""
    window = day_window(day, wanted.zone)
    at = Day(window, wanted.zone, now)
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
        both = reader.in_several_topics(at.seen)
        spend = _spend(reader, day)
    first = day - timedelta(days=HISTORY_DAYS - 1)
    final_at = window.end + FINAL_AFTER
    return Summary(
        title=wanted.title,
        date=day,
        tz=str(wanted.zone),
        start=window.start,
        end=window.end,
        state="final" if now >= final_at else "provisional",
        scorer=_scorers(days.values()) or wanted.scorer,
        topics=days,
        both=both,
        events=tuple(event for event in wanted.events if first <= event.on <= day),
        after=tuple(told(event, wanted.events, day, level) for event in events),
        # As they were when the day became final: that time goes by changes no figure.
        gaps=_gaps(store, min(now, final_at), wanted.reach, at.seen),
        demand=wanted.demand,
        spend=spend,
        invented=any("sample" in topic.sources for topic in days.values()),
    )


def _gaps(
    store: Store, now: datetime, reach: Mapping[str, timedelta], seen: Window
) -> tuple[dict[str, Any], ...]:
    return tuple(gap.to_dict() for gap in gaps(store, now, reach, seen))


def _spend(reader: Reader, day: date) -> dict[str, float]:
    """Money is counted in UTC days and months, as X bills it."""
    spent = reader.ledger.spent(day)
    return {"day_usd": usd(spent.day), "month_usd": usd(spent.month)}


def _scorers(days: Iterable[TopicDay]) -> str:
    return ", ".join(sorted({name for day in days for name in day.today.scorers}))
