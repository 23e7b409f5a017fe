"""What the environment may say: secrets, addresses, the clock. It wins over the file."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, SecretStr
from pydantic.aliases import AliasChoices
from pydantic_settings import BaseSettings, SettingsConfigDict

from monitor.config.schema import DatabaseUrl, fault
from monitor.errors import ConfigError, Fault
from monitor.words import is_loopback

TOKEN_NAMES = ("X_BEARER_TOKEN", "X_API_BEARER_TOKEN", "TWITTER_BEARER_TOKEN", "BEARER_TOKEN")
_TOKEN = re.compile(r"[\x21-\x7e]{8,2000}")
_ADDRESS = re.compile(r"(?i:https?://(\[[0-9a-f:.]+\]|[a-z0-9_.-]+))(:[1-9]\d{0,4})?/?")
_NO_TOKEN = "holds no token: a token has no spaces and at least eight signs"
_WEB_TOKEN = re.compile(r"[\x21-\x7e]{24,2000}")
_NO_WEB_TOKEN = "holds no token for the dashboard: it has no spaces and at least 24 signs"
_MAKE = 'Make one, as by: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
_COPY = (
    "Copy the bearer token again from X's developer console. "
    f"The first of these that is set is read: {', '.join(TOKEN_NAMES)}"
)


def _token(value: SecretStr) -> SecretStr:
    token = value.get_secret_value().strip()
    if not _TOKEN.fullmatch(token):
        raise fault(_NO_TOKEN, _COPY)
    return SecretStr(token)


def _web_token(value: SecretStr) -> SecretStr:
    token = value.get_secret_value().strip()
    if not _WEB_TOKEN.fullmatch(token):
        raise fault(_NO_WEB_TOKEN, _MAKE)
    return SecretStr(token)


def _token_of(path: Path) -> SecretStr:
    return _in_file(path, TOKEN_NAMES[0], _TOKEN, _NO_TOKEN, _COPY)


def _web_token_of(path: Path) -> SecretStr:
    return _in_file(path, "MONITOR_WEB_TOKEN", _WEB_TOKEN, _NO_WEB_TOKEN, _MAKE)


def _in_file(path: Path, name: str, token: re.Pattern[str], lacks: str, fix: str) -> SecretStr:
    """The path is not shown: some write the token itself in its place."""
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no plain text"
        problem = f"names a file that cannot be read: {why}"
        raise _wrong_file(name, problem, "Check the path") from error
    if not token.fullmatch(text):
        raise _wrong_file(name, f"names a file that {lacks}", fix)
    return SecretStr(text)


def _wrong_file(name: str, problem: str, fix: str) -> ConfigError:
    return ConfigError([Fault(f"{name}_FILE", None, problem, fix)])


def _base_url(value: str) -> str:
    """Scheme, host and port alone; a token goes to nobody in plain text."""
    address = value.strip().rstrip("/")
    if not _is_address(value.strip()):
        raise fault("is no address", "Write scheme, host and port alone, as https://api.x.com")
    if address.lower().startswith("http:") and not is_loopback(address):
        raise fault(
            "would send the token in plain text",
            "Write it with https; http is for this machine alone, as http://127.0.0.1:8080",
        )
    return address


def _heartbeat_url(value: SecretStr) -> SecretStr:
    """Whoever knows it can speak in our place: it is shown nowhere."""
    address = value.get_secret_value().strip().rstrip("/")
    host = re.match(r"[^:/]+://[^/?#]*", address)
    if not host or not _is_address(host[0]) or re.search(r"[?#\s]", address):
        raise fault("is no address of a heartbeat", "Write it as https://hc-ping.com/its-own-id")
    if address.lower().startswith("http:") and not is_loopback(address):
        raise fault("would be sent in plain text", "Write it with https")
    return SecretStr(address)


def _is_address(value: str) -> bool:
    try:
        return bool(_ADDRESS.fullmatch(value)) and bool(urlsplit(value).port or True)
    except ValueError:  # a port above 65535, or half an address of IPv6
        return False


def _moment(value: Any) -> Any:
    """Only as people write it: a number would be taken for seconds."""
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1990 < moment.year < 3000:
        raise fault("is no moment with its UTC offset", "Write it as 2020-07-02T12:00:00Z")
    return moment.astimezone(UTC)


def _secret(suffix: str = "") -> Any:
    names = (f"{name}{suffix}" for name in TOKEN_NAMES)
    return Field(default=None, validation_alias=AliasChoices(*names))


class Environment(BaseSettings):
    """Everything the environment may say."""

    model_config = SettingsConfigDict(
        env_prefix="MONITOR_", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    database_url: DatabaseUrl | None = None
    author_key_file: Path | None = None
    heartbeat_url: Annotated[SecretStr, AfterValidator(_heartbeat_url)] | None = None
    notify_urls: SecretStr | None = None
    notify_urls_file: Path | None = None
    web_token: Annotated[SecretStr, AfterValidator(_web_token)] | None = None
    web_token_file: Path | None = None
    now: Annotated[AwareDatetime, BeforeValidator(_moment)] | None = None
    x_bearer_token: Annotated[SecretStr, AfterValidator(_token)] | None = _secret()
    x_bearer_token_file: Path | None = _secret("_FILE")
    x_api_base_url: Annotated[str, AfterValidator(_base_url)] | None = Field(
        default=None, validation_alias="X_API_BASE_URL"
    )

    def token(self, folder: Path) -> SecretStr | None:
        """X's bearer token, wherever it stands; relative paths start at the folder.

        Raises `ConfigError` for a file that holds none.
        """
        if self.x_bearer_token or self.x_bearer_token_file is None:
            return self.x_bearer_token
        return _token_of(folder / self.x_bearer_token_file)

    def token_of_the_web(self, folder: Path) -> SecretStr | None:
        """What the dashboard asks for before it answers. Raises as `token`."""
        if self.web_token or self.web_token_file is None:
            return self.web_token
        return _web_token_of(folder / self.web_token_file)
