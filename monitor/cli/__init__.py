"""The commands. The house is entered only when a command needs it, so that help is quick."""

import sys

# Each adds its commands, in the order in which help lists them.
# isort: off
from monitor.cli import bringing, asking, keeping  # noqa: F401

# isort: on
from monitor.cli.door import app
from monitor.errors import ConfigError, MonitorError


def main() -> None:
    """Run one command; every error we know becomes one message and an exit code."""
    try:
        app()
    except ConfigError as error:
        for fault in error.faults:
            print(f"monitor: {fault}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
    except MonitorError as error:
        print(f"monitor: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
