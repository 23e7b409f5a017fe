"""One watch with hostile names, made once, and a dashboard over it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from monitor.app import Monitor
from monitor.storage import Store
from tests.web.site import NOW, Asked, config_of, looked_at, serving

SCRIPT = "<script>alert(1)</script>"
WATCH = f"""title: '365 Days {SCRIPT}"&\u202e'
timezone: Europe/London
topics:
  film: {{phrases: ["365 days"], context: [netflix, film]}}
  petition: {{phrases: [petition], context: ["365 days"]}}
events:
  - {{on: 2020-07-02, label: '{SCRIPT} an open letter', source: '"><img src=x onerror=alert(2)>'}}
privacy: {{min_authors: 3}}
"""
SECRET_WORD = "xyzzyplugh"
"""Stands in every post, and on no page."""


def lines() -> Iterator[str]:
    """On 2 July twelve people in English and two in Polish; on 3 July one of each."""
    people = {"2020-07-02": (("en", 12), ("pl", 2)), "2020-07-03": (("en", 1), ("pl", 1))}
    number = 9_000_000
    for day, languages in people.items():
        for language, n in languages:
            for person in range(n):
                number += 1
                yield json.dumps(
                    {
                        "id": str(number),
                        "created_at": f"{day}T{8 + person % 12:02}:00:00Z",
                        "author_id": f"author-{language}-{person}",
                        "lang": language,
                        "text": f"365 days on netflix is {'great' if person % 2 else 'awful'} "
                        f"{SECRET_WORD}, says the petition of person {person}",
                    }
                )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A watch with posts, and a report of 2 July."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "config.yaml").write_text(WATCH, "utf-8")
    (folder / "posts.jsonl").write_text("\n".join(lines()), "utf-8")
    config = config_of(folder)
    store = Store.open(config.database, NOW, config.author_key_file, folder)
    with Monitor(config, store, lambda: NOW) as monitor:
        monitor.import_file(folder / "posts.jsonl", platform="x")
        monitor.reports.make(date(2020, 7, 2))
    return folder


@pytest.fixture(scope="session")
def asked(folder: Path) -> Iterator[Asked]:
    """The dashboard of that watch."""
    with looked_at(folder) as monitor, serving(monitor) as asked:
        yield asked
