from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.config.lint import lint
from tests.config.test_load import SMALLEST, WHOLE


def remarks(path: Path) -> list[str]:
    return [str(remark) for remark in lint(load_config(path))]


def test_the_watch_that_is_shipped_is_in_order_without_a_remark():
    assert remarks(Path(__file__).parents[2] / "config.yaml") == []


def test_the_shipped_watch_follows_the_film_the_petition_and_three_events():
    config = load_config(Path(__file__).parents[2] / "config.yaml")

    assert [topic.name for topic in config.topics] == ["film", "petition"]
    assert {str(event.on) for event in config.events} >= {"2020-06-07", "2020-07-02"}
    assert any("70,000" in event.label for event in config.events)
    assert all(topic.context for topic in config.topics)


def test_what_this_version_does_not_do_yet_is_said(written):
    assert remarks(written(WHOLE)) == [
        "line 15: topics.petition.links.0: is the example. Put the petition's in",
        "line 18: sources.mastodon: nothing is collected from it in this version. "
        "Leave it; a later version reads it",
        "line 19: sources.bluesky: nothing is collected from it in this version. "
        "Leave it; a later version reads it",
        "line 25: privacy.retain_text_days: nothing is pruned in this version: texts stay until "
        "you delete the database. Leave it; a later version reads it",
    ]


@pytest.mark.parametrize("x", ["", "{}", "{budget: {}}", "{only: 'lang:en'}"])
def test_a_source_that_costs_money_without_a_budget_is_remarked(written, x):
    text = SMALLEST.replace("[cuties]", "[the cuties]")

    assert remarks(written(f"{text}sources:\n  x: {x}\n")) == [
        "line 4: sources.x: no budget is given: at most $1 a day and $20 a month are spent. "
        "Write budget: {daily_usd: 1, monthly_usd: 20}, or what you can afford"
    ]


@pytest.mark.parametrize("budget", ["{daily_usd: 0}", "{monthly_usd: 5}"])
def test_a_budget_of_any_kind_is_enough(written, budget):
    text = SMALLEST.replace("[cuties]", "[the cuties]")

    assert remarks(written(f"{text}sources: {{x: {{budget: {budget}}}}}\n")) == []


def test_a_link_that_names_a_whole_site_is_remarked(written):
    text = SMALLEST.replace("[cuties]", "[the cuties], links: [change.org, 'change.org/p/']")

    assert [r.split(": ")[1] for r in remarks(written(text))] == [
        "topics.film.links.0",
        "topics.film.links.1",
    ]


def test_a_single_word_without_context_is_remarked(written):
    assert "counts wherever it stands" in remarks(written(SMALLEST))[0]


@pytest.mark.parametrize("cut", ["cuties film", "cuties f*", "'[big|cuties] film'"])
def test_a_phrase_that_an_exclusion_cuts_up_is_remarked(written, cut):
    text = SMALLEST.replace("[cuties]", f"['[a|the] cuties film'], exclude: [{cut}]")

    assert "topics.film.phrases: can never be found" in remarks(written(text))[0]
