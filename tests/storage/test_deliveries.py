"""Each message to each target is one row, and of many who want to send it one may."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from monitor.storage.deliveries import DELIVERED, SENDING, UNKNOWN, WAITING, Wanted
from tests.fakes import NOW

REPORT = Wanted("report 2020-07-19", "report", "report")
TARGETS = ("json #aaaaaa", "mailto #bbbbbb")


@pytest.fixture
def store(store):
    with store.write() as writer:
        writer.deliveries.want(REPORT, TARGETS, NOW)
    return store


def due(store, now=NOW):
    with store.read() as reader:
        return reader.deliveries.due(TARGETS, now)


def test_what_is_wanted_twice_stands_once_for_each_target(store):
    with store.write() as writer:
        writer.deliveries.want(REPORT, (*TARGETS, "ntfy #cccccc"), NOW + timedelta(hours=1))
        names = writer.deliveries.targets_of(REPORT.subject)

    assert names == [*TARGETS, "ntfy #cccccc"]
    assert [(one.target, one.status, one.tries) for one in due(store)] == [
        (target, WAITING, 0) for target in TARGETS
    ]


def test_of_many_that_claim_a_delivery_at_once_one_gets_it(store, place):
    """Each with connections of its own, as processes have them."""
    (one, _), start = due(store), Barrier(4)
    stores = [place.open() for _ in range(4)]

    def claim(own):
        start.wait()
        with own.write() as writer:
            return writer.deliveries.claim(one, NOW)

    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(claim, stores))
    for own in stores:
        own.close()

    assert sorted(got) == [False, False, False, True]
    assert [left.target for left in due(store)] == [TARGETS[1]]


def test_what_failed_is_due_again_at_its_time_and_not_before(store):
    one, later = due(store)[0], NOW + timedelta(minutes=5)
    with store.write() as writer:
        assert writer.deliveries.claim(one, NOW)
        writer.deliveries.settle(one, WAITING, NOW, "nobody answers there", later)

    assert one.target not in [each.target for each in due(store, later - timedelta(seconds=1))]
    again = next(each for each in due(store, later) if each.target == one.target)
    assert (again.tries, again.error, again.first_try_at) == (1, "nobody answers there", NOW)


def test_what_was_left_behind_is_not_sent_again_but_may_turn_out_to_have_arrived(store):
    one, _ = due(store)
    with store.write() as writer:
        writer.deliveries.claim(one, NOW)
    with store.write() as writer:
        assert [left.status for left in writer.deliveries.left_behind()] == [SENDING]
        writer.deliveries.give_up_left_behind("not known")
        assert not writer.deliveries.claim(one, NOW)
        (told,) = [d for d in writer.deliveries.since(NOW) if d.target == one.target]
        writer.deliveries.settle(one, DELIVERED, NOW)
        (known,) = [d for d in writer.deliveries.since(NOW) if d.target == one.target]

    assert (told.status, told.error) == (UNKNOWN, "not known")
    assert (known.status, known.error, known.delivered_at) == (DELIVERED, None, NOW)


def test_a_cool_down_is_counted_from_the_last_of_its_kind(store):
    alert = Wanted("spike film 2020-07-19", "alert", "spike film", "{}")
    with store.write() as writer:
        writer.deliveries.want(alert, TARGETS, NOW)
        later = replace(alert, subject="spike film 2020-07-21")
        writer.deliveries.want(later, TARGETS, NOW + timedelta(days=2))
        assert writer.deliveries.last_wanted("spike film") == NOW + timedelta(days=2)
        assert writer.deliveries.last_wanted("spike petition") is None


def test_alerts_are_quiet_until_told_otherwise(store):
    until = NOW + timedelta(days=3)
    with store.write() as writer:
        writer.deliveries.be_quiet(until)
        writer.deliveries.be_quiet(until)
    with store.read() as reader:
        assert reader.deliveries.quiet_until() == until
    with store.write() as writer:
        writer.deliveries.be_quiet(None)
        assert writer.deliveries.quiet_until() is None
