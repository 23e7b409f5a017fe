"""config.yaml and the environment become one `Config`, or every fault at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError

from monitor.config.addresses import addresses
from monitor.config.combinations import impossible
from monitor.config.document import Document, PathKey, read_document
from monitor.config.environment import Environment
from monitor.config.faults import from_environment, from_file
from monitor.config.learned import learned_set
from monitor.config.schema import (
    Notify,
    Position,
    Privacy,
    Schedule,
    Scoring,
    Sources,
    WatchEntry,
)
from monitor.errors import ConfigError, Fault
from monitor.models import MILESTONES, Event, Topic
from monitor.redaction import hide

_SQLITE = "sqlite:///"
_LONGEST_WORD = 16


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that the operator decides, checked, with absolute paths."""

    title: str
    zone: ZoneInfo
    languages: tuple[str, ...]
    topics: tuple[Topic, ...]
    sources: Sources
    scoring: Scoring
    events: tuple[Event, ...]
    schedule: Schedule
    database: str = field(repr=False)
    """The URL of a SQLite file with an absolute path, or of a PostgreSQL database."""
    author_key_file: Path | None
    """None: beside a SQLite file, or else in the folder."""
    reports_folder: Path
    report_weekly: bool
    privacy: Privacy
    folder: Path
    """Where config.yaml stands."""
    milestones: tuple[int, ...] = MILESTONES
    """Of the petition's signatures; rising."""
    position: Position | None = None
    """None: nobody's position is read."""
    x_token: SecretStr | None = None
    x_api_base_url: str | None = None
    """In the place of X's own address."""
    begins_at: datetime | None = None
    """Where the clock of this process starts, instead of now."""
    heartbeat_url: SecretStr | None = None
    """What is told of each round of work."""
    notify: Notify = field(default_factory=Notify)
    notify_urls: tuple[SecretStr, ...] = ()
    """To whom reports and alerts go."""
    web_token: SecretStr | None = None
    """What the dashboard asks for before it answers."""
    lines: Mapping[PathKey, int] = field(default_factory=dict, repr=False)
    """Where in config.yaml each key stands."""


def load_config(path: Path, environment: Callable[[], Environment] = Environment) -> Config:
    """Read and check a config.yaml; relative paths in it start at its folder.

    Raises `ConfigError` with all faults of the file and of the environment.
    """
    document = read_document(path)
    watch, faults = _checked(document)
    surroundings, wrong = _surroundings(environment)
    # Of one key the first fault is told: the others follow from it.
    faults = list({fault.where: fault for fault in reversed([*faults, *wrong])}.values())
    if faults or watch is None or surroundings is None:
        raise ConfigError(sorted(faults, key=lambda fault: (fault.line or 0, fault.where)))
    return _config(watch, surroundings, path.absolute().parent, document)


def _checked(document: Document) -> tuple[WatchEntry | None, list[Fault]]:
    faults = [*document.faults, *impossible(document)]
    try:
        return WatchEntry.model_validate(document.values), faults
    except ValidationError as error:
        return None, faults + from_file(error, document)


def no_environment() -> Environment:
    """What an environment that says nothing would say."""
    return Environment.model_construct(**dict.fromkeys(Environment.model_fields))


def _surroundings(read: Callable[[], Environment]) -> tuple[Environment | None, list[Fault]]:
    try:
        return read(), []
    except ValidationError as error:
        return None, from_environment(error)


def _config(
    watch: WatchEntry, environment: Environment, folder: Path, document: Document
) -> Config:
    key_file, token = environment.author_key_file, environment.token(folder)
    web_token = environment.token_of_the_web(folder)
    for secret in filter(None, (token, web_token, environment.heartbeat_url)):
        hide(secret.get_secret_value())
    _hide_id(environment.heartbeat_url)
    return Config(
        title=watch.title,
        zone=ZoneInfo(watch.timezone),
        languages=tuple(watch.languages),
        topics=tuple(_topic(name, watch) for name in watch.topics),
        sources=watch.sources,
        scoring=watch.scoring,
        events=tuple(Event(entry.on, entry.label, entry.source) for entry in watch.events),
        schedule=watch.schedule,
        database=_absolute(environment.database_url or watch.database, folder),
        author_key_file=folder / key_file if key_file else None,
        reports_folder=folder / watch.report.folder,
        report_weekly=watch.report.weekly,
        privacy=watch.privacy,
        folder=folder,
        milestones=tuple(watch.signatures.milestones),
        position=watch.position,
        x_token=token,
        x_api_base_url=environment.x_api_base_url,
        begins_at=environment.now,
        heartbeat_url=environment.heartbeat_url,
        notify=watch.notify,
        notify_urls=_notify_urls(environment, folder),
        web_token=web_token,
        lines=document.lines,
    )


def _topic(name: str, watch: WatchEntry) -> Topic:
    """A topic with what is cut out for all of them, and with the topic that it stands within:

    a change of these is a change of its rules.
    """
    rules = watch.topics[name]
    entries = {key: tuple(value) for key, value in rules if isinstance(value, list)}
    return Topic(
        name,
        **entries | {"exclude": (*rules.exclude, *watch.exclude)},
        within=_topic(rules.within, watch) if rules.within else None,
        learned=learned_set(rules.learned) if rules.learned else (),
    )


def _notify_urls(environment: Environment, folder: Path) -> tuple[SecretStr, ...]:
    file = environment.notify_urls_file
    return addresses(environment.notify_urls, folder / file if file else None)


def _hide_id(heartbeat: SecretStr | None) -> None:
    """Some logs tell the path alone: what of it is long enough is no word, but an id."""
    for part in urlsplit(heartbeat.get_secret_value() if heartbeat else "").path.split("/"):
        if len(part) >= _LONGEST_WORD:
            hide(part)


def _absolute(url: str, folder: Path) -> str:
    """The URL with its whole path; a folder's `?` or `%` means nothing in it."""
    if not url.startswith(_SQLITE):
        return url
    path = str(folder / unquote(url.removeprefix(_SQLITE)))
    return _SQLITE + path.replace("%", "%25").replace("?", "%3F")
