"""Commands by which the operator says what is right: audit, validate."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli import answers, show
from monitor.cli.door import SINCE, Json, app, opened, window_of
from monitor.errors import NothingStoredError

if TYPE_CHECKING:
    from rich.console import Console

    from monitor.app import Monitor
    from monitor.labelling import Sitting
    from monitor.labelling.drawing import Drawn

_STOP, _BACK, _SKIP = "q", "b", "s"
_EYES = (
    "The texts are for your eyes alone: quote none, and show nobody. They are as people wrote "
    "them, some about violence; some may distress you. Stop whenever you want: each answer is "
    "kept at once, and the same command goes on where you stopped."
)
_Topic = Annotated[
    str | None, typer.Option("--topic", help="The first topic of config.yaml if not given.")
]
_Posts = Annotated[
    int | None, typer.Option("--posts", min=1, help="How many posts are drawn, answered ones too.")
]
_Since = Annotated[str | None, typer.Option("--since", help=SINCE)]
_Until = Annotated[str | None, typer.Option("--until", help="As --since; not included.")]
_As = Annotated[
    str, typer.Option("--as", help="Under which name answers are kept: a second one compares.")
]
_Show = Annotated[bool, typer.Option("--show", help="Ask nothing: the figures so far.")]


@app.command(epilog="Example: [bold]monitor audit --topic petition --posts 60[/bold]")
def audit(
    ctx: typer.Context,
    topic: _Topic = None,
    posts: _Posts = None,
    since: _Since = None,
    until: _Until = None,
    as_: _As = "first",
    show_: _Show = False,
    json_: Json = False,
) -> None:
    """Answer for a sample: how many mentions are about the topic, how many are missed."""
    with opened(ctx) as monitor:
        sitting = monitor.labelling.audit(topic, window_of(monitor, since, until), posts, as_)
        _sit(sitting, monitor, show_, json_, answers.print_audit)


@app.command(epilog="Example: [bold]monitor validate tone --topic film[/bold]")
def validate(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(help="tone or position.")] = "tone",
    topic: _Topic = None,
    posts: _Posts = None,
    since: _Since = None,
    until: _Until = None,
    as_: _As = "first",
    show_: _Show = False,
    json_: Json = False,
) -> None:
    """Answer blindly for a sample: how far tone or position is read as you read it."""
    with opened(ctx) as monitor:
        window = window_of(monitor, since, until)
        sitting = monitor.labelling.validate(question, topic, window, posts, as_)
        _sit(sitting, monitor, show_, json_, answers.print_validation)


def _sit(
    sitting: "Sitting[Any]",
    monitor: "Monitor",
    shown: bool,
    json_: bool,
    tell: Callable[[Any], None],
) -> None:
    """Ask for what is not answered, then tell the figures."""
    out = show.err if json_ else show.out
    if not shown and sitting.waiting():
        monitor.store.must_be_whole()
        try:
            _ask(sitting, monitor.config.title, out)
        except KeyboardInterrupt:  # as whoever stops: what is answered is kept
            out.print()
    found = sitting.figures()
    if shown and not found.answered:
        raise NothingStoredError(f"{sitting.by} has answered nothing yet; begin without --show")
    if json_:
        show.print_json(found.to_dict())
    elif found.answered:
        tell(found)
    if left := len(sitting.waiting()):
        out.print(f"{left:,} are still to be answered: the same command goes on.")


def _ask(sitting: "Sitting[Any]", title: str, out: "Console") -> None:
    """One post after the other, until all are answered or somebody stops."""
    waiting, whole = sitting.waiting(), len(sitting.sample.posts)
    before, at = whole - len(waiting), 0
    _introduce(sitting, title, len(waiting), out)
    while at < len(waiting):
        told = _show(sitting, waiting[at], f"{before + at + 1:,} of {whole:,}", out)
        if not told:
            del waiting[at]  # its text was erased meanwhile
            continue
        key = _key(sitting, out)
        if key == _STOP:
            return
        if key != _BACK:
            sitting.answer(waiting[at], key)
            at += 1
        elif at:
            at -= 1
            sitting.take_back(waiting[at])
        else:
            out.print("There is nothing to go back to.")


def _introduce(sitting: "Sitting[Any]", title: str, n: int, out: "Console") -> None:
    from monitor.labelling.questions import SECONDS

    question = sitting.question
    asked = question.words.format(topic=sitting.topic, title=title)
    minutes = max(1, round(n * SECONDS / 60))
    keys = ", ".join(f"{key} {answer}" for key, answer in question.keys.items())
    show.say(f"{show.plain(asked)}\n{n:,} posts, drawn by lot: about {minutes:,} min.", out)
    show.say(_EYES, out)
    stop = f"{_SKIP} skip, {_BACK} back one, {_STOP} stop."
    show.say(f"Type one key, then Enter: {keys}; {stop}", out)


def _show(sitting: "Sitting[Any]", post: "Drawn", place: str, out: "Console") -> bool:
    """Show a post's text and nothing else of it; False where it is gone.

    A link can be what makes a post one about the topic: of those the text
    itself may hold no more than a shortened form.
    """
    said = sitting.words(post)
    if said is None:
        return False
    show.say(f"\n{place}", out)
    show.say(f"    {show.plain(said.text)}", out)
    if sitting.question.name == "topic":
        for link in said.links:
            out.print(f"    link: {show.plain(link)}")
    return True


def _key(sitting: "Sitting[Any]", out: "Console") -> str:
    """What is answered, or to stop or go back; asked again until it can be understood."""
    from monitor.labelling import SKIPPED

    keys = {**sitting.question.keys, _SKIP: SKIPPED, _STOP: _STOP, _BACK: _BACK}
    keys |= {answer: answer for answer in sitting.question.answers}
    while True:
        out.print(f"{' '.join([*sitting.question.keys, _SKIP, _BACK, _STOP])} > ", end="")
        line = _line()
        if not line:
            out.print()
            return _STOP
        if known := keys.get(line.strip().casefold()):
            return known
        out.print(f"That is none of the keys: {', '.join(sitting.question.keys)}, s, b or q.")


def _line() -> str:
    """A line that was typed or piped in; empty at the end."""
    try:
        return sys.stdin.readline() if sys.stdin else ""
    except UnicodeDecodeError:
        return "?\n"
