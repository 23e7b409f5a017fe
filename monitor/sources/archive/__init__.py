"""Files of posts: twarc2's JSON lines, our own export, CSV; packed by gzip or not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.errors import UnreadableFileError
from monitor.models import Page, Post, Rejected
from monitor.sources.archive import records, table
from monitor.sources.archive.lines import Lines, opened
from monitor.timeline import Window

POSTS_A_PAGE = 500
_MOST_WITHOUT_POSTS = 10_000
"""After so many things that are no posts, no post is expected any more."""


@dataclass(frozen=True, slots=True)
class ArchiveSource:
    """One file. It covers no time: nobody can see in it what it leaves out."""

    path: Path
    table_platform: str = "csv"
    """Whose posts a CSV holds; the other forms say it themselves."""

    @property
    def name(self) -> str:
        return "archive"

    @property
    def platform(self) -> str | None:
        try:
            with opened(self.path) as lines:
                first = _first(lines)
        except UnreadableFileError:
            return None
        return records.platform_of(first) if _is_json(first) else self.table_platform

    @property
    def file(self) -> str:
        return str(self.path)

    @property
    def size(self) -> int | None:
        try:
            return self.path.stat().st_size
        except OSError:
            return None

    @property
    def covered(self) -> tuple[Window, ...]:
        return ()

    def pages(self) -> Iterator[Page]:
        """Pages of up to 500 posts, none before the first post is found.

        Raises `UnreadableFileError` where there is none in the whole file,
        and, after the last page, where the file is damaged from some line on.
        """
        with opened(self.path) as lines:
            first = _first(lines)
        with opened(self.path) as lines:
            yield from self._paged(self._items(lines, first), lines)

    def _items(self, lines: Lines, first: bytes) -> Iterator[Post | Rejected]:
        if _is_json(first):
            yield from records.read_records(lines)
        elif table.is_table(first):
            yield from table.read_table(lines, self.table_platform)
        elif first:
            raise UnreadableFileError(
                f"{self.path.name} holds no posts: {table.missing_columns(first)}"
            )

    def _paged(self, items: Iterable[Post | Rejected], lines: Lines) -> Iterator[Page]:
        held: list[Post | Rejected] = []
        found = False
        for item in items:
            held.append(item)
            found = found or isinstance(item, Post)
            if found and len(held) >= POSTS_A_PAGE:
                yield Page(tuple(held), lines.position)
                held = []
            if len(held) > _MOST_WITHOUT_POSTS:
                break
        if not found:
            reason = str(held[0]) if held else _why_nothing(lines)
            raise UnreadableFileError(f"{self.path.name} holds no posts: {reason}")
        if held:
            yield Page(tuple(held), lines.position)
        if lines.broken:
            raise UnreadableFileError(
                f"{self.path.name} {lines.broken} line {lines.number}; what stands before was read"
            )


def _first(lines: Lines) -> bytes:
    """The first line that is not blank."""
    return next((line for line in lines if line and line.strip()), b"")


def _why_nothing(lines: Lines) -> str:
    if lines.broken:
        return "the packed file is damaged"
    return "its lines are too long" if lines.overlong else "it is empty"


def _is_json(line: bytes) -> bool:
    return line.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
