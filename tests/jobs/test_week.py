"""A week of `monitor run`, stopped and killed each day; one night is an hour longer."""

import json
import signal
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests.around_the_clock import GREAT, Watch, said
from tests.fakex import FakeX
from tests.fakex.clock import moment_of

ZONE, DAY, SECOND = ZoneInfo("Europe/Berlin"), timedelta(days=1), timedelta(seconds=1)
RINGS = {
    # 02:30 on the days of the changes, as people there would say
    date(2026, 3, 29): "2026-03-29T03:30:00+02:00",  # it never comes: 02:00 is 03:00
    date(2026, 10, 25): "2026-10-25T02:30:00+02:00",  # it comes twice
}

pytestmark = pytest.mark.long


def ring(day: date, at: str) -> datetime:
    """When the report of the day before is made."""
    if at == "02:30" and day in RINGS:
        return datetime.fromisoformat(RINGS[day]).astimezone(UTC)
    return datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=ZONE).astimezone(UTC)


class Week:
    def __init__(self, watch: Watch, first: date, at: str) -> None:
        self.watch, self.first, self.at = watch, first, at
        self.lines: list[str] = []

    def session(self, now: datetime, expected: list[str], number: int) -> None:
        """Keep the clock from now on until all that is expected was said and it ticked."""
        self.watch.at(now, runs=True)
        with self.watch.start("run") as running:
            for words in expected:
                running.line(words)
            running.line(" collect x: ", 2)
            running.line(" next: ", 2)
            assert running.stopped(number) in (0, -signal.SIGKILL)
        assert [error for error in running.errors if "MONITOR_NOW" not in error] == []
        self.lines += running.lines

    def live_through(self, day: date, number: int) -> None:
        """From a second before the report is made; then once more, a minute later."""
        due = ring(day, self.at)
        early = [f"report {day - DAY} provisional"] if day > self.first else []
        final = [f"report {day - 2 * DAY} final"] if day > self.first + DAY else []
        self.session(due - SECOND, [*final, *early], number)
        self.session(due + 60 * SECOND, [], signal.SIGTERM)
        if day in RINGS:
            self.session(due + 3599 * SECOND, [], number)

    def reports(self) -> Counter[tuple[str, ...]]:
        return Counter(said(self.lines, r" report (\S+) (\w+): "))


@pytest.fixture
def watch(tmp_path):
    with FakeX(now="2026-03-26T12:00") as x:
        yield Watch(tmp_path, x)


def really_watched(x: FakeX, day: date) -> float:
    """The share of a local day that X was asked for and answered about."""
    start, end = (
        datetime.combine(d, datetime.min.time(), ZONE).astimezone(UTC) for d in (day, day + DAY)
    )
    asked = sorted(
        (max(begin, start), min(stop, end))
        for begin, stop in (_window(seen.params) for seen in x.requests if seen.status == 200)
        if begin < end and stop > start
    )
    covered, reached = timedelta(), start
    for begin, stop in asked:
        covered += max(stop - max(begin, reached), timedelta())
        reached = max(reached, stop)
    return covered / (end - start)


def _window(params: dict[str, str]) -> tuple[datetime, datetime]:
    if "since_id" in params:
        return moment_of(int(params["since_id"])), moment_of(int(params["until_id"]))
    return tuple(datetime.fromisoformat(params[key]) for key in ("start_time", "end_time"))


@pytest.mark.fault("F39", "F40")
@pytest.mark.parametrize(("first", "at"), [(date(2026, 10, 22), "02:30")], ids=str)
def test_each_day_of_the_week_gets_its_report_once_early_and_once_at_last(watch, first, at):
    x, week = watch.x, Week(watch, first, at)
    watch.write(report=at, sources="{x: {budget: {daily_usd: 100}}}")
    days = [first + n * DAY for n in range(8)]
    for n, day in enumerate(days):
        noon = datetime.combine(day, datetime.min.time(), UTC) - DAY / 2
        x.posts(4, f"{GREAT} {day} {{n}}", since=noon, until=noon + DAY / 4)
        if n == 4:
            x.script("429 reset=+900")  # all day long: its posts come the next day
        if n != 5:  # the machine is switched off all day
            week.live_through(day, signal.SIGKILL if n % 2 else signal.SIGTERM)
    back = ring(days[-1], at) + 9 * DAY
    week.session(back, [f"report {days[-1]} final"], signal.SIGTERM)

    reports = week.reports()
    expected = {(str(day), state) for day in days[:-1] for state in ("provisional", "final")}
    expected -= {(str(days[4]), "provisional")}  # the machine slept until it could be final
    assert set(reports.values()) == {1}
    assert set(reports) >= expected
    assert not [day for day, _ in reports if day < str(first)]
    asked = "select day, tz, revision, state from summary where span = '{}' order by day"
    published, weeks = (watch.rows(asked.format(span)) for span in ("day", "week"))
    assert published[:8] == [(str(d), "Europe/Berlin", 1, "final") for d in days]
    assert weeks[0] == ("2026-10-19", "Europe/Berlin", 1, "final")
    names = [str(day) for day, *_ in published]
    names += [f"{date.fromisoformat(monday):%G-W%V}" for monday, *_ in weeks]
    files = {path.name for path in (watch.folder / "reports").iterdir()}
    assert files == {f"{name}.{form}" for name in names for form in ("html", "md", "json")}

    ticks = "select substr(started_at, 1, 19), job, window_start, window_end, count(*) from run"
    assert watch.rows(f"{ticks} where job != 'run' group by 1, 2, 3, 4 having count(*) > 1") == []
    assert not watch.rows("select 1 from run where status = 'running'")
    _covers_what_was_watched(watch, days)


def _covers_what_was_watched(watch: Watch, days: list[date]) -> None:
    asked = ("--since", str(days[0] - 3 * DAY), "--until", str(days[-1] + 9 * DAY))
    with watch.start("trend", "film", *asked, "--json") as running:
        assert running.ended() == 0
    points = json.loads("\n".join(running.lines))["points"]
    told = {
        datetime.fromisoformat(p["start"]).astimezone(ZONE).date(): p["coverage"] for p in points
    }

    assert len(told) == len(points) == 19
    for day, coverage in told.items():
        assert coverage == pytest.approx(really_watched(watch.x, day), abs=0.001), day
    assert min(told.values()) == 0.0, "X has forgotten all of that day"
    assert len([share for share in told.values() if 0 < share < 1]) == 2
    assert all(told[day] == 1.0 for day in days[:-1])
    volumes = [p["volume"] for p in points[3:10]]
    assert all(volumes), volumes
    hours = [(datetime.fromisoformat(b["start"]) - datetime.fromisoformat(a["start"])) / 3600
             for a, b in pairwise(points)]  # fmt: skip
    assert sorted({h.total_seconds() for h in hours}) in ([23, 24], [24, 25])
