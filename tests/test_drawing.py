"""Who is drawn: the same posts each time, and every post with the same chance."""

import random
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from monitor.labelling.drawing import (
    ELSEWHERE,
    MENTIONS,
    UNMATCHED,
    Drawn,
    lowest,
    shuffled,
    split,
)
from monitor.storage.answers import Candidate

LOTS = {str(n): f"{random.Random(n).getrandbits(128):032x}" for n in range(200)}


def lot(key):
    return LOTS[key[1]]


def candidates(*numbers, text=True):
    return [Candidate("x", str(n), text) for n in numbers]


def drawn(found, posts, answered=()):
    return [post.native_id for post in lowest(found, posts, lot, answered, lambda _: "all")[0]]


def test_a_larger_sample_holds_the_smaller_one():
    found = candidates(*range(200))

    assert drawn(found, 80)[:20] == drawn(found, 20)
    assert len(set(drawn(found, 80))) == 80


def test_the_order_in_which_posts_are_found_draws_nobody():
    found = candidates(*range(200))

    assert drawn(found[::-1], 20) == drawn(found, 20)


def test_posts_that_are_stored_later_join_and_the_others_stay_in_their_places():
    early, late = drawn(candidates(*range(100)), 20), drawn(candidates(*range(200)), 20)

    stayed = [number for number in late if int(number) < 100]
    assert stayed == early[: len(stayed)]
    assert 3 <= 20 - len(stayed) <= 17


def test_every_post_has_the_same_chance():
    """Over 300 keys, each of 20 posts is drawn in about half of the samples of ten."""
    times = Counter()
    for key in range(300):
        chance = random.Random(key)
        lots = {str(n): chance.random() for n in range(20)}
        found = lowest(candidates(*range(20)), 10, lambda k: lots[k[1]], (), lambda _: "all")  # noqa: B023
        times.update(post.native_id for post in found[0])

    assert min(times.values()) > 110
    assert max(times.values()) < 190


def test_a_post_without_its_text_counts_and_is_drawn_only_where_it_was_answered():
    found = [*candidates(1, 2), *candidates(3, 4, text=False)]

    posts, sizes = lowest(found, 10, lot, [("x", "3")], lambda _: "all")

    assert {post.native_id for post in posts} == {"1", "2", "3"}
    assert sizes == {"all": 4}


def test_the_order_of_asking_does_not_tell_the_group():
    """Groups are drawn by different shares, and mixed all the same."""
    many = [Drawn("x", n, "many") for n in sorted(LOTS, key=LOTS.get)[:30]]
    few = [Drawn("x", n, "few") for n in sorted(LOTS, key=LOTS.get)[-30:]]

    order = shuffled([*many, *few], lot)

    halves = Counter(post.group for post in order[:30])
    assert set(order) == {*many, *few}
    assert 8 <= halves["few"] <= 22


sizes = st.integers(0, 400)


@given(st.integers(1, 300), sizes, sizes, sizes, st.integers(0, 50), st.integers(0, 50))
@example(6, 100, 1000, 20, 0, 0)  # two halves, which both would be rounded up
@example(51, 0, 150, 3, 0, 0)
def test_an_audit_takes_what_there_is_and_as_many_as_asked(posts, a, b, c, more_b, more_c):
    """`more`: posts that stand there without their text, and cannot be drawn."""
    rows = {MENTIONS: a, ELSEWHERE: b, UNMATCHED: c}

    parts = split(posts, rows, {MENTIONS: a, ELSEWHERE: b + more_b, UNMATCHED: 50 * (c + more_c)})

    assert all(0 <= parts[name] <= rows[name] for name in rows)
    assert sum(parts.values()) == min(posts, a + b + c)


@given(st.integers(1, 300), st.integers(1, 8))
def test_where_both_other_strata_stand_for_as_many_no_post_too_many_is_drawn(posts, c):
    rows = {MENTIONS: 1000, ELSEWHERE: 50 * c, UNMATCHED: c}

    parts = split(posts, rows, {MENTIONS: 1000, ELSEWHERE: 50 * c, UNMATCHED: 50 * c})

    assert sum(parts.values()) == posts


def test_half_of_an_audit_are_mentions_and_the_rest_goes_by_what_it_stands_for():
    rows = {MENTIONS: 1000, ELSEWHERE: 300, UNMATCHED: 90}
    sizes = rows | {UNMATCHED: 4500}

    parts = split(100, rows, sizes)

    # Of the other 50, ten for each at least; 30 by 300 to 4,500.
    assert parts == {MENTIONS: 50, ELSEWHERE: 12, UNMATCHED: 38}
    assert split(100, rows | {UNMATCHED: 5}, rows | {UNMATCHED: 250}) == {
        MENTIONS: 50, ELSEWHERE: 45, UNMATCHED: 5,
    }  # fmt: skip
