"""What is said of a whole file, for what its lines do not say themselves."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor.models import LONGEST_ORIGIN, LONGEST_PETITION, SignatureKind
from monitor.sources import fields
from monitor.words import bare_link


@dataclass(frozen=True, slots=True)
class Said:
    """Of a file; None where nobody said it."""

    zone: ZoneInfo
    """Whose noon a bare day means."""
    unnamed: str
    """What a petition is called that nobody names."""
    petition: str | None = None
    kind: SignatureKind | None = None
    origin: str | None = None


def in_one_line(value: str) -> str:
    """A name or an origin as it can be stored and printed.

    Too long a one stays too long: cut, two petitions could become one.
    """
    return fields.said(value, 2 * max(LONGEST_PETITION, LONGEST_ORIGIN))


def petition_named(value: str) -> str:
    """A petition's name; a whole link is its name without the scheme, so that it is one."""
    name = in_one_line(value)
    return bare_link(name) if "://" in name else name
