"""What is taken out row after row is what stands there, in the same order on both databases."""

from datetime import date, timedelta

import pytest

from monitor.models import Topic
from monitor.storage.exporting import Words
from tests.databases import only_on
from tests.fakes import NOW, TOPICS, at, between, driver, run

DAY = between("00:00", "12:00")


@pytest.fixture
def kept(store, source):
    """Two topics, capitals and small letters among the ids, a repost, Polish, an edit."""
    source.post("365 days on netflix is great, petition", "10:05", links=("https://a.example/p",))
    first = source.post("365 days on netflix is awful", "10:05")
    source.edit(first, "365 days on netflix is fine")
    source.post("365 days, film", "09:00", language="pl")
    source.repost(first, "10:05")
    source.post("365 days on netflix", "12:00")
    run(source, store)
    return store


def exported(store, *topics, span=None, words=False):
    with store.read() as reader:
        return list(reader.exporting.mentions([*topics], span, words=words))


def test_mentions_come_oldest_first_whatever_their_topic(kept):
    found = exported(kept, "film", "petition")

    keys = [(one.created_at, one.platform, one.id, one.topic) for one in found]
    assert keys == sorted(keys)
    assert [one.topic for one in found].count("petition") == 1
    assert len(found) == 6
    with kept.read() as reader:
        plain = list(reader.mentions(None, None, text=False))
    assert [(one.id, one.topic, one.compound, one.label) for one in found] == [
        (one.id, one.topic, one.compound, one.label) for one in plain
    ]


def test_a_window_ends_before_its_end(kept):
    assert {one.created_at for one in exported(kept, "film", span=DAY)} == {
        at("09:00"),
        at("10:05"),
    }


def test_what_was_not_read_says_why_and_a_repost_does_not(kept):
    found = {one.kind + one.language: one for one in exported(kept, "film", span=DAY)}

    assert found["originalpl"].unscored == "language not read"
    assert (found["reposten"].unscored, found["reposten"].compound) == (None, None)


def test_words_come_only_where_they_are_asked_for(kept):
    assert all(one.words is None for one in exported(kept, "film"))
    found = {one.id: one.words for one in exported(kept, "film", words=True)}

    assert found["1001"] == Words(
        "365 days on netflix is great, petition", ("https://a.example/p",), "1001", None, None
    )
    assert found["1002"] == Words("365 days on netflix is fine", (), "1502", None, None)
    reposted = next(words for words in found.values() if words and words.original_id)
    assert (reposted.original_id, reposted.original_text) == (
        "1002", "365 days on netflix is awful",
    )  # fmt: skip


def test_every_change_of_the_rules_is_told_and_when_a_topic_was_given_up(store):
    changed = Topic("film", phrases=("365 dni",))
    with store.write() as writer:
        writer.note_rules(TOPICS, NOW)
        writer.note_rules([changed], NOW + timedelta(days=1))

    with store.read() as reader:
        found = reader.exporting.rules()

    assert [(one.topic, one.since, bool(one.rules)) for one in found] == [
        ("film", NOW, True),
        ("petition", NOW, True),
        ("film", NOW + timedelta(days=1), True),
        ("petition", NOW + timedelta(days=1), False),
    ]
    assert '"365 dni"' in (found[2].rules or "")


def test_published_figures_come_as_they_were_published(store):
    with driver(store.database.url) as connection:
        for day, span in (("2020-06-29", "week"), ("2020-06-29", "day"), ("2020-07-06", "day")):
            connection.execute(
                "insert into summary (day, span, tz, revision, state, figures, made_at) values "
                f"('{day}', '{span}', 'UTC', 1, 'final', '{{\"n\": 1}}', "
                "'2020-07-20 12:00:00.000000')"
            )

    with store.read() as reader:
        found = list(reader.exporting.published(date(2020, 6, 1), date(2020, 7, 5)))

    assert [(str(one.day), one.span, one.figures) for one in found] == [
        ("2020-06-29", "day", '{"n": 1}'),
        ("2020-06-29", "week", '{"n": 1}'),
    ]


@only_on("sqlite")
def test_a_backup_has_the_views_too(kept, tmp_path):
    copy = kept.back_up(tmp_path / "safe.db", NOW)

    question = "select topic, volume, mean_compound from v_hourly_trend order by 1, ts_epoch"
    with driver(f"sqlite:///{copy.file}") as connection:
        found = connection.execute(question).fetchall()
    assert [row[:2] for row in found] == [("film", 1), ("film", 3), ("film", 1), ("petition", 1)]
