"""What the environment may say, what is refused, and that no fault shows a value."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from monitor.config.environment import TOKEN_NAMES, Environment
from monitor.config.faults import from_environment
from monitor.errors import ConfigError, Fault
from monitor.words import is_loopback

SECRET = "AAAAinvented%2Btoken%3D"


@pytest.fixture(autouse=True)
def _nothing_is_said(monkeypatch):
    for name in ("X_API_BASE_URL", *(f"{name}_FILE" for name in TOKEN_NAMES)):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def said(monkeypatch):
    def read(**values: str) -> Environment:
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return Environment()

    return read


@pytest.fixture
def fault(said):
    """The one fault that is found; it never shows a value."""

    def read(**values: str) -> Fault:
        with pytest.raises(ValidationError) as error:
            said(**values)
        (found,) = from_environment(error.value)
        assert "input" not in str(error.value)
        for value in filter(str.strip, values.values()):
            assert value.strip() not in found.problem
        return found

    return read


def token(environment: Environment, folder: Path = Path()) -> str | None:
    found = environment.token(folder)
    return found and found.get_secret_value()


@pytest.fixture
def file_fault(said):
    """What is wrong with the file that is named; neither it nor its content is shown."""

    def read(path: str) -> Fault:
        with pytest.raises(ConfigError) as error:
            said(X_BEARER_TOKEN_FILE=path).token(Path())
        (found,) = error.value.faults
        assert path not in str(found)
        return found

    return read


def test_an_environment_that_says_nothing_says_nothing(said):
    environment = said(X_BEARER_TOKEN="", MONITOR_NOW="", X_API_BASE_URL="")

    assert token(environment) is None
    assert all(getattr(environment, name) is None for name in Environment.model_fields)


@pytest.mark.parametrize("name", TOKEN_NAMES)
def test_the_token_is_read_under_each_of_its_names(said, name):
    assert token(said(**{name: f" {SECRET}\n"})) == SECRET


@pytest.mark.parametrize("name", TOKEN_NAMES)
def test_the_token_is_read_from_a_file_under_each_of_its_names(said, tmp_path, name):
    (tmp_path / "token").write_text(f"{SECRET}\n")

    assert token(said(**{f"{name}_FILE": str(tmp_path / "token")})) == SECRET


def test_of_several_names_the_first_wins_and_the_token_wins_over_its_file(said, tmp_path):
    (tmp_path / "token").write_text("token-of-the-file")

    environment = said(
        BEARER_TOKEN="token-of-others",
        TWITTER_BEARER_TOKEN="token-of-old-times",
        X_API_BEARER_TOKEN=SECRET,
        X_BEARER_TOKEN="",
        X_BEARER_TOKEN_FILE=str(tmp_path / "token"),
    )

    assert token(environment) == SECRET


@pytest.mark.parametrize(
    "wrong",
    [
        *(f"Bearer {SECRET}", "short", "   ", f"{SECRET}\n{SECRET}", f"{SECRET}\t1"),
        *("gehéimes-wort", "x" * 2001, "“AAAAinvented”"),
    ],
    ids=lambda value: ascii(value)[:12] + ascii(value)[-3:],
)
@pytest.mark.parametrize("name", [TOKEN_NAMES[0], TOKEN_NAMES[-1]])
def test_what_is_no_token_is_told_with_the_names_that_may_hold_it(fault, name, wrong):
    found = fault(**{name: wrong})

    assert found.where == "X_BEARER_TOKEN"
    assert "holds no token" in found.problem
    assert name in found.fix


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read: No such file"),
        (b"", "holds no token"),
        (b"two tokens", "holds no token"),
        ("gehéim-und-lang".encode(), "it is no plain text"),
    ],
)
def test_what_is_no_file_of_a_token_is_told_without_its_path(file_fault, tmp_path, content, told):
    path = tmp_path / "token"
    if content is not None:
        path.write_bytes(content)

    found = file_fault(str(path))

    assert found.where == "X_BEARER_TOKEN_FILE"
    assert told in found.problem


@pytest.mark.parametrize("mistaken", [SECRET, SECRET * 90])
def test_a_token_in_the_place_of_its_file_is_not_shown(file_fault, mistaken):
    assert "cannot be read" in file_fault(mistaken).problem


def test_a_folder_is_no_file(file_fault, tmp_path):
    assert "Is a directory" in file_fault(str(tmp_path)).problem


def test_the_path_of_a_token_begins_where_config_yaml_stands(said, tmp_path):
    (tmp_path / "token").write_text(f"{SECRET}\n")

    assert token(said(X_BEARER_TOKEN_FILE="token"), tmp_path) == SECRET


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://api.x.com", "https://api.x.com"),
        (" https://api.x.com/ ", "https://api.x.com"),
        ("HTTPS://API.X.COM:8443", "HTTPS://API.X.COM:8443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.8.9.10", "http://127.8.9.10"),
        ("http://localhost:1", "http://localhost:1"),
        ("HTTP://LOCALHOST:65535/", "HTTP://LOCALHOST:65535"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_is_scheme_host_and_port(said, written, read):
    assert said(X_API_BASE_URL=written).x_api_base_url == read


@pytest.mark.parametrize(
    "wrong",
    [
        "api.x.com",
        "//api.x.com",
        "ftp://api.x.com",
        "https://",
        "https://:443",
        "https://me:secret@api.x.com",
        "https://me@127.0.0.1",
        "http://127.0.0.1@evil.invalid",
        "http://127.0.0.1\\@evil.invalid",
        "https://api.x.com\\evil",
        "https://api.x.com/2",
        "https://api.x.com//",
        "https://api.x.com/?",
        "https://api.x.com?",
        "https://api.x.com#",
        "https://api.x.com?a=1",
        "https://api.x.com:0",
        "https://api.x.com:65536",
        "https://api.x.com:https",
        "https://api x.com",
        "https://api.x.com\r\nx-evil: 1",
        "http://127.0.\n0.1",
        "https://api.х.com",
        "https://[::1",
        "https://[127.0.0.1]",
        "https://[fe80::1%25eth0]",
    ],
)
def test_what_is_more_or_less_than_an_address_is_refused(fault, wrong):
    found = fault(X_API_BASE_URL=wrong)

    assert (found.where, found.problem) == ("X_API_BASE_URL", "is no address")


@pytest.mark.parametrize(
    "away",
    [
        "http://api.x.com",
        "HTTP://api.x.com",
        "http://127.1",
        "http://2130706433",
        "http://0x7f.0.0.1",
        "http://0.0.0.0",
        "http://127.0.0.1.evil.invalid",
        "http://localhost.evil.invalid",
        "http://10.0.0.1",
        "http://[::2]",
        "http://[fe80::1]",
    ],
)
def test_plain_http_is_for_this_machine_alone(fault, away):
    assert "plain text" in fault(X_API_BASE_URL=away).problem
    assert not is_loopback(away)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2020-07-02T12:00:00Z", datetime(2020, 7, 2, 12, tzinfo=UTC)),
        ("2020-07-02T00:30+05:30", datetime(2020, 7, 1, 19, tzinfo=UTC)),
        (" 2020-07-02 12:00:00.5+00:00", datetime(2020, 7, 2, 12, 0, 0, 500_000, UTC)),
    ],
)
def test_now_is_a_moment_and_comes_in_utc(said, written, moment):
    now = said(MONITOR_NOW=written).now

    assert now == moment
    assert now.tzinfo is UTC


@pytest.mark.fault("F48")
@pytest.mark.parametrize(
    "wrong",
    [
        *("now", "2020-07-02", "2020-07-02T12:00", "1593691200", "1e9", "-5d", "NaN"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1500-01-01T00:00Z"),
        "2020-02-30T12:00Z",
    ],
)
def test_what_is_no_moment_with_its_offset_is_refused(fault, wrong):
    found = fault(MONITOR_NOW=wrong)

    assert (found.where, found.problem) == ("MONITOR_NOW", "is no moment with its UTC offset")


def test_all_faults_are_told_at_once_and_none_shows_a_value(said):
    with pytest.raises(ValidationError) as error:
        said(
            MONITOR_NOW="yesterday",
            X_API_BASE_URL=f"http://{SECRET}@host",
            X_BEARER_TOKEN=f"Bearer {SECRET}",
            MONITOR_DATABASE_URL=f"mysql://me:{SECRET}@host/db",
        )

    faults = from_environment(error.value)
    assert {found.where for found in faults} == {
        *("MONITOR_NOW", "X_API_BASE_URL", "X_BEARER_TOKEN", "MONITOR_DATABASE_URL"),
    }
    assert SECRET not in f"{error.value!r} {error.value} {faults}"


def test_nothing_that_is_printed_shows_the_token(said):
    environment = said(X_BEARER_TOKEN=SECRET)

    assert SECRET not in f"{environment!r} {environment} {environment.model_dump_json()}"
