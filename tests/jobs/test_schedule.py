import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from jobs import schedule
from monitor.config import load_config, no_environment
from monitor.errors import ConfigError, TryLaterError
from monitor.runs import RunOutcome
from tests.around_the_clock import GREAT, until

NOW = datetime(2026, 11, 25, 12, 3, 1, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def rings(tmp_path):
    """When a schedule of config.yaml rings next, n times."""

    def ring(collect: str, n: int = 1, job: str = "collect") -> list[datetime]:
        path = tmp_path / "config.yaml"
        path.write_text(
            "title: x\ntimezone: Europe/Berlin\ntopics: {film: {phrases: [x]}}\n"
            f'schedule: {{collect: "{collect}", report: "02:30"}}\n',
            "utf-8",
        )
        trigger = schedule.triggers(load_config(path, no_environment))[job]
        found: list[datetime] = []
        for _ in range(n):
            before = found[-1] if found else None
            found.append(trigger.get_next_fire_time(before, before or NOW))
        return found

    return ring


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ("*/15 * * * *", "12:15", "12:30"),
        ("every 2s", "12:03:02", "12:03:04"),
        ("every 15m", "12:15", "12:30"),
        ("every 6h", "18:00", "2026-11-26T00:00"),
        ("5 9 * * *", "2026-11-26T09:05", "2026-11-27T09:05"),
    ],
)
def test_a_schedule_rings_on_a_grid_that_is_the_same_in_every_process(rings, said, first, second):
    told = [datetime.fromisoformat(t if "T" in t else f"2026-11-25T{t}") for t in (first, second)]

    assert rings(said, 2) == [moment.replace(tzinfo=UTC) for moment in told]


@pytest.mark.parametrize(
    ("weekdays", "expected"),
    [
        ("0", "Sun"),
        ("7", "Sun"),
        ("1-5", "Mon Tue Wed Thu Fri"),
        ("5-7", "Fri Sat Sun"),
        ("0-6", "Mon Tue Wed Thu Fri Sat Sun"),
        ("0,3", "Wed Sun"),
        ("mon-fri", "Mon Tue Wed Thu Fri"),
        ("sun", "Sun"),
        ("*/2", "Tue Thu Sat Sun"),
        ("1-5/2", "Mon Wed Fri"),
        ("*", "Mon Tue Wed Thu Fri Sat Sun"),
    ],
)
def test_weekdays_by_number_are_those_of_a_crontab(rings, weekdays, expected):
    days = {moment.strftime("%a") for moment in rings(f"0 0 * * {weekdays}", 7)}

    week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert sorted(days, key=week.index) == expected.split()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("61 * * * *", "is no schedule"),
        ("* * * * 8", "is no schedule"),
        ("* * * * 5-1", "is no schedule"),
        ("*/0 * * * *", "is no schedule"),
        ("a b c d e", "is no schedule"),
        ("0 0 31 2 *", "never comes"),
    ],
)
def test_a_schedule_that_means_nothing_is_a_fault_at_its_line(rings, said, problem):
    with pytest.raises(ConfigError) as error:
        rings(said)

    (fault,) = error.value.faults
    assert (fault.where, fault.line) == ("schedule.collect", 4)
    assert problem in fault.problem
    assert said in fault.problem


@pytest.mark.fault("F39")
def test_the_report_rings_once_a_local_day_across_both_clock_changes(rings):
    found = rings("every 1h", 365, job="report")

    assert len({moment.astimezone(found[0].tzinfo).date() for moment in found}) == 365
    steps = {b - a for a, b in pairwise(found)}
    assert steps == {timedelta(hours=n) for n in (23, 24, 25)}


def test_what_comes_next_is_told_for_each_job(opened, watch):
    watch.at("2026-03-26T12:00:00.5")
    monitor = opened()

    assert schedule.upcoming(monitor.config, monitor.clock()) == {
        "collect": datetime(2026, 3, 26, 12, 0, 1, tzinfo=UTC),
        "fill": datetime(2026, 3, 26, 23, 50, tzinfo=UTC),
        "report": datetime(2026, 3, 27, 6, 0, tzinfo=UTC),
    }


class Clockwork:
    """The clock of a watch, kept in a thread until the test stops it."""

    def __init__(self, monitor, hear=lambda *_: None):
        self.monitor, self.said, self.coming, self.hear = monitor, [], [], hear
        self.thread = threading.Thread(target=self._run)

    def _run(self):
        schedule.run(self.monitor, self._say, self.coming.append)

    def _say(self, *told):
        self.said.append(told)
        self.hear(*told)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.monitor.stop.set()
        self.thread.join(20)
        assert not self.thread.is_alive()

    def collected(self):
        return [what for name, what in list(self.said) if name == "collect"]


def test_at_its_start_every_job_runs_once_and_then_by_its_schedule(opened, watch, x):
    watch.at("2026-03-26T12:00", runs=True)
    x.post(GREAT, at="2026-03-26T11:00")

    with Clockwork(opened()) as clock:
        until(lambda: len(clock.collected()) >= 2, "two collections")
        until(lambda: len(clock.coming) >= 2, "what comes next")

    assert [outcome.new for outcome in clock.collected()][:2] == [1, 0]
    assert all(coming.keys() == {"collect", "fill", "report"} for coming in clock.coming)
    assert datetime.fromisoformat(watch.runs()[1][3]) >= clock.coming[0]["collect"].replace(
        tzinfo=None
    )


@pytest.mark.long
def test_figures_come_before_their_report_where_both_are_due_at_once(opened, watch, x):
    watch.at("2026-03-26T12:00")
    schedule.run_once(opened(), lambda *_: None)
    watch.at("2026-03-27T05:59:59.4", runs=True)
    x.post(GREAT, at="2026-03-26T22:00")

    with Clockwork(opened()) as clock:
        until(lambda: any(name == "report" for name, _ in clock.said), "the report")

    names = [name for name, _ in clock.said]
    assert names[names.index("report") - 1] == "collect"
    (day, state, paths) = clock.said[names.index("report")][1]
    assert (str(day), state, len(paths)) == ("2026-03-26", "provisional", 3)


@pytest.mark.fault("F40")
@pytest.mark.long
def test_a_page_that_takes_longer_than_the_schedule_queues_no_further_ones(
    opened, watch, x, caplog
):
    watch.at("2026-03-26T12:00", runs=True)
    with Clockwork(opened()) as clock:
        until(lambda: clock.collected(), "the first collection")
        with x.desk.lock:  # whoever asks waits
            until(lambda: watch.rows("select 1 from spend where reservation"), "a page under way")
            n, under_way = len(watch.runs()), x.now
            until(lambda: x.now > under_way + timedelta(seconds=1.5), "a tick or two")
            released = x.now
        until(lambda: len(watch.runs()) > n, "the next collection")

    began = datetime.fromisoformat(watch.runs()[n][3]).replace(tzinfo=UTC)
    assert began >= released.replace(microsecond=0) + timedelta(seconds=1), "at once, off the grid"
    assert caplog.records == []


@pytest.mark.fault("F38")
def test_a_second_clock_is_refused_by_the_first_ones_name(opened):
    with Clockwork(opened()) as clock:
        until(lambda: clock.coming, "the first clock")
        with pytest.raises(TryLaterError, match=r"run by process \d+ on .* is at it already"):
            schedule.run(opened(), lambda *_: None, lambda *_: None)


@pytest.mark.fault("F43")
def test_what_one_job_cannot_do_holds_up_no_other_and_is_tried_again(opened, watch, x):
    watch.at("2026-03-26T12:00")
    schedule.run_once(opened(), lambda *_: None)
    watch.at("2026-03-27T07:59:59.4", runs=True)
    in_the_way = watch.folder / "reports"
    in_the_way.write_text("", "utf-8")

    def mend(name, what):
        if isinstance(what, Exception):
            in_the_way.unlink()

    with Clockwork(opened(), mend) as clock:
        until(lambda: len([1 for name, _ in clock.said if name == "report"]) >= 2, "the report")

    failed, made = [what for name, what in clock.said if name == "report"][:2]
    assert "reports" in str(failed)
    assert made[1] == "provisional"
    assert (watch.folder / "reports" / "2026-03-26.html").is_file()


def test_once_is_every_job_once_in_order(opened, watch, x):
    watch.at("2026-03-26T12:00")
    x.post(GREAT, at="2026-03-26T11:00")
    schedule.run_once(opened(), lambda *_: None)
    watch.at("2026-03-27T12:00")
    said = []

    told = schedule.run_once(opened(), lambda *what: said.append(what))

    assert [name for name, _ in said] == ["collect", "report"]
    assert [what for _, what in said] == told
    assert isinstance(told[0], RunOutcome)


def test_a_clock_that_is_stopped_before_it_starts_asks_nothing(opened, x):
    monitor = opened()
    monitor.stop.set()

    schedule.run(monitor, lambda *_: None, lambda *_: None)

    assert x.requests == []
