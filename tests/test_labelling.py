"""One person before one sample, and what the answers say."""

import pytest

from monitor.errors import UsageError
from monitor.labelling import QUESTIONS, SKIPPED, Sitting, audit, validate
from monitor.labelling.drawing import ELSEWHERE, MENTIONS, UNMATCHED
from tests.databases import database_on
from tests.fakes import NOW, FakeSource, between, driver, run


@pytest.fixture
def place(request, tmp_path):
    """SQLite alone: what each database does in its own way is held in tests/storage."""
    with database_on("sqlite", request, tmp_path) as made:
        yield made


def lot_of(store, question, topic="film"):
    return lambda key: store.lot(question, topic, *key)


def audited(store, posts=100, by="first", span=None, topic="film"):
    """A sitting of an audit, as the app makes it."""
    with store.read() as reader:
        given = reader.answers.given("topic", topic, by)
        lot = lot_of(store, "topic", topic)
        sample = audit.draw(reader.answers, topic, span, posts, lot, given)
    return Sitting(store, QUESTIONS["topic"], topic, by, sample, lambda: NOW, audit.figures)


def validated(store, posts=200, by="first", question="tone", read=None):
    with store.read() as reader:
        given = reader.answers.given(question, "film", by)
        lot = lot_of(store, question)
        sample = validate.draw(reader.answers, "film", None, posts, lot, given, read)
    return Sitting(store, QUESTIONS[question], "film", by, sample, lambda: NOW, validate.figures)


def answer_all(sitting, how):
    """`how` gives the answer to a text."""
    for post in sitting.waiting():
        sitting.answer(post, how(sitting.words(post).text))


@pytest.fixture
def full(store, source):
    """60 mentions of the film, of which 12 are wrong; 10 posts about the petition alone, of
    which 2 are about the film all the same; 500 about nothing, of which a few are sampled."""
    for n in range(60):
        about = "the calendar" if n % 5 == 0 else "a great film" if n % 2 else "an awful film"
        source.post(f"365 days on netflix, {about} {n}", author=f"a{n}")
    for n in range(10):
        source.post(f"petition, netflix: {'true' if n < 2 else 'no'} {n}", author=f"b{n}")
    for n in range(500):
        source.post(f"{'true' if n % 4 == 0 else 'rain'} {n}", author=f"c{n}")
    source.repost(source.written[1])
    run(source, store)
    return store


def honest(text):
    return "yes" if "film" in text or "true" in text else "no"


def test_stopping_and_going_on_continues_the_same_sample(full):
    sitting = audited(full, 30)
    for post in sitting.waiting()[:12]:
        sitting.answer(post, "yes")

    again = audited(full, 30)

    assert again.sample == sitting.sample
    assert again.waiting() == list(sitting.sample.posts[12:])
    assert again.figures().answered == 12


def test_an_answer_can_be_taken_back_and_given_anew(full):
    sitting = audited(full, 30)
    post = sitting.waiting()[0]
    sitting.answer(post, "yes")
    sitting.answer(post, "no")
    assert sitting.given() == {post.key: "no"}

    sitting.take_back(post)

    assert sitting.given() == {}
    assert sitting.waiting()[0] == post


def test_an_answer_that_the_question_does_not_have_is_refused(full):
    sitting = audited(full, 30)

    with pytest.raises(UsageError, match="give one of yes, no, skipped"):
        sitting.answer(sitting.waiting()[0], "positive")


def test_what_is_skipped_is_not_asked_again_and_counts_nowhere(full):
    sitting = audited(full, 30)
    answer_all(sitting, lambda text: SKIPPED if "9" in text else honest(text))
    found = audited(full, 30).figures()

    assert not audited(full, 30).waiting()
    assert 0 < found.skipped == 30 - found.answered


def test_reposts_are_never_asked_about(full, source):
    drawn_of_all = {post.key for post in audited(full, 1000).sample.posts}

    assert source.written[-1].is_repost
    assert source.written[1].key in drawn_of_all
    assert source.written[-1].key not in drawn_of_all


def test_nobody_is_shown_more_than_the_words_of_a_post(full):
    sitting = validated(full)

    said = sitting.words(sitting.waiting()[0])

    assert set(said.__slots__) == {"text", "links"}


# Audit.


def test_an_audit_gives_the_precision_and_recall_by_hand(full):
    sitting = audited(full, 1000)  # everything there is
    answer_all(sitting, honest)

    found = sitting.figures()

    kept = found.strata[UNMATCHED]
    assert kept.rows >= 5
    assert 0 < kept.true < kept.judged == kept.rows
    assert (found.strata[MENTIONS].rows, found.strata[MENTIONS].true) == (60, 48)
    assert (found.strata[ELSEWHERE].rows, found.strata[ELSEWHERE].true) == (10, 2)
    assert found.precision.value == 48 / 60
    assert found.recall.value == pytest.approx(48 / (48 + 2 + 50 * kept.true))
    low, high = found.recall.ci
    assert low < found.recall.value < high


def test_an_audit_of_another_topic_asks_its_own_question(full):
    found = audited(full, 1000, topic="petition").figures()

    assert found.strata[MENTIONS].rows == 10
    assert found.strata[ELSEWHERE].rows == 60


def test_all_right_answers_make_the_precision_one(full):
    sitting = audited(full, 40)
    answer_all(sitting, lambda text: "yes" if "365 days" in text else "no")

    found = sitting.figures()

    assert (found.precision.value, found.recall.value) == (1, 1)
    assert found.precision.ci[0] < 1
    assert found.precision.is_few


def test_figures_of_half_an_audit_are_few_and_say_what_is_not_known(full):
    sitting = audited(full, 40)
    for post in sitting.waiting():
        if post.group == MENTIONS:
            sitting.answer(post, "yes")

    told = sitting.figures().to_dict()

    assert told["precision"]["few"]
    assert told["recall"]["value"] is None
    assert "no source ever brought" in told["not_seen"]


def test_an_audit_of_a_window_looks_at_that_window_alone(store, source):
    source.post("365 days on netflix", "10:00")
    source.post("petition, netflix", "11:00")
    source.post("365 days on netflix", "12:00")
    run(source, store)

    sample = audited(store, span=between("10:30", "12:00")).sample

    assert sample.sizes == {MENTIONS: 0, ELSEWHERE: 1, UNMATCHED: 0}
    assert [post.group for post in sample.posts] == [ELSEWHERE]


def test_posts_that_an_edit_brings_into_the_topic_are_missed_by_nobody(store, source):
    """First seen as edited posts about nothing: some were sampled, to stand for fifty each."""
    posts = [source.post("rain", author=f"a{n}") for n in range(400)]
    edited, later = FakeSource(), FakeSource()
    for post in posts:
        later.edit(edited.edit(post, "rain and wind"), "365 days on netflix, true")
    run(edited, store)
    assert audited(store).sample.sizes[UNMATCHED] >= 2
    run(later, store)

    sitting = audited(store, 40)
    answer_all(sitting, honest)

    assert sitting.sample.sizes == {MENTIONS: 400, ELSEWHERE: 0, UNMATCHED: 0}
    assert sitting.figures().recall.value == 1


def test_an_edited_post_about_nothing_can_be_answered_like_any_other(store, source):
    edited = FakeSource()
    for n in range(400):
        edited.edit(source.post("rain", author=f"a{n}"), "rain, true")
    run(edited, store)

    sitting = audited(store)
    answer_all(sitting, honest)

    assert sitting.figures().answered == len(sitting.sample.posts) >= 2
    assert not audited(store).waiting()


# Validate.


def test_validation_gives_the_figures_by_hand(full):
    sitting = validated(full)
    label = {"great": "positive", "awful": "negative", "calendar": "neutral"}
    answer_all(sitting, lambda text: next(v for k, v in label.items() if k in text))

    found = sitting.figures()

    assert found.answered == 60
    assert found.confusion["positive"] == {"negative": 0, "neutral": 0, "positive": 24}
    assert found.confusion["negative"] == {"negative": 24, "neutral": 0, "positive": 0}
    assert (found.accuracy.value, found.macro_f1, found.alpha) == (1, 1, 1)
    assert {share.name: share.corrected for share in found.shares} == pytest.approx(
        {"negative": 0.4, "neutral": 0.2, "positive": 0.4}
    )


def test_shares_of_the_whole_are_corrected_by_a_sample_of_it(full):
    sitting = validated(full, 20)
    answer_all(sitting, lambda text: "negative" if "great" in text else "neutral")

    found = sitting.figures()

    shares = {share.name: share for share in found.shares}
    assert found.drawn == 20
    assert shares["positive"].monitor == pytest.approx(24 / 60)
    assert shares["positive"].corrected == 0
    assert shares["negative"].corrected == pytest.approx(24 / 60)
    assert found.to_dict()["accuracy"]["few"]


def test_only_scored_originals_are_validated(store, source):
    source.post("365 days on netflix is great")
    source.post("365 days, netflix", language="pl")
    source.repost(source.written[0])
    run(source, store)

    (post,) = validated(store).sample.posts

    assert (post.native_id, post.group) == (source.written[0].native_id, "positive")


def test_a_position_is_read_from_the_text_and_left_out_where_that_is_gone(full):
    def read(text):
        return "opposes" if "awful" in text else "unclear"

    sitting = validated(full, question="position", read=read)
    answer_all(sitting, lambda text: "opposes" if "awful" in text else "supports")
    assert sitting.figures().confusion["supports"] == {"supports": 0, "opposes": 0, "unclear": 36}

    with driver(full.database.url) as connection:
        connection.execute("update post set text = null where text like '%awful%'")

    found = validated(full, question="position", read=read).figures()
    assert (found.answered, found.accuracy.value) == (36, 0)


def test_answers_stay_useful_where_the_text_is_gone(full):
    sitting = validated(full)
    answer_all(sitting, lambda text: "positive" if "great" in text else "negative")
    before = sitting.figures()

    with driver(full.database.url) as connection:
        connection.execute("update post set text = null")

    after = validated(full)
    assert after.figures() == before
    assert validated(full, by="second").sample.posts == ()
    assert after.words(after.sample.posts[0]) is None


def test_two_people_who_answer_for_the_same_posts_are_compared(full):
    first, second = validated(full, 40), validated(full, 40, by="second")
    assert first.sample == second.sample
    answer_all(first, lambda text: "positive" if "great" in text else "negative")
    assert second.agreement() == {}  # who has answered nothing agrees with nobody

    for post in second.waiting()[:20]:
        second.answer(post, first.given()[post.key])
    second.answer(second.waiting()[0], SKIPPED)

    assert second.agreement()["first"] == first.agreement()["second"]
    assert second.agreement()["first"].to_dict() == {"posts": 20, "alpha": 1.0}
