"""The platform's own clock: ours, set right by what its answers say of theirs.

What a window ends at, and which day is billed, goes by the platform's time.
This machine's may be wrong: by minutes on a laptop, by years behind an empty
battery.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

NEAR = timedelta(seconds=10)
"""Not told apart: an answer's own time has whole seconds, and takes a while to get here."""
_FAR = timedelta(days=1)


class PlatformClock:
    """`ahead` is how much later it is there than here, as far as is known.

    A clock that was moved on purpose (MONITOR_NOW) is believed more than a
    server that is more than a day away from it: that one shows its own day.
    """

    def __init__(
        self,
        ours: Callable[[], datetime],
        ahead: timedelta = timedelta(),
        *,
        moved: bool = False,
    ) -> None:
        self._ours = ours
        self.ahead = ahead
        self._moved = moved
        self.heard: datetime | None = None
        """What the last answer said, where it is believed."""

    def __call__(self) -> datetime:
        return self._ours() + self.ahead

    def hear(self, there: datetime | None, asked_at: datetime) -> bool:
        """Take an answer's own time, to a question asked at that moment of this clock.

        Whether it has set the clock.
        """
        now, self.heard = self(), there
        if there is None or asked_at - NEAR <= there <= now + NEAR:
            return False
        ahead = self.ahead + there - (now if there > now else asked_at)
        if self._moved and abs(ahead) > _FAR:
            self.heard = None
            return False
        self.ahead = ahead if abs(ahead) > NEAR else timedelta()
        return True

    @property
    def fault(self) -> str | None:
        """What is wrong with this machine's clock, in words; None where nothing is."""
        if not self.ahead:
            return None
        side = "behind" if self.ahead > timedelta() else "ahead of"
        return (
            f"this machine's clock is {_said(abs(self.ahead))} {side} the platform's, whose time "
            "is used for collecting. Set it right: timedatectl set-ntp true"
        )


def _said(by: timedelta) -> str:
    for unit, seconds in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if by.total_seconds() >= 2 * seconds:
            return f"{by.total_seconds() / seconds:,.0f} {unit}"
    return f"{by.total_seconds():.0f} seconds"
