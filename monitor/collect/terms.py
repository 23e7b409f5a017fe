"""Under which terms a live source is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from monitor.collect import money
from monitor.collect.line import Watch
from monitor.sources import LiveSource
from monitor.storage import Store


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which a live source is asked."""

    afford: money.Afford
    stopped: Callable[[], bool] = lambda: False
    """Asked between two pages."""
    most_posts: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What all runs of one call share."""

    job: str
    source: LiveSource
    watch: Watch
    house: Store
    clock: Callable[[], datetime]
    terms: Terms
    progress: Callable[[int], None] = lambda fetched: None
