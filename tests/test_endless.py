"""Pages that never end are told by what is on them."""

from dataclasses import replace
from typing import Any

import pytest

from monitor.collect.endless import Pages
from monitor.models import Page, Post, Rejected
from tests.fakes import at, between

WINDOW = between("10:00", "11:00")


def page(*ids: str, token: str | None, at_: str = "10:30") -> Page:
    items = tuple(Post("x", native_id, native_id, at(at_), "x") for native_id in ids)
    return Page(items, token=token, versions=ids)


def faults(*pages: Page) -> list[Any]:
    seen = Pages(WINDOW)
    return [seen.fault(page) for page in pages]


def test_an_honest_window_of_many_pages_is_in_order():
    assert not any(faults(*(page(str(n), token=str(n)) for n in range(500)), page(token=None)))


@pytest.mark.fault("F23")
def test_the_same_token_twice_is_no_way_on():
    *before, last = faults(page("3", token="a"), page("2", token="b"), page("1", token="a"))

    assert before == [None, None]
    assert "same token" in str(last)


@pytest.mark.fault("F23")
def test_two_pages_without_a_new_post_are_a_circle_and_one_is_chance():
    pages = [page("3", "2", token="a"), page("3", token="b"), page("1", token="c")]
    circle = [page("3", token="d"), page("2", "1", token="e")]

    told = faults(*pages, *circle)

    assert told[:4] == [None] * 4
    assert "repeat posts" in str(told[4])


def test_a_new_version_of_a_post_is_new():
    edited = replace(page("3", token="c"), versions=("4",))

    assert faults(page("3", token="a"), page("3", token="b"), edited) == [None] * 3


@pytest.mark.fault("F23")
def test_empty_pages_are_no_circle_and_thirty_in_a_row_are_too_many():
    few = [page(token=str(n)) for n in range(29)]
    told = faults(*few, page("1", token="x"), *few, page(token="the thirtieth"))

    assert not any(told[:-1])
    assert "30 empty pages" in str(told[-1])


def test_however_honest_they_look_five_thousand_pages_are_the_end():
    told = faults(*(page(str(n), token=str(n)) for n in range(5_000)))

    assert not any(told[:-1])
    assert "5,000 pages, and no end" in str(told[-1])


@pytest.mark.parametrize("moment", ["2020-07-02T09:59:58", "11:00:02", "2019-01-01T00:00"])
def test_a_page_wholly_outside_the_window_is_not_what_was_asked_for(moment):
    assert "outside" in str(faults(page("1", token="a", at_=moment))[0])


@pytest.mark.parametrize("moment", ["09:59:59", "10:00", "11:00:00.999"])
def test_the_edges_of_a_window_are_told_by_the_second(moment):
    assert faults(page("1", token="a", at_=moment)) == [None]


def test_one_post_within_the_window_is_enough_and_so_is_an_edit():
    mixed = replace(
        page("2", token="a"),
        items=(*page("1", token=None, at_="09:00").items, *page("2", token=None).items),
    )
    edit = replace(page("1", token="b", at_="09:00").items[0], latest_id="3")
    edited = replace(page("3", token="b"), items=(edit,))

    assert faults(mixed, edited) == [None, None]


@pytest.mark.parametrize("rejected", [1, 9])
def test_a_page_of_rejected_items_alone_is_no_page(rejected):
    told = faults(of_both(rejected, 0))

    assert told[0].reason == "unreadable"
    assert f"{rejected} of {rejected} posts" in told[0].error


@pytest.mark.parametrize(("rejected", "read", "reason"), [
    (1, 1, None), (9, 1, None), (10, 2, None), (10, 1, "unreadable"), (99, 1, "unreadable"),
])  # fmt: skip
def test_few_posts_among_many_rejected_items_are_none_to_go_on_with(rejected, read, reason):
    (told,) = faults(of_both(rejected, read))

    assert (told.reason if told else None) == reason


def of_both(rejected: int, read: int) -> Page:
    posts = page(*(str(n) for n in range(read)), token="a")
    broken = tuple(Rejected(f"post {n}", "no text") for n in range(rejected))
    return replace(posts, items=(*posts.items, *broken))
