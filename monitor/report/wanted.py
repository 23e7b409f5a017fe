"""What a report is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from monitor.cues import Cues
from monitor.models import Event
from monitor.scoring import Scorer


@dataclass(frozen=True, slots=True)
class Wanted:
    """The watch, as far as a report heeds it."""

    title: str
    topics: Sequence[str]
    events: tuple[Event, ...]
    zone: ZoneInfo
    scorer: str
    """Told of a day of which nothing was scored."""
    min_authors: int
    reach: Mapping[str, timedelta]
    """How far back each live source can still be asked."""
    threshold: float = 0.05
    cues: Mapping[str, Cues] = field(default_factory=dict)
    """By topic; of others nobody's position is read."""
    demand: str | None = None
    """What the petition asks for."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """By topic, the scorer of the configuration."""
    published: Mapping[str, Scorer] | None = None
    """By topic, the scorers without the configuration's own words; None where it has none."""
    milestones: Sequence[int] = ()
    """Numbers of signatures whose day is marked."""
    overlay: str = ""
    """What those words are called."""
