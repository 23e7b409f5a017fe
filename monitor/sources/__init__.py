"""The wall that faces the world: what every source promises.

A source yields everything it reads, page by page; whether a post is about
anything is not its business. It stores nothing and knows no database.
"""

from collections.abc import Iterator
from typing import Protocol

from monitor.models import Page
from monitor.timeline import Window


class Source(Protocol):
    """Where posts come from.

    `pages` may be read again from the start. What stands in the place of a
    post and is none comes as `Rejected`, beside the others of its page.
    Raises only errors of `monitor.errors`: `UnreadableFileError` where there
    are no posts at all, or none that can be read behind those that came.
    """

    @property
    def name(self) -> str:
        """`archive`, `sample`, …: what runs are named by."""

    @property
    def platform(self) -> str | None:
        """Whose posts these are; None where each post says it itself."""

    @property
    def file(self) -> str | None:
        """The file that is read, for people; None where there is none."""

    @property
    def size(self) -> int | None:
        """What `Page.position` ends at; None where nobody can know."""

    @property
    def covered(self) -> tuple[Window, ...]:
        """The time that a whole reading has really watched; none if unproven."""

    def pages(self) -> Iterator[Page]:
        """All pages, in the order of the source."""
