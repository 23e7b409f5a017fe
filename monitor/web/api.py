"""The JSON API: GET alone, figures alone. No text, id or author of any post leaves by it."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from monitor.app.looking import MOST_GAPS, Asked, Told
from monitor.errors import NothingStoredError, StorageError, UsageError
from monitor.storage.listing import RunLine
from monitor.text import harmless_json
from monitor.web import answers
from monitor.web.asked import AskedPart, AskedWindow, Maybe, Since, Until, utc_days, window_of
from monitor.web.desk import Desk, TheDesk, iso, name_of, named

_REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": answers.Refused, "description": "Asked wrongly; the message says how to ask."},
    401: {"model": answers.Refused, "description": "The token is missing or wrong."},
    404: {"model": answers.Refused, "description": "There is no such thing."},
    503: {"model": answers.Refused, "description": "The database cannot be read now."},
}
api = APIRouter(prefix="/api/v1", responses=_REFUSED)
health = APIRouter()
ReportName = Annotated[str, Path(max_length=10)]
TopicName = Annotated[str, Path(min_length=1, max_length=200)]
_MOST_RUNS = 500


@api.get("/topics")
def topics(desk: TheDesk) -> answers.Topics:
    """The topics that are or were watched."""
    config = desk.monitor.config
    return answers.Topics(
        title=config.title,
        tz=str(config.zone),
        min_authors=desk.view.min_authors,
        invented=desk.is_invented(),
        topics=[_topic(desk, name) for name in desk.view.topics()],
    )


def _topic(desk: Desk, name: str) -> answers.Topic:
    span = desk.monitor.stored_span(name)
    with desk.monitor.store.read() as reader:
        platforms = reader.stored_platforms(name)
    return answers.Topic(
        name=name,
        is_watched=name in {topic.name for topic in desk.monitor.config.topics},
        first=iso(span.start if span else None),
        last=iso(span.end if span else None),
        platforms=platforms,
        languages=desk.view.languages().get(name, []),
    )


@api.get("/trends/{topic:path}", response_model=answers.Trend)
def trends(desk: TheDesk, topic: TopicName, asked: AskedPart) -> dict[str, Any]:
    """A topic's points over a window, at most 5,000 of them.

    Of a platform or language alone, a step of fewer people than `min_authors` has no figures.
    """
    desk.must_know(topic)
    return trend_of(desk, asked, desk.view.trend(topic, asked))


def trend_of(desk: Desk, asked: Asked, told: Told) -> dict[str, Any]:
    reason = f"fewer than {desk.view.min_authors} people"
    return {
        "topic": told.trend.topic,
        "tz": told.trend.tz,
        "by": asked.by,
        "platform": asked.platform,
        "language": asked.language,
        "points": told.trend.to_dicts(),
        "hidden": [{"start": iso(start), "reason": reason} for start in sorted(told.hidden)],
    }


@api.get("/coverage")
def coverage(desk: TheDesk, asked: AskedWindow) -> answers.Coverage:
    """How much of the time was watched, by source."""
    window, whole, steps = desk.view.coverage(asked)
    return answers.Coverage(
        tz=str(desk.view.zone(asked.tz)),
        by=asked.by,
        since=window.start.isoformat(),
        until=window.end.isoformat(),
        sources=whole,
        steps=[
            answers.Covered(
                start=step.start.isoformat(),
                end=step.end.isoformat(),
                coverage=step.lowest,
                coverage_by_source=step.by_source,
            )
            for step in steps
        ],
    )


@api.get("/gaps", response_model=answers.Gaps)
def gaps(desk: TheDesk, since: Maybe = None, until: Maybe = None) -> dict[str, Any]:
    """What was not watched, why, and until when it can still be filled."""
    found = desk.monitor.gaps(window_of(desk, since, until))
    if len(found) > MOST_GAPS:
        raise UsageError(f"there are more than {MOST_GAPS:,} gaps; ask for a shorter window")
    return {"gaps": [gap.to_dict() for gap in found]}


@api.get("/reports")
def reports(desk: TheDesk) -> answers.Reports:
    """The days and weeks that were published."""
    pages = desk.pages()
    lines = [
        answers.ReportLine(
            name=name_of(one.day, span),
            span=span,
            date=one.day.isoformat(),
            state=one.state,
            revision=one.revision,
            made_at=one.made_at.isoformat(),
            page=name_of(one.day, span) in pages,
        )
        for span, one in desk.published()
    ]
    return answers.Reports(tz=str(desk.view.zone()), reports=lines)


@api.get("/reports/{name}", responses={200: {"model": answers.PublishedReport}})
def report(desk: TheDesk, name: ReportName) -> Response:
    """The figures of a day (`2020-07-02`) or week (`2020-W27`) as they were published."""
    day, span = named(name)
    with desk.monitor.store.read() as reader:
        found = reader.published.of(day, str(desk.view.zone()), span)
    if found is None:
        raise NothingStoredError(f"no report {name} was published; monitor report makes one")
    return Response(harmless_json(found.figures), media_type="application/json")


@api.get("/runs")
def runs(
    desk: TheDesk,
    limit: Annotated[int, Query(ge=1, le=_MOST_RUNS)] = 50,
    before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> answers.Runs:
    """What ran, the newest first."""
    with desk.monitor.store.read() as reader:
        found = reader.listing.runs(limit, before)
    more = found[-1].run if len(found) == limit else None
    return answers.Runs(runs=[_run(one) for one in found], before=more)


def _run(one: RunLine) -> answers.Run:
    window = one.window and [one.window.start.isoformat(), one.window.end.isoformat()]
    moments = {"started_at": one.started_at.isoformat(), "finished_at": iso(one.finished_at)}
    told = {name: getattr(one, name) for name in answers.Run.model_fields}
    return answers.Run(**told | moments | {"window": window})


@api.get("/spend")
def spend(desk: TheDesk, since: Since = "30d", until: Until = "now") -> answers.Spend:
    """What the sources cost, by UTC day."""
    first, last = utc_days(desk, since, until)
    with desk.monitor.store.read() as reader:
        costs = reader.listing.costs(first, last)
    return answers.Spend(
        first=first.isoformat(),
        last=last.isoformat(),
        usd=round(sum(cost.usd for cost in costs), 6),
        days=[
            answers.DayCost(
                date=cost.day.isoformat(), source=cost.source, usd=cost.usd, posts=cost.posts
            )
            for cost in costs
        ],
        budgets=_budgets(desk),
    )


def _budgets(desk: Desk) -> list[answers.Limit]:
    sources = desk.monitor.config.sources
    limits = {name: getattr(getattr(sources, name), "budget", None) for name in ("x",)}
    return [
        answers.Limit(source=name, daily_usd=of.daily_usd, monthly_usd=of.monthly_usd)
        for name, of in limits.items()
        if of is not None
    ]


@api.get("/events")
def events(desk: TheDesk) -> answers.Events:
    """The dated facts that stand on the trend."""
    return answers.Events(
        events=[
            answers.Event(on=event.on.isoformat(), label=event.label, source=event.source)
            for event in desk.events()
        ]
    )


@api.get("/signatures")
def signatures(desk: TheDesk) -> answers.SignatureCounts:
    """How many had signed each petition, and who says so."""
    with desk.monitor.store.read() as reader:
        found = reader.signatures.all()
    counts = [
        answers.SignatureCount(
            petition=one.petition,
            at=one.at.isoformat(),
            count=one.count,
            kind=one.kind,
            origin=one.origin,
        )
        for one in found
    ]
    return answers.SignatureCounts(signatures=counts)


@api.get("/status", response_model=answers.Status)
def status(desk: TheDesk) -> dict[str, Any]:
    """How sources, jobs and database stand."""
    found = desk.view.health()
    told = found.to_dict(desk.coming() if found.running else {})
    shown = ("ok", "sources", "jobs", "database")
    return {name: told[name] for name in shown} | {"running": found.running is not None}


@health.get("/healthz", responses={503: {"model": answers.Refused}})
def healthz(desk: TheDesk) -> answers.Healthy:
    """Whether this server works and can read its database. It needs no token."""
    if not desk.view.answers():
        raise StorageError("another version of the monitor upgraded the database since.")
    return answers.Healthy(ok=True)
