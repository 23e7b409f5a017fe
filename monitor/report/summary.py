"""The figures of a day or a week as values: gathered once, then only shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from monitor.comparing import TOO_FEW, Aftermath, Change
from monitor.models import Event, Signatures, Span
from monitor.people import Mean, People
from monitor.points import Point
from monitor.position import PositionTotals
from monitor.rehearse import Spike
from monitor.report.naming import Naming
from monitor.why import Why

FINAL_AFTER = timedelta(hours=24)
"""Figures are final so long after the end of their day or week."""
NO_CHANGE = Change(TOO_FEW)
NO_SPIKE = Spike(False)


def unfinished(by: Span) -> str:
    return f"the {by} is not over"


@dataclass(frozen=True, slots=True)
class Threshold:
    """How many scored posts are positive and negative, if this were where that begins."""

    threshold: float
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the own words of the configuration do to the day's tone."""

    words: str
    """The name of the set, or `own`."""
    moved: int
    """Scored posts that are read otherwise without them."""
    without: Mean
    """One vote each, by the lexicon as it was published; None where so few people's votes
    are moved that they could be reckoned from the day's tone and this one."""


@dataclass(frozen=True, slots=True)
class TopicDay:
    """One topic's day, or week: `today` is it, `before` the one before."""

    today: Point
    before: Point
    usual_volume: float | None
    """Mean volume of the same weekday in the four weeks before, or of these weeks, as of whole
    days."""
    change: Change
    """Today's tone against that before."""
    languages: Mapping[str, int]
    """Mentions by language; cells of too few authors are merged into `other`."""
    sources: Mapping[str, int]
    """Mentions by platform."""
    wordings: int | None
    position: PositionTotals | None = None
    usual_change: Change = NO_CHANGE
    """Today's tone against that of the usual ones."""
    times: float | None = None
    """Posts an hour watched, against a usual day's; None where the two cannot be compared."""
    people: People | None = None
    sensitivity: tuple[Threshold, ...] = ()
    spike: Spike = NO_SPIKE
    stood_out: tuple[date, ...] = ()
    """The days of a week that stand out."""
    why: Why | None = None
    """What was said by more of the people than in the week before; None where nothing is known."""
    overlay: Overlay | None = None
    """None where the published lexicon is used as it is."""
    over: bool = True
    """False: the figures are those so far, and are compared with no whole day."""
    history: tuple[Point, ...] = ()
    """The days of the chart, up to and with today; not in the JSON."""

    @property
    def chart(self) -> tuple[Point, ...]:
        return self.history or (self.before, self.today)

    def to_dict(self) -> dict[str, Any]:
        return {
            "today": self.today.to_dict(),
            "before": self.before.to_dict(),
            "usual_volume": self.usual_volume,
            "times_usual": self.times,
            "change": self.change.to_dict(),
            "usual_change": self.usual_change.to_dict(),
            "people": self.people and self.people.to_dict(),
            "sensitivity": [asdict(one) for one in self.sensitivity],
            "spike": self.spike.to_dict(),
            "stood_out": [day.isoformat() for day in self.stood_out],
            "why": self.why and self.why.to_dict(),
            "overlay": self.overlay and asdict(self.overlay),
            "languages": dict(self.languages),
            "sources": dict(self.sources),
            "wordings": self.wordings,
            "position": self.position and asdict(self.position),
        }


@dataclass(frozen=True, slots=True)
class EventAfter:
    """An event, and what was different from it on."""

    event: Event
    nearby: tuple[Event, ...]
    """Others of the same days."""
    topics: Mapping[str, Aftermath]

    def to_dict(self) -> dict[str, Any]:
        return {
            "on": self.event.on.isoformat(),
            "label": self.event.label,
            "nearby": [{"on": e.on.isoformat(), "label": e.label} for e in self.nearby],
            "topics": {name: found.to_dict() for name, found in self.topics.items()},
        }


@dataclass(frozen=True, slots=True)
class Shared:
    """The posts that are about two topics or more."""

    posts: int = 0
    reposts: int = 0
    people: int = 0
    """Distinct known authors of those in their own words."""
    history: tuple[Point, ...] = ()
    """The days of the chart, in volumes alone; not in the JSON."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a day, or a week, of the whole watch."""

    title: str
    date: date
    """The day, or the Monday of the week."""
    tz: str
    start: datetime
    end: datetime
    state: str
    """`provisional`, or `final` from 24 hours after the day's end."""
    scorer: str
    topics: Mapping[str, TopicDay]
    shared: Shared = Shared()
    by: Span = "day"
    revision: int = 1
    events: tuple[Event, ...] = ()
    milestones: tuple[Event, ...] = ()
    """Of the petition, as its figures tell; what came after them is not looked at."""
    signatures: tuple[Signatures, ...] = ()
    """Those of the chart's days up to the end, and of each petition what stood before them."""
    after: tuple[EventAfter, ...] = ()
    demand: str | None = None
    """What positions are about; None where none are read."""
    gaps: tuple[dict[str, Any], ...] = ()
    spend: Mapping[str, float] = field(default_factory=dict)
    invented: bool = False
    """Made from the sample: every page made from it says so."""

    @property
    def named(self) -> Naming:
        return Naming(self.date, self.by)

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the day, if only that nobody wrote."""
        return any(day.today.volume is not None for day in self.topics.values())

    @property
    def marked(self) -> tuple[Event, ...]:
        """Events and milestones by date; their place is the number that the chart shows."""
        return tuple(sorted((*self.events, *self.milestones), key=lambda event: event.on))

    def to_dict(self) -> dict[str, Any]:
        """The figures as the JSON report prints them."""
        return {
            "title": self.title,
            "date": self.date.isoformat(),
            "by": self.by,
            "tz": self.tz,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "state": self.state,
            "revision": self.revision,
            "scorer": self.scorer,
            "invented": self.invented,
            "topics": {name: day.to_dict() for name, day in self.topics.items()},
            "both": self.shared.posts,
            "shared": {"reposts": self.shared.reposts, "people": self.shared.people},
            "demand": self.demand,
            "events": [{**asdict(event), "on": event.on.isoformat()} for event in self.marked],
            "after": [found.to_dict() for found in self.after],
            "signatures": [one.to_dict() for one in self.signatures],
            "gaps": list(self.gaps),
            "spend": dict(self.spend),
        }
