"""Points: a topic's figures step by step, and what of a step was watched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

WHOLE = 0.9
"""A day watched less than this is shown as partly watched, and is no measure of others."""
WATCHED = 0.5
"""A day watched less than this is not compared at all."""


@dataclass(frozen=True, slots=True)
class Point:
    """One step of a trend. None is *not known*; it never stands for zero.

    Counts are None only where no run watched any of the step and nothing is
    stored in it; those by label, and all means, also where two scorers read it.
    Means are over the scored.
    """

    start: datetime
    end: datetime
    volume: int | None = None
    reposts: int | None = None
    scored: int | None = None
    unscored: int | None = None
    positive: int | None = None
    neutral: int | None = None
    negative: int | None = None
    mean_compound: float | None = None
    net_tone: float | None = None
    authors: int | None = None
    """Distinct known authors of originals."""
    author_mean: float | None = None
    """Mean of the authors' own mean compounds: one vote each."""
    ci: tuple[float, float] | None = None
    """95 % interval of `author_mean` (Student's t over authors); None where too few bear one."""
    copies: int | None = None
    """Originals whose wording occurred before, ever, in this topic."""
    coverage: float | None = None
    """Share of the step that runs watched, 0 to 1; None where unknown."""
    coverage_by_source: Mapping[str, float] = field(default_factory=dict)
    scorers: Mapping[str, int] = field(default_factory=dict)
    """Scored mentions by scorer version."""
    rules_changed: bool = False
    """Whether the topic's own rules changed within the step."""

    @property
    def is_whole(self) -> bool:
        """Whether it is known, and was watched as well as whole, as far as anybody knows."""
        return self.volume is not None and (self.coverage is None or self.coverage >= WHOLE)

    @property
    def is_partly_watched(self) -> bool:
        return self.coverage is not None and self.coverage < WHOLE

    @property
    def rate(self) -> float | None:
        """Posts as of 24 hours watched; None where less than half of it was."""
        if self.volume is None or (self.coverage is not None and self.coverage < WATCHED):
            return None
        days = (self.end - self.start).total_seconds() / 86_400
        return self.volume / ((1.0 if self.coverage is None else self.coverage) * days)

    def to_dict(self) -> dict[str, Any]:
        """The point as plain values; times as ISO 8601 with offset."""
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        plain["start"], plain["end"] = self.start.isoformat(), self.end.isoformat()
        plain["ci"] = list(self.ci) if self.ci else None
        plain["coverage_by_source"] = dict(self.coverage_by_source)
        plain["scorers"] = dict(self.scorers)
        return plain


@dataclass(frozen=True, slots=True)
class Trend(Sequence[Point]):
    """A topic's points in order, in a time zone."""

    topic: str
    tz: str
    points: tuple[Point, ...]

    def __getitem__(self, index: Any) -> Any:
        return self.points[index]

    def __len__(self) -> int:
        return len(self.points)

    def to_dicts(self) -> list[dict[str, Any]]:
        """One plain dictionary per point, as `monitor trend --json` prints it."""
        return [point.to_dict() for point in self.points]

    def to_pandas(self) -> Any:
        """A pandas DataFrame, one row per point; raises ImportError without pandas."""
        import pandas  # an optional guest: never installed by the monitor itself

        return pandas.DataFrame(self.to_dicts())
