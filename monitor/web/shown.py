"""What the other pages say: reports, gaps, runs, money, events, each a table in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from monitor import dates, figures
from monitor.report import words
from monitor.report.naming import Naming
from monitor.storage.listing import RunLine
from monitor.text import printable
from monitor.web.desk import Desk, name_of

_MOST_ROWS = 500
_RUNS = 50
_SPEND_DAYS = 62


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page with one table."""

    title: str
    intro: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    numbers: tuple[str, ...] = ()
    """The columns that are set to the right."""
    more: str = ""
    """Where it goes on."""


def reports(desk: Desk) -> Listed:
    zone, pages = desk.view.zone(), desk.pages()
    rows = []
    for span, one in desk.published()[:_MOST_ROWS]:
        name = name_of(one.day, span)
        link = f"/reports/{name}" if name in pages else ""
        state = f"{one.state}, revision {one.revision}"
        title, made = Naming(one.day, span).full, _moment(one.made_at, zone)
        json = Cell("JSON", f"/api/v1/reports/{name}")
        rows.append((Cell(title, link), Cell(state), Cell(made), json))
    return Listed(
        "Reports",
        f"One page a day, and one a week, by the days of {printable(str(zone))}. It is final 24 "
        "hours after its end; what changes later gets a new revision.",
        ("of", "state", "made", "figures"),
        tuple(rows),
        "No report was published yet. Make one with: monitor report --date 2020-07-02",
    )


def gaps(desk: Desk) -> Listed:
    zone = desk.view.zone()
    found = sorted(desk.monitor.gaps(), key=lambda gap: gap.start, reverse=True)
    rows = tuple(
        (
            Cell(words.platform(gap.source, printable)),
            Cell(f"{_moment(gap.start, zone)} to {dates.moment(gap.end, zone)}"),
            Cell(_long((gap.end - gap.start).total_seconds())),
            Cell(printable(gap.reason)),
            Cell(dates.moment(gap.fillable_until, zone) if gap.fillable_until else "—"),
        )
        for gap in found[:_MOST_ROWS]
    )
    more = f" The newest {_MOST_ROWS:,} of {len(found):,}." if len(found) > _MOST_ROWS else ""
    return Listed(
        "Gaps",
        "Time that nobody watched: in it nothing is known, which is not that nobody wrote. The "
        f"clock fills what it still can.{more}",
        ("source", "when", "how long", "why", "can be filled until"),
        rows,
        "There is no gap: all that was asked for was watched.",
        numbers=("how long",),
    )


def runs(desk: Desk, before: int | None) -> Listed:
    with desk.monitor.store.read() as reader:
        found = reader.listing.runs(_RUNS, before)
    return Listed(
        "Runs",
        "What ran, the newest first. What a run said in full stands in the log of its process.",
        ("began", "job", "source", "ended", "read", "new", "matched", "cost"),
        tuple(_run(one, desk) for one in found),
        "There are none before that."
        if before
        else "Nothing has run yet. Start the clock with: monitor run",
        numbers=("read", "new", "matched", "cost"),
        more=f"/runs?before={found[-1].run}" if len(found) == _RUNS else "",
    )


def _run(one: RunLine, desk: Desk) -> tuple[Cell, ...]:
    read = one.new + one.updated + one.unchanged + sum(one.unmatched.values()) + one.rejected
    ended = f"{one.status}: {printable(one.reason)}" if one.reason else one.status
    source = words.platform(one.source, printable) if one.source else "—"
    posts = (read, one.new, sum(one.matched.values()))
    counts = [figures.number(n) if one.source else "—" for n in posts]
    cost = figures.money(one.cost_usd or None)
    began = _moment(one.started_at, desk.view.zone())
    return tuple(map(Cell, (began, printable(one.job), source, ended, *counts, cost)))


def spend(desk: Desk) -> Listed:
    today = desk.now.date()
    with desk.monitor.store.read() as reader:
        costs = reader.listing.costs(today - timedelta(days=_SPEND_DAYS), today)
        spent = reader.ledger.spent(today)
    rows = tuple(
        (
            Cell(dates.full_day(cost.day)),
            Cell(words.platform(cost.source, printable)),
            Cell(figures.number(cost.posts)),
            Cell(figures.money(cost.usd)),
        )
        for cost in reversed(costs)
    )
    day, month = (figures.money(micro / 1_000_000) for micro in (spent.day, spent.month))
    return Listed(
        "Spend",
        f"Today {day}, this month {month}, in UTC days, as X bills them. What is set aside for a "
        "page that has not come counts as spent.",
        ("day", "source", "posts", "cost"),
        rows,
        "Nothing was spent in the last two months.",
        numbers=("posts", "cost"),
    )


def events(desk: Desk) -> Listed:
    rows = []
    for event in desk.events():
        around = f"/?since={event.on - timedelta(days=7)}&until={event.on + timedelta(days=22)}"
        label, source = printable(event.label), printable(event.source or "—")
        rows.append((Cell(dates.full_day(event.on), around), Cell(label), Cell(source)))
    return Listed(
        "Events",
        "Dated facts, marked on the trends by numbers. They explain nothing by themselves.",
        ("day", "what", "source"),
        tuple(rows),
        "config.yaml names no events.",
    )


def _moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{dates.short_day(local.date())} {local.year}, {local:%H:%M}"


def _long(seconds: float) -> str:
    hours = seconds / 3600
    if hours < 1:
        return f"{seconds / 60:.0f} min"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:,.1f} days"


def standing(desk: Desk) -> list[tuple[str, str]]:
    """The line on top of each page: is it collecting, when was it last, what did it cost."""
    health, zone = desk.view.health(), desk.view.zone()
    told: list[tuple[str, str]] = []
    for name, one in health.sources.items():
        state = one.state if one.state == "ok" else f"{one.state}: {one.reason or ''}"
        told.append((words.platform(name, printable), printable(state.rstrip(": "))))
        if one.last_success:
            told.append(("last success", dates.moment(one.last_success, zone)))
    if health.sources:
        told.append(("clock", "running" if health.running else "not running"))
    coming = desk.coming() if health.running else {}
    if coming:
        name, at = min(coming.items(), key=lambda item: item[1])
        told.append(("next", f"{name}, {dates.moment(at, zone)}"))
    return told + _money(desk, list(health.sources))


def _money(desk: Desk, sources: Sequence[str]) -> list[tuple[str, str]]:
    told = []
    for name in sources:
        budget = getattr(getattr(desk.monitor.config.sources, name), "budget", None)
        if budget is not None:
            spent = desk.monitor.live.spent(name)
            told.append(("today", _of(spent.day, budget.daily_usd)))
            told.append(("this month", _of(spent.month, budget.monthly_usd)))
    return told


def _of(micro_usd: int, limit: float | None) -> str:
    spent = figures.money(micro_usd / 1_000_000)
    return f"{spent} of {figures.money(limit)}" if limit is not None else spent


def heading(desk: Desk) -> dict[str, Any]:
    """What stands on every page."""
    return {
        "title": printable(desk.monitor.config.title),
        "standing": standing(desk),
        "invented": desk.is_invented(),
    }
