"""What goes out to people: noted first, claimed, sent once, and what came of it noted.

Nothing is delivered twice. What failed for certain is tried again, with
growing pauses; what may have arrived is not.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from monitor.app.alerts import Alerts
from monitor.app.live import Live
from monitor.app.monitor import Monitor
from monitor.app.reports import Reports, due_at, next_due
from monitor.app.targets import Target, targets_of
from monitor.errors import MonitorError, UsageError
from monitor.models import Span
from monitor.report.deliver import Answer, send
from monitor.report.letters import Letter, of_alert, of_report, of_test
from monitor.report.naming import Naming
from monitor.report.summary import Summary
from monitor.storage import Store
from monitor.storage.deliveries import DELIVERED, GIVEN_UP, UNKNOWN, WAITING, Delivery, Wanted
from monitor.storage.deliveries import Deliveries as Noted

_PAUSES = tuple(timedelta(minutes=m) for m in (5, 15, 60, 240, 720))
"""After the first try, the second, …; the last one from then on."""
_TRIED_FOR = timedelta(days=3)
_SHOWN = timedelta(days=7)
_LEFT_BEHIND = "the process ended while it was sent; nobody knows whether it arrived"
_DAY = timedelta(days=1)
NO_TARGET = (
    "there is nobody to send to. Put addresses, as ntfy://ntfy.sh/your-own-topic, into the "
    "environment as MONITOR_NOTIFY_URLS"
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One try, and what came of it."""

    subject: str
    target: str
    state: str
    error: str | None
    next_try_at: datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        """As a line of the log has it."""
        coming = self.next_try_at.isoformat() if self.next_try_at else None
        return {"what": self.subject, "target": self.target} | {
            "state": self.state,
            "error": self.error,
            "next": coming,
        }


def next_try(first: datetime, tries: int, now: datetime) -> datetime | None:
    """When what failed is tried again; None: it is given up."""
    coming = now + _PAUSES[min(tries, len(_PAUSES)) - 1]
    return coming if coming - first <= _TRIED_FOR else None


def _is_new(one: Wanted, names: Collection[str], deliveries: Noted) -> bool:
    """A report goes to a target that was added on its day, too; an alert does not."""
    known = deliveries.targets_of(one.subject)
    return not known or (one.kind == "report" and not set(names) <= set(known))


def deliveries_of(monitor: Monitor) -> "Deliveries":
    """What a watch sends."""
    return Deliveries(monitor.live, monitor.store, monitor.clock, monitor.reports)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The reports and alerts of one watch, on their way."""

    live: Live
    store: Store
    clock: Callable[[], datetime]
    reports: Reports

    @property
    def targets(self) -> tuple[Target, ...]:
        """To whom everything goes."""
        return targets_of(self.live.config, self.store)

    def plan(self) -> None:
        """Note what is to go out now, whoever sends it."""
        names = [target.name for target in self.targets]
        if not names:
            return
        now = self.clock()
        wanted = [*self._report(now), *Alerts(self.live, now).found()]
        with self.store.read() as reader:
            news = [one for one in wanted if _is_new(one, names, reader.deliveries)]
        if news:
            with self.store.write() as writer:  # again: another process may have been at it
                for one in news:
                    if _is_new(one, names, writer.deliveries):
                        writer.deliveries.want(one, names, now)

    def _report(self, now: datetime) -> Iterator[Wanted]:
        """The newest day and week whose report was due, once it is made; older ones only as
        files."""
        config, at = self.live.config, self.reports.at
        last = next_due(now, at, config.zone).astimezone(config.zone).date() - 2 * _DAY
        sunday = last - timedelta(days=last.isoweekday() % 7)
        newest: list[tuple[date, date, Span]] = [(last, last, "day")]
        newest += [(sunday - 6 * _DAY, sunday, "week")] if config.report_weekly else []
        for first, end, by in newest if config.notify.reports else ():
            with self.store.read() as reader:
                made = reader.published.of(first, str(config.zone), by)
            if made and made.made_at >= due_at(end, at, config.zone):
                yield Wanted(f"report {Naming(first, by).file}", "report", "report")

    def is_pending(self) -> bool:
        """Whether there is anything to send, or to clear up."""
        with self.store.read() as reader:
            return bool(self._due(reader.deliveries) or reader.deliveries.left_behind())

    def _due(self, deliveries: Noted) -> list[Delivery]:
        """Alerts first: they are short, and cannot wait."""
        due = deliveries.due([one.name for one in self.targets], self.clock())
        return sorted(due, key=lambda one: one.kind)

    def send(self, stopped: Callable[[], bool] = lambda: False) -> Iterator[Sent]:
        """Everything that is due, each target by itself; only for the holder of the job."""
        with self.store.write() as writer:
            left = writer.deliveries.left_behind()
            writer.deliveries.give_up_left_behind(_LEFT_BEHIND)
            due = self._due(writer.deliveries)
        yield from (Sent(one.subject, one.target, UNKNOWN, _LEFT_BEHIND) for one in left)
        addresses = {one.name: one.address for one in self.targets}
        letter = cache(self._letter)
        for one in due:
            if stopped():
                return
            if sent := self._sent(one, addresses[one.target], letter):
                yield sent

    def _sent(
        self, one: Delivery, address: str, letter: Callable[[str, str | None], Letter]
    ) -> Sent | None:
        made = letter(one.subject, one.message)  # before it is claimed: this may fail
        with self.store.write() as writer:
            if not writer.deliveries.claim(one, self.clock()):
                return None
        answer = send(address, made)
        return self._settled(one, answer, self.clock())

    def _settled(self, one: Delivery, answer: Answer, now: datetime) -> Sent:
        status, coming = DELIVERED, None
        if answer.arrived is None:
            status = UNKNOWN
        elif not answer.arrived:
            coming = next_try(one.first_try_at or now, one.tries + 1, now)
            status = WAITING if coming else GIVEN_UP
        with self.store.write() as writer:
            writer.deliveries.settle(one, status, now, answer.error, coming)
        return Sent(one.subject, one.target, status, answer.error, coming)

    def _letter(self, subject: str, message: str | None) -> Letter:
        if message is not None:
            alert: Mapping[str, Any] = json.loads(message)
            return of_alert(alert["title"], alert["sentences"])
        named = subject.removeprefix("report ")
        by: Span = "week" if "W" in named else "day"
        return of_report(self._made(date.fromisoformat(named), by), self.clock())

    def _made(self, day: date, by: Span) -> Summary:
        """As it stands in the folder and is published by now, so that all tell the same."""
        try:
            return self.reports.make(day, by)[0]
        except (MonitorError, OSError):  # the folder: what is known can be sent without it
            return self.reports.summary(day, by)

    def test(self) -> Iterator[Sent]:
        """One plain message to each target, now; it is noted nowhere."""
        if not self.targets:
            raise UsageError(NO_TARGET)
        letter = of_test(self.live.config.title)
        for target in self.targets:
            answer = send(target.address, letter)
            states = {True: DELIVERED, False: "failed", None: UNKNOWN}
            yield Sent("test", target.name, states[answer.arrived], answer.error)

    def lately(self) -> list[Delivery]:
        """What went out in the last week, and what is still to go."""
        with self.store.read() as reader:
            return reader.deliveries.since(self.clock() - _SHOWN)

    def be_quiet(self, until: datetime | None) -> None:
        """Tell no new alert until then; None: tell them again."""
        with self.store.write() as writer:
            writer.deliveries.be_quiet(until)

    def quiet_until(self) -> datetime | None:
        """Until when no new alert is told; None where they are."""
        with self.store.read() as reader:
            until = reader.deliveries.quiet_until()
        return until if until and until > self.clock() else None
