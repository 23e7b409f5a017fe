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

from monitor.models import Format
from monitor.pages import Template, environment
from monitor.report import picture
from monitor.report.drawing import chart_of, stands
from monitor.report.page import page
from monitor.report.summary import Summary
from monitor.text import harmless_json, printable

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LINKS_ITSELF = re.compile(
    r"(?<=@)|(?<=#)(?=\d)|(?<=\bGH-)(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE
)
"""Where GitHub turns text into a link or a mention even behind a backslash."""
_WORD_JOINER = "\u2060"


def render(summary: Summary, form: Format) -> str:
    """The page; it depends on the summary alone."""
    if form == "json":
        figures = summary.to_dict()
        told = json.dumps(figures, ensure_ascii=False, indent=2, allow_nan=False)
        return harmless_json(told) + "\n"
    if form == "md":
        return _template("report.md.j2", html=False).render(page(summary, for_markdown))
    if form == "svg":
        words, chart = page(summary, for_html), chart_of(summary, for_html, picture.LOOK)
        placed = picture.picture_of(words, chart)
        return _template("picture.svg.j2", html=True).render(words, picture=placed, chart=chart)
    css = _css()
    return _template("report.html.j2", html=True).render(
        page(summary, for_html),
        css=css,
        css_hash=_hash(css),
        chart=chart_of(summary, for_html),
        stands=stands(summary, for_html),
    )


def for_html(text: str) -> str:
    """One printable line; the template's autoescape does the rest."""
    return printable(text)


def for_markdown(text: str) -> str:
    """One printable line with every punctuation mark escaped, linking to nothing."""
    line = " ".join(printable(text).split())
    return _PUNCTUATION.sub(r"\\\1", _LINKS_ITSELF.sub(_WORD_JOINER, line))


def _template(name: str, *, html: bool) -> Template:
    return environment("monitor.report", "monitor.charts", html=html).get_template(name)


@cache
def _css() -> str:
    return files("monitor.report").joinpath("templates", "style.css").read_text("utf-8")


def _hash(css: str) -> str:
    """What the page's policy knows its one style sheet by."""
    return "sha256-" + b64encode(sha256(css.encode()).digest()).decode()
