"""A day's figures as a page of HTML, Markdown or JSON: the same figures, the same bytes.

What comes from outside (the title, names, labels, reasons) is hostile text. It
enters a page only in `page`, through the sink of that page; the templates
never see the summary itself.
"""

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.models import Format
from monitor.report import charts
from monitor.report.page import history_of, numbered, page
from monitor.report.summary import Summary
from monitor.text import printable

_NAME_ON_CHART = 16
"""Characters of a topic's name that fit beside the word "posts" on a phone."""
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LINKS_ITSELF = re.compile(r"(?<=@)|(?<=#)(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where GitHub turns text into a link or a mention even behind a backslash."""
_WORD_JOINER = "\u2060"


def render(summary: Summary, form: Format) -> str:
    """The page; it depends on the summary alone."""
    if form == "json":
        figures = summary.to_dict()
        return json.dumps(figures, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if form == "md":
        return (
            _templates(html=False).get_template("report.md.j2").render(page(summary, for_markdown))
        )
    css = _css()
    return (
        _templates(html=True)
        .get_template("report.html.j2")
        .render(
            page(summary, for_html),
            css=css,
            css_hash=_hash(css),
            chart=_chart(summary),
            left=charts.LEFT,
            right=charts.RIGHT,
        )
    )


def for_html(text: str) -> str:
    """One printable line; the template's autoescape does the rest."""
    return printable(text)


def for_markdown(text: str) -> str:
    """One printable line with every punctuation mark escaped, linking to nothing."""
    line = " ".join(printable(text).split())
    return _PUNCTUATION.sub(r"\\\1", _LINKS_ITSELF.sub(_WORD_JOINER, line))


@cache
def _templates(*, html: bool) -> Environment:
    """Jinja escapes for HTML only; in Markdown the sink has done all of it."""
    return Environment(
        loader=PackageLoader("monitor.report"),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _css() -> str:
    return files("monitor.report").joinpath("templates", "style.css").read_text("utf-8")


def _hash(css: str) -> str:
    """What the page's policy knows its one style sheet by."""
    return "sha256-" + b64encode(sha256(css.encode()).digest()).decode()


def _chart(summary: Summary) -> charts.Chart:
    days = summary.topics.items()
    series = [charts.Series(_short(for_html(name)), history_of(day)) for name, day in days]
    events = [event.on for _, event in numbered(summary)]
    return charts.draw(series, events, ZoneInfo(summary.tz))


def _short(name: str) -> str:
    return name if len(name) <= _NAME_ON_CHART else name[: _NAME_ON_CHART - 1] + "…"
