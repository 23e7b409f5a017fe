"""What can go wrong, named by what to do about it.

Every error a person may meet carries the exit code that the command line
ends with (see `docs/commands.md`) and a sentence that says what to do.
"""

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.redaction import redacted

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What the system says where a disk is full or failing."""
BUDGET_REACHED = "budget reached"
"""Why a run ended early, in short; others are the `reason` of an error."""
MAX_POSTS = "--max-posts"
STOPPED = "stopped"
PAGES_REPEAT = "pages repeat"
UNREADABLE = "unreadable"


class MonitorError(Exception):
    """The root: shown to people as one sentence, never as a traceback; it holds no secret."""

    exit_code = 1
    reason = "fault"
    """In short, on the run that it ended."""

    def __init__(self, message: str) -> None:
        super().__init__(redacted(message))


class UsageError(MonitorError):
    """The command was asked for something it cannot do: ask differently."""

    exit_code = 2
    reason = "configuration"


class ConfigError(UsageError):
    """config.yaml or the environment is wrong: mend every fault listed."""

    def __init__(self, faults: Sequence["Fault"]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnreadableFileError(UsageError):
    """The file holds no posts we can read: give another file."""


class StorageError(UsageError):
    """The database cannot be used as it is: the message says what to mend."""

    reason = "database"


class NothingStoredError(MonitorError):
    """The question was fine, but nothing is stored in that window."""

    exit_code = 3
    reason = "nothing stored"


class TryLaterError(MonitorError):
    """Something holds us up for now (a lock, a busy disk): try again later."""

    exit_code = 75
    reason = "held up"


class UnreachableError(TryLaterError):
    """A source gives no answer that can be read: the network, or its own trouble.

    `billed`: whether it may have billed an answer all the same.
    """

    reason = "network"

    def __init__(self, message: str, *, billed: bool = True) -> None:
        super().__init__(message)
        self.billed = billed


class LimitedError(TryLaterError):
    """The source asks for a pause: its next run goes on where this one stopped."""

    reason = "rate limit"
    billed = False

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class ClockError(UnreachableError):
    """This machine's clock is wrong, and led us to ask for what the source cannot give."""

    reason = "clock"

    def __init__(self, message: str) -> None:
        super().__init__(message, billed=False)


class BlockedError(MonitorError):
    """The source refuses us until a person acts; `reason` says why in one word.

    `billed`: whether an answer before the refusal, which never came, may have
    been billed.
    """

    exit_code = 75
    reason = "refused"
    billed = False


class BudgetError(MonitorError):
    """It would cost more than the budget allows: wait, or raise the budget."""

    exit_code = 5
    reason = BUDGET_REACHED


class CredentialsError(BlockedError):
    """The token is missing or refused."""

    exit_code = 4
    reason = "credentials"


class CreditsError(BlockedError):
    """The account at the platform has no money, or has reached its cap."""

    exit_code = 5
    reason = "credits"


class QueryError(BlockedError):
    """The platform does not understand what it is asked."""

    exit_code = 2
    reason = "query"


def told(error: BaseException) -> str:
    """An error as one sentence for people; of a fault of our own, its kind as well."""
    if isinstance(error, KeyboardInterrupt):
        return "interrupted"
    what = str(error) if isinstance(error, MonitorError) else f"{type(error).__name__}: {error}"
    return redacted(what)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the configuration, and how to mend it."""

    where: str
    """The key, as a dotted path (`topics.film.phrases.1`)."""
    line: int | None
    """The line in config.yaml, counted from 1; None for the environment."""
    problem: str
    fix: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.where}: {self.problem}. {self.fix}"
