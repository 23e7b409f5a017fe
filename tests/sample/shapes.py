"""X's shapes: a draft as the search of API v2 gives it, in the old and the new names."""

import html
import re
from datetime import datetime
from typing import Any

from tests.sample.drafts import Draft
from tests.sample.people import author_id, handle

Shape = dict[str, Any]

_REFERENCE = {"repost": "retweeted", "quote": "quoted", "reply": "replied_to"}
RENAMED = {
    "edit_history_tweet_ids": "edit_history_post_ids",
    "referenced_tweets": "referenced_posts",
    "note_tweet": "note_post",
    "retweet_count": "repost_count",
    "tweets": "posts",
}
_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_CUT_REPOST = 140
_CUT_LONG = 250
_AT_MENTION = re.compile(r"(?<!\w)@(\w+)")


def iso(at: datetime) -> str:
    """As X writes a time: whole seconds, and zeros for the rest."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def post(draft: Draft) -> Shape:
    """The draft as a post of a page, in the old names."""
    text = shown_text(draft)
    shape: Shape = {
        "id": str(draft.id),
        "text": text,
        "author_id": author_id(draft.author),
        "created_at": iso(draft.at),
        "conversation_id": _conversation(draft),
        "edit_history_tweet_ids": [str(i) for i in (*draft.history, draft.id)],
        "public_metrics": _metrics(draft),
    }
    if draft.language:
        shape["lang"] = draft.language
    if draft.of:
        shape["referenced_tweets"] = [{"type": _REFERENCE[draft.kind], "id": str(draft.of.id)}]
    if draft.of and draft.kind == "reply":
        shape["in_reply_to_user_id"] = author_id(draft.of.author)
    if entities := _entities(text, _short_links(draft)):
        shape["entities"] = entities
    if draft.is_long:
        shape["note_tweet"] = {"text": html.escape(draft.text, quote=False)}
    return shape


def renamed(shape: Any) -> Any:
    """The same in the names X uses since it calls tweets posts."""
    if isinstance(shape, dict):
        return {RENAMED.get(name, name): renamed(value) for name, value in shape.items()}
    return [renamed(item) for item in shape] if isinstance(shape, list) else shape


def not_found(draft: Draft) -> Shape:
    """How a page says that what this post refers to does not exist any more."""
    assert draft.of
    return {
        "resource_id": str(draft.of.id),
        "title": "Not Found Error",
        "detail": f"Could not find tweet with referenced_tweets.id: [{draft.of.id}].",
        "parameter": "referenced_tweets.id",
        "value": str(draft.of.id),
        "resource_type": "tweet",
        "section": "includes",
        "type": "https://api.twitter.com/2/problems/resource-not-found",
    }


def shown_text(draft: Draft) -> str:
    """The text as X gives it: names and short links in it, cut, escaped."""
    if draft.kind == "repost":
        assert draft.of
        whole = f"RT @{handle(draft.of.author)}: {html.unescape(shown_text(draft.of))}"
        cut = whole if len(whole) <= _CUT_REPOST else whole[: _CUT_REPOST - 1] + "…"
        return html.escape(cut, quote=False)
    text = draft.text[:_CUT_LONG] + "…" if draft.is_long else draft.text
    if draft.kind == "reply":
        assert draft.of
        text = f"@{handle(draft.of.author)} {text}"
    return " ".join((html.escape(text, quote=False), *_short_links(draft)))


def _short_links(draft: Draft) -> dict[str, str]:
    """Its links, as they stand in the text and expanded; a repost has its original's."""
    if draft.kind == "repost":
        assert draft.of
        return _short_links(draft.of)
    links = draft.links
    if draft.kind == "quote":
        assert draft.of
        links += (f"https://twitter.com/{handle(draft.of.author)}/status/{draft.of.id}",)
    if draft.is_long:
        links += (f"https://twitter.com/i/web/status/{draft.id}",)
    return {f"https://t.co/{_code(draft.id, n)}": link for n, link in enumerate(links)}


def _code(number: int, nth: int) -> str:
    """Ten characters that follow from the post's id."""
    value = ((number + nth * 7_654_321) * 2_654_435_761 * 40_503) % len(_DIGITS) ** 10
    code = ""
    for _ in range(10):
        value, digit = divmod(value, len(_DIGITS))
        code += _DIGITS[digit]
    return code


def _entities(text: str, links: dict[str, str]) -> Shape:
    urls = [
        _span(text, short, url=short, expanded_url=link, display_url=_display(link))
        for short, link in links.items()
        if short in text  # a repost is cut
    ]
    names = [
        {"start": found.start(), "end": found.end(), "username": found[1]}
        for found in _AT_MENTION.finditer(text)
    ]
    return {name: found for name, found in (("urls", urls), ("mentions", names)) if found}


def _span(text: str, part: str, **more: str) -> Shape:
    start = text.index(part)
    return {"start": start, "end": start + len(part), **more}


def _display(link: str) -> str:
    bare = link.removeprefix("https://").removeprefix("www.")
    return bare if len(bare) <= 27 else bare[:26] + "…"


def _conversation(draft: Draft) -> str:
    answered = draft.of if draft.kind == "reply" else None
    return _conversation(answered) if answered else str((*draft.history, draft.id)[0])


def _metrics(draft: Draft) -> dict[str, int]:
    """Small numbers that follow from the id; a repost is never liked itself."""
    drawn = draft.id >> 3
    is_repost = draft.kind == "repost"
    return {
        "retweet_count": drawn % 4 + (1 if is_repost else 0),
        "reply_count": 0 if is_repost else drawn // 5 % 3,
        "like_count": 0 if is_repost else drawn // 11 % 13,
        "quote_count": 0,
    }
