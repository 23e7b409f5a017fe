"""The commands. The house is entered only when a command needs it, so that help is quick."""

import io
import sys

# Each adds its commands, in the order in which help lists them.
# isort: off
from monitor.cli import bringing, asking, keeping  # noqa: F401

# isort: on
from monitor.cli.door import app
from monitor.errors import ConfigError, MonitorError
from monitor.text import printable


def main() -> None:
    """Run one command; every error we know becomes one message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows ASCII alone gets `?`
    try:
        app()
    except MonitorError as error:
        told = error.faults if isinstance(error, ConfigError) else (error,)
        for line in told:
            # What is told may name keys, files and topics: hostile as any text.
            print(f"monitor: {printable(str(line))}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
