from math import isclose, log, sqrt

from monitor.statistics.keywords import keywords


def test_a_score_is_the_log_odds_ratio_with_the_prior_in_units_of_its_error():
    said = {"duffy": 300, "film": 700}, {"film": 1000}
    (found,) = [w for w in keywords(*said) if w.word == "duffy"]

    # Worked by hand: the prior of duffy is 500 * 300 / 2000 = 75, of all words 500.
    here, there = log(375 / (1500 - 375)), log(75 / (1500 - 75))
    assert isclose(found.score, (here - there) / sqrt(1 / 375 + 1 / 75), rel_tol=1e-12)
    assert (found.here, found.there) == (300, 0)


def test_the_prior_is_worth_no_more_than_the_smaller_side():
    (found,) = [w for w in keywords({"duffy": 30, "film": 70}, {"film": 100}) if w.word == "duffy"]

    # Worked by hand: the prior is worth 100 words, that of duffy 100 * 30 / 200 = 15.
    here, there = log(45 / (200 - 45)), log(15 / (200 - 15))
    assert isclose(found.score, (here - there) / sqrt(1 / 45 + 1 / 15), rel_tol=1e-12)
    few = keywords({"duffy": 3, "film": 7}, {"film": 100})
    assert few == keywords({"duffy": 3, "film": 7}, {"film": 100}, 10)
    assert few != keywords({"duffy": 3, "film": 7}, {"film": 100}, 9)


def test_the_word_that_is_new_comes_first_and_common_words_tell_nothing():
    here = {"the": 400, "film": 300, "letter": 60, "rare": 1}
    there = {"the": 4000, "film": 3000, "letter": 10}
    ranked = keywords(here, there)

    assert ranked[0].word == "letter"
    assert {w.word: w.score > 2 for w in ranked} == {
        "letter": True, "rare": False, "film": False, "the": False,
    }  # fmt: skip


def test_where_one_word_is_all_that_is_said_nothing_breaks():
    assert [w.word for w in keywords({"film": 5}, {"film": 3})] == ["film"]


def test_beside_nothing_no_word_tells_anything():
    assert keywords({"film": 5}, {}) == keywords({}, {"film": 5}) == keywords({}, {}) == []
