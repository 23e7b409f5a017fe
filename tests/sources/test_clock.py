"""The platform's clock: what its answers say is believed, within reason."""

from datetime import timedelta

import pytest

from monitor.sources.clock import PlatformClock
from tests.fakes import NOW

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def clock(ahead: timedelta = timedelta(), *, moved: bool = False) -> PlatformClock:
    return PlatformClock(lambda: NOW, ahead, moved=moved)


@pytest.mark.parametrize("off", [-10, -1, 0, 1, 10])
def test_a_few_seconds_are_no_difference(off):
    there = clock()

    assert not there.hear(NOW + off * SECOND, NOW)
    assert (there(), there.fault) == (NOW, None)


@pytest.mark.parametrize("off", [-400 * 24 * HOUR, -HOUR, -11 * SECOND, 11 * SECOND, 30 * HOUR])
def test_a_wrong_clock_is_set_by_the_answer(off):
    there = clock()

    assert there.hear(NOW + off, NOW)
    assert there() == NOW + off
    assert "Set it right" in str(there.fault)


def test_what_is_wrong_is_told_in_words():
    early, late = clock(12 * timedelta(minutes=1)), clock(-26 * HOUR)

    assert "clock is 12 minutes behind the platform's" in str(early.fault)
    assert "clock is 26 hours ahead of the platform's" in str(late.fault)


def test_an_answer_that_took_long_says_when_it_was_written_and_is_not_late():
    there = clock()

    assert not there.hear(NOW - 55 * SECOND, asked_at=NOW - 60 * SECOND)
    assert there() == NOW


def test_a_clock_that_is_right_again_is_believed_again():
    there = clock(HOUR)

    assert there.hear(NOW, NOW + HOUR)
    assert (there(), there.fault) == (NOW, None)


def test_an_answer_without_a_time_changes_nothing():
    there = clock(HOUR)

    assert not there.hear(None, NOW)
    assert there() == NOW + HOUR
    assert there.heard is None


def test_a_clock_that_was_moved_on_purpose_is_not_set_to_another_day():
    there = clock(moved=True)

    assert not there.hear(NOW + 6 * 365 * 24 * HOUR, NOW)
    assert (there(), there.heard) == (NOW, None)
    assert there.hear(NOW + HOUR, NOW)
    assert there() == NOW + HOUR
