"""What the API answers, field by field: the OpenAPI is made from these."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""ISO 8601 with its offset, as the command line prints it."""
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Share = Annotated[float, Field(ge=0, le=1)]
Interval = Annotated[list[float], Field(min_length=2, max_length=2)]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Why(_Answer):
    what: str
    """What happened."""
    fix: str
    """What to do."""


class Refused(_Answer):
    """Every answer that is none has this shape."""

    error: Why


class Topic(_Answer):
    name: str
    is_watched: bool
    """Whether config.yaml has it now; others were watched before, and can still be asked for."""
    first: Moment | None
    """Its oldest stored post."""
    last: Moment | None
    platforms: list[str]
    languages: list[str]
    """Those in which `min_authors` people or more wrote."""


class Topics(_Answer):
    title: str
    tz: str
    min_authors: int
    """In parts of a topic (a platform, a language) fewer people are not told."""
    invented: bool
    """Whether posts of the demo are among them."""
    topics: list[Topic]


class Point(_Answer):
    """One step of a trend; null is *not known*, never zero. As `monitor trend --json`."""

    start: Moment
    end: Moment
    volume: int | None
    """Scored, unscored and reposts."""
    reposts: int | None
    scored: int | None
    unscored: int | None
    positive: int | None
    neutral: int | None
    negative: int | None
    mean_compound: float | None
    net_tone: float | None
    authors: int | None
    """Distinct known authors of originals."""
    author_mean: float | None
    """Mean of the authors' own means: one vote each."""
    ci: Interval | None
    """Its 95 % interval."""
    copies: int | None
    coverage: Share | None
    """Share of the step that was watched; null: unknown."""
    coverage_by_source: dict[str, float]
    scorers: dict[str, int]
    rules_changed: bool


class Hidden(_Answer):
    """A step whose figures are null because they are those of too few people."""

    start: Moment
    reason: str


class Trend(_Answer):
    topic: str
    tz: str
    by: str
    platform: str | None
    language: str | None
    points: list[Point]
    hidden: list[Hidden]
    """Of a platform or language alone: steps of fewer people than `min_authors`."""


class Covered(_Answer):
    start: Moment
    end: Moment
    coverage: Share | None
    """The lowest of the sources; null: no source speaks of this time."""
    coverage_by_source: dict[str, float]


class Coverage(_Answer):
    tz: str
    by: str
    since: Moment
    until: Moment
    sources: dict[str, float]
    """Share of the whole window that each source watched."""
    steps: list[Covered]


class Gap(_Answer):
    source: str
    start: Moment
    end: Moment
    reason: str
    fillable_until: Moment | None
    """Until when it can still be read; null: not any more, or never."""


class Gaps(_Answer):
    gaps: list[Gap]


class ReportLine(_Answer):
    name: str
    """Of a day `2020-07-02`, of a week `2020-W27`."""
    span: str
    """`day` or `week`."""
    date: Day
    """The day, or the Monday of the week."""
    state: str
    """`provisional`, or `final` from 24 hours after the day's end."""
    revision: int
    made_at: Moment
    page: bool
    """Whether its page is in the report folder, and so at `/reports/` and its name."""


class Reports(_Answer):
    tz: str
    reports: list[ReportLine]
    """The newest first."""


class PublishedReport(BaseModel):
    """A day's figures as published; older ones may lack what later versions tell."""

    model_config = ConfigDict(extra="allow")

    title: str
    date: Day
    tz: str
    start: Moment
    end: Moment
    state: str
    revision: int
    scorer: str
    topics: dict[str, dict[str, Any]]
    events: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    spend: dict[str, Any]


class Run(_Answer):
    """One execution of a job. Files, hosts and messages are not told: they may name people."""

    run: int
    job: str
    source: str | None
    platform: str | None
    status: str
    reason: str | None
    """In a word, why it did not end ok."""
    started_at: Moment
    finished_at: Moment | None
    window: Annotated[list[Moment], Field(min_length=2, max_length=2)] | None
    new: int
    updated: int
    unchanged: int
    unmatched: dict[str, int]
    rejected: int
    matched: dict[str, int]
    unscored: int
    reposts: int
    pages: int
    cost_usd: float


class Runs(_Answer):
    runs: list[Run]
    """The newest first."""
    before: int | None
    """Ask with `before` for those that come after these; null behind the last."""


class DayCost(_Answer):
    date: Day
    """A UTC day, as X bills it."""
    source: str
    usd: float
    """What is set aside for a page that has not come counts as spent."""
    posts: int


class Limit(_Answer):
    source: str
    daily_usd: float | None
    monthly_usd: float | None


class Spend(_Answer):
    first: Day
    last: Day
    usd: float
    days: list[DayCost]
    """A day that cost nothing is not listed."""
    budgets: list[Limit]


class Event(_Answer):
    on: Day
    label: str
    source: str | None


class Events(_Answer):
    events: list[Event]


class SignatureCount(_Answer):
    petition: str
    at: Moment
    count: int
    """Of a reported figure a lower bound."""
    kind: str
    """`observed`, `reported` or `official`."""
    origin: str


class SignatureCounts(_Answer):
    signatures: list[SignatureCount]
    """By petition, in the order of time. What lies between two figures is not known."""


class SourceState(_Answer):
    state: str
    reason: str | None
    next_probe: Moment | None
    last_success: Moment | None
    spent_today_usd: float
    spent_month_usd: float


class LastRun(_Answer):
    status: str
    at: Moment


class Job(_Answer):
    name: str
    last: LastRun | None
    next: Moment | None


class Database(_Answer):
    dialect: str
    revision: str
    bytes: int


class Status(_Answer):
    ok: bool
    """Whether nothing is wrong that `monitor status` would end with."""
    running: bool
    """Whether a process keeps the clock."""
    sources: dict[str, SourceState]
    jobs: list[Job]
    database: Database


class Healthy(_Answer):
    ok: bool
