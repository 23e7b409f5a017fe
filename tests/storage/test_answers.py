"""What people answered, and who can be drawn, on both databases."""

import shutil
from datetime import timedelta

import pytest

from monitor.storage import Store
from monitor.storage.answers import Words
from monitor.storage.databases import database_of
from monitor.storage.upgrade import HEAD, MIGRATIONS, upgrade
from tests.fakes import NOW, FakeSource, between, driver, rows, run

FILM = ("topic", "film")


def give(store, key, answer, by="first", question="topic", now=NOW):
    with store.write() as writer:
        writer.answers.give(question, "film", key, by, answer, now)


def given(store, by="first", question="topic"):
    with store.read() as reader:
        return reader.answers.given(question, "film", by)


def keys(candidates):
    return [int(candidate.native_id) for candidate in candidates]


def test_an_answer_is_kept_for_its_question_topic_post_and_person(store):
    give(store, ("fake", "1"), "yes")
    give(store, ("fake", "1"), "no", by="second")
    give(store, ("other", "1"), "no")
    give(store, ("fake", "1"), "neutral", question="tone")

    assert given(store) == {("fake", "1"): "yes", ("other", "1"): "no"}
    assert given(store, "second") == {("fake", "1"): "no"}
    assert given(store, question="tone") == {("fake", "1"): "neutral"}
    with store.read() as reader:
        assert reader.answers.people(*FILM) == ["first", "second"]
        assert reader.answers.given("topic", "petition", "first") == {}


def test_a_second_answer_takes_the_place_of_the_first(store):
    give(store, ("fake", "1"), "yes")
    give(store, ("fake", "1"), "no", now=NOW + timedelta(hours=1))

    assert given(store) == {("fake", "1"): "no"}
    assert rows(store, "select count(*) from answer") == [(1,)]


def test_one_answer_is_taken_back_alone_and_a_forgotten_post_loses_all_of_them(store):
    for by in ("first", "second"):
        give(store, ("fake", "1"), "yes", by)
        give(store, ("fake", "1"), "neutral", by, "tone")
        give(store, ("fake", "2"), "yes", by)

    with store.write() as writer:
        writer.answers.take_back(*FILM, ("fake", "2"), "second")
    assert (len(given(store)), len(given(store, "second"))) == (2, 1)

    with store.write() as writer:
        writer.answers.forget(("fake", "1"))
    assert rows(store, "select native_id, answered_by from answer") == [("2", "first")]


def test_answers_outlive_the_process_and_the_post(store, source, place):
    source.post("365 days on netflix")
    run(source, store)
    give(store, source.written[0].key, "yes")

    with driver(store.database.url) as connection:
        connection.execute("delete from mention")
        connection.execute("delete from post")

    again = place.open()
    assert given(again) == {source.written[0].key: "yes"}
    again.close()


@pytest.fixture
def mixed(store, source):
    """Originals about the film, about the petition alone, about both, and reposts."""
    source.post("365 days on netflix is great", "10:00")  # 1001
    source.post("petition, netflix", "11:00")
    source.post("365 days on netflix, petition", "12:00")
    source.post("365 days, netflix", "13:00", language="pl")
    source.repost(source.written[0], "14:00")
    source.repost(source.written[1], "14:00")
    run(source, store)
    return store


def test_candidates_are_the_originals_about_the_topic_or_about_another_alone(mixed):
    with mixed.read() as reader:
        mentions = list(reader.answers.mentions("film", None, text=True))
        elsewhere = list(reader.answers.elsewhere("film", None))

    assert sorted(keys(mentions)) == [1001, 1003, 1004]
    by_id = {candidate.native_id: candidate for candidate in mentions}
    assert (by_id["1001"].label, by_id["1001"].text) == (
        "positive",
        "365 days on netflix is great",
    )
    assert by_id["1004"].label is None
    assert keys(elsewhere) == [1002]
    assert all(candidate.has_text for candidate in (*mentions, *elsewhere))


def test_candidates_of_a_window_are_those_written_in_it(mixed):
    with mixed.read() as reader:
        assert keys(reader.answers.mentions("film", between("12:00", "13:00"))) == [1003]
        assert keys(reader.answers.elsewhere("film", between("11:00", "11:01"))) == [1002]
        assert keys(reader.answers.elsewhere("film", between("11:01", "13:00"))) == []


def test_a_candidate_that_has_lost_its_text_says_so(mixed):
    with driver(mixed.database.url) as connection:
        connection.execute("update post set text = null where native_id = '1001'")

    with mixed.read() as reader:
        found = {c.native_id: c.has_text for c in reader.answers.mentions("film", None)}
        assert reader.answers.words(("fake", "1001")) is None

    assert found == {"1001": False, "1003": True, "1004": True}


def test_the_sample_of_what_is_about_nothing_holds_originals_alone(store, source):
    first = source.post("nothing at all 0")
    for n in range(1, 400):
        source.post(f"nothing at all {n}", "12:00")
    for n in range(400):
        source.repost(source.written[n] if n else first)
    run(source, store)
    with driver(store.database.url) as connection:  # as older versions sampled
        connection.execute(
            "insert into unmatched_sample"
            " (platform, native_id, created_at, text, reason, language, run_id, stored_at)"
            " select platform, '9', created_at, 'RT @someone: nothing', reason, language, run_id,"
            " stored_at from unmatched_sample limit 1"
        )

    with store.read() as reader:
        sampled = list(reader.answers.unmatched(None))
        assert list(reader.answers.unmatched(between("13:00", "14:00"))) == []
        words = [reader.answers.words(candidate.key) for candidate in sampled]

    assert 2 <= len(sampled) <= 20
    assert max(keys(sampled)) <= 1400
    assert all(said.text.startswith("nothing at all") for said in words)


SAMPLE = "select native_id, text from unmatched_sample order by native_id"
FOUND = "365 days on netflix"


def versions(posts, *texts):
    """A source that has the later versions of posts alone: each text a version."""
    source = FakeSource()
    for post in posts:
        for text in texts:
            post = source.edit(post, text)
    return source, source.written[len(texts) - 1 :: len(texts)]


@pytest.fixture
def edited(store, source):
    """400 posts, first seen when they were edited, about nothing."""
    unseen = [source.post("nothing at all") for _ in range(400)]
    seen, posts = versions(unseen, "nothing, edited")
    run(seen, store)
    return posts


def test_a_sampled_edited_post_that_a_later_version_brings_in_is_no_sample_any_more(store, edited):
    assert 2 <= len(rows(store, SAMPLE)) <= 20

    run(versions(edited, FOUND)[0], store)

    assert rows(store, SAMPLE) == []
    assert rows(store, "select count(*) from mention") == [(400,)]


def test_a_sampled_post_that_stays_about_nothing_stays_sampled_in_its_newest_words(store, edited):
    sampled = rows(store, SAMPLE)

    run(versions(edited, "nothing, edited again")[0], store)

    assert rows(store, SAMPLE) == [(key, "nothing, edited again") for key, _ in sampled]


def test_a_post_with_a_version_about_the_topic_on_the_same_page_is_no_sample(store, source):
    unseen = [source.post("nothing at all") for _ in range(400)]
    seen, _ = versions(unseen, "nothing, edited", FOUND)
    run(seen, store)

    assert rows(store, SAMPLE) == []
    assert rows(store, "select count(*) from mention") == [(400,)]


def test_the_words_of_a_sampled_edited_post_are_those_of_the_sample(store, edited):
    with store.read() as reader:
        sampled = list(reader.answers.unmatched(None))
        said = {reader.answers.words(candidate.key) for candidate in sampled}
        unsampled = {post.key for post in edited} - {candidate.key for candidate in sampled}
        assert reader.answers.words(min(unsampled)) is None

    assert said == {Words("nothing, edited")}


def test_the_words_of_a_post_are_its_text_and_its_links(store, source):
    source.post("365 days on netflix https://t.co/x", links=("https://a.example/b", "c.example"))
    run(source, store)

    with store.read() as reader:
        said = reader.answers.words(source.written[0].key)
        assert reader.answers.words(("fake", "none")) is None

    assert said == Words(
        "365 days on netflix https://t.co/x", ("https://a.example/b", "c.example")
    )


def test_lots_are_the_same_each_time_and_differ_by_all_that_they_are_drawn_for(store, place):
    again = place.open()

    assert store.lot("topic", "film", "x", "1") == again.lot("topic", "film", "x", "1")
    again.close()
    drawn_for = [("topic", "film", "x", "1"), ("tone", "film", "x", "1"), ("topic", "f", "x", "1")]
    assert len({store.lot(*of) for of in drawn_for}) == 3


def test_a_database_of_the_version_before_keeps_all_it_holds_and_takes_answers(
    new_place, tmp_path
):
    older = tmp_path / "older"
    shutil.copytree(MIGRATIONS, older)
    for path in (older / "versions").glob("*.py"):
        if path.name[:4] > "0002":
            path.unlink()
    database = database_of(new_place.url)
    engine = database.connect(write=True)
    upgrade(database, engine, NOW, older)
    engine.dispose()
    moment = "2020-07-02 10:00:00"
    with driver(new_place.url) as connection:
        connection.execute(
            "insert into post (platform, native_id, latest_id, kind, created_at, text, language,"
            " language_origin, run_id, stored_at) values ('x', '1', '1', 'original',"
            f" '{moment}', '365 days', 'en', 'platform', 1, '{moment}')"
        )
        connection.execute(
            "insert into mention (topic, post_id, bucket, reason, scorer, label, compound_e4)"
            " select 'film', id, 1593684000, 'phrase', 'vader', 'neutral', 0 from post"
        )

    store = Store.open(new_place.url, NOW, folder=tmp_path)

    assert store.revision == HEAD >= "0003"
    give(store, ("x", "1"), "yes")
    with store.read() as reader:
        (candidate,) = reader.answers.mentions("film", None, text=True)
    assert (candidate.key, candidate.label, candidate.text) == (("x", "1"), "neutral", "365 days")
    assert given(store) == {("x", "1"): "yes"}
    store.close()
