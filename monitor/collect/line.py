"""One page on the line: match | score | store | checkpoint."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor import text
from monitor.changes import Changes, Entry, decide
from monitor.matching import Matcher, Verdict
from monitor.models import Mention, Page, Post, Rejected, Tone, Topic
from monitor.runs import RunOutcome
from monitor.scoring import Scorer
from monitor.storage.writing import Writer

_AHEAD = timedelta(days=1)
"""A post dated further ahead of the clock than this has a broken date."""
_REASONS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Watch:
    """What the line works with: the topics, their matcher, a scorer for each by its name."""

    topics: tuple[Topic, ...]
    matcher: Matcher
    scorers: Mapping[str, Scorer]


@dataclass(frozen=True, slots=True)
class Judged:
    """A page after matching: its posts with their verdicts, and what was rejected."""

    posts: tuple[tuple[Post, Verdict], ...]
    rejected: tuple[Rejected, ...]


def match(page: Page, watch: Watch, now: datetime) -> Judged:
    posts, rejected = [], []
    for item in page.items:
        if isinstance(item, Rejected):
            rejected.append(item)
        elif item.created_at > now + _AHEAD:
            rejected.append(Rejected(f"post {item.native_id}", "it is dated in the future"))
        else:
            post = _cleaned(item)
            posts.append((post, watch.matcher.judge(post.full_text, post.links)))
    return Judged(tuple(posts), tuple(rejected))


def _cleaned(post: Post) -> Post:
    original = None if post.original_text is None else text.stored(post.original_text)
    links = tuple(map(text.stored, post.links))
    return replace(post, text=text.stored(post.text), original_text=original, links=links)


def score(judged: Judged, watch: Watch) -> list[Entry]:
    return [_entry(post, verdict, watch.scorers) for post, verdict in judged.posts]


def _entry(post: Post, verdict: Verdict, scorers: Mapping[str, Scorer]) -> Entry:
    if not verdict.matches:
        tagged = text.language(post.language, "")  # detecting would cost, and nobody reads it
        return Entry(post, *tagged, "", (), verdict.unmatched)
    language, origin = text.language(post.language, post.full_text)
    # The tone belongs to the mention, not to the post: with its own phrases
    # masked, the same text reads differently for each topic.
    found = ((match, scorers[match.topic]) for match in verdict.matches)
    mentions = tuple(
        Mention(match.topic, match.reason, scorer.version, *_read(post, language, scorer))
        for match, scorer in found
    )
    return Entry(post, language, origin, text.wording(post.text), mentions)


def _read(post: Post, language: str, scorer: Scorer) -> tuple[Tone | None, str | None]:
    """Reposts count in volume only: whose words they are has its own mention."""
    return (None, None) if post.is_repost else scorer.read(post.text, language)


def store(entries: Sequence[Entry], writer: Writer, run: int, now: datetime) -> Changes:
    known = writer.known(entry.post for entry in entries)
    changes = decide(known, entries)
    writer.apply(changes, run, now)
    # Of a post that is known, its author may have changed the text since.
    unseen = (entry for entry in _unmatched(entries, changes) if entry.post.key not in known)
    writer.sample(unseen, run, now)
    return changes


def _unmatched(entries: Sequence[Entry], changes: Changes) -> Iterable[Entry]:
    fates = zip(entries, changes.fates, strict=True)
    return (entry for entry, fate in fates if fate == "unmatched")


def checkpoint(
    outcome: RunOutcome,
    judged: Judged,
    entries: Sequence[Entry],
    changes: Changes,
    writer: Writer,
) -> RunOutcome:
    """Add the page to the run, in the transaction that stores it."""
    fates = Counter(changes.fates)
    matched = [entry for entry in entries if entry.mentions]
    topics = Counter(mention.topic for entry in matched for mention in entry.mentions)
    reasons = Counter(str(entry.unmatched) for entry in _unmatched(entries, changes))
    outcome = replace(
        outcome,
        new=outcome.new + fates["new"],
        updated=outcome.updated + fates["updated"],
        unchanged=outcome.unchanged + fates["unchanged"],
        unmatched=Counter(outcome.unmatched) + reasons,
        matched=Counter(outcome.matched) + topics,
        rejected=outcome.rejected + len(judged.rejected),
        rejected_because=(*outcome.rejected_because, *map(str, judged.rejected))[:_REASONS_SHOWN],
        unscored=outcome.unscored + sum(_is_unscored(entry) for entry in matched),
        reposts=outcome.reposts + sum(entry.post.is_repost for entry in matched),
        pages=outcome.pages + 1,
    )
    writer.note_run(outcome)
    return outcome


def _is_unscored(entry: Entry) -> bool:
    return any(mention.unscored for mention in entry.mentions)


def widened(outcome: RunOutcome, entries: Sequence[Entry]) -> RunOutcome:
    """From the oldest to the newest post of a file, which nobody knows before."""
    moments = [*(outcome.window or ()), *(entry.post.created_at for entry in entries)]
    return replace(outcome, window=(min(moments), max(moments)) if moments else None)
