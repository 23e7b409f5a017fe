"""Real archives against a reference that reads the files by itself.

The reference knows one word, English tags and vaderSentiment; it shares no
code with the monitor.
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor import open_monitor

WATCH = """title: Another film
topics:
  the: {phrases: [the]}
  you: {phrases: [you], context: [is, are]}
scoring: {prepare: false, mask_title: false}
privacy: {min_authors: 1}
"""
ZONES = (
    "UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu",
    "Pacific/Chatham", "Australia/Lord_Howe", "America/St_Johns",
)  # fmt: skip
ANALYZER = SentimentIntensityAnalyzer()


@dataclass
class Day:
    """What a day should hold."""

    volume: int = 0
    reposts: int = 0
    compounds: list[float] = field(default_factory=list)


def answers(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue


def newest_versions(folder: Path) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By its first id, each post in its newest version, with what was included."""
    posts: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for answer in answers(folder):
        data = answer.get("data", [])
        included = {t["id"]: t for t in answer.get("includes", {}).get("tweets", [])}
        for post in data if isinstance(data, list) else [data]:
            key = post.get("edit_history_tweet_ids", [post.get("id")])[0]
            if "text" in post and int(post["id"]) >= int(posts.get(key, [{"id": 0}])[0]["id"]):
                posts[key] = (post, included)
    return posts


def expected(folder: Path, zone: str) -> dict[str, Day]:
    days: dict[str, Day] = defaultdict(Day)
    for key, (post, included) in newest_versions(folder).items():
        repeats = [r["id"] for r in post.get("referenced_tweets", []) if r["type"] == "retweeted"]
        text = included[repeats[0]]["text"] if repeats and repeats[0] in included else post["text"]
        words = re.findall(r"[^\W_]+", re.sub(r"https?://\S+", "", html.unescape(text)).lower())
        if "the" not in words:
            continue
        moment = datetime.fromisoformat(post["created_at"])
        if key != post["id"]:
            moment = datetime.fromtimestamp(((int(key) >> 22) + 1288834974657) / 1000, UTC)
        day = days[moment.astimezone(ZoneInfo(zone)).date().isoformat()]
        day.volume += 1
        day.reposts += bool(repeats)
        if not repeats and post.get("lang") == "en":
            day.compounds.append(ANALYZER.polarity_scores(post["text"])["compound"])
    return days


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("recorded") / "config.yaml"
    path.write_text(WATCH, "utf-8")
    with open_monitor(path) as monitor:
        for file in sorted((shared / "x_api_v2" / "twarc2").glob("*.jsonl")):
            monitor.import_file(file)
        yield monitor


def test_importing_again_adds_nothing(filled, shared):
    outcomes = [
        filled.import_file(file) for file in (shared / "x_api_v2" / "twarc2").glob("*.jsonl")
    ]

    assert {(o.new, o.updated) for o in outcomes} == {(0, 0)}


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_of_every_zone_agrees_with_a_plain_count(filled, shared, zone):
    days = expected(shared / "x_api_v2" / "twarc2", zone)

    points = filled.trend("the", "2006-01-01", "2026-01-01", by="day", tz=zone)

    known = {
        point.start.astimezone(ZoneInfo(zone)).date().isoformat(): point
        for point in points
        if point.volume
    }
    assert known.keys() == days.keys()
    for name, day in days.items():
        point = known[name]
        assert (point.volume, point.reposts, point.scored) == (
            day.volume,
            day.reposts,
            len(day.compounds),
        )
        if day.compounds:
            mean = sum(day.compounds) / len(day.compounds)
            assert point.mean_compound == pytest.approx(mean, abs=1e-9)
        else:
            assert point.mean_compound is None
