"""How far the day's figures hold: the same ones counted otherwise, and what they rest on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from monitor.figures import UNKNOWN, number, percent, tone
from monitor.people import Mean, Share
from monitor.position import TOO_FEW
from monitor.report.summary import TopicDay
from monitor.report.words import change, plural, weekday
from monitor.why import Cell


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, under its name."""

    label: str
    figure: str


def sure(day: TopicDay, on: date) -> tuple[Line, ...]:
    """Everything that can be said of how sure the figures of a topic are."""
    return (*_usual(day, on), *_people(day), *_labels(day), *_overlay(day))


def _usual(day: TopicDay, on: date) -> Iterator[Line]:
    usual = f"a usual {weekday(on)}"
    yield Line(f"Posts on {usual}", number(day.usual_volume))
    spike = day.spike
    learning = ", still learning" if spike.learning else ""
    for name, one in (("Posts", spike.posts), ("People", spike.people)):
        if one:
            low, high = map(number, one.usual)
            told = f"{low} to {high}; a spike is more than {number(one.limit)}{learning}"
            yield Line(f"{name} to be expected", told)
    yield Line("Stands out", _stands_out(day))
    yield Line(f"Tone against {usual}", change(day.usual_change))
    for name, found in (("the day before", day.change), (usual, day.usual_change)):
        if found.standardised:
            label = f"… against {name}, with the platforms’ shares held still"
            yield Line(label, change(found.standardised))


def _stands_out(day: TopicDay) -> str:
    if day.spike.fired:
        return "yes"
    return f"no: {day.spike.reason}" if day.spike.reason else "no"


def _people(day: TopicDay) -> Iterator[Line]:
    people = day.people
    if people is None or not day.today.volume:
        return
    yield Line("People whose tone is positive", _share(people.positive, people.voters))
    yield Line("People whose tone is negative", _share(people.negative, people.voters))
    yield Line("Tone without copies", _mean(people.without_copies))
    yield Line("Tone without the loudest 1%", _mean(people.without_loudest))
    accounts = plural(people.loudest, "account", "accounts")
    share = "too few people" if people.loudest_share is None else _about(people.loudest_share)
    yield Line("The loudest 1%", f"{accounts}: {share}")
    alike = f"{number(people.effective)} equally loud accounts"
    yield Line("Posts are spread as over", alike if people.effective else UNKNOWN)


def _about(share: float) -> str:
    return f"about {percent(share)} of posts" if share else "under 5% of posts"


def _share(found: Share | None, of: int) -> str:
    if found is None:
        return "too few people"
    low, high = found.ci
    return f"{percent(found.share)} ({percent(low)} to {percent(high)}) of {of:,}"


def _mean(found: Mean) -> str:
    if found.value is None:
        return "too few people"
    interval = f"{tone(found.ci[0])} to {tone(found.ci[1])}" if found.ci else "too few people"
    return f"{tone(found.value)} ({interval}), {plural(found.votes, 'vote', 'votes')}"


def _labels(day: TopicDay) -> Iterator[Line]:
    scored = day.today.scored or 0
    for one in day.sensitivity:
        positive, negative = percent(one.positive / scored), percent(one.negative / scored)
        told = f"{positive} positive, {negative} negative"
        yield Line(f"Posts, if labels began at ±{one.threshold:g}", told)


def _overlay(day: TopicDay) -> Iterator[Line]:
    if day.overlay:
        yield Line("Tone by VADER’s own words alone", _mean(day.overlay.without))
        yield Line("… posts that are read otherwise", number(day.overlay.moved))


def position(day: TopicDay) -> tuple[Line, ...]:
    """Who stands where, as totals; empty where it is not read."""
    found = day.position
    if found is None:
        return ()
    counts = (("Supports", found.supports), ("Opposes", found.opposes), ("Unclear", found.unclear))
    told = [(name, n) for name, n in counts if n is not None]
    lines = tuple(Line(name, _of(n, found.read)) for name, n in told)
    if not found.reason:
        return lines
    too_few = "too few people" if found.reason == TOO_FEW else found.reason
    if not told:
        return (Line("Not told", too_few),)
    hidden = [name for name, n in counts if n is None]
    rest = found.read - sum(n for _, n in told)
    together = " or ".join(hidden).capitalize()
    return (*lines, Line(together, f"{_of(rest, found.read)}: {too_few} to tell them apart"))


def _of(n: int | None, whole: int) -> str:
    """No share: it would be read as that of the public."""
    return UNKNOWN if n is None else f"{n:,} of {whole:,} posts"


def new(
    day: TopicDay, sink: Callable[[str], str], language: Callable[[str], str]
) -> tuple[Line, ...]:
    """What a day that stands out has more of than the week before."""
    if day.why is None:
        return ()
    found = day.why
    now, then = found.reposts
    wordings = (f"{posts:,} posts by {people:,} people" for posts, people in found.wordings)
    return (
        Line("People", f"{number(found.people[0])}, {number(found.people[1])} before"),
        Line("Words", _cells(found.words, sink)),
        Line("Most repeated wordings", "; ".join(wordings) or "none"),
        Line("Languages", _cells(found.languages, language)),
        Line("Linked sites", _cells(found.sites, sink)),
        Line("Reposts", f"{percent(now)} of posts, {percent(then)} before"),
    )


def _cells(cells: tuple[Cell, ...], name: Callable[[str], str]) -> str:
    told = (f"{name(c.name)} ({percent(c.share)}, {_before(c)})" for c in cells)
    return ", ".join(told) or "none"


def _before(cell: Cell) -> str:
    return "few before" if cell.before is None else f"{percent(cell.before)} before"
