"""The report's pages: what they say, and that text from outside stays text."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from monitor.comparing import Aftermath, Change
from monitor.models import Event, Signatures
from monitor.people import Mean
from monitor.position import PositionTotals
from monitor.report import words
from monitor.report.render import Format, for_markdown, render
from monitor.report.summary import EventAfter, Overlay, Summary
from monitor.text import printable
from monitor.why import Cell, Why
from tests.report.invented import DAY, SPIKE, TODAY, people, point, summary, topic


class Page(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", []))


def markdown_page(summary: Summary) -> Page:
    """As a viewer would make it that lets raw HTML through."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return Page(parser.render(render(summary, "md")))


def test_json_is_the_summary_and_nothing_else():
    assert json.loads(render(summary(), "json")) == json.loads(json.dumps(summary().to_dict()))


@pytest.mark.parametrize("form", ["html", "md", "json", "svg"])
def test_the_same_summary_gives_the_same_page(form: Format):
    turned = topic(SPIKE, languages={"other": 34, "pl": 50, "en": 1200})
    assert render(summary(), form) == render(summary(), form)
    if form in ("html", "md"):
        assert render(summary(turned), form) == render(summary(), form)


def test_the_page_calls_nothing_and_runs_nothing():
    elements = Page(render(summary(), "html")).elements
    assert not {"script", "iframe", "img", "object", "form", "base"} & {tag for tag, _ in elements}
    attributes = [(name, value or "") for _, attrs in elements for name, value in attrs]
    assert not [name for name, _ in attributes if name == "style" or name.startswith("on")]
    assert {value for name, value in attributes if name in ("href", "src")} == {"data:,"}


def test_the_policy_knows_the_one_style_sheet():
    html = render(summary(), "html")
    (css,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    known = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{known}'; img-src data:"
    assert ("content", policy) in Page(html).elements[3][1]


def test_there_is_one_chart_with_a_title_and_a_description():
    html = render(summary(), "html")
    assert html.count('<svg class="chart"') == 1
    assert 'role="img" aria-labelledby="chart-title chart-desc"' in html


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_is_invented_says_so(form: Format):
    assert "Every post behind this page is invented." in render(summary(invented=True), form)
    assert "is invented" not in render(summary(), form)


@pytest.mark.parametrize("form", ["html", "md"])
def test_unknown_is_a_dash_and_zero_is_zero(form: Format):
    page = render(summary(topic(point(0), languages={}, sources={}, wordings=0)), form)
    shown = " ".join(re.sub(r"<[^>]*>|\|", " ", page).split())
    before = "the day before: 100" if form == "html" else r"\(100\)"
    never = "the day before: —" if form == "html" else r"\(—\)"
    assert f"Posts 0 {before} — {never}" in shown


def test_others_come_last_however_many_they_are():
    page = render(summary(topic(SPIKE, languages={"other": 900, "en": 300})), "md")
    assert page.index("| English |") < page.index("| others, too few people each (not")


@pytest.mark.parametrize(
    ("languages", "is_told"), [({"other": 9}, False), ({"en": 9, "other": 3}, True)]
)
def test_a_language_that_is_read_is_never_called_unscored(
    languages: dict[str, int], is_told: bool
):
    page = render(summary(topics={"film": topic(SPIKE, languages=languages)}), "md")
    assert ("(not scored)" in page) == is_told


def test_a_gap_is_told_in_local_time():
    part = {
        "source": "x",
        "start": "2020-07-02T02:00:00+00:00",
        "end": "2020-07-02T03:30:00+00:00",
    }
    whole = {"start": TODAY.start.isoformat(), "end": TODAY.end.isoformat(), "source": "mastodon"}
    rest = {"reason": "rate limit", "fillable_until": "2020-07-09T03:30:00+00:00"}
    page = render(summary(gaps=(part | rest, whole | rest)), "md")
    assert "| X | 2 Jul, 03:00 to 04:30 | rate limit | 9 Jul, 04:30 |" in page
    assert "| Mastodon | the whole day |" in page


def test_nothing_known_still_makes_a_page():
    nothing = topic(point(None), point(None, 1), usual_volume=None, languages={}, sources={})
    for form in ("html", "md"):
        page = render(summary(topics={"film": nothing}), form)
        assert "The film was not watched on Thursday 2 July." in page


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_section_that_has_nothing_to_tell_is_left_out(form: Format):
    page = render(summary(), form)
    for name in ("Position beside tone", "Signatures", "After the events"):
        heading = re.compile(rf"^(<h2 .*>|## ){name}", re.MULTILINE)
        assert not heading.search(page)
        assert heading.search(render(hostile("plain"), form))


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_positions_are_about_stands_beside_them(form: Format):
    page = " ".join(render(replace(PLAIN, demand="remove the film"), form).split())
    assert "it supports or opposes the petition’s demand (remove the film), it is counted" in page
    assert "These are counts of posts that match, not of the public." in page
    unsaid = " ".join(render(replace(PLAIN, demand=None), form).split())
    assert "the petition’s demand, it is counted here" in unsaid
    assert json.loads(render(summary(demand="remove it"), "json"))["demand"] == "remove it"
    assert json.loads(render(summary(), "json"))["demand"] is None


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_came_after_an_event_is_never_said_to_come_because_of_it(form: Format):
    page = " ".join(render(hostile("plain"), form).split())
    assert "What differs came after the event; whether it came because of it, these fig" in page
    assert page.count("because of") == 1


def hostile(text: str) -> Summary:
    """The text everywhere that text comes from outside."""
    odd = replace(SPIKE, coverage_by_source={text: 1.0, "x": 0.9})
    refused, cells = Change(f"not comparable: {text}"), (Cell(text, 20, 0.2, 0.0),)
    film = topic(
        odd,
        languages={text: 3},
        sources={text: 3},
        change=refused,
        usual_change=refused,
        why=Why((20, 90), cells, cells, cells, ((30, 20),), (0.5, 0.4)),
        overlay=Overlay(text, 3, Mean(0.1, None, 12)),
        people=people(),
        position=PositionTotals(20, 10, 70, 100),
    )
    event = Event(DAY, text, text)
    after = {
        text: Aftermath(3, 60.0, 120.0, 2.0, (1.5, 2.5), 0.95, refused),
        "film": Aftermath(0, 0.0, 0.0, None, None, 0.95, refused),
    }
    bounds = {"start": TODAY.start.isoformat(), "end": TODAY.end.isoformat()}
    return summary(
        title=text,
        scorer=text,
        topics={text: film},
        demand=text,
        events=(event,),
        milestones=(event,),
        signatures=(
            Signatures(_name(text), TODAY.start, 3_500, "reported", _name(text)),
            Signatures(_name(text), TODAY.end, 4_500, "observed", _name(text)),
        ),
        after=(EventAfter(event, (event,), after),),
        gaps=({"source": text, "reason": text, "fillable_until": None} | bounds,),
    )


def _name(text: str) -> str:
    """What a petition may be called: one line that can be read, and never blank."""
    return "".join(char for char in text if char.isprintable()).strip() or "petition"


PLAIN = hostile("plain")
HOSTILE = st.text(min_size=1, max_size=60) | st.lists(
    st.sampled_from(
        ["<script>", "<b onx=1", "</style>", '"', "'", "&lt;", "{{", "-->", "<!--", "*", "_", "`",
         "~~", "[a](b)", "![a](b)", "|", "\n", "\n\n# ", "\n- ", "\\", "    ", "1. ", "> ", "***",
         "http://a.example", "www.a.example", "@ann", "\u202e", "\x1b[31m", "&#60;", "a", " "]
    ),
    min_size=1,
    max_size=8,
).map("".join)  # fmt: skip


@pytest.mark.fault("F33")
@given(HOSTILE)
def test_text_from_outside_never_becomes_markup(text: str):
    assume(printable(text).strip() and text not in (*words.LANGUAGES, *words.PLATFORMS, "film"))
    page = Page(render(hostile(text), "html"))
    assert page.elements == Page(render(PLAIN, "html")).elements
    assert printable(text) in page.text


@given(HOSTILE)
def test_text_from_outside_never_becomes_part_of_the_picture(text: str):
    picture = fromstring(render(hostile(text), "svg"))  # as strict as XML is
    known = {part.tag for part in fromstring(render(PLAIN, "svg")).iter()}
    assert {part.tag for part in picture.iter()} <= known
    assert not [name for part in picture.iter() for name in part.attrib if name.startswith("on")]


@pytest.mark.fault("F33")
@given(HOSTILE)
def test_text_from_outside_never_becomes_markdown(text: str):
    assume(for_markdown(text) and text not in (*words.LANGUAGES, *words.PLATFORMS, "film"))
    page = markdown_page(hostile(text))
    assert page.elements == markdown_page(PLAIN).elements
    assert " ".join(printable(text).split()) in page.text.replace("\u2060", "")


@pytest.mark.fault("F33")
@pytest.mark.parametrize("form", ["html", "md"])
def test_marks_that_turn_the_writing_around_are_dropped(form: Format):
    page = render(hostile("a\u202eb\u2066c\x9b31m\x00d"), form)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)


@pytest.mark.parametrize(
    "text", ["@ann", "ann@a.example", "http://a.example", "www.a.example", "#1"]
)
def test_markdown_names_and_links_nobody(text: str):
    """GitHub reads names, links and numbers of issues from the text that is shown."""
    shown = re.sub(r"\\(.)", r"\1", for_markdown(text))
    assert not re.search(r"@\w|https?://|www\.|#\d", shown)
