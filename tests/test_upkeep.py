"""Every kind of tampering is found; what can be mended is mended."""

from random import Random

import pytest

from monitor.scoring import VaderScorer
from monitor.storage import Store
from monitor.upkeep import rebuild, verify
from tests.databases import only_on
from tests.fakes import FakeSource, driver, rows, run
from tests.test_collect import everything


@pytest.fixture
def kept(store: Store, source: FakeSource) -> Store:
    """Some of everything: two topics, a repost, an unscored one, an edit."""
    source.post("365 days on netflix is great", author="ann")
    source.post("petition against 365 days on netflix", "10:20", author="bob")
    source.post("365 days on netflix", "10:40", language="pl")
    source.repost(source.written[0], "10:40")
    source.edit(source.written[1], "petition against netflix, bad")
    run(source, store)
    return store


def tamper(store: Store, *statements: str, foreign_keys: bool = True) -> None:
    """What only somebody with the database's own tools does."""
    with driver(store.database.url) as connection:
        if store.dialect == "sqlite":
            connection.execute(f"PRAGMA foreign_keys={int(foreign_keys)}")
        for statement in statements:
            connection.execute(statement)


def test_what_the_line_has_stored_is_right(kept):
    assert verify(kept) == []
    assert rebuild(kept) == 0


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_in_whatever_order_the_figures_are_what_the_mentions_say(seed, store):
    chance = Random(seed)
    source = FakeSource()
    for number in range(60):
        text = chance.choice(["365 days on netflix", "petition, netflix", "365dni", "#365dni bad"])
        at_, language = f"10:{number:02}", chance.choice(["en", "pl", None])
        post = source.post(text, at_, author=chance.choice("abc"), language=language)
        for _ in range(chance.choice([0, 0, 1, 3])):
            post = source.edit(
                post, chance.choice(["365 days, netflix, great", "no more", "film"])
            )
        if chance.random() < 0.3:
            source.repost(post)
    shuffled = FakeSource()
    for post in chance.sample(source.written, len(source.written)):
        shuffled.again(post)
        if chance.random() < 0.2:
            shuffled.page()

    run(shuffled, store)
    backwards = everything(store)
    run(source, store)

    assert verify(store) == []
    assert everything(store) == backwards


@pytest.mark.parametrize(
    "statement",
    [
        "update bucket set n = n + 1 where topic = 'film'",
        "update bucket set compound_e4 = 0 where positive > 0",
        "update bucket set compound_sq_e8 = compound_sq_e8 + 1 where positive > 0",
        "update bucket set reposts = 0 where reposts > 0",
        "update bucket set scorer = 'another' where topic = 'petition'",
        "update bucket set platform = 'x'",
        "update bucket set start = start + 900 where topic = 'petition'",
        "update bucket set sealed = true where unscored > 0",
        "delete from bucket where topic = 'petition'",
        "delete from language_bucket where language = 'pl'",
        "update language_bucket set n = 9 where language = 'en' and topic = 'petition'",
        "update language_bucket set language = 'de' where language = 'pl'",
        "insert into language_bucket values ('film', 900, 'x', 'en', false, 5)",
    ],
)
def test_a_figure_that_was_touched_is_found_and_mended(statement, kept):
    true = rows(kept, "select * from bucket"), rows(kept, "select * from language_bucket")
    tamper(kept, statement)

    found = verify(kept)

    assert found
    assert rebuild(kept) == len(found)
    assert verify(kept) == []
    assert rebuild(kept) == 0
    if "sealed" not in statement:  # a sealed row has no mentions to be held against
        assert true == (
            rows(kept, "select * from bucket"),
            rows(kept, "select * from language_bucket"),
        )


@pytest.mark.parametrize(
    "statement",
    [
        "delete from mention where topic = 'petition'",
        "delete from post where kind = 'repost'",
        "update mention set compound_e4 = -9999, label = 'negative' where label = 'positive'",
        "update mention set label = 'neutral' where label = 'positive'",
        "update mention set topic = 'other' where topic = 'petition'",
        "update mention set scorer = 'another' where label = 'positive'",
        "update mention set unscored = null where unscored is not null",
        "update post set kind = 'repost' where language = 'pl'",
        "update post set language = 'de' where language = 'pl'",
        "update post set platform = 'x'",
        "insert into mention select 'petition', post_id, bucket, reason, scorer, unscored, label, "
        "compound_e4, pos_e3, neu_e3, neg_e3 from mention where topic = 'film' and post_id = 1",
    ],
)
def test_a_mention_or_post_that_was_touched_no_longer_agrees_with_the_figures(statement, kept):
    tamper(kept, statement)

    found = verify(kept)

    assert found
    assert rebuild(kept) == len(found)
    assert verify(kept) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update post set created_at = '2020-07-02 23:00:00.000000+00:00' where id = 1",
        "update mention set bucket = bucket + 900 where post_id = 1",
    ],
)
def test_a_mention_that_stands_at_another_time_than_its_post_is_named(statement, kept):
    tamper(kept, statement)

    assert "post fake 1001 stands in another bucket than its time says" in verify(kept)


@only_on("sqlite")
def test_a_mention_without_its_post_is_named(kept):
    tamper(kept, "delete from post where id = 3", foreign_keys=False)

    assert verify(kept) == ["a row of mention has lost its post"]


@only_on("sqlite")
def test_an_index_that_does_not_fit_its_table_is_named(kept):
    kept.close()
    tamper(
        kept,
        "PRAGMA writable_schema=ON",
        "update sqlite_master set sql = replace(sql, '(created_at)', '(latest_id)') "
        "where name = 'ix_post_created_at'",
    )

    found = verify(kept)

    assert found
    assert all(line.startswith("the file is damaged: ") for line in found)


def test_differences_are_told_in_words(kept):
    tamper(
        kept,
        "update bucket set n = 7, positive = 2 where positive > 0",
        "update language_bucket set n = 7 where language = 'pl'",
    )

    first, second = verify(kept)

    by = f"by {VaderScorer().version}"
    counted = "n is 7, counted 1, positive is 2, counted 1"
    assert first == f"film on fake, 2020-07-02 10:00 UTC, {by}: {counted}"
    assert second == "film on fake, 2020-07-02 10:30 UTC, in pl: n is 7, counted 1"
