"""How tone is read: from the configuration to a scorer for each topic, and what others read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monitor import rescore
from monitor.collect import Progress
from monitor.config import Config
from monitor.rescore import Rescored
from monitor.scoring import Scorer, scorers_of
from monitor.storage import Store


@dataclass(frozen=True, slots=True)
class Scorers:
    """The scorers of one watch, one for each topic."""

    config: Config
    store: Store

    @property
    def by_topic(self) -> dict[str, Scorer]:
        return self._scorers(self.config.scoring.overlay)

    @property
    def published(self) -> dict[str, Scorer] | None:
        """Those that leave VADER's own words as they are; None where all do."""
        return self._scorers({}) if self.config.scoring.overlay else None

    @property
    def overlay(self) -> str:
        """What the configuration's own words are called."""
        overlay = self.config.scoring.overlay
        return overlay if isinstance(overlay, str) else "own words"

    def _scorers(self, overlay: str | Mapping[str, float]) -> dict[str, Scorer]:
        scoring = self.config.scoring
        return scorers_of(
            self.config.title,
            self.config.topics,
            self.config.languages,
            scoring.thresholds,
            prepare=scoring.prepare,
            mask_title=scoring.mask_title,
            overlay=overlay,
        )

    @property
    def versions(self) -> str:
        """The names of all, for a day on which none of them has read anything."""
        return ", ".join(sorted({scorer.version for scorer in self.by_topic.values()}))

    def pending(self) -> int:
        """How many stored mentions another scorer has read, and could be read anew."""
        return rescore.pending(self.store, self.by_topic)

    def rescore(
        self,
        *,
        dry_run: bool = False,
        progress: Callable[[int | None], Progress] | None = None,
    ) -> Rescored:
        """Read those anew; `dry_run` only tells what would come of it.

        `progress` is told how many there are, then how many are done.
        """
        return rescore.rescore(self.store, self.by_topic, dry_run=dry_run, progress=progress)
