"""What a person's answers say, for the terminal."""

from typing import TYPE_CHECKING

from monitor import figures
from monitor.cli import show

if TYPE_CHECKING:
    from monitor.labelling import AuditFigures, Validation
    from monitor.labelling.values import Estimate


def print_audit(found: "AuditFigures") -> None:
    from monitor.labelling.audit import BLIND

    made = show.table(
        "posts", "stored", "stand for", "answered", "yes",
        numbers=("stored", "stand for", "answered", "yes"),
    )  # fmt: skip
    for name, each in found.strata.items():
        counts = (each.rows, each.size, each.judged, each.true)
        made.add_row(name, *map(figures.number, counts))
    _print_answered(found.topic, found)
    show.print_table(made)
    show.say(f"Precision {_estimate(found.precision)}: mentions that are about the topic.")
    show.say(f"Recall    {_estimate(found.recall)}: of what sources brought about it.")
    show.say(BLIND)
    _print_agreement(found)


def print_validation(found: "Validation") -> None:
    names = list(found.confusion)
    _print_answered(f"{found.question} of {found.topic}", found)
    made = show.table("you say, the monitor says", *names, numbers=names)
    for person, row in found.confusion.items():
        made.add_row(person, *(figures.number(row[name]) for name in names))
    show.print_table(made)
    columns = ("precision", "recall", "F1", "by the monitor", "as you read")
    can_go = ("recall", "precision")
    made = show.table("class", *columns, "95% interval", numbers=columns, can_go=can_go)
    for share in found.shares:
        each = found.classes[share.name]
        parts = (each.precision, each.recall, each.f1, share.monitor, share.corrected)
        made.add_row(share.name, *map(figures.percent, parts), _interval(share.ci))
    show.print_table(made)
    show.out.print(f"The same class: {_estimate(found.accuracy)}.")
    over = ", ".join(found.occurring)
    show.out.print(f"Macro-F1 {figures.percent(found.macro_f1)}, over what occurs: {over}.")
    show.out.print(f"Krippendorff's alpha, you and the monitor: {_alpha(found.alpha)}.")
    _print_agreement(found)


def _print_answered(what: str, found: "AuditFigures | Validation") -> None:
    from monitor.labelling.questions import FEW

    skipped = f", {found.skipped:,} skipped" if found.skipped else ""
    few = " Few: lean on no figure below." if found.answered < FEW else ""
    of = f"{found.answered:,} of {found.drawn:,} answered{skipped}"
    show.say(f"{what}, by {found.by}: {of}.{few}")


def _print_agreement(found: "AuditFigures | Validation") -> None:
    for name, each in found.agreement.items():
        told = f"{_alpha(each.alpha)} on {each.posts:,} posts"
        show.say(f"Krippendorff's alpha, {found.by} and {name}: {told}.")


def _estimate(found: "Estimate") -> str:
    if found.value is None or found.ci is None:
        return "not known yet"
    few = f"; few answers: {found.n:,}" if found.is_few else ""
    return f"{figures.percent(found.value)} ({_interval(found.ci)}{few})"


def _interval(ci: tuple[float, float]) -> str:
    return f"{figures.percent(ci[0])} to {figures.percent(ci[1])}"


def _alpha(value: float | None) -> str:
    return "not defined (all is one class)" if value is None else figures.tone(value)
