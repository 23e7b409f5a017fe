"""What is safely stored: it moves with the last page alone, and proves no more than came."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitor.checkpoint import Checkpoint, OpenWindow, number
from monitor.models import Page, Post
from monitor.timeline import Window
from tests.fakes import at

START, END = at("10:00"), at("11:00")


def window(**more: object) -> OpenWindow:
    return replace(OpenWindow(START, END, "netflix", closes_at=END), **more)


def page(newest: str | None, oldest: str | None, reached: str | None, token: str | None) -> Page:
    """A page with posts, of these ids; empty where there are none."""
    items = (Post("x", newest, newest, at("10:30"), "x"),) if newest else ()
    moment = at(reached) if reached else None
    return Page(items, token=token, newest_id=newest, oldest_id=oldest, reached=moment)


EMPTY = page(None, None, None, "next")
FIRST = page("90", "80", "10:50", "b")
SECOND = page("79", "70", "10:40", "c")
LAST = page("69", "60", "10:30", None)


def test_pages_in_order_prove_their_time_one_after_the_other():
    after = window().after(FIRST)

    assert (after.token, after.newest_id, after.oldest_id) == ("b", "90", "80")
    assert after.covered == Window(at("10:50"), END)
    assert after.after(SECOND).covered == Window(at("10:40"), END)
    assert after.after(SECOND).newest_id == "90"
    assert after.after(SECOND).pages == 2
    assert window().covered.seconds == 0


def test_an_empty_page_with_a_token_proves_nothing_and_spoils_nothing():
    after = window().after(FIRST).after(EMPTY)

    assert (after.token, after.oldest_id, after.ordered) == ("next", "80", True)
    assert after.covered == Window(at("10:50"), END)
    assert after.after(SECOND).covered == Window(at("10:40"), END)


def test_after_an_empty_first_page_the_newest_post_is_that_of_the_first_with_posts():
    assert window().after(EMPTY).after(FIRST).newest_id == "90"


@pytest.mark.parametrize(
    "strange",
    [
        page("85", "70", "10:40", "c"),
        page("80", "70", "10:40", "c"),
        page("95", "91", "10:55", "c"),
        page("79", "20", None, "c"),
        replace(SECOND, newest_id=None, oldest_id=None, reached=None),
    ],
    ids=["overlapping", "repeating", "newer", "shuffled", "without ids"],
)
def test_once_pages_are_out_of_order_no_later_one_proves_anything(strange):
    after = window().after(FIRST).after(strange).after(page("19", "10", "10:10", "d"))

    assert after.covered == Window(at("10:50"), END)
    assert after.oldest_id == "80"  # what is asked for anew begins there
    assert not after.ordered


def test_time_outside_the_window_is_not_proved():
    early = window().after(page("90", "1", "09:00", "b"))
    late = window().after(page("99", "98", "12:00", "b"))

    assert early.covered == Window(START, END)
    assert late.covered.seconds == 0


def test_the_next_page_has_one_name_until_it_has_come_also_after_a_restart():
    after = window().after(FIRST)
    reopened = replace(after, end=at("10:50"), reached=None, oldest_id=None, token=None)

    names = [window().next_page, after.next_page, after.after(EMPTY).next_page]
    assert len(set(names)) == 3
    assert replace(after, token="another", pages=9).next_page == after.next_page
    assert reopened.next_page == after.next_page


@pytest.mark.fault("F25")
def test_the_checkpoint_stays_where_it_is_while_a_window_is_open():
    stored = Checkpoint("50", START).opened(window().after(FIRST))

    assert (stored.since_id, stored.since_at) == ("50", START)
    assert stored.window == window().after(FIRST)


@pytest.mark.fault("F25")
def test_closing_moves_behind_the_first_page_s_newest_post_and_the_window_s_first_end():
    read = window().after(FIRST).after(SECOND).after(LAST)
    asked_anew = replace(read, end=at("10:40"))

    assert Checkpoint("50", START).opened(read).closed(read) == Checkpoint("90", END)
    assert Checkpoint().closed(asked_anew) == Checkpoint("90", END)


def test_closing_a_window_without_posts_moves_the_time_alone():
    assert Checkpoint("50", START).closed(window()) == Checkpoint("50", END)
    assert Checkpoint().closed(window()) == Checkpoint(None, END)


def test_nothing_moves_back():
    ahead = Checkpoint("100", at("12:00"))

    assert ahead.closed(window().after(FIRST)) == ahead
    assert Checkpoint("9").closed(window().after(page("10", "10", "10:50", None))).since_id == "10"


@pytest.mark.parametrize(
    ("native_id", "age"),
    [("0", 0), ("42", 42), ("9" * 19, 10**19 - 1), ("9" * 20, -1), ("", -1), ("x", -1), ("٣", -1)],
)
def test_ids_are_as_old_as_their_number(native_id, age):
    assert number(native_id) == age


@given(some.text() | some.integers().map(str) | some.just("9" * 5000))
def test_an_id_of_any_shape_has_an_age(native_id):
    assert -1 <= number(native_id) < 10**19


def stored_page(ids: list[int], token: str | None) -> Page:
    """A page as the source makes it: of posts a second apart, by their ids."""
    texts = [str(one) for one in ids]
    in_order = sorted(ids, reverse=True) == ids
    reached = START + timedelta(seconds=ids[-1]) if ids and in_order else None
    items = tuple(Post("x", text, text, moment(int(text)), "x") for text in texts)
    newest, oldest = (str(max(ids)), str(min(ids))) if ids else (None, None)
    return Page(items, 0, token, newest, oldest, reached, tuple(texts))


def moment(number_: int) -> datetime:
    return START + timedelta(seconds=number_)


POSTS = some.tuples(some.permutations(range(1, 13)), some.integers(0, 12)).map(
    lambda drawn: [*sorted(drawn[0][: drawn[1]], reverse=True), *drawn[0][drawn[1] :]]
)


@given(POSTS, some.lists(some.integers(0, 4), max_size=8))
def test_what_is_proved_ends_where_the_posts_were_last_in_order(left, sizes):
    open_, last, proved, in_order = window(), 99, None, True

    for size in sizes:
        taken, left = left[:size], left[size:]
        open_ = open_.after(stored_page(taken, "next"))
        in_order = in_order and is_descending([last, *taken])
        if taken and in_order:
            last = proved = taken[-1]

        assert open_.reached == (None if proved is None else moment(proved))
        assert open_.oldest_id == (None if proved is None else str(proved))


def is_descending(ids: list[int]) -> bool:
    return all(a > b for a, b in pairwise(ids))
