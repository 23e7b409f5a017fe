"""Who said how much: sums over people, whoever they are and in whatever order they come."""

from dataclasses import replace
from math import ceil, isclose

from hypothesis import given
from hypothesis import strategies as st

from monitor.voices import (
    Saying,
    Voice,
    by_platform,
    effective,
    fresh_votes,
    loudest,
    together,
    votes,
    without_loudest,
)
from tests.fakes import NOW


@st.composite
def voices(draw: st.DrawFn) -> Voice:
    """As one author may be heard in one window."""
    posts = draw(st.integers(1, 30))
    scored = draw(st.integers(0, posts))
    fresh = draw(st.integers(0, scored))
    tones = draw(st.lists(st.integers(-10_000, 10_000), min_size=scored, max_size=scored))
    author = draw(st.integers(0, 40).map(str))
    platform = "x" if int(author) % 2 else "bluesky"
    sums = (posts, scored, sum(tones), fresh, sum(tones[:fresh]))
    return Voice(author, platform, *sums)


HEARD = st.lists(voices(), max_size=60)
ONCE = st.lists(voices(), max_size=60, unique_by=lambda voice: voice.author)


@given(HEARD)
def test_together_each_author_is_one_voice_and_nothing_is_lost(heard):
    found = together(heard)

    assert [voice.author for voice in found] == sorted({voice.author for voice in heard})
    for name in ("posts", "scored", "compound_e4", "fresh", "fresh_e4"):
        sums = [sum(getattr(voice, name) for voice in side) for side in (heard, found)]
        assert sums[0] == sums[1]


@given(HEARD, st.randoms(use_true_random=False))
def test_the_order_of_voices_changes_nothing(heard, chance):
    turned = [*heard]
    chance.shuffle(turned)

    assert together(turned) == together(heard)
    assert loudest(together(turned)) == loudest(together(heard))


@given(ONCE)
def test_a_vote_is_the_authors_own_mean_and_only_of_who_is_scored(heard):
    found = votes(heard)

    assert set(found) == {voice.author for voice in heard if voice.scored}
    assert set(fresh_votes(heard)) == {voice.author for voice in heard if voice.fresh}
    assert all(-1 <= vote <= 1 for vote in found.values())
    for voice in heard:
        if voice.scored:
            assert isclose(found[voice.author] * voice.scored * 10_000, voice.compound_e4,
                           abs_tol=1e-6)  # fmt: skip


def test_a_tone_of_nothing_is_a_vote_and_nothing_scored_is_none():
    even = Voice("a", "x", 2, 2, 0, 2, 0)

    assert votes([even]) == fresh_votes([even]) == {"a": 0.0}
    assert votes([replace(even, scored=0)]) == fresh_votes([replace(even, fresh=0)]) == {}


@given(ONCE)
def test_who_says_the_same_twice_as_often_has_the_same_vote(heard):
    doubled = [voice + voice for voice in heard]

    assert votes(doubled) == votes(heard)
    assert fresh_votes(doubled) == fresh_votes(heard)


@given(ONCE)
def test_nobody_is_louder_than_the_loudest_and_one_of_a_hundred_is_loud(heard):
    loud, others = loudest(heard), without_loudest(heard)

    assert len(loud) == ceil(len(heard) / 100)
    assert sorted(v.author for v in (*loud, *others)) == sorted(v.author for v in heard)
    if others:
        assert min(voice.posts for voice in loud) >= max(voice.posts for voice in others)


def test_of_each_full_hundred_one_is_loud():
    crowd = [Voice(f"{n:04}", "x", n + 1, 1, 0) for n in range(5000)]

    for size in range(100, 5001, 100):
        assert len(loudest(crowd[:size])) == size // 100
    assert [voice.author for voice in loudest(crowd[:101])] == ["0100", "0099"]


@given(ONCE.filter(len))
def test_the_effective_number_lies_between_one_and_all(heard):
    found = effective(heard)

    assert 1 - 1e-9 <= found <= len(heard) + 1e-9
    level = [replace(voice, posts=7) for voice in heard]
    assert isclose(effective(level), len(heard))


def test_of_nobody_there_is_no_effective_number():
    assert effective([]) is None
    assert effective([Voice("a", "x", 0, 0, 0)]) is None
    assert isclose(effective([Voice("a", "x", 99, 0, 0), Voice("b", "x", 1, 0, 0)]), 1.0202,
                   abs_tol=1e-4)  # fmt: skip


@given(ONCE)
def test_every_voice_is_on_its_own_platform_alone(heard):
    parted = by_platform(heard)

    assert sorted(parted) == sorted({voice.platform for voice in heard})
    assert sum(len(side) for side in parted.values()) == len(heard)
    assert all(voice.platform == name for name, side in parted.items() for voice in side)


def test_a_repost_is_nobodys_own_words():
    saying = Saying("x", "a", None, "repost", "en", "RT", (), None, NOW)

    assert not saying.is_original
    assert replace(saying, kind="quote").is_original
