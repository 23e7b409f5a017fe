"""The command check: every fault of config.yaml, and what the watch will ask and cost."""

from typing import TYPE_CHECKING, Any

import typer

from monitor.cli import show
from monitor.cli.door import Json, app, opened
from monitor.errors import ConfigError, Fault, MonitorError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.budget import Budget
    from monitor.config import Config


@app.command(epilog="Example: [bold]monitor check[/bold]")
def check(ctx: typer.Context, json_: Json = False) -> None:
    """Say every fault of config.yaml, and what the watch will ask for."""
    from monitor.config import load_config
    from monitor.config.lint import lint

    try:
        config = load_config(ctx.obj.config)
    except ConfigError as error:
        if not json_:
            raise
        _print_check(error.faults)
        raise typer.Exit(error.exit_code) from error
    edits: list[str] = []
    faults, remarks = _faults(config), [*lint(config), *_without_token(config)]
    remarks += _of_targets(config)
    if faults and not json_:
        raise ConfigError(faults)
    try:
        edits, otherwise = _stored(ctx, config)
        remarks += _scored_otherwise(config, otherwise)
    except MonitorError as error:  # the watch is in order; its database is another matter
        at = config.lines.get(("database",))
        remarks.append(Fault("database", at, str(error), "See to it before the next run"))
    if json_:
        _print_check(faults, remarks, edits, _queries(config), _daily_usd(config))
        raise typer.Exit(ConfigError.exit_code if faults else 0)
    _show_watch(config)
    for line in [*(f"edit: {edit}" for edit in edits), *(f"remark: {r}" for r in remarks)]:
        show.say(show.plain(line))
    show.say(f"{show.plain(str(ctx.obj.config))} is in order. {_cost(config)}")


def _faults(config: "Config") -> "list[Fault]":
    """What only shows where it all comes together: the query, the schedule."""
    from jobs.schedule import triggers
    from monitor.app import targets
    from monitor.app.sources import query_faults

    faults = [*query_faults(config), *targets.faults(config)]
    try:
        triggers(config)
    except ConfigError as error:
        faults += error.faults
    return faults


def _of_targets(config: "Config") -> "list[Fault]":
    from monitor.app import targets

    return list(targets.remarks(config))


def _without_token(config: "Config") -> "list[Fault]":
    """A matter of the environment, which differs from shell to shell."""
    from monitor.config.lint import remark

    if config.sources.x is None or config.x_token:
        return []
    problem = "there is no token, so it is skipped"
    return [remark(config, ("sources", "x"), problem, "Set X_BEARER_TOKEN to ask X")]


def _queries(config: "Config") -> "list[dict[str, Any]]":
    """What each source is asked, and how long that may be."""
    from monitor.sources.x.query import LONGEST_RECENT, compiled

    x = config.sources.x
    if x is None:
        return []
    query = compiled(config.topics, x.only, x.query)
    return [{"source": "x", "query": query, "length": len(query), "limit": LONGEST_RECENT}]


_SELDOM = ("exact", "near")
"""Kinds of entries that are told of only where there are some."""


def _show_watch(config: "Config") -> None:
    for topic in config.topics:
        kinds = ("phrases", "exact", "context", "near", "hashtags", "links", "exclude")
        numbers = [(kind, len(getattr(topic, kind))) for kind in kinds]
        counted = ", ".join(f"{kind} {n}" for kind, n in numbers if n or kind not in _SELDOM)
        counted += f", learned {len(topic.learned):,}" if topic.learned else ""
        counted += f", within {topic.within.name}" if topic.within else ""
        show.say(show.plain(f"{topic.name}: {counted}"))
    for asked in _queries(config):
        length = f"{asked['length']} of at most {asked['limit']} characters"
        show.out.print(f"{asked['source']} is asked, in {length}:")
        show.out.print(f"    {show.plain(asked['query'])}")


def _budget(config: "Config") -> "Budget | None":
    from monitor.budget import Budget

    x = config.sources.x
    return Budget.of(x.budget.daily_usd, x.budget.monthly_usd) if x else None


def _daily_usd(config: "Config") -> float:
    """The most that may be spent on a day; of a month's budget alone, its even share."""
    from monitor.app import clock_of
    from monitor.budget import Spent, usd

    budget, today = _budget(config), clock_of(config)().date()
    return usd(budget.left(Spent(), today.replace(day=1))) if budget else 0


def _cost(config: "Config") -> str:
    from monitor.budget import usd

    budget = _budget(config)
    if budget is None:
        return "It asks no source for anything, so it costs $0 a day."
    limits = (("day", budget.daily), ("month", budget.monthly))
    told = [f"${usd(most):,.2f} a {span}" for span, most in limits if most is not None]
    return f"It may cost at most {' and '.join(told)}."


def _stored(ctx: typer.Context, config: "Config") -> tuple[list[str], int]:
    """What an edit of the watch will do to what is stored, and how much of it would be
    scored otherwise now; nothing where nothing is.
    """
    from monitor.app import has_database

    if not has_database(config):
        return [], 0
    with opened(ctx) as monitor:
        edits = monitor.edits() if monitor.stored_span() else []
        return edits, monitor.scorers.pending()


def _scored_otherwise(config: "Config", mentions: int) -> "list[Fault]":
    from monitor.config.lint import remark

    if not mentions:
        return []
    problem = f"{mentions:,} mentions were scored otherwise, and are not compared with new ones"
    return [remark(config, ("scoring",), problem, "Read them anew: monitor rescore")]


def _print_check(
    faults: "Sequence[Fault]",
    remarks: "Sequence[Fault]" = (),
    edits: "Sequence[str]" = (),
    queries: "Sequence[dict[str, Any]]" = (),
    cost_per_day_usd: float = 0,
) -> None:
    from dataclasses import asdict

    show.print_json(
        {
            "ok": not faults,
            "faults": [asdict(fault) for fault in faults],
            "remarks": [asdict(remark) for remark in remarks],
            "edits": list(edits),
            "queries": list(queries),
            "cost_per_day_usd": cost_per_day_usd,
        }
    )
