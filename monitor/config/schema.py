"""The keys of config.yaml and the environment, and what each may hold."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from monitor.config.cues import wrong_in_cue, wrong_in_set
from monitor.config.entries import wrong_in_gapped, wrong_in_near, wrong_in_phrase
from monitor.config.learned import wrong_in_learned
from monitor.config.overlays import wrong_in_overlay
from monitor.config.words import close_to
from monitor.models import MILESTONES, READ_LANGUAGES
from monitor.words import balanced, tokens_of

_CRON = re.compile(r"(\S+ ){4}\S+|every [1-9]\d{0,4}[smh]")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_HOST = re.compile(r"([a-z][a-z0-9+.-]*://)?[^\s/?#]+\.[^\s/?#]{2,}(/\S*)?", re.IGNORECASE)
_SQLITE = re.compile(r"sqlite:///[^?#]+")
_POSTGRESQL = re.compile(r"postgres(ql)?(\+psycopg)?://")
_SERVER = re.compile(
    r"[a-z+]+://([^\s:@/?#]*(:[^\s@/?#]*)?@)?"  # user and password
    r"(\[[0-9a-fA-F:.]+\]|[^\s:@/?#]*)(:\d+)?"  # host and port
    r"/[^\s/?#]+(\?[^\s#]*)?"  # database and options
)
_AS_POSTGRESQL = "postgresql://user:password@host/database"


def fault(problem: str, fix: str) -> PydanticCustomError:
    """An error of ours, in words for people, which pydantic carries along."""
    return PydanticCustomError("fault", "{problem}", {"problem": problem, "fix": fix})


def _whole(value: str) -> str:
    if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise fault("holds half a character or none", "Write the character itself")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise fault("is empty", "Write a text, or take the entry out")
    return value.strip()


def _entry(wrong: Callable[[str], tuple[str, str] | None]) -> AfterValidator:
    return AfterValidator(lambda value: _unless(wrong(value), value.strip()))


def _unless(wrong: tuple[str, str] | None, value: str) -> str:
    if wrong:
        raise fault(*wrong)
    return value


def _hashtag(value: str) -> str:
    if len(tokens_of(f"#{value.strip().lstrip('#')}")) != 1 or len(value.split()) != 1:
        raise fault(f"{value!r} is no hashtag", "Write one word without spaces, as 365dni")
    return value.strip()


def _link(value: str) -> str:
    if not _HOST.fullmatch(value.strip()):
        raise fault(f"{value!r} is no link", "Copy it from the browser, as change.org/p/its-slug")
    return value.strip()


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        near = close_to(value, available_timezones())
        fix = f"Did you mean {near}?" if near else "Write an IANA name such as Europe/London"
        raise fault(f"{value!r} is no time zone", fix) from error
    return value


def _language(value: str) -> str:
    if value not in READ_LANGUAGES:
        raise fault(
            f"the scorer cannot read {value!r}",
            "VADER reads English alone: write [en]. Other languages are counted, not scored",
        )
    return value


def _term(value: str) -> str:
    if not balanced(value):
        raise fault("has a quote or parenthesis that does not close", "Close it")
    return value


def _date(value: Any) -> Any:
    if type(value) is not date:  # a moment is a date to Python, and a number to pydantic
        raise fault("is no day", "Write it as 2020-07-02")
    return value


def _schedule(value: str) -> str:
    if not _CRON.fullmatch(value):
        raise fault(f"{value!r} is no schedule", 'Write "*/15 * * * *" or "every 15m"')
    return value


def _clock(value: str) -> str:
    if not _CLOCK.fullmatch(value):
        raise fault(f"{value!r} is no time of day", 'Write it as "07:00"')
    return value


def database_url(value: str) -> str:
    """The URL of a database; its value is never shown, since URLs may hold passwords."""
    if _POSTGRESQL.match(value):
        return _postgresql(value)
    if value.startswith("sqlite"):
        if not _SQLITE.fullmatch(value) or ":memory:" in value:
            raise fault("is no SQLite file", "Write it as sqlite:///monitor.db")
        return value
    problem = "is no SQLite file, nor a PostgreSQL database"
    raise fault(problem, f"Write it as sqlite:///monitor.db or {_AS_POSTGRESQL}")


def _postgresql(value: str) -> str:
    """With the driver's name, however it was written."""
    if not _SERVER.fullmatch(value):
        raise fault(
            "is no PostgreSQL database",
            f"Write it as {_AS_POSTGRESQL}, and in a password %40 for @, %2F for /, %23 for #",
        )
    return _POSTGRESQL.sub("postgresql+psycopg://", value)


def _none_is_empty(value: Any) -> Any:
    return {} if value is None else value


Text = Annotated[str, AfterValidator(_whole), AfterValidator(_text)]
Phrases = list[Annotated[str, AfterValidator(_whole), _entry(wrong_in_phrase)]]
Gapped = list[Annotated[str, AfterValidator(_whole), _entry(wrong_in_gapped)]]
Near = list[Annotated[str, AfterValidator(_whole), _entry(wrong_in_near)]]
CueList = list[Annotated[str, AfterValidator(_whole), _entry(wrong_in_cue)]]
DatabaseUrl = Annotated[str, AfterValidator(_whole), AfterValidator(database_url)]


def _without_password(value: str) -> str:
    """Secrets never stand in config.yaml."""
    if re.match(r"[^:]+://[^/@]*:[^/@]*@", value):
        problem = "holds a password, and secrets have no place in this file"
        raise fault(problem, "Put the whole URL into the environment, as MONITOR_DATABASE_URL")
    return value


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class TopicRules(_Group):
    phrases: Phrases = []
    context: Phrases = []
    near: Near = []
    exact: Gapped = []
    hashtags: list[Annotated[str, AfterValidator(_hashtag)]] = []
    links: list[Annotated[str, AfterValidator(_link)]] = []
    exclude: Gapped = []
    within: Text | None = None
    learned: Annotated[str, _entry(wrong_in_learned)] | None = None


class EventEntry(_Group):
    on: Annotated[date, BeforeValidator(_date)]
    label: Text
    source: Text | None = None


class Budget(_Group):
    daily_usd: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    monthly_usd: float | None = Field(default=None, ge=0, allow_inf_nan=False)


class XSource(_Group):
    budget: Budget = Budget()
    only: Annotated[Text, AfterValidator(_term)] | None = None
    query: Annotated[Text, AfterValidator(_term)] | None = None


class MastodonSource(_Group):
    instances: list[Text] = []
    hashtags: list[Annotated[str, AfterValidator(_hashtag)]] = []


class BlueskySource(_Group):
    stream: bool = True


class Sources(_Group):
    x: Annotated[XSource | None, BeforeValidator(_none_is_empty)] = None
    mastodon: Annotated[MastodonSource | None, BeforeValidator(_none_is_empty)] = None
    bluesky: Annotated[BlueskySource | None, BeforeValidator(_none_is_empty)] = None


def _overlay(value: Any, beside: ValidationInfo) -> Any:
    prepare = beside.data.get("prepare", True)
    return _unless(wrong_in_overlay(value, prepare=prepare), value)


class Scoring(_Group):
    prepare: bool = True
    mask_title: bool = True
    overlay: Annotated[
        dict[str, float] | str, BeforeValidator(_overlay), BeforeValidator(_none_is_empty)
    ] = {}
    thresholds: float = Field(default=0.05, gt=0, lt=1, allow_inf_nan=False)


class Position(_Group):
    topic: Text = "petition"
    demand: Text | None = None
    cues: Annotated[str, _entry(wrong_in_set)] | None = None
    supports: CueList = []
    opposes: CueList = []


class Schedule(_Group):
    collect: Annotated[str, AfterValidator(_schedule)] = "*/15 * * * *"
    report: Annotated[str, AfterValidator(_clock)] = "07:00"


class Signatures(_Group):
    milestones: list[int] = list(MILESTONES)


class Report(_Group):
    folder: Text = "reports"
    weekly: bool = True


class Notify(_Group):
    """What goes out; to whom, the environment says."""

    reports: bool = True
    spikes: bool = True
    silence: bool = True
    cool_down_h: int = Field(default=24, ge=1, le=720)
    silence_h: int = Field(default=6, ge=1, le=720)


class Privacy(_Group):
    retain_text_days: int = Field(default=30, ge=1)
    min_authors: int = Field(default=10, ge=1)


class WatchEntry(_Group):
    """All of config.yaml."""

    title: Text
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    languages: list[Annotated[str, AfterValidator(_language)]] = ["en"]
    topics: dict[str, TopicRules]
    exclude: Gapped = []
    sources: Annotated[Sources, BeforeValidator(_none_is_empty)] = Sources()
    scoring: Scoring = Scoring()
    position: Position | None = None
    events: list[EventEntry] = []
    schedule: Schedule = Schedule()
    database: Annotated[DatabaseUrl, AfterValidator(_without_password)] = "sqlite:///monitor.db"
    report: Report = Report()
    signatures: Signatures = Signatures()
    notify: Annotated[Notify, BeforeValidator(_none_is_empty)] = Notify()
    privacy: Privacy = Privacy()
