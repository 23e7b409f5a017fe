"""What X's refusals mean: wait, or stop and tell a person.

401         the token is wrong                      credentials
402         the account has no credits left         credits
403         the app may not do this                 credentials
429         too many requests: wait for the reset   limited
429 usage   the month's cap is reached              credits
400         the query or a parameter is wrong       query
5xx 408 425 X's own trouble, or the network's       soon
the rest    nothing that X says: another server     refused
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from monitor.errors import (
    BlockedError,
    CredentialsError,
    CreditsError,
    LimitedError,
    MonitorError,
    QueryError,
)
from monitor.sources import fields
from monitor.sources.http import BrokenError, RefusedError

_SHORTEST, _USUAL, _LONGEST = (timedelta(seconds=s) for s in (5, 60, 905))
"""A pause is never longer than X's own quarter of an hour, whatever a header says."""
_MOST_S = 86_400.0
_NUMBER = re.compile(r"[0-9]{1,19}(\.[0-9]{1,9})?")
_SOON = (408, 425)
"""Too slow, too early: neither is X's word on what was asked."""
_LONGEST_SAID = 300


def meaning(refused: RefusedError, now: datetime) -> MonitorError | BrokenError:
    """The error that says what to do."""
    status, said = refused.status, _said(refused.body)
    if status == 429:
        return _too_many(refused, said, now)
    if status >= 500 or status in _SOON:
        return BrokenError(f"X answers with status {status}", sent=False)  # it bills none of these
    if status == 401:
        return CredentialsError(
            f"X refuses the token{said}. Check X_BEARER_TOKEN: it may be mistyped or revoked."
        )
    if status == 402:
        return CreditsError(
            f"the account at X has no credits left{said}. Buy some in X's developer console."
        )
    if status == 403:
        return CredentialsError(
            f"X does not let this app search{said}. Look at the app's access in X's "
            "developer console."
        )
    if status == 400:
        return QueryError(
            f"X does not accept what it is asked{said}. See the query: monitor check"
        )
    return BlockedError(
        f"what answers is not X's search (status {status}{said}). Check X_API_BASE_URL."
    )


def _too_many(refused: RefusedError, said: str, now: datetime) -> MonitorError:
    told = [refused.body, *map(fields.mapping, fields.listed(refused.body.get("errors")))]
    problems = [f"{one.get('type', '')} {one.get('title', '')}".lower() for one in told]
    if any("usage" in problem and "cap" in problem for problem in problems):
        return CreditsError(f"the account's cap at X is reached{said}. Raise it there, or wait.")
    until = _reset(refused.headers, now)
    return LimitedError(
        f"X takes no more requests until {until:%Y-%m-%d %H:%M:%S} UTC. The next run behind it "
        "goes on there.",
        until,
    )


def _reset(headers: Mapping[str, str], now: datetime) -> datetime:
    """When X, or a gate before it, says that it takes requests again, where that can be
    believed: of two moments the later one."""
    reset = _seconds(headers.get("x-rate-limit-reset", "")) - now.timestamp()
    pause = max(reset, _after(headers.get("retry-after", ""), now))
    if not pause > 0:
        return now + _USUAL
    return now + min(max(timedelta(seconds=min(pause, _MOST_S)), _SHORTEST), _LONGEST)


def _after(said: str, now: datetime) -> float:
    """`retry-after`: seconds, or a moment."""
    try:
        return (parsedate_to_datetime(said) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return _seconds(said)


def _seconds(said: str) -> float:
    """-1 for what is no number: it lies in the past."""
    return float(said) if _NUMBER.fullmatch(said) else -1.0


def _said(body: Mapping[str, Any]) -> str:
    """X's own words, cut."""
    errors = body.get("errors")
    listed = errors if isinstance(errors, list) else []
    messages = [error.get("message") for error in listed if isinstance(error, dict)]
    told = (*messages, body.get("detail"), body.get("title"))
    words = [fields.said(word, _LONGEST_SAID) for word in told if word]
    return next((f" (X says: {word})" for word in words if word), "")
