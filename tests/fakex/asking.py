"""What a request asks for, read as strictly as X reads it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.fakex.clock import first_id, milliseconds, moment_of
from tests.fakex.problems import RefusedError, bad_query, invalid
from tests.fakex.query import Query, QueryError, parsed
from tests.fakex.shape import EXPANSIONS, FIELDS, NEW_WORDS, OLD_WORDS

Params = dict[str, str]

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_ID = re.compile(r"[0-9]{1,19}")
_PREFIX = "b26v89c19zqg8o3f"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_QUESTION = ("query", "start_time", "end_time", "since_id", "until_id")
_WINDOW = (*_QUESTION, "next_token", "pagination_token")
_SHOWN = (
    *("max_results", "sort_order", "expansions", "tweet.fields", "post.fields"),
    *("media.fields", "poll.fields", "place.fields", "user.fields"),
)
_FIRST_DAY = datetime(2006, 3, 21, tzinfo=UTC)
_WEEK, _MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True)
class Endpoint:
    name: str
    limit: int
    longest_query: int
    most: int = 0
    call_usd: float = 0.0

    @property
    def recent(self) -> bool:
        return self.name.endswith("recent")

    @property
    def counts(self) -> bool:
        return self.name.startswith("counts")

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*_WINDOW, "granularity") if self.counts else (*_WINDOW, *_SHOWN)


ENDPOINTS = {
    f"/2/tweets/{endpoint.name}": endpoint
    for endpoint in (
        Endpoint("search/recent", 450, 512, 100),
        Endpoint("search/all", 300, 1024, 500),
        Endpoint("counts/recent", 300, 512, call_usd=0.005),
        Endpoint("counts/all", 300, 1024, call_usd=0.010),
    )
}


@dataclass(frozen=True)
class Asked:
    """One request, understood: ids from `low` (included) to `high` (not)."""

    endpoint: Endpoint
    params: Params
    query: Query
    low: int
    high: int
    size: int
    fields: frozenset[str]
    expansions: frozenset[str]
    granularity: str

    def token(self, high: int) -> str:
        """Asks for what is below this id; the same for the same question."""
        return _token(self.endpoint, self.params, high)


def asked(endpoint: Endpoint, params: Params, now: datetime, renamed: bool) -> Asked:
    """Raises `RefusedError` for all that X does not take."""
    for name in params:
        if name not in endpoint.parameters:
            told = f"[{name}] is not one of [{','.join(endpoint.parameters)}]"
            raise invalid(f"The query parameter {told}", **{name: params[name]})
    query = _query(endpoint, params)
    size = _size(endpoint, params)
    fields = _listed(params, "tweet.fields", FIELDS, renamed)
    fields |= _listed(params, "post.fields", FIELDS, True)
    expansions = _listed(params, "expansions", EXPANSIONS, renamed or "post.fields" in params)
    low, high = _window(endpoint, params, now)
    token = params.get("next_token") or params.get("pagination_token")
    if token:
        high = _below(endpoint, params, token)
    granularity = _choice(params, "granularity", ("minute", "hour", "day"), "hour")
    _choice(params, "sort_order", ("recency", "relevancy"), "recency")
    return Asked(endpoint, params, query, low, high, size, fields, expansions, granularity)


def _query(endpoint: Endpoint, params: Params) -> Query:
    text = params.get("query", "")
    if not text.strip():
        raise invalid(f"Invalid 'query':'{text}'. 'query' must be a non-empty string", query=text)
    if len(text) > endpoint.longest_query:
        raise bad_query(text, f"the query is longer than {endpoint.longest_query} characters")
    try:
        return parsed(text)
    except QueryError as error:
        raise bad_query(text, str(error)) from None


def _size(endpoint: Endpoint, params: Params) -> int:
    told = params.get("max_results", "10")
    if not told.isascii() or not told.isdecimal() or not 10 <= int(told) <= (endpoint.most or 10):
        between = f"is not between 10 and {endpoint.most}"
        message = f"The `max_results` query parameter value [{told}] {between}"
        raise invalid(message, max_results=told)
    return int(told)


def _listed(params: Params, name: str, known: Iterable[str], renamed: bool) -> frozenset[str]:
    """The values of a list, in the old words."""
    allowed = [*known, *(NEW_WORDS[k] for k in known if renamed and k in NEW_WORDS)]
    values = [value for value in params.get(name, "").split(",") if value]
    for value in values:
        if value not in allowed:
            told = f"[{value}] is not one of [{','.join(allowed)}]"
            message = f"The `{name}` query parameter value {told}"
            raise invalid(message, **{name: params[name]})
    return frozenset(OLD_WORDS.get(value, value) for value in values)


def _choice(params: Params, name: str, known: tuple[str, ...], otherwise: str) -> str:
    value = params.get(name, otherwise)
    if value not in known:
        told = f"[{value}] is not one of [{','.join(known)}]"
        raise invalid(f"The `{name}` query parameter value {told}", **{name: value})
    return value


def _window(endpoint: Endpoint, params: Params, now: datetime) -> tuple[int, int]:
    ids = [name for name in ("since_id", "until_id") if name in params]
    times = [name for name in ("start_time", "end_time") if name in params]
    if ids and times:
        together = "Invalid use of 'since_id' or 'until_id' in conjunction with"
        told = {name: params[name] for name in ids + times}
        raise invalid(f"{together} 'start_time' or 'end_time'.", **told)
    return _by_id(endpoint, params, now) if ids else _by_time(endpoint, params, now)


def _by_id(endpoint: Endpoint, params: Params, now: datetime) -> tuple[int, int]:
    for name in ("since_id", "until_id"):
        if name in params and not _ID.fullmatch(params[name]):
            told = f"[{params[name]}] does not match ^[0-9]{{1,19}}$"
            raise invalid(f"The `{name}` query parameter value {told}", **{name: params[name]})
    high = int(params.get("until_id", _default_end(endpoint, now)))
    oldest = _oldest(endpoint, now, high)
    if "since_id" not in params:
        return oldest, high
    since = int(params["since_id"])
    if endpoint.recent and since < oldest:
        after = f"{_shown(moment_of(oldest))}. Please use a 'since_id' that is larger than"
        message = f"'since_id' must be a tweet id created after {after} {oldest}"
        raise invalid(message, since_id=params["since_id"])
    return since + 1, high


def _by_time(endpoint: Endpoint, params: Params, now: datetime) -> tuple[int, int]:
    names = ("start_time", "end_time")
    given: dict[str, datetime] = {n: _moment(params, n) for n in names if n in params}
    earliest = now - _WEEK if endpoint.recent else _FIRST_DAY
    for name, when in given.items():
        latest = now - timedelta(seconds=10)
        if when > latest:
            told = "must be a minimum of 10 seconds prior to the request time."
            raise _out_of_range(name, when, told)
        if when < earliest:
            raise _out_of_range(name, when, f"must be on or after {_shown(earliest)}")
    high = _default_end(endpoint, now)
    if "end_time" in given:
        high = first_id(milliseconds(given["end_time"]))
    if "start_time" not in given:
        return _oldest(endpoint, now, high), high
    low = first_id(milliseconds(given["start_time"]))
    if low >= high:
        raise _reversed(given["start_time"], moment_of(high), given)
    return low, high


def _reversed(start: datetime, end: datetime, given: dict[str, datetime]) -> RefusedError:
    told = f"'start_time' must be before 'end_time':{_shown(end)}"
    named = {name: _shown(when) for name, when in given.items()}
    return invalid(f"Invalid 'start_time':'{_shown(start)}'. {told}", **named)


def _out_of_range(name: str, when: datetime, told: str) -> RefusedError:
    message = f"Invalid '{name}':'{_shown(when)}'. '{name}' {told}"
    return invalid(message, **{name: _shown(when)})


def _default_end(endpoint: Endpoint, now: datetime) -> int:
    """Searches end 30 seconds ago; the recorded counts 10 seconds ago."""
    ago = timedelta(seconds=10 if endpoint.counts else 30)
    return first_id(milliseconds(now - ago))


def _oldest(endpoint: Endpoint, now: datetime, high: int) -> int:
    """Of recent posts the last 7 days; of all posts 30 days, where no start is told."""
    if not endpoint.recent:
        return first_id(milliseconds(moment_of(high) - _MONTH))
    ago = timedelta(seconds=10) if endpoint.counts else timedelta()
    return first_id(milliseconds(now - ago - _WEEK))


def _moment(params: Params, name: str) -> datetime:
    told = params[name]
    try:
        if not _TIME.fullmatch(told):
            raise ValueError
        return datetime.fromisoformat(told)
    except ValueError:
        message = f"The `{name}` query parameter value [{told}] is not a valid RFC3339 time"
        raise invalid(message, **{name: told}) from None


def _shown(when: datetime) -> str:
    """X leaves seconds out where there are none."""
    seconds = ":%S" if when.second else ""
    return when.strftime(f"%Y-%m-%dT%H:%M{seconds}Z")


def _digest(endpoint: Endpoint, params: Params, high: int) -> bytes:
    question = [params.get(name, "") for name in _QUESTION]
    told = repr((endpoint.name, question, high)).encode()
    return hashlib.blake2b(told, digest_size=8).digest()


def _token(endpoint: Endpoint, params: Params, high: int) -> str:
    number = int.from_bytes(high.to_bytes(8, "big") + _digest(endpoint, params, high), "big")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return _PREFIX + digits


def _below(endpoint: Endpoint, params: Params, token: str) -> int:
    """The id a token stands at, if it is one of this very question."""
    body = token.removeprefix(_PREFIX)
    if token.startswith(_PREFIX) and body.isascii() and body.isalnum() and body.islower():
        high = int(body, 36) >> 64
        if high < 1 << 63 and _token(endpoint, params, high) == token:
            return high
    raise invalid(f"Invalid 'next_token':'{token}'", next_token=token)
