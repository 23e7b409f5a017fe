"""What people are sent: a mail with the page, a short text for chats, figures for programs.

The sentences are those of the page. What comes from outside passes the sink of
the mail's page or of the chats: there no name becomes a link, and none calls
anybody.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.pages import environment
from monitor.report.page import page
from monitor.report.render import for_html, render
from monitor.report.summary import Summary
from monitor.text import printable

LONGEST = 1_500
"""Characters that a chat is sent, the title among them."""
_LONGEST_TITLE, _LONGEST_NAME = 120, 80
_KEY_FIGURES = ("Posts", "reposts", "People", "Tone, one vote each", "95% interval", "Coverage")
_CALLS = re.compile(r"(?<=[@#])|(?<=:)(?=//)|(?<=\w)(?=\.\w)")
"""Where chats see a call to everybody, or a link."""
_WORD_JOINER = "\u2060"
_ANGLES = str.maketrans("<>", "‹›")
NOTE = "Totals of posts that match, not of the public. Nobody is quoted."
INVENTED = "Every post behind these figures is invented."


@dataclass(frozen=True, slots=True)
class Letter:
    """One message in all the forms that services take."""

    title: str
    text: str
    """For chats, and for whatever else takes words alone."""
    html: str
    """For mail: nothing in it is fetched from anywhere."""
    page: tuple[str, str] | None = None
    """Name and content of what a mail brings along."""
    figures: Mapping[str, Any] | None = None
    """For programs."""


def for_chat(text: str) -> str:
    """One printable line of moderate length that calls nobody and links nowhere."""
    line = " ".join(printable(text).split()).translate(_ANGLES)
    line = line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"
    return _CALLS.sub(_WORD_JOINER, line)


def of_report(summary: Summary, now: datetime) -> Letter:
    """A day's report. `now` stands in the figures: a later one may tell others."""
    told = page(summary, for_chat)
    name = f"{told['date']}.html"
    title = _title(f"{told['title']}, {told['day']}")
    html = _filled("letter.html.j2", **page(summary, for_html), keys=_KEY_FIGURES, file=name)
    figures = summary.to_dict() | {"sent_at": now.isoformat()}
    return Letter(title, _short(told, name, title), html, (name, render(summary, "html")), figures)


def _short(told: Mapping[str, Any], file: str, title: str) -> str:
    state = f"{told['state']}, revision {told['revision']}"
    end = f"{NOTE} The page with all figures ({state}): {file}, in the report folder."
    begin = [INVENTED] if told["invented"] else []
    topics = [topic.headline for topic in told["topics"]]
    topics += [told["together"]] if told["together"] else []
    room = LONGEST - len(title) - len("\n\n".join(["", *begin, "… and 99 more.", end, ""]))
    return "\n\n".join([*begin, *_fitting(topics, room), end])


def _fitting(paragraphs: Sequence[str], room: int) -> list[str]:
    """As many whole paragraphs as there is room for, and how many are left out."""
    kept: list[str] = []
    for paragraph in paragraphs:
        room -= len(paragraph) + 2
        if room < 0:
            return [*kept, f"… and {len(paragraphs) - len(kept)} more."]
        kept.append(paragraph)
    return kept


def of_alert(title: str, sentences: Sequence[str]) -> Letter:
    """An alert: a few sentences, the same for everybody; what they name has been through
    `for_chat` already."""
    html = _filled("alert.html.j2", title=title, sentences=sentences)
    return Letter(_title(title), "\n\n".join(sentences), html, figures={"alert": list(sentences)})


def of_test(title: str) -> Letter:
    """What `monitor notify --test` sends."""
    said = "This is a test: what the monitor sends arrives here. There is nothing to do."
    return of_alert(f"{for_chat(title)}: a test of the monitor", [said])


def _title(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def _filled(template: str, **values: Any) -> str:
    return environment("monitor.report", html=True).get_template(template).render(**values)
