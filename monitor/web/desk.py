"""What every request is answered from: one watch, and when its jobs come next."""

import os
import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from monitor.app import Monitor
from monitor.app.looking import View
from monitor.errors import NothingStoredError, UsageError
from monitor.models import Event, Span
from monitor.storage.published import Published

_PAGE = re.compile(r"(\d{4}-(?:\d{2}-\d{2}|W\d{2}))\.html")
"""The only files of the report folder that are read: of a day, of a week."""


def name_of(day: date, span: Span) -> str:
    """Under which a report is found: `2020-07-02`, or `2020-W27`."""
    return day.isoformat() if span == "day" else f"{day:%G-W%V}"


def named(name: str) -> tuple[date, Span]:
    """The day, or the Monday of the week; raises `UsageError` for a name of neither."""
    with suppress(ValueError):
        if _PAGE.fullmatch(f"{name}.html"):
            return date.fromisoformat(name), "week" if "W" in name else "day"
    raise UsageError(
        f"{name!r} is the name of no report; write a day as 2020-07-02, or a week as 2020-W27"
    )


Coming = Callable[[], Mapping[str, datetime]]


@dataclass(frozen=True, slots=True)
class Desk:
    """One watch, as it is shown."""

    view: View
    coming: Coming
    """When each job is next, if somebody keeps the clock."""

    @property
    def monitor(self) -> Monitor:
        return self.view.monitor

    @property
    def now(self) -> datetime:
        return self.monitor.clock()

    def pages(self) -> set[str]:
        """The days and weeks whose page is in the report folder."""
        with suppress(OSError):
            names = (entry.name for entry in os.scandir(self._folder) if _is_plain(entry))
            return {found[1] for name in names if (found := _PAGE.fullmatch(name))}
        return set()

    def page(self, name: str) -> bytes | None:
        """The page of a day or week, byte for byte; None where there is none."""
        if not _PAGE.fullmatch(f"{name}.html"):
            return None
        try:
            descriptor = os.open(self._folder / f"{name}.html", os.O_RDONLY | _AS_IT_IS)
        except OSError:
            return None
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            return None
        with os.fdopen(descriptor, "rb") as file:
            return file.read()

    @property
    def _folder(self) -> Path:
        return self.monitor.config.reports_folder

    def published(self) -> list[tuple[Span, Published]]:
        """The reports of days and weeks, the newest first."""
        zone = str(self.view.zone())
        spans: tuple[Span, ...] = ("day", "week")
        with self.monitor.store.read() as reader:
            found = [
                (span, one) for span in spans for one in reader.published.all(zone, span).values()
            ]
        return sorted(found, key=lambda pair: (pair[1].day, pair[0]), reverse=True)

    def events(self) -> tuple[Event, ...]:
        """Those of config.yaml by day, with the milestones of the petition."""
        return self.monitor.signatures.events()

    def must_know(self, topic: str) -> None:
        """Raises `NothingStoredError` where there is no such topic: there is nothing at that
        address."""
        try:
            self.monitor.topic(topic)
        except UsageError as error:
            raise NothingStoredError(str(error)) from error

    def is_invented(self) -> bool:
        return "sample" in self.view.platforms()


_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""No link is followed, since what it leads to is no report; and no pipe is waited for."""


def _is_plain(entry: "os.DirEntry[str]") -> bool:
    return entry.is_file(follow_symlinks=False)


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(_desk)]


def iso(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None
