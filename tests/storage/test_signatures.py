"""How many had signed, as both databases keep it."""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.models import MOST_SIGNATURES, Signatures
from monitor.storage.signatures import Kept
from tests.fakes import NOW, at, rows

NOON = Signatures("change.org/p/x", at("12:00"), 65_000, "reported", "A Paper, 2 July 2020")


def keep(store, *figures: Signatures, now: datetime = NOW) -> Kept:
    with store.write() as writer:
        return writer.signatures.keep(figures, now)


def kept(store, until: datetime | None = None) -> tuple[Signatures, ...]:
    with store.read() as reader:
        return reader.signatures.all(until)


def test_what_was_kept_comes_back_by_petition_and_in_the_order_of_time(store):
    later = replace(NOON, at=at("13:00"), count=MOST_SIGNATURES, kind="official", origin="ä 🖊")
    other = replace(NOON, petition="Another", count=0, kind="observed")

    assert keep(store, later, NOON, other) == Kept(new=3)

    assert kept(store) == (other, NOON, later)
    assert kept(store, at("12:00")) == (other, NOON)
    assert all(one.at.utcoffset() == timedelta() for one in kept(store))


def test_the_same_figures_twice_change_nothing(store):
    figures = [replace(NOON, at=at(f"{hour}:00")) for hour in (10, 11, 12)]
    keep(store, *figures)
    before = rows(store, "select * from signatures")

    assert keep(store, *reversed(figures), now=NOW + timedelta(days=1)) == Kept(unchanged=3)
    assert rows(store, "select * from signatures") == before


def test_a_changed_figure_takes_the_place_of_the_old_one_and_is_counted_so(store):
    keep(store, NOON)
    changed = replace(NOON, count=64_000, kind="observed")

    assert keep(store, changed, replace(NOON, origin="Another paper")) == Kept(new=1, updated=1)
    assert {one.origin: one.count for one in kept(store)} == {
        "A Paper, 2 July 2020": 64_000,
        "Another paper": 65_000,
    }


def test_of_several_of_one_key_the_highest_is_kept_every_time(store):
    lower = replace(NOON, count=60_000)

    assert keep(store, NOON, lower) == Kept(new=1, unchanged=1)
    assert keep(store, lower, NOON) == Kept(unchanged=2)
    assert kept(store) == (NOON,)


def test_nothing_to_keep_is_kept(store):
    assert keep(store) == Kept()
    assert kept(store) == ()
