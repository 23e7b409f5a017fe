"""A file as numbered lines, packed by gzip or not, never more in memory than one."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from monitor.errors import UnreadableFileError

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; a page of 500 posts with all that X includes is about 5 MB."""
_GZIP = b"\x1f\x8b"


class Lines:
    """The lines of an open file, with how far it has been read."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        self._file = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw
        self.number = 0
        """The line that was read last, from 1."""
        self.overlong = False
        """Whether a line was too long to be read."""
        self.broken: str | None = None
        """What is wrong with the file behind the last line, if anything."""

    @property
    def position(self) -> int:
        """Bytes read of the file as it lies on the disk."""
        return self._raw.tell()

    def __iter__(self) -> Iterator[bytes | None]:
        """Each line with its end; None for one that is too long to be read."""
        while line := self._next():
            self.number += 1
            if len(line) <= LONGEST_LINE:
                yield line
            else:
                self.overlong = True
                self._skip(line)
                yield None

    def _next(self) -> bytes:
        try:
            return self._file.readline(LONGEST_LINE + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            self.broken = "is cut off or damaged after"
            return b""

    def _skip(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self._next()


@contextmanager
def opened(path: Path) -> Iterator[Lines]:
    """The lines of a file; raises `UnreadableFileError` where it is none."""
    try:
        if not path.is_file():
            what = "is no file" if path.exists() else "does not exist"
            raise UnreadableFileError(f"{path} {what}. Check the path")
        with path.open("rb") as raw:
            yield Lines(raw)
    except OSError as error:
        raise UnreadableFileError(f"{path} cannot be read: {error.strerror or error}") from error
