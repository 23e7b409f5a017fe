"""Values to rows: plain, by the names of their columns."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from monitor.export.columns import POSTS
from monitor.export.forms import Row
from monitor.points import Trend
from monitor.storage.exporting import Exported, Rules
from monitor.storage.listing import RunLine
from monitor.storage.watched import Covered
from monitor.timeline import Window

OTHER = "other"
"""Languages of too few people, together."""


def of_posts(
    found: Iterable[Exported], large: Mapping[str, Collection[str]] | None = None
) -> Iterator[Row]:
    """Mentions; where `large` names each topic's languages of enough people, others are
    told as `other`."""
    for mention in found:
        one = mention
        if large is not None and mention.language not in large[mention.topic]:
            one = replace(mention, language=OTHER)
        yield _post(one)


def _post(mention: Exported) -> Row:
    row: dict[str, Any] = {name: getattr(mention, name, None) for name in POSTS}
    row["created_at"] = mention.created_at.isoformat()
    row["scored"] = mention.compound is not None
    if mention.words:
        row |= asdict(mention.words) | {"links": list(mention.words.links)}
    return row


def of_trend(found: Trend, by: str) -> Iterator[Row]:
    """A topic's points; the interval both as a pair and as two columns."""
    for plain in found.to_dicts():
        low, high = plain["ci"] or (None, None)
        whose = {"topic": found.topic, "tz": found.tz, "by": by}
        yield {**whose, **plain, "ci_low": low, "ci_high": high}


def of_coverage(
    covered: Mapping[str, Covered], windows: Sequence[Window], by: str
) -> Iterator[Row]:
    """By source, the steps of which anything is known."""
    for source, of in covered.items():
        watched, known = _within(of.windows), _within(of.frames)
        for step in windows:
            if known(step):
                seconds = watched(step)
                yield {
                    "source": source,
                    "by": by,
                    "start": step.start.isoformat(),
                    "end": step.end.isoformat(),
                    "watched_s": round(seconds),
                    "share": seconds / step.seconds,
                }


def _within(windows: Sequence[Window]) -> Callable[[Window], float]:
    """How many seconds of a step these windows hold; they are disjoint and in order, and
    years of them are looked through once for each step, not whole."""
    starts, ends = [window.start for window in windows], [window.end for window in windows]

    def seconds(step: Window) -> float:
        near = windows[bisect_right(ends, step.start) : bisect_left(starts, step.end)]
        return sum(window.clipped(step).seconds for window in near)

    return seconds


def of_languages(cells: Mapping[str, Mapping[str, int]]) -> Iterator[Row]:
    for topic, languages in cells.items():
        for name, n in languages.items():
            yield {"topic": topic, "language": name, "posts": n}


def large_cells(cells: Mapping[str, tuple[int, int]], min_authors: int) -> dict[str, int]:
    """Languages with their posts; those of fewer authors than `min_authors` together."""
    large = {name: n for name, (n, authors) in cells.items() if authors >= min_authors}
    rest = sum(n for n, _ in cells.values()) - sum(large.values())
    return large | ({OTHER: rest} if rest else {})


def of_queries(queries: Mapping[str, Iterable[tuple[Any, str | None]]]) -> Iterator[Row]:
    for source, asked in queries.items():
        for since, text in asked:
            yield {"of": "source", "name": source, "since": since.isoformat(), "text": text}


def of_rules(found: Iterable[Rules]) -> Iterator[Row]:
    for one in found:
        yield {
            "of": "topic",
            "name": one.topic,
            "since": one.since.isoformat(),
            "text": one.rules,
        }


def of_runs(found: Iterable[RunLine]) -> Iterator[Row]:
    for line in found:
        plain = asdict(line)
        plain.pop("window")
        window = line.window
        for name, moment in (
            ("started_at", line.started_at),
            ("finished_at", line.finished_at),
            ("window_start", window.start if window else None),
            ("window_end", window.end if window else None),
        ):
            plain[name] = moment.isoformat() if moment else None
        yield plain
