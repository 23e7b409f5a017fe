"""One topic's day."""

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import fmean

from monitor.comparing import Change, Contrast, contrast, not_comparable
from monitor.export.rows import large_cells
from monitor.people import mean_beside, people
from monitor.points import Point
from monitor.position import position_of
from monitor.rehearse import Spike, judge, rehearse
from monitor.report.periods import History
from monitor.report.summary import Overlay, Threshold, TopicDay, unfinished
from monitor.report.wanted import Wanted
from monitor.scoring import Scorer
from monitor.storage.heard import Heard
from monitor.voices import Saying
from monitor.why import why

THRESHOLDS = (0.1, 0.3)
"""Beside the configured one: how much the labels hang on where they begin."""
_WHY_DAYS = 7
_FEWEST_USUAL = 2
"""Days or weeks that make a usual one: a single one is only itself."""


def contrasts(history: History) -> tuple[Contrast, Contrast]:
    """Its people against those of the one before, and against those of usual ones."""
    by, usual = history.period.by, history.usual
    if not history.period.over:
        return not_comparable(unfinished(by)), not_comparable(unfinished(by))
    if len(usual) < _FEWEST_USUAL:
        few = not_comparable(f"fewer than two such {by}s are known")
        return _against(history, [history.before]), few
    return _against(history, [history.before]), _against(history, usual, _FEWEST_USUAL)


def _against(history: History, days: Sequence[Point], fewest: int = 1) -> Contrast:
    today = history.today
    if any(point.rate is None for point in (today, *days)):
        return not_comparable(f"hardly any of one of the {history.period.by}s was watched")
    if any(point.rules_changed for point in (today, *days)):
        return not_comparable("the topic's rules changed")
    if len({name for point in (today, *days) for name in point.scorers}) > 1:
        return not_comparable("the scorer changed")
    before = [history.voices(point) for point in days]
    return contrast(before, history.voices(today), history.min_authors, fewest)


def topic_day(history: History, wanted: Wanted, change: Change, usual: Change) -> TopicDay:
    """All figures of one topic's day or week, with its differences as they are told."""
    today, fewest, seen = history.today, wanted.min_authors, history.period.seen
    spike = _spike(history)
    with history.store.read() as reader:
        languages = large_cells(reader.languages(history.topic, seen), fewest)
        platforms = reader.platforms(history.topic, seen)
        wordings = reader.wordings(history.topic, seen)
        heard = reader.heard(history.topic, seen)
        sensitivity = _sensitivity(heard, wanted.threshold)
        sayings = list(heard.sayings())
        before = list(reader.heard(history.topic, history.period.before(_WHY_DAYS)).sayings())
    known = today.volume is not None
    by_one = known and len(today.scorers) <= 1
    return TopicDay(
        today=today,
        before=history.before,
        usual_volume=_usual_volume(history),
        change=change,
        languages=languages,
        sources=platforms,
        wordings=wordings if known else None,
        position=position_of(sayings, wanted.cues.get(history.topic), fewest) if known else None,
        usual_change=usual,
        times=_times(history),
        people=people(history.voices(today), wanted.threshold, fewest) if by_one else None,
        # Where one scorer begins to call a post positive, the other may not.
        sensitivity=sensitivity if today.scored and by_one else (),
        spike=spike,
        stood_out=_stood_out(history),
        why=why(sayings, before, fewest) if known else None,
        overlay=_overlay(sayings, history, wanted),
        over=history.period.over,
        history=history.chart,
    )


def _spike(history: History) -> Spike:
    """Of a week none is judged: its days are."""
    if not history.period.over:
        return Spike(False, reason=unfinished(history.period.by))
    if history.period.by == "week":
        return Spike(False, reason="told day by day")
    return judge(history.long[:-1], history.today, history.accounts)


def _stood_out(history: History) -> tuple[date, ...]:
    """The days of a week that stand out."""
    period = history.period
    if period.by == "day":
        return ()
    days = history.long if period.over else history.long[:-1]
    of_week = sum(point.start >= period.window.start for point in days)
    judged = rehearse(days, of_week, history.accounts)
    fired = (one.point.start for one in judged if one.spike.fired)
    return tuple(start.astimezone(period.zone).date() for start in fired)


def _usual_volume(history: History) -> float | None:
    """As of whole days, or of the seven of a week."""
    rates = [posts for point in history.usual if (posts := point.rate) is not None]
    return history.period.days * fmean(rates) if len(rates) >= _FEWEST_USUAL else None


def _times(history: History) -> float | None:
    """Rates against rates: half a day watched is no half as busy day."""
    usual, now = _usual_volume(history), history.today.rate
    if not usual or now is None or not history.period.over:
        return None
    return now * history.period.days / usual


def _sensitivity(heard: Heard, threshold: float) -> tuple[Threshold, ...]:
    asked = sorted({threshold, *THRESHOLDS})
    return tuple(Threshold(*found) for found in heard.beyond(tuple(asked)))


def _overlay(sayings: Sequence[Saying], history: History, wanted: Wanted) -> Overlay | None:
    """The day read once more by the published lexicon, beside what is stored.

    None where a text is gone that was read, or was read by another scorer: then
    more would differ than those words.
    """
    topic = history.topic
    if history.today.scorers.keys() - {wanted.versions.get(topic)}:
        return None
    scored = [saying for saying in sayings if saying.compound_e4 is not None]
    if wanted.published is None or any(saying.text is None for saying in scored):
        return None
    pairs = [pair for saying in scored if (pair := _reread(saying, wanted.published[topic]))]
    moved = sum(saying.compound_e4 != e4 for saying, e4 in pairs)
    told = _votes((saying, saying.compound_e4 or 0) for saying in scored)
    without = mean_beside(_votes(pairs), wanted.min_authors, told)
    return Overlay(wanted.overlay, moved, without)


def _votes(pairs: Iterable[tuple[Saying, int]]) -> dict[str, float]:
    """Each author's mean of compounds × 10⁴."""
    sums: dict[str, list[int]] = {}  # integers: the order of posts moves no digit
    for saying, e4 in pairs:
        if saying.author:
            sums.setdefault(saying.author, []).append(e4)
    return {author: sum(e4s) / (10_000 * len(e4s)) for author, e4s in sums.items()}


def _reread(saying: Saying, scorer: Scorer) -> tuple[Saying, int] | None:
    tone, _ = scorer.read(saying.text or "", saying.language)
    return None if tone is None else (saying, tone.compound_e4)
