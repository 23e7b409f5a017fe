"""What X's refusals mean: whatever stands in their bodies and headers."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitor.errors import (
    BlockedError,
    CredentialsError,
    CreditsError,
    LimitedError,
    MonitorError,
    QueryError,
)
from monitor.sources.http import BrokenError, RefusedError
from monitor.sources.x.refusal import meaning
from tests.fakes import at
from tests.fakex.problems import USAGE_CAP, bad_query, problem

NOW = at("2020-07-02T12:00")


def means(status: int, body: Any = None, **headers: str) -> Exception:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return meaning(RefusedError(status, told, body or {}), NOW)


def pause(**headers: str) -> float:
    error = means(429, problem(429), **headers)
    assert isinstance(error, LimitedError)
    return (error.until - NOW).total_seconds()


def reset(seconds: float) -> str:
    return str(int((NOW + timedelta(seconds=seconds)).timestamp()))


@pytest.mark.parametrize(
    ("status", "kind", "reason", "exit_code"),
    [
        (400, QueryError, "query", 2),
        (401, CredentialsError, "credentials", 4),
        (402, CreditsError, "credits", 5),
        (403, CredentialsError, "credentials", 4),
        *((status, BlockedError, "refused", 75) for status in (204, 301, 302, 404, 410, 451)),
    ],
)
def test_what_a_person_must_mend_blocks_the_source_with_its_reason(
    status, kind, reason, exit_code
):
    error = means(status, problem(status))

    assert type(error) is kind
    assert isinstance(error, BlockedError)
    assert (error.reason, error.exit_code) == (reason, exit_code)


@pytest.mark.fault("F12")
@pytest.mark.parametrize("status", [408, 425, 500, 502, 503, 504, 520, 599])
def test_x_s_own_trouble_passes(status):
    assert isinstance(means(status, problem(status)), BrokenError)


@pytest.mark.fault("F4", "F5")
def test_each_refusal_says_what_to_do_in_words_of_its_own():
    said = [str(means(status, problem(status))) for status in (400, 401, 402, 403, 404)]

    assert [word in text for word, text in zip(WORDS, said, strict=True)] == [True] * 5
    assert len(set(said)) == 5


WORDS = ("monitor check", "X_BEARER_TOKEN", "credits", "access", "X_API_BASE_URL")


@pytest.mark.fault("F7")
def test_x_s_own_words_are_passed_on():
    query = "film ("
    refused = means(400, bad_query(query, "no viable alternative (at position 7)").body)

    assert "no viable alternative (at position 7)" in str(refused)


@pytest.mark.fault("F5")
def test_a_suspended_account_is_blocked_and_told_in_x_s_own_words():
    detail = "Your account is suspended and is not permitted to access this feature."

    refused = means(403, problem(403) | {"title": "Forbidden", "detail": detail})

    assert type(refused) is CredentialsError
    assert refused.exit_code == 4
    assert detail in str(refused)


@pytest.mark.fault("F2")
@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (None, 60),
        *((text, 60) for text in ("", "soon", "nan", "1e9", "-1", "9" * 30)),
        (reset(-60), 60),
        (reset(0), 60),
        (reset(1), 5),
        (reset(120), 120),
        (reset(900), 900),
        (reset(864_000), 905),
    ],
)
def test_a_pause_is_what_x_says_where_that_can_be_believed(told, seconds):
    headers = {} if told is None else {"x_rate_limit_reset": told}

    assert pause(**headers) == seconds


@pytest.mark.fault("F3")
def test_a_usage_cap_is_no_rate_limit_and_waiting_is_no_help():
    capped = means(429, USAGE_CAP, x_rate_limit_remaining="39999")
    named = means(429, {"title": "UsageCapExceeded", "detail": "Usage cap exceeded"})

    assert [type(error) for error in (capped, named)] == [CreditsError, CreditsError]
    assert "Monthly product cap" in str(capped)


def test_words_that_cannot_be_printed_are_not_passed_on():
    hostile = "\x1b[2Jno\r\nsuch\x00thing\ud800\u202e " + "long " * 1000

    said = str(means(403, {"detail": hostile}))

    assert said.isprintable()
    assert "no such thing" in said
    assert len(said) < 500
    assert "X says" not in str(means(403, {"detail": "\x00\n", "title": ""}))


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner),
    max_leaves=4,
)
BODIES = some.dictionaries(
    some.sampled_from(["errors", "detail", "title", "type", "status", "message"]),
    JSON | some.lists(some.dictionaries(some.just("message"), JSON)),
)
HEADERS = some.dictionaries(
    some.just("x-rate-limit-reset"), some.text() | some.integers().map(str)
)


@given(some.integers(100, 999), BODIES, HEADERS)
def test_a_refusal_of_any_shape_is_understood_and_printed(status, body, headers):
    error = meaning(RefusedError(status, headers, body), NOW)

    assert isinstance(error, MonitorError | BrokenError)
    assert str(error).isprintable()
    if isinstance(error, LimitedError):
        assert timedelta(seconds=5) <= error.until - NOW <= timedelta(seconds=905)


@pytest.mark.fault("F2")
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "30"}, 30),
        ({"retry-after": "0"}, 60),
        ({"retry-after": "-5"}, 60),
        ({"retry-after": "1.5"}, 5),
        ({"retry-after": "9" * 400}, 60),
        ({"retry-after": "86400"}, 905),
        ({"retry-after": "Thu, 02 Jul 2020 12:02:00 GMT"}, 120),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, 905),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 60),
        ({"retry-after": "Thu, 99 Jul 2020 12:02:00 -9999"}, 60),
        ({"x-rate-limit-reset": reset(120) + ".25"}, 120.25),
        ({"retry-after": "120", "x-rate-limit-reset": reset(30)}, 120),
        ({"retry-after": "30", "x-rate-limit-reset": reset(120)}, 120),
        ({"retry-after": "30", "x-rate-limit-reset": "soon"}, 30),
    ],
)
def test_a_gate_before_x_may_say_for_how_long_and_the_later_moment_holds(headers, seconds):
    assert pause(**headers) == seconds
