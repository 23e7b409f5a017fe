"""What another scorer has read is read anew, exactly, whatever happens on the way."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from monitor import open_monitor
from monitor.app import Monitor
from monitor.models import Tone
from monitor.rescore import BATCH, Tally, pending, rescore
from monitor.runs import RunOutcome
from monitor.scoring import Scorer, VaderScorer
from monitor.sources.sample import WATCH
from monitor.storage import Store
from monitor.upkeep import rebuild, verify
from tests.databases import Place
from tests.fakes import FakeSource, driver, rows, run
from tests.live import killed
from tests.sample.pages import SHIPPED
from tests.test_collect import everything
from tests.test_nth_fault import each_fault, ends_well_or_explains, loop
from tests.test_upkeep import tamper

CHARGES: Scorer = VaderScorer(prepare=True, overlay="charges")
SCORERS = dict.fromkeys(("film", "petition"), CHARGES)
PLAIN = VaderScorer().version
TONES = "select topic, post_id, scorer, unscored, label, compound_e4 from mention order by 1, 2"


@pytest.fixture
def kept(store: Store, source: FakeSource) -> Store:
    """Read by plain VADER: two topics, a repost, Polish, and what will be read otherwise."""
    source.post("365 days on netflix glorifies it", author="ann")
    source.post("I don’t like 365 days on netflix, sign the petition", "10:20", author="bob")
    source.post("365 days on netflix is great", "10:40")
    source.post("365 days on netflix", "10:40", language="pl")
    source.repost(source.written[0], "10:40")
    run(source, store)
    return store


def sixty(store: Store) -> None:
    source = FakeSource()
    for number in range(60):
        said = ("glorifies it", "isn’t good", "is on", "is bad ❤️")[number % 4]
        source.post(f"365 days on netflix {said}, petition", f"10:{number:02}")
    run(source, store)


def scorers_stored(store: Store) -> set[str]:
    return {row[0] for table in ("mention", "bucket") for row in _scorers(store, table)}


def _scorers(store: Store, table: str) -> list[tuple[Any, ...]]:
    return rows(store, f"select distinct scorer from {table}")


def test_every_mention_carries_the_new_scorer_its_tone_and_its_integers(kept):
    done = rescore(kept, SCORERS)

    assert scorers_stored(kept) == {CHARGES.version}
    found = {row[:2]: row[3:] for row in rows(kept, TONES)}
    texts = rows(kept, "select id, text, language, kind from post")
    for post_id, text, language, kind in texts:
        tone, why = (None, None) if kind == "repost" else CHARGES.read(text, language)
        expected = (why, tone and tone.label, tone and tone.compound_e4)
        assert [f for (_, of), f in found.items() if of == post_id] == (
            [expected] * (2 if "petition" in text else 1)
        )
    assert verify(kept) == []
    assert rebuild(kept) == 0
    assert done.topics.keys() == {"film", "petition"}


def test_what_it_did_is_told_topic_by_topic_and_in_all(kept):
    before = dict(rows(kept, "select post_id, compound_e4 from mention where topic = 'film'"))

    done = rescore(kept, SCORERS)

    after = dict(rows(kept, "select post_id, compound_e4 from mention where topic = 'film'"))
    film, petition = done.topics["film"], done.topics["petition"]
    assert (film.mentions, film.reposts, film.changed, film.relabelled) == (4, 1, 2, 2)
    assert (petition.mentions, petition.reposts, petition.changed) == (1, 0, 1)
    assert film.mean_before == sum(before[n] or 0 for n in before) / 30_000
    assert film.mean_after == sum(after[n] or 0 for n in after) / 30_000
    assert film.mean_before > 0 > film.mean_after
    assert done.whole.mentions == 5
    assert done.whole.mean_after == (3 * film.mean_after + petition.mean_after) / 4
    assert (done.without_text, done.unwatched) == (0, {})


def test_a_dry_run_tells_the_same_and_writes_nothing(kept):
    stored = everything(kept)

    told = rescore(kept, SCORERS, dry_run=True)

    assert everything(kept) == stored
    assert rescore(kept, SCORERS) == told


def test_once_is_enough(kept):
    assert pending(kept, SCORERS) == 6
    rescore(kept, SCORERS)
    stored = everything(kept)

    again = rescore(kept, SCORERS)

    assert pending(kept, SCORERS) == 0
    assert again.whole == Tally()
    assert (again.whole.mean_before, again.whole.mean_after) == (None, None)
    assert everything(kept) == stored


def test_there_and_back_again_everything_is_as_it_was(kept):
    stored = everything(kept)

    rescore(kept, SCORERS, most=2)
    assert everything(kept) != stored
    rescore(kept, dict.fromkeys(SCORERS, VaderScorer()), most=3)

    assert everything(kept) == stored


@pytest.mark.parametrize("most", [1, 7, 60, 500])
def test_the_size_of_a_batch_decides_nothing(store, most):
    sixty(store)
    seen: list[int | None] = []

    def progress(size: int | None) -> Callable[[int], None]:
        seen.append(size)
        return seen.append

    done = rescore(store, SCORERS, most=most, progress=progress)

    assert (done.whole.mentions, done.whole.changed) == (120, 90)
    assert seen[0] == seen[-1] == 120
    assert seen[1:] == sorted(seen[1:])
    assert len(seen) == 1 + 2 * -(-60 // most)
    assert scorers_stored(store) == {CHARGES.version}
    assert verify(store) == []


def test_where_the_text_is_gone_the_old_reading_stays_and_is_counted(kept):
    tamper(kept, "update post set text = null where id in (1, 5)")

    done = rescore(kept, SCORERS)

    assert (done.whole.mentions, done.whole.reposts, done.without_text) == (4, 0, 2)
    assert scorers_stored(kept) == {PLAIN, CHARGES.version}
    assert rescore(kept, SCORERS).without_text == 2
    assert verify(kept) == []


def test_topics_that_are_no_longer_watched_are_left_alone(kept):
    done = rescore(kept, {"film": CHARGES})

    assert done.unwatched == {"petition": 1}
    assert dict(rows(kept, "select distinct topic, scorer from mention")) == {
        "film": CHARGES.version,
        "petition": PLAIN,
    }
    assert verify(kept) == []
    assert rescore(kept, {}).unwatched == {"film": 5, "petition": 1}


def test_a_thousand_topics_are_no_statement_that_a_database_refuses(kept):
    many = SCORERS | {f"topic {number}": CHARGES for number in range(1_100)}
    plain = dict.fromkeys(many, VaderScorer())

    assert (pending(kept, many), pending(kept, plain)) == (6, 0)
    told = rescore(kept, many, dry_run=True)

    assert (told.whole.mentions, told.whole.reposts, len(told.topics)) == (5, 1, 1_102)
    assert (told.without_text, told.unwatched) == (0, {})
    del many["petition"]
    assert pending(kept, many) == 5
    assert rescore(kept, many, dry_run=True).unwatched == {"petition": 1}


def test_sealed_figures_are_not_touched(kept):
    # As pruning leaves them: the integers stay, the mentions behind them are gone.
    tamper(
        kept,
        "update bucket set sealed = true where positive = 1 and unscored = 0 and reposts = 0",
        "delete from mention where topic = 'film' and post_id in (1, 2)",
        "update post set text = null where id in (1, 2)",
    )
    sealed = rows(kept, "select * from bucket where sealed = true")
    assert sealed

    rescore(kept, SCORERS)

    assert rows(kept, "select * from bucket where sealed = true") == sealed


class Meanwhile:
    """A scorer that lets something happen while it reads for the first time."""

    def __init__(self, happens: Callable[[], object]) -> None:
        self.version = CHARGES.version
        self._happens: list[Callable[[], object]] = [happens]

    def read(self, text: str, language: str) -> tuple[Tone | None, str | None]:
        while self._happens:
            self._happens.pop()()
        return CHARGES.read(text, language)


@pytest.mark.parametrize(
    ("edited", "compound"),
    [
        ("365 days on netflix is lovely", CHARGES.read("it is lovely", "en")),
        ("no more of it", None),
    ],
)
def test_what_the_line_changes_meanwhile_is_read_as_it_stands_then(store, edited, compound):
    source = FakeSource()
    first = source.post("365 days on netflix glorifies it")
    source.post("365 days on netflix is great", "10:20")
    run(source, store)
    later = FakeSource()
    later.written += source.written
    later.edit(first, edited)
    later.post("365 days on netflix is bad", "10:40")

    rescore(store, {"film": Meanwhile(lambda: run(later, store))}, most=2)

    expected = [CHARGES.read(text, "en")[0].compound_e4 for text in (edited, "is great", "is bad")]
    found = rows(store, "select compound_e4 from mention order by post_id")
    assert found == [(e4,) for e4 in (expected if compound else expected[1:])]
    assert scorers_stored(store) == {CHARGES.version}
    assert verify(store) == []


def test_a_mention_that_comes_back_in_the_midst_of_a_batch_pushes_none_out(store):
    source = FakeSource()
    first = source.post("365 days on netflix glorifies it")
    gone = source.edit(first, "no more of it")
    source.post("365 days on netflix is great", "10:20")
    source.post("365 days on netflix is bad", "10:40")
    run(source, store)
    later = FakeSource()
    later.edit(gone, "365 days on netflix is lovely")

    done = rescore(store, {"film": Meanwhile(lambda: run(later, store))}, most=2)

    assert done.whole.mentions == 3
    assert scorers_stored(store) == {CHARGES.version}
    assert verify(store) == []


def test_of_two_at_once_each_mention_is_moved_by_one(store):
    sixty(store)

    def other() -> None:
        rescore(store, SCORERS, most=9)

    rescore(store, {"film": Meanwhile(other), "petition": CHARGES}, most=7)

    assert scorers_stored(store) == {CHARGES.version}
    assert verify(store) == []


# Killed


@pytest.mark.parametrize("at", [1, 2, 4])
def test_killed_between_batches_it_goes_on_where_it_was(store, at):
    sixty(store)
    done: list[int] = []

    with killed(when=lambda: len(done) >= at):
        rescore(store, SCORERS, most=20, progress=lambda size: done.append)

    assert verify(store) == []
    assert pending(store, SCORERS) == 120 - 20 * at
    assert rescore(store, SCORERS, most=20).whole.mentions == 120 - 20 * at
    assert verify(store) == []
    assert scorers_stored(store) == {CHARGES.version}


def quietly(store: Store) -> list[RunOutcome]:
    """It leaves no run."""
    rescore(store, SCORERS, most=25)
    return []


@loop()
def test_whatever_statement_fails_the_next_call_completes_it(store, every):
    sixty(store)
    back = dict.fromkeys(SCORERS, VaderScorer())
    rescore(store, SCORERS)
    whole = everything(store)
    for nth in each_fault(every):
        rescore(store, back)
        with nth.at_work():
            ends_well_or_explains(lambda: quietly(store))
        assert verify(store) == [], nth

        rescore(store, SCORERS, most=25)
        assert everything(store) == whole, nth


class Watch:
    """The sample, read by plain VADER; config.yaml asks for another reading by now."""

    def __init__(self, place: Place) -> None:
        self.place, self.config = place, place.folder / "config.yaml"
        self.write("{prepare: false, mask_title: false}")
        with self.opened() as monitor:
            monitor.import_file(SHIPPED)
        self.write("{overlay: charges}")

    def write(self, scoring: str) -> None:
        text, n = re.subn(r"^scoring: .*$", f"scoring: {scoring}", WATCH, flags=re.MULTILINE)
        assert n == 1
        self.config.write_text(text, "utf-8")

    def opened(self) -> Monitor:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("MONITOR_DATABASE_URL", self.place.url)
            return open_monitor(self.config)

    def start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "monitor", "rescore"],
            cwd=self.place.folder,
            env=os.environ | {"MONITOR_DATABASE_URL": self.place.url},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def done(self) -> int:
        """Mentions that are read anew already, as another process sees it."""
        with driver(self.place.url) as connection:
            plain = "select count(*) from mention where scorer not like '% plain %'"
            return int(connection.execute(plain).fetchone()[0])


def test_a_process_that_is_killed_has_read_whole_batches_and_the_next_one_the_rest(place):
    watch = Watch(place)
    process = watch.start()
    while process.poll() is None and not watch.done():
        pass
    process.kill()
    process.wait(120)

    with watch.opened() as monitor:
        first, left = watch.done(), monitor.scorers.pending()
        assert first > 0
        assert first % BATCH == 0 or left == 0
        assert monitor.verify() == []
        assert watch.start().wait(120) == 0
        assert monitor.scorers.pending() == 0
        assert watch.done() == first + left
        assert monitor.verify() == []
        assert monitor.rebuild() == 0
