"""The commands estimate and gaps."""

import re
from itertools import pairwise

import pytest


def test_an_estimate_counts_what_is_there_and_costs_a_little_itself(monitor, live, x, posts):
    ran = monitor("estimate", "--since", "2026-03-26T09:00", "--json")

    assert (ran.code, ran.json) == (
        0,
        {
            "estimates": [
                {
                    "source": "x",
                    "start": "2026-03-26T08:00:00+00:00",
                    "end": "2026-03-26T11:59:30+00:00",
                    "posts": 31,
                    "posts_usd": 0.155,
                    "call_usd": 0.005,
                }
            ]
        },
    )
    assert {seen.path for seen in x.requests} == {"/2/tweets/counts/recent"}
    told = monitor("estimate", "--since", "2026-03-26T09:00").out
    assert told == (
        "x: about 31 posts from 2026-03-26 09:00 to 2026-03-26 12:59, $0.155 to read; "
        "this answer cost $0.005\n"
    )
    assert monitor("status", "--json").json["sources"]["x"]["spent_today_usd"] == 0.01


@pytest.mark.parametrize(
    ("step", "code"),
    [("401", 4), ("402", 5), ("400 no", 2), ("404", 75), ("429 reset=+60", 75), ("ok", 0)],
)
def test_an_estimate_that_is_refused_ends_with_the_same_codes(monitor, live, x, step, code):
    x.script(step)

    ran = monitor("estimate", "--json")

    assert ran.code == code
    assert bool(ran.out) == (code == 0)


def test_an_estimate_asks_nothing_without_money_or_token(monitor, live, x, monkeypatch):
    live.write(sources="{x: {budget: {daily_usd: 0.004}}}")
    assert monitor("estimate").code == 5

    monkeypatch.delenv("X_BEARER_TOKEN")
    ran = monitor("estimate", "--json")
    assert (ran.code, ran.json, x.requests) == (4, {"estimates": []}, [])


def test_gaps_are_told_with_their_reason_and_until_when_they_can_be_filled(monitor, live, posts):
    assert monitor("gaps").out == "No gaps.\n"
    monitor("collect", "--max-posts", "10")

    ran = monitor("gaps", "--json")

    (gap,) = ran.json["gaps"]
    assert (ran.code, list(gap)) == (0, ["source", "start", "end", "reason", "fillable_until"])
    assert (gap["source"], gap["reason"]) == ("x", "--max-posts")
    assert gap["start"] == "2026-03-19T12:15:00+00:00"
    assert gap["fillable_until"][:10] == "2026-04-02"
    told = monitor("gaps").out
    assert re.search(r"x +2026-03-19 13:15 +2026-03-26 \d\d:\d\d +--max-posts +2026-04-02", told)


def test_a_gap_that_is_filled_is_no_gap_any_more(monitor, live, posts):
    monitor("collect", "--max-posts", "10")

    filled = monitor("collect", "--since", "6d", "--json")

    assert sum(run["new"] for run in filled.json["runs"]) == 21
    gaps = monitor("gaps", "--json").json["gaps"]
    assert [gap["end"] for gap in gaps] == ["2026-03-20T12:00:00+00:00"]


@pytest.mark.fault("F8")
def test_time_that_x_has_forgotten_is_a_gap_for_ever(monitor, live):
    monitor("collect")
    live.at("2026-04-05T12:00")
    monitor("collect")

    gaps = monitor("gaps", "--json").json["gaps"]
    assert (gaps[0]["reason"], gaps[0]["fillable_until"]) == ("not running", None)
    assert gaps[0]["start"][:16] == "2026-03-26T12:00"
    assert gaps[-1]["end"] == "2026-03-29T12:15:00+00:00"
    assert "not any more" in monitor("gaps").out


def test_gaps_stand_in_order_and_do_not_overlap(monitor, live, posts):
    monitor("collect", "--max-posts", "10")
    live.at("2026-04-05T12:00")
    monitor("collect")

    gaps = monitor("gaps", "--json").json["gaps"]

    assert len(gaps) >= 2
    assert all(a["end"] <= b["start"] for a, b in pairwise(gaps))
