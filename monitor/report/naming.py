"""How the sentences of a report name the day or the week that they tell of."""

from dataclasses import dataclass
from datetime import date, timedelta

from monitor.dates import day_and_month, days, full_day, named_day, weekday
from monitor.models import Span


@dataclass(frozen=True, slots=True)
class Naming:
    """The words of one day or week."""

    first: date
    by: Span = "day"

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6 if self.by == "week" else 0)

    @property
    def when(self) -> str:
        if self.by == "day":
            return f"on {named_day(self.first)}"
        return f"in the week of {day_and_month(self.first)} to {day_and_month(self.last)}"

    @property
    def usual(self) -> str:
        return f"a usual {weekday(self.first) if self.by == 'day' else 'week'}"

    @property
    def before(self) -> str:
        return f"the {self.by} before"

    @property
    def whole(self) -> str:
        return f"the {self.by}"

    @property
    def short(self) -> str:
        """For the head of a column."""
        return day_and_month(self.first) if self.by == "day" else f"to {day_and_month(self.last)}"

    @property
    def full(self) -> str:
        if self.by == "day":
            return full_day(self.first)
        number = self.first.isocalendar().week
        return f"Week {number}: {days(self.first, self.last)}"

    @property
    def file(self) -> str:
        """`2020-07-02`; a week is `2020-W27`, as ISO 8601 numbers them."""
        if self.by == "day":
            return self.first.isoformat()
        year, week, _ = self.first.isocalendar()
        return f"{year}-W{week:02}"
