"""Sources that are read from their beginning to their end: files."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from monitor import text
from monitor.collect.line import Watch, checkpoint, match, score, store, widened
from monitor.errors import UnreadableFileError, told
from monitor.runs import RunOutcome, RunStatus
from monitor.sources import Source
from monitor.storage import Store
from monitor.timeline import Window, merged

Clock = Callable[[], datetime]
Progress = Callable[[int], None]
"""Called after each page with how far the source has read."""


def collect(
    job: str,
    source: Source,
    watch: Watch,
    house: Store,
    clock: Clock,
    progress: Progress = lambda position: None,
) -> RunOutcome:
    """source | match | score | store | checkpoint, over all that the source has.

    A file that holds no posts ends as a *failed* run with the reason, one
    that is damaged behind its first posts as a *partial* one; whatever else
    stops the line is noted on the run, which is *partial*, and raised.
    """
    with house.only_writer_of(source.name):
        outcome = _start(job, source, watch, house, clock())
        try:
            for page in source.pages():
                judged = match(page, watch, clock())
                entries = score(judged, watch)
                with house.write() as writer:
                    changes = store(entries, writer, outcome.run, clock())
                    read = widened(outcome, entries)
                    so_far = checkpoint(read, judged, entries, changes, writer)
                outcome = so_far  # only once the transaction stands
                progress(page.position)
            covered = _covered(source.covered, clock())
            outcome = replace(outcome, status="ok", covered=covered)
        except UnreadableFileError as error:
            ended: RunStatus = "partial" if outcome.pages else "failed"
            outcome = replace(outcome, status=ended, error=text.stored(str(error)))
        except (Exception, KeyboardInterrupt) as error:
            outcome = replace(outcome, status="partial", error=told(error))
            raise
        finally:
            if outcome.status != "running":
                _end(outcome, house, clock())
    return outcome


def claim(
    outcomes: Iterable[RunOutcome], windows: Iterable[Window], house: Store, now: datetime
) -> list[RunOutcome]:
    """Note the operator's word that these runs together hold every post of that time."""
    covered = _covered(windows, now)
    claimed = [replace(outcome, covered=covered) for outcome in outcomes]
    with house.write() as writer:
        for outcome in claimed:
            writer.cover(outcome)
    return claimed


def _start(job: str, source: Source, watch: Watch, house: Store, now: datetime) -> RunOutcome:
    file = source.file and text.stored(source.file)  # a name may hold bytes that are no text
    with house.write() as writer:
        writer.note_rules(watch.topics, now)
        return writer.start_run(job, RunOutcome(0, source.name, file=file), source.platform, now)


def _end(outcome: RunOutcome, house: Store, now: datetime) -> None:
    with house.write() as writer:
        writer.end_run(outcome, now)


def _covered(windows: Iterable[Window], now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Nobody can have watched what is still to come."""
    past = (Window(window.start, min(window.end, now)) for window in windows)
    return tuple((window.start, window.end) for window in merged(past))
