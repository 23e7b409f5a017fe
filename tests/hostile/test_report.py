"""What people read: the report in each of its forms, the mail, the chat, the picture, programs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from monitor.models import Event
from monitor.rehearse import Limit, Spike
from monitor.report.alerts import Alert, Quieting, of_silence, of_spike
from monitor.report.letters import LONGEST, Letter, of_alert, of_report, of_test
from monitor.report.render import for_markdown, render
from monitor.report.summary import Summary
from monitor.text import printable
from tests.hostile import checks
from tests.hostile.checks import Page
from tests.hostile.payloads import BY_NAME, HALVES, PAYLOADS, TOPIC_NAMES, each
from tests.hostile.watch import NOW
from tests.report.invented import DAY, LONDON
from tests.report.invented import SPIKE as TODAY_SO_FAR
from tests.report.test_render import hostile


def summary_of(text: str) -> Summary:
    """The text wherever text comes from outside; a petition's name is never that long."""
    told = hostile(text[:250])
    if len(text) <= 250:
        return told
    event, gaps = Event(DAY, text, text), tuple({**gap, "reason": text} for gap in told.gaps)
    return replace(told, title=text, demand=text, scorer=text, events=(event,), gaps=gaps)


PLAIN = summary_of("plain")
PAGE, MAIL = Page(render(PLAIN, "html")), Page(of_report(PLAIN, NOW).html)
SHOWN = {
    preset: checks.markdown_page(render(PLAIN, "md"), preset).elements
    for preset in ("commonmark", "gfm-like")
}
PARTS = {part.tag for part in checks.picture(render(PLAIN, "svg")).iter()}


@each(*HALVES)
def test_page_mail_and_chat_show_it_and_stay_what_they_are(text):
    letter = of_report(summary_of(text), NOW)
    page, mail = _page(letter), Page(letter.html)

    assert page.elements == PAGE.elements
    assert mail.elements == MAIL.elements
    assert not mail.links
    for read in (page, mail):
        assert printable(text) in read.text
        assert not checks.obeyed(read.text)
    assert_is_harmless(letter)
    assert_is_harmless(of_test(text))


def _page(letter: Letter) -> Page:
    assert letter.page is not None
    return Page(letter.page[1])


def assert_is_harmless(letter: Letter) -> None:
    """In a chat: it is no more than a chat takes, calls nobody and links nowhere."""
    assert checks.is_one_line(letter.title)
    assert not checks.calls(letter.title + letter.text)
    assert not checks.obeyed(letter.title + letter.text)
    assert len(letter.title) + len(letter.text) <= LONGEST


@each(*HALVES)
def test_so_does_markdown(text):
    assert_is_text_in_markdown(text, "gfm-like")


@pytest.mark.parametrize("text", [p.text for p in PAYLOADS if p.kind in ("markdown", "entities")])
def test_so_does_markdown_by_the_standard_alone(text):
    assert_is_text_in_markdown(text, "commonmark")


def assert_is_text_in_markdown(text: str, preset: str) -> None:
    written = render(summary_of(text), "md")
    page = checks.markdown_page(written, preset)

    assert page.elements == SHOWN[preset]
    assert _joined(" ".join(printable(text).split())) in _joined(page.text)
    assert not checks.links_itself(page.text)
    assert not checks.obeyed(written)


def _joined(text: str) -> str:
    """Without the marks that keep GitHub from making links."""
    return text.replace("\u2060", "")


@each(*HALVES)
def test_a_picture_is_sound_and_draws_nothing_else(text):
    told = checks.picture(render(summary_of(text), "svg"))

    assert {part.tag for part in told.iter()} <= PARTS
    assert not checks.obeyed("".join(told.itertext()))


@each()
def test_programs_are_told_it_as_it_is_and_terminals_nothing_that_they_obey(text):
    written = render(summary_of(text), "json")
    told = checks.json_of(written)

    assert told["title"] == text
    assert text[:250] in told["topics"]
    assert not checks.obeyed(written)


def test_no_name_of_a_topic_is_more_than_a_name():
    day = PLAIN.topics["plain"]
    plain = replace(PLAIN, topics={f"topic {n}": day for n, _ in enumerate(TOPIC_NAMES)})
    told = replace(PLAIN, topics=dict.fromkeys(TOPIC_NAMES, day))

    shown = Page(render(told, "html"))
    assert shown.elements == Page(render(plain, "html")).elements
    for name in TOPIC_NAMES:
        assert name in shown.text
    before, after = (checks.markdown_page(render(one, "md")) for one in (plain, told))
    assert before.elements == after.elements
    assert not checks.links_itself(after.text)
    assert list(checks.json_of(render(told, "json"))["topics"]) == list(TOPIC_NAMES)
    assert_is_harmless(of_report(told, NOW))


PIECES = [payload.text for payload in PAYLOADS if len(payload.text) < 100]
MIXED = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=4).map(
    "".join
)


@settings(max_examples=15)
@given(MIXED)
def test_nor_do_any_of_them_together(text):
    assume(for_markdown(text))
    told = summary_of(text)
    letter = of_report(told, NOW)

    assert _page(letter).elements == PAGE.elements
    assert Page(letter.html).elements == MAIL.elements
    for preset, elements in SHOWN.items():
        assert checks.markdown_page(render(told, "md"), preset).elements == elements
    assert {part.tag for part in checks.picture(render(told, "svg")).iter()} <= PARTS
    assert_is_harmless(letter)


SPIKE = Spike(True, posts=Limit(100, (60, 140), 200), by=("posts",))
QUIET = Quieting("spikes", 12, 24)


def alerts_of(text: str) -> list[Alert]:
    span = timedelta(hours=6)
    return [
        of_spike(text, text, TODAY_SO_FAR, SPIKE, LONDON, False, QUIET),
        of_silence(text, text, NOW - 2 * span, NOW, text, span, LONDON, QUIET),
    ]


def letters_of(text: str) -> list[Letter]:
    return [of_alert(alert.title, alert.sentences) for alert in alerts_of(text)]


@each(*HALVES)
def test_an_alert_is_words_alone(text):
    for letter, plain in zip(letters_of(text), letters_of("plain"), strict=True):
        page = Page(letter.html)
        assert page.elements == Page(plain.html).elements
        assert not checks.obeyed(page.text)
        assert_is_harmless(letter)


def test_the_corpus_is_large_and_every_text_is_another():
    assert len(PAYLOADS) >= 60
    assert len({payload.text for payload in PAYLOADS}) == len(PAYLOADS)
    assert len(BY_NAME) == len(PAYLOADS)
