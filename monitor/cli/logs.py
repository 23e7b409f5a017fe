"""What is said beside the answers: a line each, in words or as JSON, and no secret in any."""

import contextlib
import io
import json
import logging
import os
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

from monitor.redaction import redacted
from monitor.text import printable


class Form(StrEnum):
    """How lines are written: for people, or for programs."""

    text = "text"
    json = "json"


class Level(StrEnum):
    """From which weight on a message is written."""

    debug = "debug"
    info = "info"
    warning = "warning"
    error = "error"


class _Words(logging.Formatter):
    """`monitor: what happened`, and behind a fault of our own where it came from."""

    def format(self, record: logging.LogRecord) -> str:
        # What is told may name keys, files and topics: hostile as any text.
        said = f"monitor: {printable(record.getMessage())}"
        trace = "\n".join(f"    {printable(line)}" for line in _trace(record).split("\n"))
        return f"{said}\n{trace}" if record.exc_info else said


class _Json(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        more = {"trace": _trace(record)} if record.exc_info else {}
        level, name = record.levelname.lower(), record.name
        return line(at, printable(record.getMessage()), level=level, logger=name, **more)


class _Handler(logging.Handler):
    """Writes to whatever is stderr by then; a stderr that is gone silences it."""

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()


class _Redacting:
    """A stream that writes no secret; in all else the one behind it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(redacted(text))

    def writelines(self, lines: Any) -> None:
        for text in lines:
            self.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_handler = _Handler()


@contextlib.contextmanager
def speaking() -> Iterator[None]:
    """While this lasts, log records go to stderr, and secrets nowhere."""
    root = logging.getLogger()
    level = root.level
    choose(Form.text, Level.warning)
    root.addHandler(_handler)
    logging.captureWarnings(True)
    heard, threading.excepthook = threading.excepthook, _in_a_thread
    out, err = _plain(sys.stdout), _plain(sys.stderr)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            yield
    finally:
        threading.excepthook = heard
        logging.captureWarnings(False)
        root.removeHandler(_handler)
        root.setLevel(level)


def _in_a_thread(error: threading.ExceptHookArgs) -> None:
    if error.exc_value:
        logging.getLogger("monitor").error(
            "a fault of the monitor's own, in a thread", exc_info=error.exc_value
        )


def choose(form: Form, level: Level) -> None:
    """In which form log records are written, and from which weight on."""
    _handler.setFormatter(_Json() if form is Form.json else _Words())
    logging.getLogger().setLevel(level.upper())


def line(at: datetime, message: str, **more: Any) -> str:
    """One event as JSON, on one line."""
    told = {"at": at.isoformat(), **more, "message": message}
    return json.dumps(told, ensure_ascii=True, allow_nan=False)


def _plain(stream: TextIO | None) -> Any:
    """With letters in the place of those that the reader's encoding has not; to nobody
    where it was closed before we began."""
    if stream is None:
        stream = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="plain")
    return _Redacting(stream)


def _trace(record: logging.LogRecord) -> str:
    return logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
