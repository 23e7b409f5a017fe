"""Two small figures that stand beside each other: a tone, and parts of a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor import figures
from monitor.charts.shapes import Box, Tick

WIDTH = 300.0
_EDGE = 1.0
_LETTER = 6.2
"""Width of a letter, at most."""


@dataclass(frozen=True, slots=True)
class ToneBar:
    """A mean on the scale of tone, with its interval."""

    at: float | None
    """None where there is no tone to tell."""
    ends: tuple[float, float] | None
    ticks: tuple[Tick, ...]
    title: str


def tone_bar(mean: float | None, ci: tuple[float, float] | None, title: str) -> ToneBar:
    def x(tone: float) -> float:
        return _EDGE + (max(-1.0, min(1.0, tone)) + 1) / 2 * (WIDTH - 2 * _EDGE)

    ends_of = ((-1.0, "−1 harsh"), (0.0, "0"), (1.0, "+1 kind"))
    ticks = tuple(Tick(x(tone), label) for tone, label in ends_of)
    ends = (x(ci[0]), x(ci[1])) if ci else None
    return ToneBar(None if mean is None else x(mean), ends, ticks, title)


def parts_bar(parts: Sequence[tuple[str, int, str]]) -> tuple[Box, ...]:
    """One bar of these (kind, number, name), each as wide as its number."""
    whole = sum(n for _, n, _ in parts) or 1
    boxes: list[Box] = []
    x = _EDGE
    for kind, n, name in parts:
        width = n / whole * (WIDTH - 2 * _EDGE)
        label = f"{figures.capital(name)} {n:,}"
        fits = len(label) * _LETTER < width
        title = f"{name}: {figures.plural(n, 'post', 'posts')}"
        boxes.append(Box(x, 0, width, 0, kind, title=title, label=label if fits else ""))
        x += width
    return tuple(boxes)
