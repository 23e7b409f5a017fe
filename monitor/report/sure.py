"""How far the day's figures hold: the same ones counted otherwise, and what they rest on."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.dates import named_day
from monitor.figures import UNKNOWN, number, percent, plural, tone
from monitor.people import Mean, Share
from monitor.report.naming import Naming
from monitor.report.summary import TopicDay
from monitor.report.words import change


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, under its name."""

    label: str
    figure: str


def sure(day: TopicDay, named: Naming) -> tuple[Line, ...]:
    """Everything that can be said of how sure the figures of a topic are."""
    return (*_usual(day, named), *_people(day), *_labels(day), *_overlay(day))


def _usual(day: TopicDay, named: Naming) -> Iterator[Line]:
    usual = named.usual
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
    for name, found in ((named.before, day.change), (usual, day.usual_change)):
        if found.standardised:
            label = f"… against {name}, with the platforms’ shares held still"
            yield Line(label, change(found.standardised))


def _stands_out(day: TopicDay) -> str:
    if day.stood_out:
        return ", ".join(map(named_day, day.stood_out))
    if day.spike.fired:
        return "yes"
    return f"no: {day.spike.reason}" if day.spike.reason else "no"


def _people(day: TopicDay) -> Iterator[Line]:
    people = day.people
    if people is None or not day.today.volume:
        return
    yield Line("People whose tone is positive", _share(people.positive, people.voters))
    yield Line("People whose tone is negative", _share(people.negative, people.voters))
    yield Line("Tone without the loudest 1%", mean(people.without_loudest))
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


def mean(found: Mean) -> str:
    """A mean of votes with its interval and their number, or why there is none."""
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
        yield Line("Tone by VADER’s own words alone", mean(day.overlay.without))
        yield Line("… posts that are read otherwise", number(day.overlay.moved))
