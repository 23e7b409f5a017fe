"""What goes out to people: what was wanted, what was sent, and what came of it.

Each message to each target is one row. Whoever sends claims the row first, in
a transaction of its own: of two processes only one gets it, and a row that a
crash left as `sending` is never sent again, since nobody knows whether it
arrived.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, Text, delete, func, insert, or_, select, update
from sqlmodel import Field, col

from monitor.storage.dialects import upsert
from monitor.storage.tables import FactRow, Row

WAITING, SENDING, DELIVERED = "waiting", "sending", "delivered"
UNKNOWN = "unknown"
"""Nobody knows whether it arrived; it is not sent again."""
GIVEN_UP = "given up"
_QUIET = "alerts are quiet until"


class DeliveryRow(Row, table=True):
    """One message to one target."""

    __tablename__ = "delivery"
    __table_args__ = (Index(None, "about", "wanted_at"), Index(None, "status", "next_try_at"))

    subject: str = Field(primary_key=True)
    """`report 2020-07-10`, `spike film 2020-07-10`."""
    target: str = Field(primary_key=True)
    """Scheme and keyed fingerprint of its address, never the address."""
    kind: str
    """`report` or `alert`."""
    about: str
    """What a cool-down is counted by: `report`, `spike film`, `silence x`."""
    message: str | None = Field(sa_type=Text)
    """JSON of an alert, as it was first worded; a report is made from the figures."""
    status: str
    tries: int
    wanted_at: datetime
    first_try_at: datetime | None
    last_try_at: datetime | None
    next_try_at: datetime | None
    delivered_at: datetime | None
    error: str | None = Field(sa_type=Text)
    """In our own words: what a server answers may repeat an address."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One message that is to go to every target."""

    subject: str
    kind: str
    about: str
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one target, as it stands."""

    subject: str
    target: str
    kind: str
    status: str
    tries: int
    message: str | None
    wanted_at: datetime
    first_try_at: datetime | None
    last_try_at: datetime | None
    next_try_at: datetime | None
    delivered_at: datetime | None
    error: str | None

    def to_dict(self) -> dict[str, Any]:
        """As `status --json` prints it."""
        return {
            "what": self.subject,
            "target": self.target,
            "state": self.status,
            "tries": self.tries,
            "next": _iso(self.next_try_at),
            "delivered": _iso(self.delivered_at),
            "error": self.error,
        }


class Deliveries:
    """Works within the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def want(self, wanted: Wanted, targets: Iterable[str], now: datetime) -> None:
        """Note that it is to go to these targets; where that stands already, nothing."""
        row = asdict(wanted) | {"status": WAITING, "tries": 0}
        row |= {"wanted_at": now, "next_try_at": now}
        for target in targets:
            statement = upsert(self._connection, DeliveryRow).values(target=target, **row)
            self._connection.execute(statement.on_conflict_do_nothing())

    def targets_of(self, subject: str) -> list[str]:
        """To whom it was ever to go."""
        target = col(DeliveryRow.target)
        of_it = select(target).where(col(DeliveryRow.subject) == subject)
        return list(self._connection.scalars(of_it.order_by(target)))

    def last_wanted(self, about: str) -> datetime | None:
        """When something of that kind was last to be told."""
        latest = select(func.max(DeliveryRow.wanted_at)).where(col(DeliveryRow.about) == about)
        return self._connection.scalar(latest)

    def due(self, targets: Collection[str], now: datetime) -> list[Delivery]:
        """What is to be sent now, the oldest first."""
        return self._found(*_is_due(now), col(DeliveryRow.target).in_(targets))

    def left_behind(self) -> list[Delivery]:
        """What a process was sending, and never said what came of it."""
        return self._found(col(DeliveryRow.status) == SENDING)

    def give_up_left_behind(self, error: str) -> None:
        """Leave those alone; only for the holder of the job: nobody else can be sending."""
        left = update(DeliveryRow).where(col(DeliveryRow.status) == SENDING)
        self._connection.execute(left.values(status=UNKNOWN, next_try_at=None, error=error))

    def claim(self, one: Delivery, now: datetime) -> bool:
        """Take it for sending; False where somebody else has it, or it is done."""
        row = DeliveryRow
        taken = update(row).where(*_is(one), *_is_due(now))
        values = {"status": SENDING, "tries": one.tries + 1, "last_try_at": now}
        values["first_try_at"] = one.first_try_at or now
        return bool(self._connection.execute(taken.values(**values)).rowcount)

    def settle(
        self,
        one: Delivery,
        status: str,
        now: datetime,
        error: str | None = None,
        next_try_at: datetime | None = None,
    ) -> None:
        """Note what came of it; who sent it knows better than who found it left behind."""
        open_ = col(DeliveryRow.status).in_((SENDING, UNKNOWN))
        values = {"status": status, "error": error, "next_try_at": next_try_at}
        values["delivered_at"] = now if status == DELIVERED else None
        self._connection.execute(update(DeliveryRow).where(*_is(one), open_).values(**values))

    def since(self, moment: datetime) -> list[Delivery]:
        """What was to be told since then, and all that is still to be sent, oldest first."""
        wanted, status = col(DeliveryRow.wanted_at), col(DeliveryRow.status)
        return self._found(or_(wanted >= moment, status.in_((WAITING, SENDING))))

    def quiet_until(self) -> datetime | None:
        """Until when no new alert is told."""
        value = select(col(FactRow.value)).where(col(FactRow.name) == _QUIET)
        found = self._connection.scalar(value)
        return datetime.fromisoformat(found) if found else None

    def be_quiet(self, until: datetime | None) -> None:
        """Tell no new alert until then; None: tell them again."""
        self._connection.execute(delete(FactRow).where(col(FactRow.name) == _QUIET))
        if until:
            fact = {"name": _QUIET, "value": until.isoformat()}
            self._connection.execute(insert(FactRow).values(fact))

    def _found(self, *where: Any) -> list[Delivery]:
        order = (col(DeliveryRow.wanted_at), col(DeliveryRow.subject), col(DeliveryRow.target))
        rows = self._connection.execute(select(*_COLUMNS).where(*where).order_by(*order))
        return [Delivery(*row) for row in rows]


_COLUMNS: tuple[Any, ...] = (
    DeliveryRow.subject,
    DeliveryRow.target,
    DeliveryRow.kind,
    DeliveryRow.status,
    DeliveryRow.tries,
    DeliveryRow.message,
    DeliveryRow.wanted_at,
    DeliveryRow.first_try_at,
    DeliveryRow.last_try_at,
    DeliveryRow.next_try_at,
    DeliveryRow.delivered_at,
    DeliveryRow.error,
)


def _is(one: Delivery) -> tuple[Any, ...]:
    return col(DeliveryRow.subject) == one.subject, col(DeliveryRow.target) == one.target


def _is_due(now: datetime) -> tuple[Any, ...]:
    return col(DeliveryRow.status) == WAITING, col(DeliveryRow.next_try_at) <= now


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
