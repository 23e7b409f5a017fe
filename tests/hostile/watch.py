"""One watch full of hostile text: its title, names, events, files, posts, figures, runs."""

import csv
import io
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from monitor.app import Monitor
from monitor.config import load_config, no_environment
from monitor.errors import UnreachableError
from monitor.storage import Store
from monitor.timeline import day_window
from tests.fakes import FakeSource
from tests.fakes import run as run_of
from tests.hostile.payloads import BY_NAME, PAYLOADS, TOPIC_NAMES, Payload

NOW = datetime(2020, 7, 4, 12, tzinfo=UTC)
DAY = date(2020, 7, 2)
ABOUT = "365 days on netflix"
WATCHED = TOPIC_NAMES[::4]
_TITLE = (
    "breaking-out-style-end", "breaking-out-double-quote", "terminal-c1", "direction-override",
    "template-braces", "data-chat", "markdown-table", "direction-marks", "unseen-no-characters",
)  # fmt: skip


def title() -> str:
    """A bit of everything."""
    return " ".join(BY_NAME[name].text for name in _TITLE)


def config() -> dict[str, Any]:
    """What stands in its config.yaml."""
    rules = {"phrases": ["365 days"], "context": ["netflix"]}
    shown = _one_of_each_kind()  # the others are too old for the report's chart
    events = [
        {
            "on": DAY - timedelta(days=n % 9 if payload in shown else 60),
            "label": payload.text,
            "source": payload.text,
        }
        for n, payload in enumerate(PAYLOADS)
        if "\x00" not in payload.text
    ]
    return {
        "title": title(),
        "timezone": "Europe/London",
        "topics": {"film": rules} | {name: {"phrases": ["365 days a"]} for name in WATCHED},
        "events": events,
        "position": {"topic": "film", "demand": title(), "cues": "removal"},
        "privacy": {"min_authors": 1},
    }


def posts() -> Iterator[dict[str, Any]]:
    """A post of each payload: its text, and where that can hold it id, author, language, links."""
    for n, payload in enumerate(PAYLOADS):
        text = payload.text
        yield {
            "platform": ("x", "mastodon")[n % 2],
            "id": text if _is_id(text) else str(9000 + n),
            "created_at": f"2020-07-0{1 + n % 3}T{8 + n % 12:02}:00:00Z",
            "text": f"{ABOUT} {text}" if n % 7 else f"365 days a {text}",
            "author": text,
            "language": text if n % 3 else "en",
            "links": [text, "https://a.example"],
        }


def _is_id(text: str) -> bool:
    return text.isprintable() and " " not in text and len(text) <= 200


def signatures() -> str:
    """A table of figures whose petitions and origins are the payloads."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["at", "count", "petition", "kind", "origin"])
    for n, payload in enumerate(PAYLOADS):
        said = payload.text.replace("\n", " ").replace("\r", " ")[:200]
        for day, count in ((1, 9_000), (2, 11_000 + n)):
            writer.writerow([f"2020-07-0{day}T10:00Z", count, said, "reported", said])
    return out.getvalue()


def file_names() -> list[str]:
    """The payloads that can be the name of a file here."""
    found = []
    for payload in PAYLOADS:
        name = payload.text
        if "/" not in name and "\x00" not in name and name not in (".", ""):
            with suppress(UnicodeEncodeError):
                if len(name.encode()) <= 200:
                    found.append(f"{name}.csv")
    return found


def write(folder: Path) -> Path:
    """Its files, before anything is brought in; short.yaml is the same without its events."""
    path, told = folder / "config.yaml", config()
    for name, values in (("config.yaml", told), ("short.yaml", told | {"events": []})):
        text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, "utf-8")
    (folder / "posts.jsonl").write_text("\n".join(map(json.dumps, posts())), "utf-8")
    (folder / "signatures.csv").write_text(signatures(), "utf-8")
    return path


def fill(folder: Path) -> None:
    """Bring everything in, let runs fail with hostile words, and publish a report."""
    read = load_config(write(folder), no_environment)
    store = Store.open(read.database, NOW, read.author_key_file, folder)
    with Monitor(read, store, lambda: NOW) as monitor:
        _bring(monitor, folder)


def _bring(monitor: Monitor, folder: Path) -> None:
    outcome = monitor.import_file(folder / "posts.jsonl")
    assert (outcome.status, outcome.rejected) == ("ok", 0), outcome
    for start in (DAY - timedelta(days=1), DAY + timedelta(days=1)):
        monitor.claim([outcome], day_window(start, monitor.config.zone))
    assert monitor.signatures.bring(folder / "signatures.csv").error is None
    for payload in _one_of_each_kind():
        source = FakeSource()
        source.fail(UnreachableError(f"it says: {payload.text[:2_000]}"))
        with suppress(UnreachableError):
            run_of(source, monitor.store)
    monitor.reports.make(DAY)


def _one_of_each_kind() -> list[Payload]:
    return list({payload.kind: payload for payload in PAYLOADS}.values())


def names(folder: Path) -> set[str]:
    """The files of a folder and below it."""
    return {os.path.relpath(path, folder) for path in folder.rglob("*") if path.is_file()}
