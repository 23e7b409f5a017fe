"""One watch with its database: what the command line, the jobs and Python talk to."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Self, get_args
from zoneinfo import ZoneInfo

from monitor import trends, upkeep
from monitor.app.health import Health, health
from monitor.app.heartbeat import Heartbeat
from monitor.app.labelling import Labelling
from monitor.app.live import REACH, Live
from monitor.app.rehearsals import Rehearsal, rehearsal
from monitor.app.reports import Reports
from monitor.app.scorers import Scorers
from monitor.app.signatures import Petitions
from monitor.app.sources import enabled
from monitor.app.times import Moment, at_most, window_of, zone_of
from monitor.collect import Progress, Watch, claim, collect
from monitor.config import Config
from monitor.config.words import close_to
from monitor.coverage import Gap, gaps
from monitor.errors import NothingStoredError, UsageError, told
from monitor.matching import Matcher
from monitor.models import PLATFORM, Format, Granularity, Span, StoredMention
from monitor.points import Trend
from monitor.report.summary import Summary
from monitor.runs import RunOutcome
from monitor.sources import Source
from monitor.sources.archive import ArchiveSource
from monitor.sources.sample import SampleSource
from monitor.storage import Store
from monitor.storage.databases.copies import Copy
from monitor.timeline import Window

Progressing = Callable[[int | None], Progress]
"""Told the size of what is read, gives what is told how far it is."""
_EDITS = {
    "new": "it is new, and counted from the next run on",
    "changed": "its rules have changed: its trend breaks at the next run, and nothing stored "
    "is matched again",
    "gone": "it is no longer watched; what is stored of it can still be asked for",
}
_MOST_STEPS = 100_000
"""Eleven years of hours."""


@dataclass(frozen=True, slots=True)
class Monitor:
    """One watch with its database: what the command line and Python talk to."""

    config: Config
    store: Store
    clock: Callable[[], datetime]
    stop: Event = field(default_factory=Event)
    """Set to end what is under way, after its page."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self.store.close()

    def import_file(
        self, path: Path, *, platform: str = "csv", progress: Progressing | None = None
    ) -> RunOutcome:
        """Bring the posts of one file; `progress` is told the size, then how far it is.

        A file without posts gives a *failed* outcome with the reason. Raises
        `UsageError` for a platform that is no short lower-case name.
        """
        if not PLATFORM.fullmatch(platform):
            raise UsageError(
                f"--platform {platform!r} is no name for a platform; use a short lower-case "
                "word such as csv, mastodon or forum"
            )
        return self._collect("import", ArchiveSource(path, platform), progress)

    def claim(self, outcomes: Iterable[RunOutcome], window: Window) -> list[RunOutcome]:
        """Note the operator's word that these runs together hold every post of the window."""
        return claim(outcomes, [window], self.store, self.clock())

    def import_sample(self, progress: Progressing | None = None) -> RunOutcome:
        """Bring the invented posts that are shipped with the monitor."""
        return self._collect("demo", SampleSource(), progress)

    def _collect(self, job: str, source: Source, progress: Progressing | None) -> RunOutcome:
        told = progress(source.size) if progress else lambda position: None
        return collect(job, source, self._watch(), self.store, self.clock, told)

    def _watch(self) -> Watch:
        topics = self.config.topics
        return Watch(topics, Matcher(topics), self.scorers.by_topic)

    @property
    def scorers(self) -> Scorers:
        """How tone is read, and the mentions that were read otherwise."""
        return Scorers(self.config, self.store)

    @property
    def live(self) -> Live:
        """The sources that are asked again and again, and what they cost."""
        return Live(self.config, self.store, self.clock, self._watch, self.stop)

    def health(self) -> Health:
        """How sources, jobs and database stand."""
        return health(self.live)

    @property
    def heartbeat(self) -> Heartbeat:
        """What is told of each round of work."""
        url = self.config.heartbeat_url
        told = url.get_secret_value() if url else None
        return Heartbeat(told, lambda: self.health().is_well)

    @property
    def reports(self) -> Reports:
        """The daily reports: which of them are due, and their making."""
        return Reports(self.config, self.store, self.clock, self.scorers)

    @property
    def signatures(self) -> Petitions:
        """How many had signed, as files tell it."""
        return Petitions(self.config, self.store, self.clock)

    @property
    def labelling(self) -> Labelling:
        """Samples that a person answers for, and what the answers say."""
        return Labelling(self.config, self.store, self.clock, self.topic)

    @contextmanager
    def noted(self, job: str) -> Iterator[Callable[[], bool]]:
        """A job that asks no source leaves a run, however it ends; one at a time.

        What it gives says whether the job is ours still: a server that was
        restarted has let go of our lock, and another process may have taken it.
        """
        with self.store.only_runner_of(job):
            with self.store.write() as writer:
                run = writer.start_job(job, self.clock())
            error: str | None = "the process ended"
            try:
                yield lambda: self._is_running(run)
                error = None
            except Exception as failed:
                error = told(failed)
                raise
            finally:
                with self.store.write() as writer:
                    writer.end_job(run, error, self.clock())

    def _is_running(self, run: int) -> bool:
        with self.store.read() as reader:
            return reader.watched.is_running(run)

    def keeping_the_clock(self) -> AbstractContextManager[Callable[[], bool]]:
        """Held by the one process that starts jobs; `TryLaterError` names it to others."""
        return self.noted("run")

    def gaps(self, window: Window | None = None) -> list[Gap]:
        """What was not watched, why, and until when it can still be filled."""
        now = max([self.clock(), *(self.live.now(name) for name in enabled(self.config))])
        return gaps(self.store, now, REACH, window)

    def trend(
        self,
        topic: str,
        since: Moment = "30d",
        until: Moment = "now",
        by: Granularity = "day",
        tz: str | None = None,
        source: str | None = None,
        language: str | None = None,
        *,
        most_steps: int = _MOST_STEPS,
    ) -> Trend:
        """A topic's points from `since` to before `until`, in local steps of `tz`.

        `source` keeps one platform's mentions, `language` one language's.
        Raises `UsageError` for a topic, zone, granularity or window that
        makes no sense, `NothingStoredError` for a platform or language of
        which nothing is stored: a zero would hide a slip of the pen.
        """
        if by not in get_args(Granularity):
            raise UsageError(f"--by {by!r} is none of {', '.join(get_args(Granularity))}")
        zone = self.zone(tz)
        window = self.window(since, until, zone)
        at_most(most_steps, window, by)
        topic, language = self.topic(topic), language and language.lower()
        self._must_be_stored(topic, source, language)
        return trends.trend(
            self.store,
            topic,
            window,
            by=by,
            zone=zone,
            now=self.clock(),
            platform=source,
            language=language,
            min_authors=self.config.privacy.min_authors,
        )

    def _must_be_stored(self, topic: str, platform: str | None, language: str | None) -> None:
        with self.store.read() as reader:
            for asked, kind, stored in (
                (platform, "platform", reader.stored_platforms),
                (language, "language", reader.stored_languages),
            ):
                if asked and asked not in (known := stored(topic)):
                    told = f"stored are: {', '.join(known)}" if known else "nor of any other"
                    raise NothingStoredError(f"nothing is stored of the {kind} {asked!r}; {told}.")

    def rehearse(
        self, days: int = 30, last: date | None = None, topic: str | None = None
    ) -> Rehearsal:
        """When the spike rule would have told, over `days` up to `last` (the last one stored).

        Raises `NothingStoredError` where nothing is stored of the topic.
        """
        zone, now = self.config.zone, self.clock()
        names = [self.topic(topic)] if topic else [topic.name for topic in self.config.topics]
        if (span := self.stored_span(topic)) is None:
            raise NothingStoredError(
                "nothing is stored yet. Bring posts with: monitor import FILE"
            )
        yesterday = now.astimezone(zone).date() - timedelta(days=1)
        last = min(last or span.end.astimezone(zone).date(), yesterday)
        return rehearsal(self.store, names, last, days, zone, now)

    def summary(self, day: date, by: Span = "day") -> Summary:
        """The figures of a day, or of its week, as published now, in the configuration's zone."""
        return self.reports.summary(day, by)

    def write_report(
        self, summary: Summary, formats: Iterable[Format] | None = None
    ) -> list[Path]:
        """Write the day's files into the report folder, all three unless told; whole or not."""
        return self.reports.write(summary, formats)

    @contextmanager
    def mentions(
        self, topic: str | None, window: Window | None, *, text: bool = False
    ) -> Iterator[Iterator[StoredMention]]:
        """The stored mentions, oldest first, read one by one inside the `with`."""
        with self.store.read() as reader:
            yield reader.mentions(topic and self.topic(topic), window, text=text)

    def edits(self) -> list[str]:
        """What the next run will make of the topics as they are configured now."""
        with self.store.read() as reader:
            edits = reader.edits(self.config.topics)
        return [f"{name}: {_EDITS[edit]}" for name, edit in edits.items()]

    def stored_span(self, topic: str | None = None) -> Window | None:
        """From the first to the last stored post, of one topic or of all."""
        with self.store.read() as reader:
            return reader.stored_span(topic)

    def back_up(self, to: Path | None) -> Copy:
        """Write a whole copy of the database; beside it where no file is named."""
        return self.store.back_up(to, self.clock())

    def verify(self) -> list[str]:
        """What differs between the kept figures and the mentions; empty is good."""
        return upkeep.verify(self.store)

    def rebuild(self) -> int:
        """Make the kept figures anew; how many of them were wrong."""
        return upkeep.rebuild(self.store)

    def topic(self, name: str) -> str:
        """The name, if it is or ever was watched; else `UsageError` with a suggestion."""
        watched = [topic.name for topic in self.config.topics]
        with self.store.read() as reader:
            known = [*watched, *reader.topics()]
        if name in known:
            return name
        near = close_to(name, known)
        hint = f"did you mean {near}?" if near else f"config.yaml has {', '.join(watched)}."
        raise UsageError(f"there is no topic {name!r}; {hint}")

    def zone(self, name: str | None) -> ZoneInfo:
        """The zone of that IANA name, or the configuration's own."""
        return self.config.zone if name is None else zone_of(name)

    def window(self, since: Moment, until: Moment, zone: ZoneInfo) -> Window:
        """The half-open window meant; raises `UsageError` where it is empty."""
        return window_of(since, until, zone, self.clock())
