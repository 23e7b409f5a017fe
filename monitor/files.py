"""Files that people read: written whole or not at all."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from monitor.errors import NO_ROOM, TryLaterError, UsageError
from monitor.redaction import redacted


def write_whole(path: Path, text: str) -> None:
    """Write a file so that readers see the old one or the new one, never half of it.

    A link is followed; what is no file (a pipe, a device) is written to as it stands.
    No secret gets into it.
    """
    write_parts(path, (text,))


def write_parts(path: Path, parts: Iterable[str]) -> None:
    """The same for what is too long to be held: part after part, a secret never over two."""

    def fill(file: BinaryIO) -> None:
        for part in parts:
            file.write(redacted(part).encode())

    write_bytes(path, fill)


def write_bytes(path: Path, fill: Callable[[BinaryIO], None]) -> None:
    """The same for what `fill` writes into an open file."""
    with explained(path):
        if path.is_dir() or not path.name:
            raise UsageError(f"{path} is a folder; name a file in it")
        path = path.resolve()
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                fill(file)
        else:
            _replace(path, fill)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the system's words into ours: what cannot be written, and what to do."""
    try:
        yield
    except OSError as error:
        problem = f"{path} cannot be written: {error.strerror or error}"
        if error.errno in NO_ROOM:
            raise TryLaterError(f"{problem}. Make room and run the same command again.") from error
        raise UsageError(f"{problem}. Check the path and its rights.") from error


def _replace(path: Path, fill: Callable[[BinaryIO], None]) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
