"""Figures as people read them: counts, tones, shares. None is *not known*, never zero."""

from collections.abc import Sequence

from monitor.points import Point

UNKNOWN = "—"
"""Not known; it never stands for zero."""
FEWEST = 10
"""Of fewer no share is told: 50% of two posts looks like a finding."""
_BARS = "▁▂▃▄▅▆▇█"
_NO_BAR = "·"


def number(value: float | None) -> str:
    """A count, with its thousands parted."""
    return UNKNOWN if value is None else f"{value:,.0f}".replace("-", "−")


def short_number(value: float | None) -> str:
    """At most five characters, for the gutters: `9,800`, `12.4k`, `3.1M`."""
    if value is None or value < 10_000:
        return number(value)
    big, unit = (value / 1_000, "k") if value < 999_500 else (value / 1_000_000, "M")
    return f"{big:.1f}".removesuffix(".0") + unit if big < 100 else f"{big:.0f}{unit}"


def money(usd: float | None) -> str:
    if usd is None:
        return UNKNOWN
    return "under $0.01" if 0 < usd < 0.005 else f"${usd:,.2f}"


def plural(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}"


def counted(n: int | None, of: int | None) -> str:
    """A count, with its share where the whole is not of a few."""
    if n is None or not of or of < FEWEST:
        return number(n)
    return f"{number(n)} ({percent(n / of)})"


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def tone(value: float | None) -> str:
    """With its sign, two places; a zero has none, whichever side it was rounded from."""
    if value is None:
        return UNKNOWN
    text = f"{value:+.2f}"
    return "0.00" if float(text) == 0 else text.replace("-", "−")


def percent(share: float | None) -> str:
    """Never rounded to nothing, nor up to the whole."""
    if share is None:
        return UNKNOWN
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= share < 1 else f"{share:.0%}"


def mean(point: Point) -> str:
    """The tone of one vote each, or why there is none."""
    if len(point.scorers) > 1:
        return "two scorers"
    if point.author_mean is None:
        return "too few people" if point.scored else UNKNOWN
    return tone(point.author_mean)


def interval(point: Point) -> str:
    """Where too few people bear one, that is said."""
    if point.ci:
        return f"{tone(point.ci[0])} to {tone(point.ci[1])}"
    return UNKNOWN if point.author_mean is None else "too few people"


def mean_with_interval(point: Point) -> str:
    if point.author_mean is None:
        return mean(point)
    return f"{mean(point)} ({interval(point) if point.ci else 'too few for an interval'})"


def people(point: Point) -> str:
    """Nobody known behind posts that somebody wrote is *not known*, not zero."""
    wrote = (point.volume or 0) - (point.reposts or 0)
    return UNKNOWN if wrote and not point.authors else number(point.authors)


def sparkline(points: Sequence[Point]) -> str:
    """The volumes, one bar a day; a dot where it is not known, which is not zero."""
    volumes = [point.volume for point in points]
    highest = max((n for n in volumes if n is not None), default=0) or 1
    return "".join(_NO_BAR if n is None else _BARS[round(n / highest * 7)] for n in volumes)
