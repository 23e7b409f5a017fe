"""A door for tests that drive real processes: the same language, as JSON."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakex import FakeX


class Control:
    """GET tells what happened; POST does what the language can."""

    def __init__(self, x: "FakeX") -> None:
        self.x = x
        self.deeds: dict[str, Callable[[Any], Any]] = {
            "advance_s": lambda seconds: x.advance(seconds=seconds),
            "now": x.clock.set,
            "script": lambda steps: x.script(*steps),
            "heal": lambda _: x.heal(),
            "post": lambda told: x.post(**told),
            "posts": lambda told: x.posts(**told),
            "edit": lambda told: x.edit(self._post(told.pop("id")), **told),
            "delete": lambda told: x.delete(self._post(told.pop("id")), **told),
            "generation": lambda words: setattr(x, "generation", words),
            "limits": x.limits.update,
            "token": lambda token: setattr(x.desk, "token", token),
        }

    def __call__(self, told: dict[str, Any] | None) -> dict[str, Any]:
        with self.x.desk.lock:
            for name, value in (told or {}).items():
                self.deeds[name](value)
            return self._state()

    def _state(self) -> dict[str, Any]:
        ledger = self.x.ledger
        return {
            "now": self.x.now.isoformat(),
            "posts": [post.id for post in self.x.world.posts],
            "requests": len(self.x.requests),
            "requests_seen": [asdict(seen) for seen in self.x.requests],
            "billed_usd": ledger.usd,
            "billed": {day: sorted(ids) for day, ids in ledger.billed.items()},
            "reads": ledger.reads,
            "double_reads": ledger.double_reads,
        }

    def _post(self, native_id: str) -> Any:
        posts = self.x.world.posts
        return next(p for p in posts if str(native_id) in (v.native_id for v in p.versions))
