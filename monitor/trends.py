"""A topic's trend over a window, in any zone, from the buckets.

Sums come from the 15-minute buckets; figures of people and copies from the
mentions. Means are formed last, from integers, so the order in which posts
came cannot move a digit.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from monitor.counts import Counts
from monitor.models import Granularity
from monitor.points import Point, Trend
from monitor.statistics import figure
from monitor.storage import Store
from monitor.storage.series import Series
from monitor.storage.watched import Covered
from monitor.timeline import BUCKET_S, Window, bucket_of, share, steps

_TONES = ("positive", "neutral", "negative", "mean_compound", "net_tone")


@dataclass(slots=True)
class Tally:
    """What gathers in one step while the rows are read."""

    scorers: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    authors: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Author to (scored, sum of compound × 10⁴)."""
    copies: int = 0

    def add_author(self, author: str, scored: int, compound_e4: int) -> None:
        n, total = self.authors.get(author, (0, 0))
        self.authors[author] = (n + scored, total + compound_e4)

    @property
    def counts(self) -> Counts:
        return sum(self.scorers.values(), Counts())

    @property
    def is_of_one_scorer(self) -> bool:
        return sum(counts.scored > 0 for counts in self.scorers.values()) <= 1

    @property
    def author_means(self) -> list[float]:
        """Each author's own mean compound: one vote each."""
        return [total / (10_000 * n) for n, total in self.authors.values() if n]


def trend(
    store: Store,
    topic: str,
    window: Window,
    *,
    by: Granularity,
    zone: ZoneInfo,
    now: datetime,
    platform: str | None = None,
    language: str | None = None,
    min_authors: int = 10,
) -> Trend:
    """Every step that overlaps the window, in order, clipped to it.

    `min_authors` hides the authors' mean and its interval, never a total.
    """
    windows = steps(window, by, zone)
    with store.read() as reader:
        series, tallies = reader.series(topic, platform, language), _Tallies(windows)
        tallies.add_counts(series)
        tallies.add_authors(series)
        tallies.add_copies(series)
        covered = reader.watched.covered(window, now, platform, topic)
        changes = reader.rule_changes(topic, window)
    points = (
        _point(step, tally, covered, changes, min_authors)
        for step, tally in zip(windows, tallies, strict=True)
    )
    return Trend(topic, str(zone), tuple(points))


def volumes(
    store: Store, topic: str, window: Window, *, zone: ZoneInfo, now: datetime
) -> tuple[Point, ...]:
    """How many posts and authors each day has: what long times are looked through for."""
    windows = steps(window, "day", zone)
    with store.read() as reader:
        series, tallies = reader.series(topic), _Tallies(windows)
        tallies.add_counts(series)
        tallies.add_authors(series)
        covered = reader.watched.covered(window, now, None, topic)
        changes = reader.rule_changes(topic, window)
    points = (
        _point(step, tally, covered, changes, 1)
        for step, tally in zip(windows, tallies, strict=True)
    )
    return tuple(replace(point, author_mean=None, ci=None, copies=None) for point in points)


class _Tallies:
    """Read once over the whole span; each row is dropped into its step."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._span = Window(windows[0].start, windows[-1].end)
        self._exact = _cut(windows)
        self._tallies = [Tally() for _ in windows]
        self._starts = [window.start for window in windows]

    def __iter__(self) -> Iterator[Tally]:
        return iter(self._tallies)

    def _at(self, moment: datetime) -> Tally:
        if self._span.start <= moment < self._span.end:
            return self._tallies[bisect_right(self._starts, moment) - 1]
        return Tally()  # in a cut bucket, but outside the window: counted nowhere

    def add_counts(self, series: Series) -> None:
        for moment, scorer, counts in series.counts(self._span, self._exact):
            self._at(moment).scorers[scorer] += counts

    def add_authors(self, series: Series) -> None:
        for moment, author, scored, compound_e4 in series.author_sums(self._span, self._exact):
            self._at(moment).add_author(author, scored, compound_e4)

    def add_copies(self, series: Series) -> None:
        for moment, copies in series.copies(self._span, self._exact):
            self._at(moment).copies += copies


def _cut(windows: Iterable[Window]) -> set[int]:
    """The buckets that a bound cuts in two."""
    bounds = {moment for window in windows for moment in (window.start, window.end)}
    return {bucket_of(moment) for moment in bounds if moment.timestamp() % BUCKET_S}


def _point(
    step: Window,
    tally: Tally,
    covered: Mapping[str, Covered],
    changes: Iterable[datetime],
    min_authors: int,
) -> Point:
    shares = {
        source: share(of.windows, step) for source, of in covered.items() if share(of.frames, step)
    }
    watched, lowest = any(shares.values()), min(shares.values(), default=None)
    changed = any(step.start <= moment < step.end for moment in changes)
    counts = tally.counts
    if not counts.n and not watched:
        return Point(
            step.start,
            step.end,
            coverage=lowest,
            coverage_by_source=shares,
            rules_changed=changed,
        )
    # Figures of two scorers are not compared, and neither averaged. Nor are labels added up:
    # each begins where its own scorer has it, and net tone could be reckoned from their sums.
    one = tally.is_of_one_scorer
    tones: dict[str, Any] = {name: getattr(counts, name) for name in _TONES if one}
    means = tally.author_means if one else ()
    author_mean, ci = figure(means, max(min_authors, 1))
    return Point(
        start=step.start,
        end=step.end,
        volume=counts.n,
        reposts=counts.reposts,
        scored=counts.scored,
        unscored=counts.unscored,
        **tones,
        authors=len(tally.authors),
        author_mean=author_mean,
        ci=ci,
        copies=tally.copies,
        # Unknown where somebody brought what no run vouches for.
        coverage=lowest if watched else None,
        coverage_by_source=shares,
        scorers={name: c.scored for name, c in sorted(tally.scorers.items()) if c.scored},
        rules_changed=changed,
    )
