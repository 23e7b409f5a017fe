"""Files that people read: written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from monitor.errors import NO_ROOM, TryLaterError, UsageError
from monitor.redaction import redacted


def write_whole(path: Path, text: str) -> None:
    """Write a file so that readers see the old one or the new one, never half of it.

    A link is followed; what is no file (a pipe, a device) is written to as it stands.
    No secret gets into it.
    """
    text = redacted(text)
    try:
        if path.is_dir() or not path.name:
            raise UsageError(f"{path} is a folder; name a file in it")
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_text(text, "utf-8")
        else:
            _replace(path, text)
    except OSError as error:
        problem = f"{path} cannot be written: {error.strerror or error}"
        if error.errno in NO_ROOM:
            raise TryLaterError(f"{problem}. Make room and run the same command again.") from error
        raise UsageError(f"{problem}. Check the path and its rights.") from error


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
