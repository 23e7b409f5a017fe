"""Alerts in words: what happened, the figures it rests on, why it is told, how to quiet it.

They are about numbers of posts and about sources, never about a person or a
post. Names have been through the sink of the chats.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.dates import moment, named_day
from monitor.figures import number, percent, plural
from monitor.points import Point
from monitor.rehearse import Limit, Spike
from monitor.report.letters import for_chat
from monitor.report.words import PLATFORMS

_NOT_PEOPLE = (
    "This is about how many posts match, not about anybody who wrote one, and not about what "
    "they say."
)
_LEARNING = "The monitor is still learning what is usual, so it may tell of too much."
_WHOLE_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Alert:
    """A title and a few sentences."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quieting:
    """How to be told less."""

    key: str
    """The key under `notify` that switches these alerts off."""
    line: int | None
    """Where in config.yaml it stands, or `notify` does."""
    cool_down_h: int

    def sentence(self, of: str) -> str:
        """`of` what nothing more is told meanwhile."""
        at = f" (line {self.line})" if self.line else ""
        return (
            f"Of {of} nothing more is told for {plural(self.cool_down_h, 'hour', 'hours')}. To "
            "quiet all alerts for a while: monitor notify --quiet 3d. To switch these off: "
            f"{self.key}: false under notify in config.yaml{at}, and start the monitor again."
        )


def of_spike(
    title: str, topic: str, point: Point, spike: Spike, zone: ZoneInfo, over: bool, quiet: Quieting
) -> Alert:
    """A day that stands out; of one that is not over, with what has been of it."""
    day, about = point.start.astimezone(zone).date(), f"“{for_chat(topic)}”"
    sentences = (
        _happened(about, day, point, over),
        *(_expected(name, limit) for name, limit in _limits(spike)),
        _watched(point, over),
        _why_spike(spike, over),
        *((_LEARNING,) if spike.learning else ()),
        _NOT_PEOPLE,
        quiet.sentence("this topic"),
    )
    return Alert(f"{for_chat(title)}: {about} stands out on {named_day(day)}", sentences)


def _happened(about: str, day: date, point: Point, over: bool) -> str:
    people = f" by {plural(point.authors, 'person', 'people')}" if point.authors else ""
    reposts = f" ({number(point.reposts)} of them reposts)" if point.reposts else ""
    so_far = "" if over else ", so far"
    posts = plural(point.volume or 0, "post", "posts")
    return f"{posts}{reposts}{people} about {about} on {named_day(day)}{so_far}."


def _limits(spike: Spike) -> Sequence[tuple[str, Limit]]:
    both = (("posts", spike.posts), ("people", spike.people))
    return [(name, limit) for name, limit in both if limit]


def _expected(name: str, limit: Limit) -> str:
    low, high = map(number, limit.usual)
    return (
        f"To be expected of a whole day were {number(limit.expected)} {name}, usually {low} to "
        f"{high}; its limit is {number(limit.limit)}."
    )


def _watched(point: Point, over: bool) -> str:
    of = "the day" if over else "the day so far"
    if point.coverage is None:
        return f"How much of {of} was watched is not known."
    counted = over and point.is_partly_watched
    rate = f", which makes {number(point.rate)} posts in a whole one" if counted else ""
    return f"{percent(point.coverage)} of {of} was watched{rate}."


def _why_spike(spike: Spike, over: bool) -> str:
    more = " and ".join(f"more {name}" for name in spike.by)
    limit = "its limit" if len(spike.by) == 1 else "their limits"
    already = "" if over else "already, with hours still to come, "
    return (
        f"It is told because there were {already}{more} than {limit}, which a day without cause "
        "exceeds once in 2,000."
    )


def of_silence(
    title: str,
    source: str,
    since: datetime,
    now: datetime,
    reason: str,
    after: timedelta,
    zone: ZoneInfo,
    quiet: Quieting,
) -> Alert:
    """A source that had worked, and from which nothing comes any more."""
    name = PLATFORMS.get(source) or for_chat(source)
    hours, most = (int(span.total_seconds()) // _WHOLE_HOUR for span in (now - since, after))
    since_when = moment(since, zone)
    sentences = (
        f"No run has brought anything from {name} since {since_when}: {hours:,} hours.",
        f"The last one says: {for_chat(reason)}. What to do about it: monitor status.",
        f"It is told because that is longer than {most:,} hours (silence_h), and it had worked "
        "before. What was missed meanwhile is a gap in the figures, not a fall.",
        quiet.sentence("this source"),
    )
    return Alert(f"{for_chat(title)}: nothing comes from {name} since {since_when}", sentences)
