"""The commands. The house is entered only when a command needs it, so that help is quick."""

import codecs
import logging
import sys

# Each adds its commands, in the order in which help lists them.
# isort: off
from monitor.cli import bringing, checking, watching, running, asking  # noqa: F401
from monitor.cli import judging, labelling, rehearsing, signatures, keeping  # noqa: F401
from monitor.cli import exporting, notifying, serving  # noqa: F401

# isort: on
from monitor.cli import logs
from monitor.cli.door import app
from monitor.errors import ConfigError, MonitorError, TryLaterError

log = logging.getLogger("monitor")


def main() -> None:
    """Run one command; every error we know becomes one message and an exit code."""
    codecs.register_error("plain", _plainly)
    with logs.speaking():
        try:
            app()
        except OSError as error:  # a full disk behind `>`, a folder that is gone
            log.error("%s. Try again.", error)
            sys.exit(TryLaterError.exit_code)
        except MonitorError as error:
            told = error.faults if isinstance(error, ConfigError) else (error,)
            for line in told:
                log.error("%s", line)
            sys.exit(error.exit_code)
        except Exception:
            log.exception("this is a fault of the monitor's own; please report what follows.")
            sys.exit(1)


_PLAIN = dict(zip("−–—…·’“”±▁▂▃▄▅▆▇█", '---..\'""+12345678', strict=True))


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What a terminal of few letters is told: a minus must not become a `?`."""
    assert isinstance(error, UnicodeEncodeError)
    hard = error.object[error.start : error.end]
    return "".join(_PLAIN.get(char, "?") for char in hard), error.end
