"""Real processes, real signals, real limits of the system: what is killed, shut out or full
ends as if nothing had happened, and what goes on recovers alone."""

import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.app import open_monitor
from monitor.errors import StorageError
from monitor.models import Topic
from monitor.upkeep import verify
from tests import invariants
from tests.around_the_clock import GREAT, ROOT, Running, Watch, until
from tests.databases import Place, only_on
from tests.fakes import FakeSource, driver, rows, run
from tests.fakex import FakeX
from tests.fakex.shape import FIELDS, shaped
from tests.live import FILM, House
from tests.test_collect import three_pages
from tests.test_nth_fault import at_the_first_schema, schema

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="limits, /proc and /dev/full are those of Linux"
)
BASE = datetime.fromisoformat("2026-03-26T12:00+00:00")
DAILY = 20
SOURCES = f"{{x: {{budget: {{daily_usd: {DAILY}}}}}}}"
TOPICS = (FILM, Topic("petition", phrases=("petition",), context=("365 days",)))
"""As `Watch` writes them into its config.yaml."""
LONG = pytest.mark.long


class Crashing(Watch):
    """A watch on either database, whose processes may be started in any state of the system."""

    def __init__(self, place: Place, x: FakeX) -> None:
        super().__init__(place.folder, x)
        self.place = place
        self.environment["MONITOR_DATABASE_URL"] = place.url
        self.write(sources=SOURCES)
        self.later = timedelta()

    @contextmanager
    def started(self, *words: str, **more: Any) -> Iterator[Running]:
        """A command as a process; `more` goes to `Popen`."""
        command = [sys.executable, "-m", "monitor", *words]
        known = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"} | dict(self.environment)
        piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
        process = subprocess.Popen(command, cwd=self.folder, env=known, text=True, **piped)
        for name in ("stdout", "stderr"):  # of what goes elsewhere nothing is read
            read = getattr(process, name) or Path(os.devnull).open()  # noqa: SIM115
            setattr(process, name, read)
        running = Running(process)
        try:
            yield running
        finally:
            process.kill()
            running.ended()

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with driver(self.place.url) as connection:
            return [tuple(row) for row in connection.execute(question).fetchall()]

    def pass_time(self, posts: int = 0, **by: float) -> None:
        """So much later both clocks run on, and as many posts were written meanwhile."""
        before, self.later = BASE + self.later, self.later + timedelta(**(by or {"minutes": 5}))
        now = BASE + self.later
        if posts:
            since, end = before + (now - before) / 2, now - timedelta(minutes=1)
            self.x.posts(posts, f"{GREAT} {self.later.seconds} {{n}}", since, end)
        self.at(now, runs=True)

    @contextmanager
    def house(self) -> Iterator[House]:
        """The same watch in this process, five minutes later, its clock standing still."""
        self.pass_time()
        self.x.now = BASE + self.later
        store = self.place.open()
        try:
            yield House(self.x, store, topics=TOPICS, daily=DAILY)
        finally:
            store.close()

    def ends_whole(self) -> bool:
        """All that stands on X is stored, once; see `tests.invariants`."""
        with self.house() as house:
            invariants.settle(house)
            assert house.ids == house.expected
            assert house.gaps == []
        return True


@pytest.fixture
def x() -> Iterator[FakeX]:
    with FakeX(now=BASE) as made:
        yield made


@pytest.fixture
def watch(place: Place, x: FakeX) -> Crashing:
    """Both clocks run; it has collected before."""
    watch = Crashing(place, x)
    watch.at(BASE, runs=True)
    store = place.open()
    house = House(x, store, topics=TOPICS, daily=DAILY)
    house.collect()
    store.close()
    return watch


def on_both(*more: Any) -> pytest.MarkDecorator:
    """The short one is on SQLite."""
    both = ["sqlite", pytest.param("postgresql", marks=LONG)]
    return pytest.mark.parametrize("place", both, indirect=True)


# Killed


def killed_at_random(watch: Crashing, chance: random.Random) -> None:
    """By the time, or by the requests that X has got; then a few moments more or less."""
    asked, end = len(watch.x.requests), time.monotonic() + chance.uniform(0.2, 2.0)
    wanted = chance.choice([None, 1, 2, 3])
    with watch.started("run") as running:
        until(
            lambda: len(watch.x.requests) >= asked + wanted if wanted else time.monotonic() > end,
            "its turn to die",
        )
        end = time.monotonic() + chance.uniform(0, 0.05)
        until(lambda: time.monotonic() > end, "a moment more")
        running.send(signal.SIGKILL)
        assert running.ended() == -signal.SIGKILL


@pytest.mark.fault("F34")
@on_both()
@pytest.mark.parametrize("kills", [2, pytest.param(5, marks=LONG)])
def test_a_clock_that_is_killed_again_and_again_loses_nothing_and_counts_nothing_twice(
    watch, kills
):
    chance = random.Random(kills)
    for _ in range(kills):
        watch.pass_time(posts=130)
        killed_at_random(watch, chance)

    assert watch.ends_whole()


UPGRADES = """
import os, sys
from pathlib import Path
from sqlalchemy import Engine, event
from tests.databases import Place
left = int(sys.argv[3])
def die(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), 9)
event.listen(Engine, "before_cursor_execute", die)
event.listen(Engine, "commit", die)
Place(sys.argv[1], Path(sys.argv[2])).open().close()
"""


@pytest.mark.fault("F34", "F45")
@pytest.mark.parametrize("new_place", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("n", [18, *(pytest.param(n, marks=LONG) for n in (6, 24))])
def test_an_upgrade_that_is_killed_leaves_the_old_schema_or_the_new_one(new_place, n):
    at_the_first_schema(new_place)
    old = schema(new_place)
    command = [sys.executable, "-c", UPGRADES, new_place.url, str(new_place.folder), str(n)]
    killed = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    found = schema(new_place)

    store = new_place.open()
    assert found in (old, schema(new_place))
    assert rows(store, "select count(*) from run") == [(1,)]
    three_pages(source := FakeSource())
    assert run(source, store).new == 6
    assert verify(store) == []
    store.close()


# Shut out


@contextmanager
def held(place: Place) -> Iterator[None]:
    """Another program writes, and takes its time."""
    with driver(place.url) as connection:
        if place.url.startswith("sqlite"):
            connection.execute("begin immediate")
        else:
            connection.execute("begin")
            connection.execute("lock table run in access exclusive mode")
        yield
        connection.execute("rollback")


@pytest.mark.fault("F37")
@on_both()
def test_a_database_that_is_held_for_a_moment_is_waited_for(watch):
    watch.pass_time(posts=3)
    with watch.started("collect") as running:
        with held(watch.place):
            waits = lambda: waits_for(watch.place, running.process.pid)  # noqa: E731
            until(waits, "the process to stand before the lock")
        assert running.ended() == 0

    assert watch.ends_whole()


def waits_for(place: Place, pid: int) -> bool:
    """Whether that process stands before the lock: where nobody tells, it has opened the file."""
    if place.url.startswith("sqlite"):
        opened = Path(f"/proc/{pid}/fd")
        with suppress(OSError):
            return any(str(fd.readlink()).endswith("monitor.db") for fd in opened.iterdir())
        return False
    with driver(place.url) as connection:
        question = "select 1 from pg_locks where not granted"
        return bool(connection.execute(question).fetchall())


@LONG
@pytest.mark.fault("F37")
@only_on("sqlite")
def test_a_clock_outlasts_a_database_that_is_held_for_longer_than_it_waits(watch):
    with watch.started("run") as running:
        running.line("next: ")
        with held(watch.place):
            told = running.line("is held by another process. Try again in a moment")
        running.line("collect x: 0 read", len(collected(running)) + 1)
        assert running.stopped() == 0

    invariants.explains(told)
    assert watch.ends_whole()


def collected(running: Running) -> list[str]:
    return [line for line in running.lines if "collect x: " in line and "read" in line]


@pytest.mark.fault("F38")
@on_both()
def test_of_clocks_that_start_at_once_one_runs_and_names_itself_to_who_comes_later(watch):
    with watch.started("run") as one, watch.started("run") as other:
        both = (one, other)
        until(lambda: any(clock.process.poll() is not None for clock in both), "one to give way")
        gone, stays = sorted(both, key=lambda clock: clock.process.poll() is None)
        assert gone.ended() == 75
        stays.line("next: ")
        with watch.started("run") as late:
            assert late.ended() == 75
        assert stays.stopped() == 0

    assert f"run by process {stays.process.pid} on " in late.errors[-1]
    assert [row[0] for row in watch.runs("run")] == ["ok"]


@pytest.mark.fault("F22", "F37", "F38")
@on_both()
def test_a_clock_and_imports_of_the_very_same_posts_count_each_of_them_once(watch):
    watch.pass_time(posts=250)
    posts = [post.versions[-1] for post in watch.x.world.posts]
    lines = [json.dumps(shaped(version, FIELDS, renamed=False)) for version in posts]
    (watch.folder / "same.jsonl").write_text("\n".join(lines), "utf-8")

    with (
        watch.started("run") as running,
        watch.started("import", "same.jsonl") as one,
        watch.started("import", "same.jsonl") as other,
    ):
        codes = sorted([one.ended(), other.ended()])
        running.line("collect x: ")
        assert running.stopped() == 0

    assert codes in ([0, 0], [0, 75]), one.errors + other.errors
    assert watch.rows("select count(*) from post") == [(250,)]
    assert watch.ends_whole()


# Full


def most_of_a_file(bytes_: int) -> Callable[[], None]:
    """No file may grow larger than that; who may do it raises it again."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, hard))


def no_limit(running: Running) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


@pytest.mark.fault("F36")
@only_on("sqlite")
def test_a_clock_whose_database_finds_no_room_goes_on_and_recovers_alone(watch):
    watch.pass_time(posts=400)
    room = (watch.folder / "monitor.db").stat().st_size + 60_000
    with watch.started("run", preexec_fn=most_of_a_file(room)) as running:
        told = running.line("is full or failing")
        running.line("is full or failing", 2)
        no_limit(running)
        running.line("known already")  # a tick that found all of it stored
        assert running.stopped() == 0

    assert "make room and run the same command again" in told
    assert watch.ends_whole()


@pytest.mark.fault("F36")
@only_on("sqlite")
@pytest.mark.parametrize("full", [("stdout",), pytest.param(("stdout", "stderr"), marks=LONG)])
def test_a_clock_whose_words_find_no_room_goes_on(watch, full):
    """As with `>> log 2>&1` on a full disk, or `| head` once head has gone."""
    watch.pass_time(posts=30)
    with (
        Path("/dev/full").open("w") as log,
        watch.started("run", **dict.fromkeys(full, log)) as it,
    ):
        until(lambda: it.process.poll() or len(watch.runs()) >= 4, "three ticks")
        assert it.process.poll() is None, it.errors
        it.stopped()

    assert {row[0] for row in watch.runs()} == {"ok"}
    assert [row[0] for row in watch.runs("run")] == ["ok"]
    assert not any("Traceback" in line for line in it.errors), it.errors
    assert watch.ends_whole()


@pytest.mark.fault("F36")
@only_on("sqlite")
def test_a_report_that_finds_no_room_says_so_and_leaves_no_half_of_itself(watch):
    watch.pass_time(hours=20)
    report = ("report", "--date", "2026-03-26", "--out", "day.html")
    with watch.started(*report, preexec_fn=most_of_a_file(36_000)) as running:
        code = running.ended()
    found = [path.name for path in watch.folder.iterdir() if "day.html" in path.name]
    with watch.started(*report) as again:
        assert again.ended() == 0

    assert (code, found) == (75, [])
    assert "Make room and run the same command again" in running.errors[-1]
    assert (watch.folder / "day.html").stat().st_size > 36_000, "else nothing was in its way"


@pytest.mark.fault("F36", "F41", "F43")
@only_on("sqlite")
@pytest.mark.parametrize("trouble", ["full", pytest.param("in the way", marks=LONG)])
def test_a_clock_that_cannot_write_its_reports_collects_on_and_makes_them_once_it_can(
    watch, trouble
):
    """It tries again each hour: this one starts a few seconds before a full one."""
    folder = watch.folder / "reports"
    watch.pass_time(hours=23)
    if trouble == "full":
        folder.mkdir()
        (folder / "2026-03-26.html").symlink_to("/dev/full")
    else:
        folder.write_text("")
    watch.at("2026-03-27T11:59:54", runs=True)
    with watch.started("run") as running:
        told = running.line("report failed: ")
        running.line("collect x: 0 read", 2)
        assert watch.rows("select count(*) from summary") == [(0,)]
        (folder / "2026-03-26.html" if trouble == "full" else folder).unlink()
        made = running.line("report 2026-03-26 provisional: reports/2026-03-26.html")
        assert running.stopped() == 0

    assert ("Make room" if trouble == "full" else "Check the path") in told
    assert made[:16] == "2026-03-27 13:00"  # in the zone of the watch
    assert {path.suffix for path in folder.iterdir()} == {".html", ".md", ".json"}
    assert [row[0] for row in watch.runs("report")] == ["failed", "ok"]


@LONG
@pytest.mark.fault("F43")
@only_on("sqlite")
def test_a_report_folder_that_vanishes_is_made_anew_and_holds_up_nothing(watch):
    """The hour before the report is due: the clock runs on into it."""
    folder = watch.folder / "reports"
    folder.mkdir()
    watch.pass_time(hours=23)
    watch.at("2026-03-27T05:59:56", runs=True)  # 06:59:56 in Berlin
    with watch.started("run") as running:
        running.line("next: ")
        folder.rmdir()
        running.line("report 2026-03-26 provisional")
        running.line("collect x: 0 read", len(collected(running)) + 1)
        assert running.stopped() == 0

    assert {path.suffix for path in folder.iterdir()} == {".html", ".md", ".json"}


# Broken


def scrambled(whole: bytes) -> bytes:
    """Random bytes in the middle half."""
    quarter = len(whole) // 4
    return whole[:quarter] + random.Random(7).randbytes(2 * quarter) + whole[3 * quarter :]


BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "scrambled": scrambled,
    "cut": lambda whole: whole[: len(whole) // 2],
    "cut within a page": lambda whole: whole[: len(whole) // 2 + 1000],
    "empty": lambda whole: b"",
    "the head is gone": lambda whole: bytes(4096) + whole[4096:],
    "a diary": lambda whole: b"my diary, not a database\n" * 400,
}
COMMANDS: dict[str, Callable[[Any], Any]] = {
    "verify": lambda monitor: monitor.verify(),
    "trend": lambda monitor: monitor.trend("film", "2026-03-20", "now"),
    "collect": lambda monitor: monitor.live.collect("x"),
    "report": lambda monitor: monitor.write_report(monitor.summary(BASE.date())),
}
WRITE = ("collect", "report")


@pytest.fixture
def broken(watch: Crashing, monkeypatch: pytest.MonkeyPatch) -> Crashing:
    """Stored are enough posts to fill some pages of the file."""
    watch.pass_time(posts=200)
    with watch.house() as house:
        house.collect()
    with driver(watch.place.url) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    for name, value in watch.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("MONITOR_NOW")
    return watch


@pytest.mark.fault("F44")
@only_on("sqlite")
@pytest.mark.parametrize("broke", BREAKS)
def test_a_broken_file_is_told_with_what_to_do_and_never_touched(broken, broke):
    path = broken.folder / "monitor.db"
    path.write_bytes(BREAKS[broke](path.read_bytes()))
    before = path.read_bytes()

    said = {}
    for command, work in COMMANDS.items():
        try:
            with open_monitor(broken.folder / "config.yaml", clock=lambda: broken.x.now) as opened:
                said[command] = work(opened)
        except StorageError as error:
            said[command] = error
            invariants.explains(error)
        assert path.read_bytes() == before, command

    assert all(isinstance(said[command], StorageError) for command in WRITE), said
    assert re.search("damaged|is gone", str(said["verify"])), said


@pytest.mark.fault("F44")
@only_on("sqlite")
@pytest.mark.parametrize("part", [0.3, *(pytest.param(p, marks=LONG) for p in (0.7,))])
def test_a_clock_is_not_started_on_a_file_of_which_one_page_is_broken(broken, part):
    """Else it would write on for days, and each backup would be as broken."""
    path = broken.folder / "monitor.db"
    pages = path.stat().st_size // 4096
    with path.open("r+b") as file:
        file.seek(4096 * int(pages * part))
        file.write(random.Random(7).randbytes(4096))
    before = path.read_bytes()
    broken.at(broken.x.now)

    with broken.started("run") as running:
        code = running.ended()

    assert (code, running.lines) == (2, [])
    assert "damaged" in running.errors[-1]
    invariants.explains(running.errors[-1])
    assert path.read_bytes() == before
