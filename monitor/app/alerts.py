"""What people are to be alerted of: a day that stands out, a source that has fallen silent.

The rule is the one of the report and of `monitor rehearse`. A day that is not
over is judged as if nothing more came: its posts and people only grow, so what
exceeds a whole day's limit already will do so at its end.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta

from monitor import trends
from monitor.app.health import STALE_AFTER
from monitor.app.live import Live
from monitor.app.reports import due_at
from monitor.app.sources import enabled
from monitor.errors import BUDGET_REACHED
from monitor.points import Point
from monitor.rehearse import Accounts, Spike, accounts_of, judge
from monitor.report.alerts import Alert, Quieting, of_silence, of_spike
from monitor.statistics.spikes import MEMORY
from monitor.storage.deliveries import Wanted
from monitor.timeline import Window, day_window, midnight

_INVENTED = "sample"


@dataclass(frozen=True, slots=True)
class Alerts:
    """The alerts of one watch, as far as they are switched on and not told of late."""

    live: Live
    now: datetime

    def found(self) -> Iterator[Wanted]:
        """What is to be told now, by every rule that is switched on."""
        notify = self.live.config.notify
        with self.live.store.read() as reader:
            quiet_until = reader.deliveries.quiet_until()
        if quiet_until and self.now < quiet_until:
            return
        if notify.silence:
            for source in enabled(self.live.config):
                yield from self._silence(source)
        if notify.spikes and (first := self._first_day()):
            for topic in self.live.config.topics:
                yield from self._spike(topic.name, first)

    def _first_day(self) -> date | None:
        """When the first live source was switched on: of days before nothing is told."""
        with self.live.store.read() as reader:
            begun = [asked[0][0] for asked in reader.ledger.queries().values()]
        return min(begun).astimezone(self.live.config.zone).date() if begun else None

    def _spike(self, topic: str, first: date) -> Iterator[Wanted]:
        about, zone = f"spike {topic}", self.live.config.zone
        if self._is_cooling(about):
            return
        for point, spike, over in self._judged(topic, first):
            if spike.fired and not self._is_invented(topic, point):
                quiet, title = self._quieting("spikes"), self.live.config.title
                alert = of_spike(title, topic, point, spike, zone, over, quiet)
                day = point.start.astimezone(zone).date()
                yield _wanted(f"{about} {day}", about, alert)

    def _judged(self, topic: str, first: date) -> Iterator[tuple[Point, Spike, bool]]:
        """Yesterday, once its report is due; and today as it is so far."""
        zone, at = self.live.config.zone, time.fromisoformat(self.live.config.schedule.report)
        today = self.now.astimezone(zone).date()
        span = Window(midnight(today - timedelta(days=MEMORY + 1), zone), self.now)
        points = trends.volumes(self.live.store, topic, span, zone=zone, now=self.now)

        def accounts(point: Point) -> Accounts:
            with self.live.store.read() as reader:
                window = Window(point.start, min(point.end, self.now))
                return accounts_of(reader.heard(topic, window).voices())

        for number in range(len(points) - 2, len(points)):
            point = points[number]
            day = point.start.astimezone(zone).date()
            over = day < today
            if day < first or (over and self.now < due_at(day, at, zone)):
                continue
            judged = point if over else replace(point, end=day_window(day, zone).end, coverage=1.0)
            yield point, judge(_before(points, number), judged, accounts), over

    def _is_invented(self, topic: str, point: Point) -> bool:
        with self.live.store.read() as reader:
            return _INVENTED in reader.platforms(topic, Window(point.start, point.end))

    def _silence(self, source: str) -> Iterator[Wanted]:
        live, about = self.live, f"silence {source}"
        if live.why_skipped(source) or self._is_cooling(about):
            return
        with live.store.read() as reader:
            since, last = reader.watched.last_success(source), reader.watched.last_attempt(source)
        after, now = timedelta(hours=live.config.notify.silence_h), live.now(source)
        if not live.can_pay(source) or (last and last.reason == BUDGET_REACHED):
            after = max(after, STALE_AFTER)  # the money of a small budget comes once a day
        if since is None or last is None or now - since <= after:
            return
        reason = last.reason or last.status
        reason = "it was not asked again" if last.status == "ok" else reason
        quiet, zone = self._quieting("silence"), live.config.zone
        alert = of_silence(live.config.title, source, since, now, reason, after, zone, quiet)
        yield _wanted(f"{about} {since.isoformat(timespec='seconds')}", about, alert)

    def _is_cooling(self, about: str) -> bool:
        pause = timedelta(hours=self.live.config.notify.cool_down_h)
        with self.live.store.read() as reader:
            last = reader.deliveries.last_wanted(about)
        # One of a time that a wrong clock told to come holds up none.
        return last is not None and timedelta(0) <= self.now - last < pause

    def _quieting(self, key: str) -> Quieting:
        lines, hours = self.live.config.lines, self.live.config.notify.cool_down_h
        return Quieting(key, lines.get(("notify", key)) or lines.get(("notify",)), hours)


def _before(points: Sequence[Point], number: int) -> Sequence[Point]:
    return points[max(0, number - MEMORY) : number]


def _wanted(subject: str, about: str, alert: Alert) -> Wanted:
    return Wanted(subject, "alert", about, json.dumps(asdict(alert), ensure_ascii=False))
