"""The report as it is opened: a file, in a real browser, by whoever reads it and however."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="install .ci/requirements.txt")
pytest.importorskip("axe_playwright_python", reason="install .ci/requirements.txt")

from monitor.report.letters import of_report
from monitor.report.render import render
from monitor.report.summary import Summary
from tests.browser import pdf
from tests.browser.visit import WIDTHS
from tests.hostile.payloads import PAYLOADS
from tests.hostile.watch import NOW
from tests.report.test_render import hostile

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("browser")]
REPORTS = ("2020-07-10", "2020-W28")
DAILY, WEEKLY = REPORTS
DARK = {"color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
_CUT = """() => [...document.querySelectorAll("h1, h2, p, li, dd, figcaption, summary")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && !one.classList.contains("spoken")
    && !one.closest(".spoken") && getComputedStyle(one).display !== "inline")
  .map((one) => one.textContent.slice(0, 60))"""


@pytest.fixture
def report(demo) -> str:
    return address(demo, DAILY)


@pytest.fixture(params=REPORTS)
def each(request, demo) -> str:
    return address(demo, request.param)


def address(demo: Path, name: str) -> str:
    return (demo / "reports" / f"{name}.html").as_uri()


def test_it_asks_for_nothing_but_itself_and_has_nothing_to_complain_of(visit, each):
    one = visit()
    one.open(each)

    assert one.requests == [each]
    assert one.said == []
    assert one.overflow() == 0


@pytest.mark.parametrize(
    ("name", "options", "media"),
    [
        (DAILY, {}, "screen"),
        (DAILY, DARK, "screen"),
        (DAILY, PHONE, "screen"),
        (DAILY, {}, "print"),
        (WEEKLY, PHONE | DARK, "screen"),
    ],
    ids=str,
)
def test_everybody_can_read_it(visit, demo, name, options, media):
    one = visit(**options)
    page = one.open(address(demo, name))
    page.emulate_media(media=media)

    assert one.violations() == []
    assert one.overflow() == 0


def test_nothing_is_wider_than_the_window(visit, each):
    one = visit()
    page = one.open(each)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert one.overflow() == 0, width
        assert page.evaluate(_CUT) == [], width


def test_what_is_folded_opens_by_the_keyboard(visit, report):
    one = visit()
    page = one.open(report)
    summary = page.locator("details > summary").first
    is_open = "one => one.parentElement.open"
    summary.focus()

    for key, opened in (("Enter", True), ("Space", False), ("Space", True)):
        page.keyboard.press(key)
        assert summary.evaluate(is_open) is opened


def test_tab_goes_from_top_to_bottom_and_shows_where_it_is(visit, report):
    one = visit(viewport={"width": 390, "height": 844})
    one.open(report)
    stops = one.focused()

    assert len(stops) > 5
    assert [stop["place"] for stop in stops] == sorted(stop["place"] for stop in stops)
    for stop in stops:
        assert stop["visible"], stop
        assert stop["marked"], stop
        assert stop["name"] or stop["text"], stop


def test_nothing_moves(visit, report):
    for wish in ("reduce", "no-preference"):
        one = visit(reduced_motion=wish)
        one.open(report)
        assert one.moving() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_the_chart_to_be_seen(visit, report, scheme):
    one = visit(forced_colors="active", color_scheme=scheme)
    page = one.open(report)
    found = page.evaluate(
        """() => {
          const at = (one) => one && getComputedStyle(one);
          const chart = document.querySelector("svg.chart");
          return {
            paper: at(document.body).backgroundColor,
            bar: at(chart.querySelector(".whole")).fill,
            line: at(chart.querySelector(".line")).stroke,
            text: at(chart.querySelector("text")).fill,
            numeral: at(chart.querySelector(".numeral")).fill,
            mark: at(chart.querySelector(".mark")).fill,
          };
        }"""
    )

    for name in ("bar", "line", "text"):
        assert contrast(found[name], found["paper"]) >= 3, (name, found)
    assert contrast(found["numeral"], found["mark"]) >= 4.5, found


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it, of two colours as the browser tells them."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_it_can_be_printed(visit, each):
    one = visit()
    page = one.open(each)
    headlines = page.locator(".lead").all_inner_texts()
    title = page.locator("h1").inner_text()

    printed = page.pdf(format="A4")

    drawn = pdf.letters(printed)
    assert 2 <= pdf.pages(printed) <= 8
    assert "".join(title.split()) in drawn
    assert len(headlines) == 2
    for headline in headlines:
        assert "".join(headline.split()) in drawn
    assert "Methodandlimits" in drawn


def test_the_picture_is_one(visit, demo):
    there = (demo / "picture.svg").as_uri()
    one = visit(viewport={"width": 900, "height": 1400})
    page = one.open(there)

    assert one.requests == [there]
    assert one.said == []
    assert page.evaluate("document.documentElement.localName") == "svg"
    outside = page.evaluate(
        """() => [...document.querySelectorAll("text")].filter((one) => {
          const frame = one.getBoundingClientRect();
          const whole = document.documentElement.getBoundingClientRect();
          return frame.left < whole.left - 1 || frame.right > whole.right + 1;
        }).map((one) => one.textContent)"""
    )
    assert outside == []


# What is hostile


def summary_of(texts: list[str]) -> Summary:
    """All these in one report: in its title, as events and gaps; the first ones as topics."""
    told = [hostile(text[:250]) for text in texts]
    topics = {name: day for one in told[:6] for name, day in one.topics.items()}
    return replace(
        told[0],
        title=" ".join(texts)[:5_000],
        topics=topics,
        events=tuple(event for one in told for event in one.events),
        gaps=tuple(gap for one in told for gap in one.gaps),
        signatures=tuple(count for one in told[:6] for count in one.signatures),
        after=told[0].after,
    )


@pytest.mark.parametrize("first", range(5))
def test_no_hostile_text_runs_or_is_stopped_by_the_policy_alone(visit, tmp_path, first):
    told = summary_of([payload.text for payload in PAYLOADS[first::5]])
    pages = {
        "page.html": render(told, "html"),
        "mail.html": of_report(told, NOW).html,
        "picture.svg": render(told, "svg"),
    }
    one = visit()
    for name, page in pages.items():
        one.open(_kept(tmp_path / name, page))
        assert not one.ran

    assert one.said == []
    assert one.requests == [(tmp_path / name).as_uri() for name in pages]


def _kept(path: Path, page: str) -> str:
    path.write_text(page, "utf-8")
    return path.as_uri()


def test_whatever_ran_would_be_seen(visit, tmp_path):
    """The tests above can fail."""
    one = visit()
    one.open(_kept(tmp_path / "bad.html", "<script>window.ran = 1; alert('it ran')</script>"))
    assert one.ran
    assert one.said == ["dialog: it ran"]

    stopped = visit()
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    stopped.open(_kept(tmp_path / "stopped.html", f"{policy}<script>window.ran = 1</script>"))
    assert not stopped.ran
    assert "Content Security Policy" in stopped.said[0]
