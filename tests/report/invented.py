"""A day of figures, invented and built by hand."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from monitor.comparing import Change
from monitor.people import Mean, People, Share
from monitor.points import Point
from monitor.report.summary import Shared, Summary, TopicDay
from monitor.timeline import day_window

LONDON = ZoneInfo("Europe/London")
DAY = date(2020, 7, 2)
TODAY = day_window(DAY, LONDON)


def point(volume: int | None, ago: int = 0, **more: Any) -> Point:
    window = day_window(DAY - timedelta(days=ago), LONDON)
    known = {"volume": volume, "reposts": 0, "scored": volume, "unscored": 0, "coverage": 1.0}
    return Point(window.start, window.end, **((known if volume is not None else {}) | more))


def topic(today: Point, before: Point | None = None, **more: Any) -> TopicDay:
    values: dict[str, Any] = {
        "before": before or point(100, 1, authors=80, author_mean=-0.08, ci=(-0.12, -0.04)),
        "usual_volume": 414.0,
        "times": 3.1,
        "change": Change("fell", -0.13, (-0.19, -0.07), 0.975),
        "languages": {"en": 1200, "pl": 50, "other": 34},
        "sources": {"x": 1284},
        "wordings": 900,
    }
    return TopicDay(today=today, **(values | more))


def people(**more: Any) -> People:
    values: dict[str, Any] = {
        "voters": 1031,
        "positive": Share(310, 0.3007, (0.27, 0.33)),
        "negative": Share(619, 0.6004, (0.57, 0.63)),
        "without_copies": Mean(-0.18, (-0.22, -0.14), 760),
        "loudest": 11,
        "loudest_share": 0.1,
        "effective": 640,
        "without_loudest": Mean(-0.2, (-0.24, -0.16), 1020),
        "driven_by_few": False,
    }
    return People(**(values | more))


SPIKE = point(1284, authors=1031, author_mean=-0.21, ci=(-0.25, -0.17))


def summary(film: TopicDay | None = None, **more: Any) -> Summary:
    values: dict[str, Any] = {
        "title": "365 Days",
        "topics": {"film": film or topic(SPIKE), "petition": topic(point(None), point(None, 1))},
        "shared": Shared(87, 12, 70),
    }
    frame = (DAY, "Europe/London", TODAY.start, TODAY.end, "final", "vader 3.3.2")
    names = ("date", "tz", "start", "end", "state", "scorer")
    return Summary(**(values | dict(zip(names, frame, strict=True)) | more))
