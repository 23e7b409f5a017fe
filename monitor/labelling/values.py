"""A figure out of a sample, with how sure it is."""

from dataclasses import dataclass
from typing import Any

from monitor.labelling.questions import FEW
from monitor.statistics import wilson_interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """None where the answers do not tell."""

    value: float | None
    ci: tuple[float, float] | None
    """95 %."""
    n: int
    """Answers behind it."""

    @classmethod
    def of_share(cls, k: int, n: int) -> "Estimate":
        """k of n, with Wilson's interval."""
        return cls(k / n, wilson_interval(k, n), n) if n else cls(None, None, 0)

    @property
    def is_few(self) -> bool:
        """Whether so few answers stand behind it that it can hardly be leaned on."""
        return self.n < FEW

    def to_dict(self) -> dict[str, Any]:
        ci = list(self.ci) if self.ci else None
        return {"value": self.value, "ci": ci, "answers": self.n, "few": self.is_few}
