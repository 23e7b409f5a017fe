"""The figures of days and weeks as they were published, by their revision."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import col

from monitor.models import Span
from monitor.storage.dialects import upsert
from monitor.storage.tables import SummaryRow


@dataclass(frozen=True, slots=True)
class Published:
    """What was published of one day, or of the week from it on."""

    day: date
    revision: int
    state: str
    """`provisional` or `final`."""
    made_at: datetime
    figures: str
    """JSON, as the report prints it."""


_COLUMNS: tuple[Any, ...] = (
    SummaryRow.day,
    SummaryRow.revision,
    SummaryRow.state,
    SummaryRow.made_at,
    SummaryRow.figures,
)


class Reports:
    """Works within the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, tz: str, span: Span = "day") -> dict[date, Published]:
        """By day, or by the Monday of the week, in order."""
        here = (col(SummaryRow.tz) == tz, col(SummaryRow.span) == span)
        statement = select(*_COLUMNS).where(*here).order_by(col(SummaryRow.day))
        return {row[0]: Published(*row) for row in self._connection.execute(statement)}

    def of(self, day: date, tz: str, span: Span = "day") -> Published | None:
        here = (col(SummaryRow.tz) == tz, col(SummaryRow.span) == span)
        statement = select(*_COLUMNS).where(*here, col(SummaryRow.day) == day)
        row = self._connection.execute(statement).first()
        return Published(*row) if row else None

    def keep(self, made: Published, tz: str, span: Span = "day") -> None:
        """Put it in the place of what was published before."""
        key = {"day": made.day, "span": span, "tz": tz}
        values = {
            "revision": made.revision,
            "state": made.state,
            "made_at": made.made_at,
            "figures": made.figures,
        }
        statement = upsert(self._connection, SummaryRow).values(**key, **values)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=list(key), set_=values)
        )
