"""What an evidence pack says of itself: how to read it, how to cite it, how it was made.

All names are handed in ready for Markdown: hostile text has passed the page's sink.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.csvs import table
from monitor.text import harmless_json

Table = tuple[str, Mapping[str, str]]
"""The name of a file, and its columns with what they mean."""
_OTHERS = (
    ("data-dictionary.md", "what each column means"),
    ("method.md", "how the figures are formed, and where they end"),
    ("versions.json", "the versions of all that had a part in it"),
    ("accuracy.json", "what people answered for samples: how far matching and tone are to be "
     "trusted; empty where nobody answered"),
    ("config.yaml", "the watch as it was configured when the pack was made"),
    ("reports/", "the daily figures, as they were published"),
    ("MANIFEST.sha256", "the sum of each file; check them with: sha256sum -c MANIFEST.sha256"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What a pack is of."""

    title: str
    topics: Sequence[str]
    start: str
    end: str
    tz: str
    made_at: str
    retrieved: tuple[str, str] | None
    """When the first and the last run began that brought any of it."""
    platforms: Sequence[str]
    version: str
    min_authors: int
    invented: bool


def readme(facts: Facts, tables: Iterable[Table]) -> str:
    """How to read the pack, and how to cite it."""
    when = "never" if facts.retrieved is None else " to ".join(facts.retrieved)
    warning = "**Every post in this pack is invented.**\n\n" if facts.invented else ""
    lines = [f"- `{name}`: {meaning}" for name, meaning in (*_named(tables), *_OTHERS)]
    return (
        f"# {facts.title}: evidence\n\n{warning}"
        f"Totals and ids of public posts about {_listed(facts.topics)}, from {facts.start} to "
        f"{facts.end} (days of {facts.tz}).\n"
        "No text and no author is in it. Posts are told by their ids alone: who wants to read "
        "one asks the platform, which then gives only what still exists.\n\n"
        f"- Retrieved: {when}, from {_listed(facts.platforms)}\n"
        f"- Made: {facts.made_at}, by monitor {facts.version}\n"
        f"- Tone, one vote each, and cells of languages are told of {facts.min_authors} people "
        "or more\n- Empty cells are not known, which is not zero\n\n## Files\n\n"
        + "\n".join(lines)
        + "\n\n## How to cite\n\n"
        f"{facts.title}: posts about {_listed(facts.topics)}, {facts.start} to {facts.end}. "
        f"Retrieved {when} from {_listed(facts.platforms)}; made {facts.made_at} with monitor "
        f"{facts.version} (versions.json). Pack with the SHA-256 of its MANIFEST.sha256: "
        "(run sha256sum MANIFEST.sha256).\n\n"
        "X allows to hand on ids, not posts: to one recipient no more than 1,500,000 ids in 30 "
        "days. Keep what you look up by them to yourself, and delete what is deleted there.\n"
    )


def _named(tables: Iterable[Table]) -> Iterator[tuple[str, str]]:
    for name, columns in tables:
        yield name, ", ".join(columns)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "nothing"


def dictionary(tables: Iterable[Table]) -> str:
    """What each column of each table means."""
    parts = [
        "# What each column means\n\n"
        "CSV by RFC 4180 in UTF-8. Moments are ISO 8601 with their offset; an empty cell is not "
        "known, which is not zero. A text that begins like a formula has an apostrophe in front.\n"
    ]
    for name, columns in tables:
        rows = "".join(f"| `{column}` | {meaning} |\n" for column, meaning in columns.items())
        parts.append(f"\n## {name}\n\n| column | meaning |\n|---|---|\n{rows}")
    return "".join(parts)


def method(told: Iterable[tuple[str, str]]) -> str:
    """The words of the report on how its figures are formed."""
    return "# Method\n" + "".join(f"\n**{name}.** {text}\n" for name, text in told)


def as_json(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    return harmless_json(told) + "\n"


def as_table(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    return table(list(columns), rows)
