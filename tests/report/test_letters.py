"""A mail that mail programs can show, a chat's few lines: the page's own sentences."""

import re
from dataclasses import replace

import pytest

from monitor.pages import environment
from monitor.report.letters import INVENTED, LONGEST, for_chat, of_alert, of_report
from monitor.report.page import page
from monitor.report.render import for_html, render
from tests.fakes import NOW
from tests.report.invented import summary

HOSTILE = (
    "<script>alert(1)</script> @everyone <!channel> @here [a](https://evil.example) "
    "www.evil.example"
)


def told(**more):
    return of_report(replace(summary(), **more), NOW)


def test_a_mail_holds_nothing_that_mail_programs_drop_or_fetch():
    html = told().html

    assert not re.search(r"<(style|svg|img|link|script|a)\b|url\(|https?:|src=|@import", html)
    assert html.count('style="') > 20
    assert len(html) < 30_000


def test_a_mail_tells_each_topic_s_sentence_its_key_figures_and_where_the_rest_is():
    made, letter = page(summary(), for_html), told()
    text = _text(letter.html)

    for topic in made["topics"]:
        assert topic.headline in text
    for label in ("Posts", "reposts", "People", "Tone, one vote each", "95% interval", "Coverage"):
        assert f">{label}</th>" in letter.html
    assert "Content note" in text
    assert "nobody is quoted" in text
    assert f"is attached: {summary().date}.html" in text
    assert letter.page == (f"{summary().date}.html", render(summary(), "html"))


def _text(html: str) -> str:
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("invented", [False, True])
def test_that_posts_are_invented_is_said_in_every_form(invented):
    letter = told(invented=invented)

    assert (INVENTED in letter.text) == invented
    assert ("behind these figures is invented" in letter.html) == invented


def test_a_chat_is_told_the_headlines_and_no_more_than_it_takes():
    letter = told()

    for topic in page(summary(), for_chat)["topics"]:
        assert topic.headline in letter.text
    assert len(letter.title) + len(letter.text) <= LONGEST
    many = {f"topic {n}": day for n in range(40) for day in summary().topics.values()}
    letter = told(topics=many, title="365 Days " * 40)
    assert len(letter.title) + len(letter.text) <= LONGEST
    assert re.search(r"\n\n… and \d+ more\.\n\n", letter.text)


def test_a_hostile_name_is_words_and_nothing_else():
    topics = dict(zip([HOSTILE, f"{HOSTILE} 2"], summary().topics.values(), strict=False))
    letter = told(title=HOSTILE, topics=topics)

    for said in (letter.title, letter.text):
        for call in ("@everyone", "@here", "<", ">", "://", "evil.example"):
            assert call not in said
    assert "<script" not in letter.html
    assert "everyone" in letter.text


def test_an_alert_is_the_same_in_every_form():
    letter = of_alert("365 Days: “film” stands out", ["30 posts.", "Why & how <b>."])

    assert letter.text == "30 posts.\n\nWhy & how <b>."
    assert "Why &amp; how &lt;b&gt;." in letter.html
    assert letter.page is None


def test_the_templates_are_all_escaped():
    for name in ("letter.html.j2", "alert.html.j2"):
        source = environment("monitor.report", html=True).loader.get_source(
            environment("monitor.report", html=True), name
        )[0]
        assert "safe" not in source
