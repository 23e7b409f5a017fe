"""The axis of time: one column a step, in local days and hours."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor import dates
from monitor.charts.shapes import Column, Look, Tick
from monitor.models import Granularity
from monitor.points import Point
from monitor.timeline import Window, midnight

Step = tuple[datetime, datetime]

_MOST_LABELS = 6
_STRIDES = {
    "hour": (1, 3, 6, 12, 24, 48, 72, 168, 336, 672),
    "day": (1, 7, 14, 28, 56, 112, 224, 448),
    "week": (1, 2, 4, 8, 13, 26, 52, 104),
    "month": (1, 2, 3, 6, 12, 24, 60),
}
"""Steps from one label to the next."""


class Axis:
    """Columns of the same width, also on days of 23 and 25 hours."""

    def __init__(
        self,
        steps: Sequence[Step],
        by: Granularity,
        zone: ZoneInfo,
        look: Look,
        told: Window | None,
    ) -> None:
        self.steps, self.by, self.zone, self.look, self.told = steps, by, zone, look, told
        self._starts = [start for start, _ in steps]

    @property
    def width(self) -> float:
        """Of one column."""
        return (self.look.right - self.look.left) / len(self.steps)

    @property
    def window(self) -> Window:
        return Window(self._starts[0], self.steps[-1][1])

    def left(self, point: Point) -> float:
        return self._left(self._place(point.start))

    def middle(self, point: Point) -> float:
        return self.left(point) + self.width / 2

    def at(self, moment: datetime) -> float:
        """Where a moment stands, inside its column too; at the ends where it lies beyond them."""
        moment = min(max(moment, self.window.start), self.window.end)
        place = self._place(moment)
        start, end = self.steps[place]
        return self._left(place) + min((moment - start) / (end - start), 1.0) * self.width

    def of_day(self, day: date) -> float | None:
        """The middle of the column in which a local day begins; None outside the chart."""
        begins = midnight(day, self.zone)
        if not self.window.start <= begins < self.window.end:
            return None
        return self._left(self._place(begins)) + self.width / 2

    def _place(self, moment: datetime) -> int:
        return bisect_right(self._starts, moment) - 1

    def _left(self, place: int) -> float:
        return self.look.left + place * self.width

    def is_told(self, point: Point) -> bool:
        return self.told is not None and self.told.start <= point.start < self.told.end

    @property
    def tells_one(self) -> bool:
        """Whether the last step is what the page is about: of a week its last day is not."""
        return self.told is None or self.told.start >= self.steps[-1][0]

    def name(self, start: datetime) -> str:
        return dates.step(start, self.by, self.zone)

    def columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(self._left(place), self.width, start, self.name(start))
            for place, start in enumerate(self._starts)
        )

    def labels(self) -> tuple[Tick, ...]:
        """A few steps by name, as far from each other as fits, the last one among them.

        Of days the same weekday, of hours the midnights.
        """
        last = len(self.steps) - 1
        return tuple(
            Tick(self._left(place) + self.width / 2, self._short(place), place == last)
            for place in self._labelled()
        )

    def _labelled(self) -> list[int]:
        places = list(range(len(self.steps)))
        stride = next(
            (n for n in _STRIDES[self.by] if len(places) <= n * _MOST_LABELS),
            _STRIDES[self.by][-1],
        )
        if self.by == "hour":
            hours = [start.astimezone(self.zone).hour for start in self._starts]
            places = [place for place in places if hours[place] % min(stride, 24) == 0]
            stride = max(stride // 24, 1)
        return places[::-1][::stride][::-1]

    def _short(self, place: int) -> str:
        return dates.short_step(self._starts[place], self.by, self.zone)
