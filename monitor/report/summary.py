"""A day's figures: gathered once, then only shown."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from monitor.budget import usd
from monitor.coverage import gaps
from monitor.models import Event, Point
from monitor.statistics import difference_interval
from monitor.storage import Store
from monitor.storage.reading import Reader
from monitor.timeline import Window, day_window, midnight
from monitor.trends import author_means, trend

HISTORY_DAYS = 30
SMALLEST_CHANGE = 0.05
"""A smaller difference of tone is no change worth a word."""
FINAL_AFTER = timedelta(hours=24)
"""A day's figures are final so long after its end."""
WHOLE = 0.9
"""Days watched less than this are shown as partly watched, and are no measure of others."""


@dataclass(frozen=True, slots=True)
class Change:
    """The authors' mean tone today against the day before."""

    verdict: str
    """`rose`, `fell`, `no clear change`, or why the days cannot be compared."""
    difference: float | None = None
    ci: tuple[float, float] | None = None


_UNFINISHED = Change("not comparable: the day is not over")


@dataclass(frozen=True, slots=True)
class TopicDay:
    """One topic's day."""

    today: Point
    before: Point
    usual_volume: float | None
    """Mean volume of the same weekday in the four weeks before, over known days."""
    change: Change
    languages: Mapping[str, int]
    """Mentions by language; cells of too few authors are merged into `other`."""
    sources: Mapping[str, int]
    """Mentions by platform."""
    wordings: int | None
    position: None = None
    over: bool = True
    """False: the figures are those so far, and are compared with no whole day."""
    history: tuple[Point, ...] = ()
    """The days of the chart, up to and with today; not in the JSON."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "today": self.today.to_dict(),
            "before": self.before.to_dict(),
            "usual_volume": self.usual_volume,
            "change": asdict(self.change),
            "languages": dict(self.languages),
            "sources": dict(self.sources),
            "wordings": self.wordings,
            "position": self.position,
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """A day's figures of the whole watch."""

    title: str
    date: date
    tz: str
    start: datetime
    end: datetime
    state: str
    """`provisional`, or `final` from 24 hours after the day's end."""
    scorer: str
    topics: Mapping[str, TopicDay]
    both: int
    """Posts about two topics or more."""
    revision: int = 1
    events: tuple[Event, ...] = ()
    gaps: tuple[dict[str, Any], ...] = ()
    spend: Mapping[str, float] = field(default_factory=dict)
    invented: bool = False
    """Made from the sample: every page made from it says so."""

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the day, if only that nobody wrote."""
        return any(day.today.volume is not None for day in self.topics.values())

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON report prints them."""
        return {
            "title": self.title,
            "date": self.date.isoformat(),
            "tz": self.tz,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "state": self.state,
            "revision": self.revision,
            "scorer": self.scorer,
            "invented": self.invented,
            "topics": {name: day.to_dict() for name, day in self.topics.items()},
            "both": self.both,
            "events": [{**asdict(event), "on": event.on.isoformat()} for event in self.events],
            "signatures": [],
            "gaps": list(self.gaps),
            "spend": dict(self.spend),
        }


def summarise(
    store: Store,
    day: date,
    *,
    title: str,
    topics: Sequence[str],
    events: Iterable[Event],
    zone: ZoneInfo,
    scorer: str,
    min_authors: int,
    reach: Mapping[str, timedelta],
    now: datetime,
) -> Summary:
    """Gather a day's figures. Reads only; the revision is set by `publish`.

    `reach` says how far back each live source can still be asked.
    """
    window = day_window(day, zone)
    first = day - timedelta(days=HISTORY_DAYS - 1)
    seen = _seen(window, now)
    at = _Day(seen, window, zone, now)
    days = {name: _topic_day(store, name, at, min_authors) for name in topics}
    with store.read() as reader:
        both = reader.in_several_topics(seen)
        spend = _spend(reader, day)
    return Summary(
        title=title,
        date=day,
        tz=str(zone),
        start=window.start,
        end=window.end,
        state="final" if now >= window.end + FINAL_AFTER else "provisional",
        scorer=_scorers(days.values()) or scorer,
        topics=days,
        both=both,
        events=tuple(event for event in events if first <= event.on <= day),
        # As they were when the day became final: that time goes by changes no figure.
        gaps=_gaps(store, min(now, window.end + FINAL_AFTER), reach, seen),
        spend=spend,
        invented=any("sample" in topic.sources for topic in days.values()),
    )


def numbered(store: Store, summary: Summary) -> Summary:
    """With its revision: final figures that change make a new one."""
    with store.read() as reader:
        last = reader.summary(summary.date, summary.tz)
    if last is None:
        return replace(summary, revision=1)
    same = replace(summary, revision=last.revision)
    changed = last.figures != _figures(same)
    return replace(same, revision=last.revision + (changed and last.state == "final"))


def publish(store: Store, summary: Summary, now: datetime) -> Summary:
    """Keep the figures as published, under their revision, and when that was."""
    kept = numbered(store, summary)
    with store.write() as writer:
        writer.publish(kept.date, kept.tz, kept.revision, kept.state, _figures(kept), now)
    return kept


def _figures(summary: Summary) -> str:
    return json.dumps(summary.to_dict(), ensure_ascii=False, sort_keys=True)


def _seen(window: Window, now: datetime) -> Window:
    """The day; of an unfinished one, what has been of it. The rest is no gap."""
    return Window(window.start, min(window.end, now)) if now > window.start else window


@dataclass(frozen=True, slots=True)
class _Day:
    """A day, and what has been of it."""

    seen: Window
    window: Window
    zone: ZoneInfo
    now: datetime

    @property
    def chart(self) -> Window:
        day = self.window.start.astimezone(self.zone).date()
        return Window(midnight(day - timedelta(days=HISTORY_DAYS - 1), self.zone), self.seen.end)


def _topic_day(store: Store, topic: str, at: _Day, min_authors: int) -> TopicDay:
    *earlier, so_far = trend(
        store, topic, at.chart, by="day", zone=at.zone, now=at.now, min_authors=min_authors
    )
    today, before, over = replace(so_far, end=at.window.end), earlier[-1], at.seen == at.window
    with store.read() as reader:
        languages = _large_cells(reader.languages(topic, at.seen), min_authors)
        platforms = reader.platforms(topic, at.seen)
        wordings = reader.wordings(topic, at.seen)
    return TopicDay(
        today=today,
        before=before,
        usual_volume=_usual([*earlier, today]),
        change=_change(store, topic, before, today, min_authors) if over else _UNFINISHED,
        languages=languages,
        sources=platforms,
        wordings=None if today.volume is None else wordings,
        over=over,
        history=(*earlier, today),
    )


def _usual(history: Sequence[Point]) -> float | None:
    """The mean of the same weekday before; days hardly watched are no measure."""
    same_weekday = history[-8::-7]
    volumes = [
        point.volume
        for point in same_weekday
        if point.volume is not None and (point.coverage is None or point.coverage >= WHOLE)
    ]
    return sum(volumes) / len(volumes) if volumes else None


def _change(store: Store, topic: str, before: Point, today: Point, min_authors: int) -> Change:
    if before.rules_changed or today.rules_changed:
        return Change("not comparable: the topic's rules changed")
    if len(before.scorers.keys() | today.scorers.keys()) > 1:
        return Change("not comparable: the scorer changed")
    then = author_means(store, topic, Window(before.start, before.end))
    now = author_means(store, topic, Window(today.start, today.end))
    found = difference_interval(then, now)
    if found is None or min(len(then), len(now)) < min_authors:
        return Change("too few")
    difference, (low, high) = found
    clear = (low > 0 or high < 0) and abs(difference) >= SMALLEST_CHANGE
    verdict = ("rose" if difference > 0 else "fell") if clear else "no clear change"
    return Change(verdict, difference, (low, high))


def _large_cells(cells: Mapping[str, tuple[int, int]], min_authors: int) -> dict[str, int]:
    """Cells of fewer authors than `min_authors` are told only together."""
    large = {name: n for name, (n, authors) in cells.items() if authors >= min_authors}
    rest = sum(n for n, _ in cells.values()) - sum(large.values())
    return large | ({"other": rest} if rest else {})


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
