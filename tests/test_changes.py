"""What a page changes, decided without any store."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.changes import Changes, Entry, Key, Known, decide
from monitor.counts import Bucket, Counts, LanguageBucket, count
from monitor.models import Mention, Post, Tone
from monitor.timeline import bucket_of
from tests.fakes import at

TEN = bucket_of(at("10:00"))
TONES = {
    0.6: Tone(0.6, 0.4, 0.6, 0.0, "positive"),
    0.0: Tone(0.0, 0.0, 1.0, 0.0, "neutral"),
    -0.4: Tone(-0.4, 0.0, 0.7, 0.3, "negative"),
}


def about(topic: str, tone: float | None = 0.6, scorer: str = "v1") -> Mention:
    unscored = "language not read" if tone is None else None
    return Mention(topic, "phrase", scorer, None if tone is None else TONES[tone], unscored)


def version(
    *mentions: Mention, id_: str = "100", of: str = "100", language: str = "en", at_: str = "10:00"
) -> Entry:
    """A version of post `of`; without mentions it is about no topic."""
    post = Post("x", of, id_, at(at_), "some words")
    unmatched = None if mentions else "no phrase"
    return Entry(post, language, "platform", "some words", mentions, unmatched)


def film(n: int = 1, scorer: str = "v1", **counts: int) -> tuple[Bucket, Counts]:
    return Bucket("film", "x", scorer, TEN), Counts(n, **counts)


POSITIVE = {"positive": 1, "compound_e4": 6000, "compound_sq_e8": 36_000_000}
NEGATIVE = {"negative": 1, "compound_e4": -4000, "compound_sq_e8": 16_000_000}


@dataclass
class Memory:
    """A store in a dictionary: keeps what `decide` says, and adds its deltas up."""

    known: dict[Key, Known] = field(default_factory=dict)
    buckets: dict[Bucket, Counts] = field(default_factory=lambda: defaultdict(Counts))
    languages: dict[LanguageBucket, int] = field(default_factory=lambda: defaultdict(int))

    def page(self, *entries: Entry) -> Changes:
        changes = decide(self.known, entries)
        numbered = [(len(self.known) + n, entry) for n, entry in enumerate(changes.inserts)]
        for post_id, entry in [*numbered, *changes.updates]:
            self.known[entry.post.key] = _known(post_id, entry)
        for bucket, counts in changes.buckets.items():
            self.buckets[bucket] += counts
        for language, n in changes.languages.items():
            self.languages[language] += n
        return changes

    @property
    def figures(self) -> tuple[dict[Bucket, Counts], dict[LanguageBucket, int]]:
        """All that does not come to nothing."""
        buckets = {bucket: c for bucket, c in self.buckets.items() if c != Counts()}
        return buckets, {bucket: n for bucket, n in self.languages.items() if n}


def _known(post_id: int, entry: Entry) -> Known:
    post = entry.post
    start = bucket_of(post.created_at)
    return Known(
        post_id, "x", post.latest_id, start, post.is_repost, entry.language, entry.mentions
    )


def writes_nothing(changes: Changes) -> bool:
    return changes == Changes((), (), {}, {}, changes.fates)


def test_a_post_never_seen_is_new_and_adds_one_to_its_bucket_and_language():
    changes = Memory().page(version(about("film")))

    assert changes.fates == ("new",)
    assert changes.buckets == dict([film(**POSITIVE)])
    assert changes.languages == {LanguageBucket("film", "x", "en", TEN): 1}


@pytest.mark.fault("F22")
def test_a_post_about_two_topics_is_one_post_and_two_mentions():
    changes = Memory().page(version(about("film"), about("petition")))

    assert len(changes.inserts) == 1
    assert [bucket.topic for bucket in changes.buckets] == ["film", "petition"]


def test_a_post_about_nothing_is_not_stored():
    changes = Memory().page(version())

    assert changes.fates == ("unmatched",)
    assert writes_nothing(changes)


def test_the_same_post_again_is_unchanged():
    memory = Memory()
    memory.page(version(about("film")))

    changes = memory.page(version(about("film")))

    assert changes.fates == ("unchanged",)
    assert writes_nothing(changes)


def test_the_same_post_twice_on_a_page_is_stored_once():
    changes = Memory().page(version(about("film")), version(about("film")))

    assert changes.fates == ("new", "unchanged")
    assert len(changes.inserts) == 1
    assert changes.buckets == dict([film(**POSITIVE)])


def test_two_versions_on_a_page_leave_the_later_one():
    later = version(about("film", -0.4), id_="101")

    for page in ([version(about("film")), later], [later, version(about("film"))]):
        changes = Memory().page(*page)
        assert changes.inserts == (later,)
        assert changes.buckets == dict([film(**NEGATIVE)])


def test_a_later_version_replaces_tone_and_language():
    memory = Memory()
    memory.page(version(about("film")))

    changes = memory.page(version(about("film", None), id_="101", language="pl"))

    assert changes.fates == ("updated",)
    assert changes.updates[0][0] == 0
    assert memory.figures == (
        dict([film(unscored=1)]),
        {LanguageBucket("film", "x", "pl", TEN): 1},
    )


def test_a_later_version_that_reads_the_same_changes_no_figure():
    memory = Memory()
    memory.page(version(about("film")))

    changes = memory.page(version(about("film"), id_="101"))

    assert changes.fates == ("updated",)
    assert changes.buckets == {}
    assert changes.languages == {}


def test_an_earlier_version_that_comes_later_changes_nothing():
    memory = Memory()
    memory.page(version(about("film", -0.4), id_="101"))

    assert memory.page(version(about("film"))).fates == ("unchanged",)
    assert memory.figures[0] == dict([film(**NEGATIVE)])


def test_ids_are_ordered_as_numbers_not_as_text():
    memory = Memory()
    memory.page(version(about("film"), of="98", id_="99"))

    assert memory.page(version(about("film", -0.4), of="98", id_="100")).fates == ("updated",)


def test_an_edit_that_matches_no_more_takes_its_mentions_along():
    memory = Memory()
    memory.page(version(about("film"), about("petition")))

    changes = memory.page(version(id_="101"))

    assert changes.fates == ("updated",)
    assert memory.figures == ({}, {})


def test_an_edit_that_matches_no_more_keeps_earlier_versions_out():
    memory = Memory()
    memory.page(version(id_="101"))

    assert memory.page(version(about("film"))).fates == ("unchanged",)
    assert memory.figures == ({}, {})


def test_an_edit_that_matches_again_is_a_new_post():
    memory = Memory()
    memory.page(version(about("film")), version(id_="101"))

    assert memory.page(version(about("film", -0.4), id_="102")).fates == ("new",)
    assert memory.figures[0] == dict([film(**NEGATIVE)])


def test_an_edit_that_drops_one_topic_keeps_the_other():
    memory = Memory()
    memory.page(version(about("film"), about("petition")))

    memory.page(version(about("petition"), id_="101"))

    assert [bucket.topic for bucket in memory.figures[0]] == ["petition"]


def test_an_edit_read_by_another_scorer_moves_to_its_series():
    memory = Memory()
    memory.page(version(about("film")))

    memory.page(version(about("film", scorer="v2"), id_="101"))

    assert memory.figures[0] == dict([film(scorer="v2", **POSITIVE)])


KEYS = ("100", "2000", "30000")
MENTIONS = st.lists(
    st.builds(about, st.sampled_from(["film", "petition"]), st.sampled_from([*TONES, None])),
    max_size=2,
    unique_by=lambda mention: mention.topic,
)


@st.composite
def arrivals(draw: st.DrawFn) -> list[list[Entry]]:
    """Versions of three posts, in any order and any paging, some of them twice."""
    versions = []
    for number, key in enumerate(KEYS):
        for later in range(draw(st.integers(1, 4))):
            mentions = draw(MENTIONS)
            language = draw(st.sampled_from(["en", "pl"]))
            id_ = str(int(key) + 7 * later)
            at_ = f"10:{20 * number:02}"
            versions.append(version(*mentions, id_=id_, of=key, language=language, at_=at_))
    order = draw(st.lists(st.sampled_from(versions), min_size=1, max_size=16))
    pages: list[list[Entry]] = [[]]
    for entry in order:
        if draw(st.booleans()):
            pages.append([])
        pages[-1].append(entry)
    return pages


def truth(
    entries: Iterable[Entry],
) -> tuple[dict[Bucket, Counts], dict[LanguageBucket, int]]:
    """The figures of the highest version of each post, counted from nothing."""
    highest: dict[Key, Entry] = {}
    for entry in sorted(entries, key=lambda entry: int(entry.post.latest_id)):
        highest[entry.post.key] = entry
    buckets: defaultdict[Bucket, Counts] = defaultdict(Counts)
    languages: defaultdict[LanguageBucket, int] = defaultdict(int)
    for entry in highest.values():
        start = bucket_of(entry.post.created_at)
        for mention in entry.mentions:
            buckets[Bucket(mention.topic, "x", "v1", start)] += count(mention, repost=False)
            languages[LanguageBucket(mention.topic, "x", entry.language, start)] += 1
    return dict(buckets), dict(languages)


@pytest.mark.fault("F26")
@given(arrivals())
def test_in_whatever_order_and_paging_versions_come_the_deltas_add_up_to_the_truth(pages):
    memory = Memory()

    fates = [fate for page in pages for fate in memory.page(*page).fates]

    read = [entry for page in pages for entry in page]
    assert memory.figures == truth(read)
    assert len(fates) == len(read)


@given(arrivals())
def test_bringing_everything_once_more_changes_no_figure(pages):
    memory = Memory()
    for page in pages:
        memory.page(*page)
    before = memory.figures

    again = [memory.page(*page) for page in pages]

    assert memory.figures == before
    assert not any(changes.buckets or changes.languages for changes in again)
    assert not any("updated" in changes.fates for changes in again)
