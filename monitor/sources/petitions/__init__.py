"""Files of figures: how many had signed a petition, and when.

A table with a moment and a count in each row, or what the petitions sites of
parliaments publish as JSON; packed by gzip or not.
"""

from collections.abc import Iterable
from pathlib import Path

from monitor.errors import UnreadableFileError
from monitor.models import Rejected, Signatures
from monitor.sources.archive.lines import Lines, opened
from monitor.sources.petitions import parliament, table
from monitor.sources.petitions.said import Said

__all__ = ["Said", "read_figures"]

MOST_FIGURES = 200_000
"""Of one file: a count every five minutes for almost two years."""
MOST_REJECTED = 10_000
"""After so many things that are no figures, the file was meant to be something else."""
_Found = Signatures | Rejected


def read_figures(path: Path, said: Said) -> tuple[list[Signatures], list[Rejected]]:
    """The figures of a file, and what stood in the place of one and is none.

    Raises `UnreadableFileError` where there is no figure at all, and where
    there are more than anybody counted.
    """
    with opened(path) as head:
        first = next((line for line in head if line and line.strip()), b"")
    with opened(path) as lines:
        figures, rejected = _parted(_found(lines, first, said), path.name)
        if not figures:
            why = _why_none(head, first, rejected)
            raise UnreadableFileError(f"{path.name} holds no counts: {why}")
        return figures, rejected + _damage(lines)


def _found(lines: Lines, first: bytes, said: Said) -> Iterable[_Found]:
    if parliament.is_json(first):
        return parliament.figures(lines, first, said)
    return table.figures(lines, said) if table.is_table(first) else ()


def _parted(found: Iterable[_Found], name: str) -> tuple[list[Signatures], list[Rejected]]:
    figures: list[Signatures] = []
    rejected: list[Rejected] = []
    for item in found:
        if isinstance(item, Signatures):
            figures.append(item)
        else:
            rejected.append(item)
        if len(figures) > MOST_FIGURES:
            raise UnreadableFileError(
                f"{name} holds more than {MOST_FIGURES:,} counts; part it into several files"
            )
        if len(rejected) > MOST_REJECTED:
            raise UnreadableFileError(
                f"{name} holds more than {MOST_REJECTED:,} things that are no counts; "
                f"{rejected[0]}"
            )
    return figures, rejected


def _why_none(head: Lines, first: bytes, rejected: list[Rejected]) -> str:
    if rejected:
        return str(rejected[0])
    if head.broken:
        return "the packed file is damaged"
    if not first:
        return "its lines are too long" if head.overlong else "it is empty"
    if table.is_table(first):
        return "there is nothing below its first line"
    return "there is no petition in it" if parliament.is_json(first) else table.missing(first)


def _damage(lines: Lines) -> list[Rejected]:
    """What is lost of a packed file that ends too early."""
    return [Rejected(f"line {lines.number}", f"the file {lines.broken} it")] * bool(lines.broken)
