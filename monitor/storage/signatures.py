"""How many had signed a petition, as it was seen, told or published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, select
from sqlmodel import Field, col

from monitor.models import Signatures
from monitor.storage.dialects import upsert
from monitor.storage.tables import Row

Key = tuple[str, datetime, str]
"""The natural key of a figure: (petition, at, origin)."""


class SignaturesRow(Row, table=True):
    """One figure; what another origin says of the same moment stands beside it."""

    __tablename__ = "signatures"

    petition: str = Field(primary_key=True)
    # what was said
    at: datetime = Field(primary_key=True)
    origin: str = Field(primary_key=True)
    count: int = Field(sa_type=BigInteger)
    kind: str
    # what we know
    stored_at: datetime
    """When it first came, or was last changed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of figures that came."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0


_AT_ONCE = 1000
"""Rows of one statement."""
_COLUMNS: tuple[Any, ...] = (
    SignaturesRow.petition,
    SignaturesRow.at,
    SignaturesRow.count,
    SignaturesRow.kind,
    SignaturesRow.origin,
)


class Counted:
    """Works within the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, until: datetime | None = None) -> tuple[Signatures, ...]:
        """Every figure, by petition and in the order of time; up to that moment where told."""
        statement = select(*_COLUMNS)
        if until:
            statement = statement.where(col(SignaturesRow.at) <= until)
        found = (Signatures(*row) for row in self._connection.execute(statement))
        return tuple(sorted(found, key=_key))

    def keep(self, figures: Iterable[Signatures], now: datetime) -> Kept:
        """Store what is new, and put a changed figure in the place of the old one.

        Of several of one key the highest counts, and the others change nothing:
        so the same figures may come twice, in any order.
        """
        came = sorted(figures, key=lambda one: (_key(one), one.count))
        highest = {_key(one): one for one in came}
        known = self._known({one.petition for one in came})
        changed = [one for key, one in highest.items() if known.get(key) != one]
        self._write(changed, now)
        updated = sum(_key(one) in known for one in changed)
        return Kept(len(changed) - updated, updated, len(came) - len(changed))

    def _known(self, petitions: set[str]) -> dict[Key, Signatures]:
        known: dict[Key, Signatures] = {}
        for petition in petitions:
            statement = select(*_COLUMNS).where(col(SignaturesRow.petition) == petition)
            stored = (Signatures(*row) for row in self._connection.execute(statement))
            known |= {_key(one): one for one in stored}
        return known

    def _write(self, figures: list[Signatures], now: datetime) -> None:
        names = ("petition", "at", "origin", "count", "kind")
        statement = upsert(self._connection, SignaturesRow)
        later = {name: statement.excluded[name] for name in ("count", "kind", "stored_at")}
        statement = statement.on_conflict_do_update(index_elements=list(names[:3]), set_=later)
        for first in range(0, len(figures), _AT_ONCE):
            part = figures[first : first + _AT_ONCE]
            values = [{name: getattr(one, name) for name in names} for one in part]
            self._connection.execute(statement, [value | {"stored_at": now} for value in values])


def _key(one: Signatures) -> Key:
    return one.petition, one.at, one.origin
