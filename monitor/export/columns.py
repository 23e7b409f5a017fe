"""The tables that are exported: which columns each has, and what they mean."""

from collections.abc import Mapping
from typing import Literal

What = Literal["posts", "trend", "signatures", "coverage"]
By = Literal["hour", "day"]

POSTS: Mapping[str, str] = {
    "platform": "whose post it is",
    "id": "its id at the platform; import it as text: spreadsheets round long numbers",
    "created_at": "when it was written",
    "topic": "the topic that it is about; a post about two has two rows",
    "kind": "original, reply, quote or repost",
    "language": "as the platform says, or as detected where it says nothing",
    "scored": "whether its tone was read",
    "compound": "tone by VADER, −1 to +1; empty where it was not read",
    "label": "positive, neutral or negative; empty where it was not read",
    "unscored": "why an original has no tone; empty for scored posts and reposts",
    "reason": "by which entry of config.yaml it matched",
    "scorer": "the version of the scorer that read it, or declined to",
}
WORDS: Mapping[str, str] = {
    "text": "what it says; empty where the text was erased",
    "links": "the links it carries, expanded",
    "latest_id": "the id of its latest version",
    "original_text": "of a repost, the full text of the original where it was known",
    "original_id": "of a repost, the id of the original",
}
TREND: Mapping[str, str] = {
    "topic": "what the figures are about",
    "tz": "the zone whose hours or days these are",
    "by": "hour or day",
    "start": "the step begins",
    "end": "the step ends; this moment is not included",
    "volume": "posts, reposts among them; empty: not known, which is not zero",
    "reposts": "of these, posts that only repeat another",
    "scored": "of these, posts whose tone was read",
    "unscored": "of these, posts in a language that is not read",
    "positive": "scored posts with a compound of 0.05 or more, unless configured otherwise",
    "neutral": "scored posts between",
    "negative": "scored posts with −0.05 or less",
    "mean_compound": "mean over the scored posts, each counting once; empty where none is "
    "scored or two scorers read them",
    "net_tone": "(positive − negative) / scored",
    "authors": "people: distinct known authors of posts in their own words",
    "author_mean": "tone, one vote each; empty where too few people stand behind it",
    "ci_low": "lower end of its 95 % interval",
    "ci_high": "upper end of its 95 % interval",
    "copies": "originals whose wording occurred before in the topic",
    "coverage": "share of the step that was watched, 0 to 1; of several sources the lowest; "
    "empty: not known",
    "coverage_by_source": "the same for each source, as JSON",
    "scorers": "scored posts by the version of the scorer, as JSON",
    "rules_changed": "whether the topic's rules changed within the step",
}
COVERAGE: Mapping[str, str] = {
    "source": "what was asked",
    "by": "hour or day",
    "start": "the step begins",
    "end": "the step ends; this moment is not included",
    "watched_s": "seconds of it that a run really watched",
    "share": "the same as a share of the step, 0 to 1; steps of which nothing is known have "
    "no row",
}
SIGNATURES: Mapping[str, str] = {
    "petition": "its name: its link without the scheme, or any other",
    "at": "when it had so many signatures",
    "count": "signatures; of a reported figure a lower bound",
    "kind": "observed, reported or official",
    "origin": "where the figure comes from",
}
GAPS: Mapping[str, str] = {
    "source": "what was not watched",
    "start": "from when",
    "end": "until when; this moment is not included",
    "reason": "why",
    "fillable_until": "until when it can still be read; empty: not any more, or never",
}
LANGUAGES: Mapping[str, str] = {
    "topic": "what the posts are about",
    "language": "languages of too few people are told together, as other",
    "posts": "posts of the whole window, reposts among them",
}
QUERIES: Mapping[str, str] = {
    "of": "source: what it was asked; topic: by which rules posts were matched",
    "name": "which source or topic",
    "since": "from when on",
    "text": "the query, or the rules as JSON; empty: from then on not any more",
}
SPEND: Mapping[str, str] = {
    "day": "a UTC day",
    "source": "what was paid",
    "usd": "what it cost, with what was still set aside",
    "posts": "posts that were paid for",
}
RUNS: Mapping[str, str] = {
    "run": "its number",
    "job": "what was run",
    "source": "what was asked or read; empty: no source",
    "platform": "whose posts these were; empty: each post says it",
    "status": "ok, partial, limited, blocked, failed, skipped or abandoned",
    "reason": "why it did not end ok",
    "started_at": "when it began",
    "finished_at": "when it ended",
    "window_start": "from when on posts were asked for; of a file, its oldest post",
    "window_end": "until when; of a file, its newest post",
    "new": "posts that were not known before",
    "updated": "posts of which a later version came",
    "unchanged": "posts that were known",
    "rejected": "items that were no posts",
    "unmatched": "posts about no topic, by reason, as JSON",
    "matched": "posts by topic, as JSON",
    "unscored": "matched posts whose tone could not be read",
    "reposts": "matched reposts",
    "pages": "answers that were read",
    "cost_usd": "what it cost",
}


def names(what: What, *, text: bool = False, pair: bool = False) -> list[str]:
    """The columns of these rows: with `text` also what posts hold in words, with `pair` an
    interval as one value, which a cell of a table cannot be."""
    words = WORDS if text else {}
    found = {
        "posts": [*POSTS, *words],
        "trend": [*TREND],
        "signatures": [*SIGNATURES],
        "coverage": [*COVERAGE],
    }[what]
    if pair and "ci_low" in found:
        at = found.index("ci_low")
        found[at : at + 2] = ["ci"]
    return found
