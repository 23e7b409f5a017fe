from datetime import UTC, datetime, timedelta

from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger
from hypothesis import given
from hypothesis import strategies as st

from jobs.shifted import Shifted

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TRIGGERS = (
    IntervalTrigger(seconds=7, start_date=datetime(2000, 1, 1, tzinfo=UTC), timezone=UTC),
    CronTrigger.from_crontab("*/15 * * * *", timezone=UTC),
    CronTrigger.from_crontab("30 2 29 2 *", timezone=UTC),
)
shifts = st.timedeltas(timedelta(days=-9000), timedelta(days=9000))


def test_a_schedule_rings_on_the_moved_clock_in_the_machines_own_time():
    six_years_ago = datetime(2020, 7, 2, 11, 52, tzinfo=UTC) - NOW
    shifted = Shifted(TRIGGERS[1], six_years_ago)

    assert shifted.get_next_fire_time(None, NOW) == NOW + timedelta(minutes=8)


def test_a_schedule_that_is_over_stays_over():
    once = DateTrigger(datetime(2020, 7, 2, 12, 0, tzinfo=UTC), timezone=UTC)
    shifted = Shifted(once, datetime(2020, 7, 2, 11, 0, tzinfo=UTC) - NOW)

    first = shifted.get_next_fire_time(None, NOW)

    assert first == NOW + timedelta(hours=1)
    assert shifted.get_next_fire_time(first, first) is None


@given(st.sampled_from(TRIGGERS), shifts)
def test_a_shift_moves_every_ring_by_the_same_and_loses_none(trigger, by):
    shifted, told, plain = Shifted(trigger, by), [], []
    before, now = None, NOW
    for _ in range(4):
        before = now = shifted.get_next_fire_time(before, now)
        told.append(now + by)
    before, now = None, NOW + by
    for _ in range(4):
        before = now = trigger.get_next_fire_time(before, now)
        plain.append(now)

    assert told == plain
