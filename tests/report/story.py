"""Forty invented days: an event after which people write more and colder, a day without
anybody watching and half a day, and a last day on which many say a new word."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count

from monitor.models import Event
from monitor.timeline import Window
from tests.fakes import FakeSource, at, between

FIRST, LAST = date(2020, 5, 24), date(2020, 7, 2)
LETTER = Event(date(2020, 6, 25), "an open letter")
REPLY = Event(date(2020, 6, 30), "a reply to it")
GAP = Window(at("2020-06-16T00:00"), at("2020-06-17T12:00"))
PEOPLE = 40
USUAL, LATER, SPIKE = 12, 24, 70
WARM, COLD = ("great", "lovely", "nice", "fine", "fun"), ("bad", "awful", "vile", "sad", "boring")
NEW_WORD, SITE = "openletter", "letters.example"


def days() -> Iterator[date]:
    yield from (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


def told(source: FakeSource, *, gap: Window | None = GAP) -> FakeSource:
    """The source with all of it, but for what is written in the gap."""
    numbers = count()
    source.covered = (between("2020-05-20T00:00", "2020-07-04T00:00"),)
    if gap:
        start, end = source.covered[0].start, source.covered[0].end
        source.covered = (Window(start, gap.start), Window(gap.end, end))
    for day in days():
        for place in range(_posts(day)):
            number = next(numbers)
            moment = _moment(day, place / _posts(day))
            if not gap or not gap.start <= moment < gap.end:
                _write(source, number, day, place, moment)
    return source


def _posts(day: date) -> int:
    if day == LAST:
        return SPIKE
    return LATER if day >= LETTER.on else USUAL


def _moment(day: date, part: float) -> datetime:
    """All around the clock, no two at once."""
    start = datetime.combine(day, datetime.min.time(), at("00:00").tzinfo)
    return start + timedelta(minutes=7 + int(1430 * part))


def _write(source: FakeSource, number: int, day: date, place: int, moment: datetime) -> None:
    words = COLD if day >= LETTER.on and place % 3 else (*WARM, *COLD)
    new = f" {NEW_WORD}" if day == LAST else ""
    text = f"365 days on netflix is {words[number % len(words)]}{new} {lettered(number)}"
    links = (f"https://www.{SITE}/{number}",) if day == LAST else ()
    author = f"late {place}" if day == LAST else f"person {(7 * number) % PEOPLE}"
    source.post(text, moment.isoformat(), author=author, links=links)


def lettered(number: int) -> str:
    """A word that no other number has: digits do not make a wording."""
    return "q" + "".join(chr(ord("a") + int(digit)) for digit in str(number))
