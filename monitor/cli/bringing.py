"""Commands that start a watch and bring posts: init, demo, import."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor import figures
from monitor.cli import show
from monitor.cli.door import Json, app, opened
from monitor.errors import ConfigError, UsageError
from monitor.models import EXAMPLE_LINK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.app import Monitor
    from monitor.runs import RunOutcome
    from monitor.timeline import Window

_DEMO_DAY = date(2020, 7, 10)
_STARTER = Path(__file__).with_name("starter.yaml")


@app.command(
    epilog='Example: [bold]monitor init "Cuties" --petition change.org/p/my-petition[/bold]'
)
def init(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(help="The title of the film to watch.")],
    petition: Annotated[
        str, typer.Option(help="The link of the petition, as in the browser's address bar.")
    ] = EXAMPLE_LINK,
) -> None:
    """Write a commented config.yaml for another film and petition."""
    import json

    from monitor.config import load_config
    from monitor.files import write_whole
    from monitor.text import stored

    path: Path = ctx.obj.config
    if path.exists():
        raise UsageError(
            f"{path} exists already; name another file with --config, or move it away"
        )
    draft = _STARTER.read_text("utf-8")
    for mark, value in (("__TITLE__", title), ("__PETITION__", petition)):
        draft = draft.replace(mark, json.dumps(stored(value.strip()), ensure_ascii=False))
    write_whole(path, draft)
    try:
        load_config(path)
    except ConfigError:
        path.unlink()
        raise
    check = show.command(path, "check")
    show.out.print(f"Wrote {show.near(path)}. Edit its phrases, then: {check}")


@app.command(epilog="Example: [bold]monitor demo --folder demo[/bold]")
def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Option(help="Where the demo lives.")] = Path("demo"),
    json_: Json = False,
) -> None:
    """Run the main job on invented posts, in a folder of its own."""
    from monitor.app import open_demo

    with open_demo(folder) as monitor:
        with show.progress(ctx.obj.quiet) as bars:
            outcome = monitor.import_sample(bars and bars("invented posts"))
        monitor.signatures.bring_sample()
        summary = monitor.summary(_DEMO_DAY)
        report = monitor.write_report(summary)[0]
        topics = {name: day.today for name, day in summary.topics.items()}
        if json_:
            points = {name: point.to_dict() for name, point in topics.items()}
            show.print_json(
                {"database": monitor.store.name, "report": str(report), "topics": points}
            )
            return
        show.out.print(show.run_line(outcome))
        title = show.plain(summary.title)
        show.out.print(f"\n{title} on {summary.date:%A %d %B %Y} ({summary.tz})")
        columns = ("topic", "posts", "people", "tone, one vote each", "30 days of posts")
        made = show.table(*columns, numbers=("posts", "people"), can_go=columns[-1:])
        for name, day in summary.topics.items():
            made.add_row(
                show.short(name),
                figures.number(day.today.volume),
                figures.people(day.today),
                figures.mean_with_interval(day.today),
                figures.sparkline(day.history),
            )
        show.print_table(made)
        show.say("· = not watched, which is not zero. Every post in this demo is invented.")
        _print_next(report, Path(monitor.store.name), folder / "config.yaml")


def _print_next(report: Path, database: Path, config: Path) -> None:
    ask = "trend film --since 2020-06-29 --until 2020-07-13"
    show.out.print(f"\nReport    {show.near(report)}\nDatabase  {show.near(database)}")
    show.out.print(f"Ask it    {show.command(config, ask)}")
    own = show.command(Path("mine/config.yaml"), 'init "Title of the film"')
    show.out.print(f"Your own  {own}")


@app.command(
    "import",
    epilog="Example: [bold]monitor import posts.jsonl --covers 2020-06-01..2020-07-01[/bold]",
)
def import_(
    ctx: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(help="twarc2 JSON lines, our export, or CSV; .gz too.")
    ],
    platform: Annotated[str, typer.Option(help="Whose posts a CSV holds.")] = "csv",
    covers: Annotated[
        str | None,
        typer.Option(
            help="A..B: time for which you vouch that the files hold every post.", metavar="A..B"
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """Bring the posts of files. Anything may be imported twice: it changes nothing."""
    outcomes: list[RunOutcome] = []
    try:
        with opened(ctx) as monitor, show.progress(ctx.obj.quiet) as bars:
            window = _span(monitor, covers) if covers else None
            for file in files:
                told = bars and bars(file.name)
                outcomes.append(monitor.import_file(file, platform=platform, progress=told))
            if window:
                outcomes = _claimed(monitor, outcomes, window)
    finally:
        if outcomes:  # also of an import that is interrupted later on
            _print_runs(outcomes, json_)
    if all(outcome.status == "failed" for outcome in outcomes):
        raise typer.Exit(2)


def _claimed(
    monitor: "Monitor", outcomes: "list[RunOutcome]", window: "Window"
) -> "list[RunOutcome]":
    """The claim is for all files together, so it holds only where all of them were read."""
    unread = [outcome.file or "" for outcome in outcomes if outcome.status != "ok"]
    if not unread:
        return monitor.claim(outcomes, window)
    show.err.print(f"--covers is not recorded: {show.plain(unread[0])} was not read whole.")
    return outcomes


def _span(monitor: "Monitor", covers: str) -> "Window":
    since, dots, until = covers.partition("..")
    if not dots:
        raise UsageError("--covers takes two moments: --covers 2020-06-01..2020-07-01")
    return monitor.window(since, until, monitor.config.zone)


def _print_runs(outcomes: "Sequence[RunOutcome]", json_: bool) -> None:
    if json_:
        show.print_json({"runs": [outcome.to_dict() for outcome in outcomes]})
        return
    for outcome in outcomes:
        console = show.err if outcome.status == "failed" else show.out
        console.print(show.run_line(outcome))
