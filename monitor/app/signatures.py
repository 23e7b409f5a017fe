"""The petition's signatures: files bring them, and what is stored is asked for here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor import signatures
from monitor.config import Config
from monitor.errors import UnreadableFileError, UsageError
from monitor.models import (
    LONGEST_ORIGIN,
    LONGEST_PETITION,
    Event,
    Rejected,
    SignatureKind,
    Signatures,
)
from monitor.sources.petitions import Said, read_figures
from monitor.sources.petitions.said import in_one_line, petition_named
from monitor.sources.sample import SIGNATURES
from monitor.storage import Store
from monitor.words import bare_link

_UNNAMED = "petition"
"""What a petition is called of which not even a link is known."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file; read are all counts together."""

    file: str
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[Rejected, ...] = ()
    error: str | None = None
    """Why the whole file was refused."""

    def to_dict(self) -> dict[str, Any]:
        """As `monitor signatures --json` prints it."""
        plain: dict[str, Any] = {"file": self.file, "new": self.new, "updated": self.updated}
        rejected = [{"where": each.where, "reason": each.reason} for each in self.rejected]
        return plain | {"unchanged": self.unchanged, "rejected": rejected, "error": self.error}


@dataclass(frozen=True, slots=True)
class Petitions:
    """The petitions of one watch, by name: as many as there are figures of."""

    config: Config
    store: Store
    clock: Callable[[], datetime]

    def bring(
        self,
        path: Path,
        petition: str | None = None,
        kind: SignatureKind | None = None,
        origin: str | None = None,
    ) -> Brought:
        """Bring the figures of one file, whole or not; twice changes nothing.

        `petition`, `kind` and `origin` hold for what the file does not say
        itself, and `petition` for all of a file of JSON. A file without
        figures gives an outcome with the reason. Raises `UsageError` for a
        name or an origin that is empty or too long, `StorageError` for a
        damaged database.
        """
        said = Said(
            self.config.zone,
            self.unnamed,
            _named("--petition", petition and petition_named(petition), LONGEST_PETITION),
            kind,
            _named("--origin", origin and in_one_line(origin), LONGEST_ORIGIN),
        )
        try:
            figures, rejected = read_figures(path, said)
        except UnreadableFileError as error:
            return Brought(str(path), error=str(error))
        self.store.must_be_whole()
        with self.store.write() as writer:
            kept = writer.signatures.keep(figures, self.clock())
        return Brought(str(path), kept.new, kept.updated, kept.unchanged, tuple(rejected))

    def bring_sample(self) -> Brought:
        """Bring what was reported of the demo's petition; unlike its posts, these are true."""
        return self.bring(SIGNATURES)

    @property
    def unnamed(self) -> str:
        """The petition that is meant where none is named: by the topic's first link."""
        name = self.config.position.topic if self.config.position else "petition"
        links = (topic.links for topic in self.config.topics if topic.name == name)
        link = next((bare_link(found[0]) for found in links if found), "")
        return in_one_line(link)[:LONGEST_PETITION] or _UNNAMED

    def all(self, until: datetime | None = None) -> tuple[Signatures, ...]:
        """Every stored figure, by petition and in the order of time; up to a moment where told."""
        with self.store.read() as reader:
            return reader.signatures.all(until)

    def curves(self, until: datetime | None = None) -> dict[str, signatures.Curve]:
        """The figures that make each petition's curve, by its name."""
        return signatures.curves(self.all(until))

    def milestones(self, until: datetime | None = None) -> tuple[Event, ...]:
        """What petitions have passed, as events by day; without those of config.yaml."""
        numbers, zone = self.config.milestones, self.config.zone
        each = (signatures.milestones(c, numbers, zone) for c in self.curves(until).values())
        return tuple(sorted((event for found in each for event in found), key=lambda e: e.on))

    def events(self, until: datetime | None = None) -> tuple[Event, ...]:
        """The events of config.yaml by day, with the milestones that none of them names."""
        return signatures.beside(self.config.events, self.milestones(until))


def _named(option: str, value: str | None, longest: int) -> str | None:
    """What an option names, in one line, where it is given."""
    if value is not None and not 0 < len(value) <= longest:
        raise UsageError(f"{option} takes 1 to {longest} characters")
    return value
