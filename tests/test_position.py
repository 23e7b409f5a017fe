"""Where people stand, as totals: each wording of an author once, and nobody alone."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.cues import Cues
from monitor.position import TOO_FEW, PositionTotals, position_of
from monitor.voices import Saying

CUES = Cues(supports=("please sign",), opposes=("not signing",))
FOR, AGAINST, NEITHER = "please sign", "I am not signing", "the petition exists"


def saying(author: str | None, text: str | None, **other) -> Saying:
    given = {
        "platform": "forum",
        "author": author,
        "wording": text,
        "kind": "original",
        "language": "en",
        "text": text,
        "links": (),
        "compound_e4": 0,
        "created_at": datetime(2020, 7, 2, tzinfo=UTC),
    }
    return Saying(**given | other)


def crowd(text: str, people: int, *, named: str = "") -> list[Saying]:
    return [saying(f"{named or text}{number}", text) for number in range(people)]


def totals(*sayings: Saying, min_people: int = 1) -> PositionTotals | None:
    return position_of(sayings, CUES, min_people)


def test_the_three_positions_are_the_parts_of_what_is_read():
    found = totals(*crowd(FOR, 3), *crowd(AGAINST, 2), *crowd(NEITHER, 4))

    assert found == PositionTotals(supports=3, opposes=2, unclear=4, read=9)


def test_a_wording_that_one_author_repeats_counts_once():
    loud = [saying("loud", FOR) for _ in range(500)]

    assert totals(*loud, *crowd(AGAINST, 2)) == PositionTotals(1, 2, 0, 3)


def test_one_wording_by_many_authors_counts_for_each_of_them():
    assert totals(*crowd(FOR, 60)) == PositionTotals(60, 0, 0, 60)


def test_reposts_and_languages_that_are_not_read_do_not_count():
    repost = saying("a", FOR, kind="repost")
    polish = saying("b", "podpisałam petycję", language="pl", compound_e4=None)

    assert totals(repost, polish, saying("c", FOR, kind="reply")) == PositionTotals(1, 0, 0, 1)


def test_nobody_s_position_is_read_without_cues():
    assert position_of([saying("a", FOR)], None, 1) is None


def test_texts_that_are_gone_leave_no_totals():
    assert totals(saying("a", FOR), saying("b", None, wording="w")) is None
    assert totals(saying("a", FOR), saying("b", None, kind="repost")) == PositionTotals(1, 0, 0, 1)


def test_a_position_of_too_few_people_hides_what_is_unclear_too():
    few = (*crowd(FOR, 10), *crowd(AGAINST, 9), *crowd(NEITHER, 30))

    assert totals(*few, min_people=10) == PositionTotals(10, None, None, 49, TOO_FEW)
    assert totals(*few, *crowd(AGAINST, 1, named="z"), min_people=10) == PositionTotals(
        10, 10, 30, 50
    )


def test_where_nothing_is_unclear_the_smallest_other_one_is_hidden():
    sides = (*crowd(FOR, 10), *crowd(AGAINST, 9))
    assert totals(*sides, min_people=10) == PositionTotals(None, None, 0, 19, TOO_FEW)

    few = (*crowd(FOR, 40), *crowd(AGAINST, 20), *crowd(NEITHER, 2))
    assert totals(*few, min_people=10) == PositionTotals(40, None, None, 62, TOO_FEW)


def test_two_positions_of_too_few_people_are_enough_to_hide_each_other():
    few = (*crowd(FOR, 6), *crowd(AGAINST, 7))
    many = crowd(NEITHER, 30)
    assert totals(*few, *many, min_people=10) == PositionTotals(None, None, 30, 43, TOO_FEW)


def test_where_all_that_is_hidden_is_of_too_few_people_nothing_is_told():
    few = (*crowd(FOR, 4), *crowd(AGAINST, 5), *crowd(NEITHER, 30))
    assert totals(*few, min_people=10) == PositionTotals(None, None, None, 39, TOO_FEW)

    same = (*crowd(FOR, 9, named="a"), *crowd(AGAINST, 9, named="a"), *crowd(NEITHER, 30))
    assert totals(*same, min_people=10) == PositionTotals(None, None, None, 48, TOO_FEW)


@given(
    st.lists(st.tuples(st.sampled_from((FOR, AGAINST, NEITHER)), st.integers(0, 9)), max_size=40),
    st.integers(1, 6),
)
def test_nobody_can_reckon_what_fewer_people_stand_for(posts, min_people):
    sayings = [saying(f"a{person}", f"{text} {n}") for n, (text, person) in enumerate(posts)]
    found = totals(*sayings, min_people=min_people)
    assert found

    behind: dict[str, set[str]] = {"supports": set(), "opposes": set(), "unclear": set()}
    for one in sayings:
        behind[CUES.read(one.text or "").position].add(one.author or "")
    told = {name: getattr(found, name) for name in behind}
    hidden = {name for name, n in told.items() if n is None}
    assert all(not n or len(behind[name]) >= min_people for name, n in told.items())
    if 0 < len(hidden) < 3:
        assert len(set().union(*(behind[name] for name in hidden))) >= min_people
        assert len([name for name in hidden if behind[name]]) >= 2
    assert sum(n or 0 for n in told.values()) <= found.read == len(posts)


def test_people_are_counted_and_not_their_posts():
    busy = [saying("one", f"{FOR} {number}") for number in range(50)]

    assert totals(*busy, min_people=2) == PositionTotals(None, None, None, 50, TOO_FEW)


def test_a_position_that_nobody_takes_hides_nobody():
    assert totals(*crowd(FOR, 10), min_people=10) == PositionTotals(10, 0, 0, 10)
    assert totals(min_people=10) == PositionTotals(0, 0, 0, 0)


def test_a_post_without_a_known_author_is_no_further_person():
    unknown = [saying(None, FOR) for _ in range(20)]

    assert totals(*unknown) == PositionTotals(None, None, None, 1, TOO_FEW)
    assert totals(*unknown, *crowd(FOR, 2), min_people=2) == PositionTotals(3, 0, 0, 3)
