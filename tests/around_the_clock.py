"""A watch of the fake X on a clock that a test sets, for commands and real processes.

watch = Watch(folder, x)
watch.write(report="02:30")             config.yaml
watch.at("2026-03-26T12:00")            both clocks stand there: X's, and the monitor's
with watch.start("run") as running:     a real process
    running.line("report 2026-03-25")   wait for it to say so
"""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.fakex import FakeX
from tests.fakex.clock import moment

ROOT = Path(__file__).parents[1]
GREAT, AWFUL = "365 days on netflix is great", "365 days on netflix is awful"
PATIENCE_S = 30.0
_WATCH = """title: 365 Days
timezone: {zone}
topics:
  film: {{phrases: ["365 days"], context: [netflix, film]}}
  petition: {{phrases: [petition], context: ["365 days"]}}
sources: {sources}
schedule: {{collect: "{collect}", report: "{report}"}}
privacy: {{min_authors: 2}}
"""


def until(holds: Callable[[], Any], what: Any, patience_s: float = PATIENCE_S) -> Any:
    """Wait for a condition; how long it takes is the machine's business."""
    end = time.monotonic() + patience_s
    while not (found := holds()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.01)
    return found


class Running:
    """A command as a process of its own; its lines are read as they come."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: list[str] = []
        self.errors: list[str] = []
        streams = ((process.stdout, self.lines), (process.stderr, self.errors))
        self._readers = [threading.Thread(target=_read, args=told) for told in streams]
        for reader in self._readers:
            reader.start()

    def line(self, words: str, n: int = 1) -> str:
        """The n-th line that holds these words, once it is there."""

        def found() -> str | None:
            held = [line for line in list(self.lines) if words in line]
            ended = self.process.poll() is not None
            assert len(held) >= n or not ended, f"no {words!r} in {self.lines} {self.errors}"
            return held[n - 1] if len(held) >= n else None

        return str(until(found, (words, self.lines, self.errors)))

    def send(self, number: int) -> None:
        self.process.send_signal(number)

    def ended(self) -> int:
        """Its exit code; all that it said is read."""
        code = self.process.wait(PATIENCE_S)
        for reader in self._readers:
            reader.join(PATIENCE_S)
        return code

    def stopped(self, number: int = signal.SIGTERM) -> int:
        self.send(number)
        return self.ended()


def _read(stream: Any, into: list[str]) -> None:
    with stream:
        for line in stream:
            into.append(line.rstrip("\n"))


class Watch:
    """One folder with its config.yaml, and the fake X that it asks."""

    def __init__(
        self, folder: Path, x: FakeX, environment: MutableMapping[str, str] | None = None
    ) -> None:
        """The environment is that of its processes, or the test's own."""
        self.folder, self.x = folder, x
        self.environment = {} if environment is None else environment
        self.environment |= {"X_API_BASE_URL": x.url, "X_BEARER_TOKEN": x.token}

    def write(
        self,
        *,
        collect: str = "every 1s",
        report: str = "07:00",
        zone: str = "Europe/Berlin",
        sources: str = "{x: {budget: {daily_usd: 1, monthly_usd: 20}}}",
    ) -> Path:
        path = self.folder / "config.yaml"
        told = {"collect": collect, "report": report, "zone": zone, "sources": sources}
        path.write_text(_WATCH.format(**told), "utf-8")
        return path

    def at(self, now: str | datetime, *, runs: bool = False) -> None:
        """From now on it is that late, for X too; X's clock may run on."""
        began, base = time.monotonic(), moment(now)
        self.environment["MONITOR_NOW"] = base.isoformat()
        running = lambda: base + timedelta(seconds=time.monotonic() - began)  # noqa: E731
        self.x.now = running if runs else base

    @contextmanager
    def start(self, *words: str, module: str = "monitor") -> Iterator[Running]:
        """A command as a process; what still runs at the end of the test is killed."""
        known = dict(os.environ)
        process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            cwd=self.folder,
            env=known | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"} | dict(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running = Running(process)
        try:
            yield running
        finally:
            process.kill()
            running.ended()

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """What stands in the database, asked past all our code."""
        with closing(sqlite3.connect(self.folder / "monitor.db", timeout=10)) as connection:
            return connection.execute(question).fetchall()

    def runs(self, job: str = "collect") -> list[tuple[Any, ...]]:
        """(status, reason, pages, started_at), oldest first."""
        columns = "status, reason, pages, started_at"
        return self.rows(f"select {columns} from run where job = '{job}' order by id")


def said(lines: list[str], pattern: str) -> list[tuple[str, ...]]:
    """What a pattern finds, line by line."""
    found = (re.search(pattern, line) for line in lines)
    return [match.groups() for match in found if match]
