"""The dashboard as people use it: by mouse, by keys, by touch, without a script."""

import re

import pytest

pytest.importorskip("playwright", reason="install .ci/requirements.txt")
pytest.importorskip("axe_playwright_python", reason="install .ci/requirements.txt")

from tests.browser.visit import WIDTHS

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("browser")]
DARK = {"color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
WEEK = "?topic=film&since=2020-06-30&until=2020-07-07&by=day"
PAGES = (WEEK, "reports", "events", "gaps", "runs", "spend")
REPORT = "reports/2020-07-10"


@pytest.fixture
def trends(visit, asked):
    """`trends(path, **options)`: the page of the trends, opened; nothing may go wrong on it."""
    begun = []

    def begin(path: str = WEEK, **options):
        begun.append(visit(**options))
        begun[-1].open(asked.url + path)
        return begun[-1], begun[-1].page

    yield begin
    for one in begun:
        assert one.said == []
        assert one.foreign(asked.url) == []


@pytest.mark.parametrize(
    ("path", "options"),
    [
        *((path, {}) for path in PAGES),
        ("", DARK),
        ("", PHONE),
        ("reports", PHONE | DARK),
    ],
    ids=str,
)
def test_everybody_can_use_every_page(trends, path, options):
    one, page = trends(path, **options)
    assert page.title()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    assert one.violations() == []
    assert one.overflow() == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window(trends, width):
    one, page = trends("", viewport={"width": width, "height": 800})
    assert one.overflow() == 0
    for name in ("Events", "Runs", "Spend", "Reports") if width == min(WIDTHS) else ():
        page.get_by_role("link", name=name, exact=True).first.click()
        assert one.overflow() == 0, name


def test_topic_time_and_steps_are_chosen_with_the_form(trends):
    _, page = trends("")
    page.get_by_label("Topic").select_option("petition")
    page.get_by_label("Steps").select_option("week")
    page.get_by_role("button", name="Show").click()

    assert "topic=petition" in page.url
    assert "by=week" in page.url
    tables = page.locator("table[data-topic]")
    assert tables.evaluate_all("all => all.map((one) => one.dataset.topic)") == ["petition"]
    assert page.get_by_label("Steps").input_value() == "week"

    page.get_by_role("group", name="Time").get_by_role("link", name="7 days").click()
    assert "range=7d" in page.url
    assert page.locator(".ranges [aria-current]").inner_text() == "7 days"
    page.go_back()
    assert page.get_by_label("Steps").input_value() == "week"


def rows(page) -> list[list[str]]:
    """The figures of the first table, as it holds them."""
    return page.locator("table[data-topic]").first.evaluate(
        "one => [...one.tBodies[0].rows].map((row) => [...row.cells].map((c) => c.textContent))"
    )


def place(page, step: int, of: int) -> tuple[float, float]:
    """Where a step stands on the screen."""
    plot = page.locator("#plot")
    plot.scroll_into_view_if_needed()
    frame = plot.bounding_box()
    left, right, width = (
        float(plot.get_attribute(f"data-{n}")) for n in ("left", "right", "width")
    )
    x = left + (step + 0.5) / of * (right - left)
    return frame["x"] + x / width * frame["width"], frame["y"] + frame["height"] / 2


def readout(page) -> str:
    return page.locator("#readout").inner_text()


def assert_reads(page, row: list[str]) -> None:
    said = readout(page)
    name, posts, people, tone, _ = row
    assert name in said
    assert f"{posts} post" in said
    assert f"by {people} p" in said
    assert tone in said


def test_the_mouse_reads_every_step(trends):
    _, page = trends()
    found = rows(page)

    assert len(found) == 7
    for step, row in enumerate(found):
        page.mouse.move(*place(page, step, 7))
        assert_reads(page, row)


def test_so_do_the_arrow_keys(trends):
    _, page = trends()
    found = rows(page)
    page.locator("#plot").focus()

    for key, step in (
        ("ArrowRight", 0), ("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowLeft", 0),
        ("End", 6), ("ArrowRight", 6), ("Home", 0),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert_reads(page, found[step])


def times(page) -> tuple[str, str]:
    return page.get_by_label("From").input_value(), page.get_by_label("Before").input_value()


def test_dragging_over_the_chart_shows_that_time_and_back_leads_back(trends):
    _, page = trends()
    assert times(page) == ("2020-06-30", "2020-07-07")

    page.mouse.move(*place(page, 2, 7))
    page.mouse.down()
    page.mouse.move(*place(page, 4, 7), steps=4)
    with page.expect_navigation():
        page.mouse.up()

    assert times(page) == ("2020-07-02", "2020-07-05")
    assert "topic=film" in page.url
    page.go_back()
    assert times(page) == ("2020-06-30", "2020-07-07")


def test_a_click_is_no_drag(trends):
    _, page = trends()
    before = page.url
    page.mouse.click(*place(page, 3, 7))

    assert page.url == before
    assert_reads(page, rows(page)[3])


def test_a_time_is_chosen_with_shift_and_left_again_with_escape(trends):
    _, page = trends()
    page.locator("#plot").focus()
    for key in ("Home", "Shift+ArrowRight", "Shift+ArrowRight", "Escape", "Enter"):
        page.keyboard.press(key)
    assert times(page) == ("2020-06-30", "2020-07-07")

    for key in ("Home", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert page.locator(".chosen").is_visible()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert times(page) == ("2020-06-30", "2020-07-03")


def test_a_finger_reads_a_step_and_chooses_no_time(trends):
    _, page = trends(**PHONE)
    before = page.url
    assert readout(page) == "Touch the chart to read a step."
    page.touchscreen.tap(*place(page, 5, 7))

    assert_reads(page, rows(page)[5])
    assert page.url == before


def test_tab_goes_from_top_to_bottom_and_shows_where_it_is(trends):
    one, _ = trends()
    stops = one.focused()

    assert len(stops) > 20
    assert [stop["place"] for stop in stops] == sorted(stop["place"] for stop in stops)
    for stop in stops:
        assert stop["visible"], stop
        assert stop["marked"] or stop["marksItself"], stop
        assert stop["name"] or stop["text"] or stop["tag"] in ("input", "select"), stop
    assert stops[0]["text"] == "To the content"


def test_the_first_stop_leads_past_the_head(trends):
    _, page = trends()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_without_a_script_there_are_the_same_figures(visit, asked):
    one = visit(java_script_enabled=False)
    page = one.open(asked.url + WEEK)

    assert page.locator("svg.chart").is_visible()
    assert not page.locator("#readout").is_visible()
    assert not page.locator("#hint").is_visible()
    page.locator("details.figures summary", has_text="as a table").click()
    assert page.locator("table[data-topic] tbody tr").count() == 7
    assert page.locator("table[data-topic] tbody tr").first.is_visible()
    page.get_by_label("Topic").select_option("petition")
    page.get_by_role("button", name="Show").click()
    assert "topic=petition" in page.url
    assert one.foreign(asked.url) == []


def test_a_day_leads_to_its_report_and_back(trends):
    _, page = trends("?topic=film&since=2020-07-09&until=2020-07-13&by=day")
    page.locator("details.figures summary", has_text="as a table").click()
    page.get_by_role("link", name=re.compile("10 July")).first.click()

    assert page.url.endswith(REPORT)
    assert page.locator("h1").inner_text() == "365 Days"
    page.go_back()
    page.locator("#plot").wait_for()


def test_the_list_of_reports_leads_to_each(trends):
    _, page = trends("reports")
    for name in ("Friday 10 July 2020", "Week 28"):
        page.get_by_role("link", name=re.compile(name)).first.click()
        page.locator("svg.chart").first.wait_for()
        assert "/reports/2020-" in page.url
        page.go_back()


def test_the_same_figures_are_given_to_programs(trends):
    _, page = trends()
    with page.expect_download() as given:
        page.get_by_role("link", name="CSV").first.click()
    told = given.value.path().read_text("utf-8").splitlines()

    assert given.value.suggested_filename == "trend.csv"
    assert len(told) == 1 + 7


def test_nothing_moves(trends):
    one, page = trends(reduced_motion="reduce")
    page.mouse.move(*place(page, 1, 7))
    page.mouse.move(*place(page, 4, 7))
    assert one.moving() == []


def test_what_is_chosen_is_seen_in_forced_colours(trends):
    _, page = trends("", forced_colors="active")

    def look(chosen: str, other: str) -> tuple[str, str]:
        told = "one => { const s = getComputedStyle(one); return [s.color, s.backgroundColor, "
        told += "s.borderColor, s.borderWidth, s.outlineStyle, s.textDecorationLine, "
        told += "s.fontWeight].join() }"
        return tuple(page.locator(where).first.evaluate(told) for where in (chosen, other))

    for of in ("nav", ".ranges"):
        chosen, other = look(f"{of} a[aria-current]", f"{of} a:not([aria-current])")
        assert chosen != other, of


@pytest.mark.parametrize("path", ["nowhere", "reports/2020-01-01", "?topic=flim"])
def test_an_address_that_leads_nowhere_says_what_to_do(visit, asked, path):
    one = visit()
    page = one.open(asked.url + path)

    assert page.locator("h1").count() == 1
    assert "Traceback" not in page.content()
    assert path != "nowhere" or one.violations() == []
    assert all("the server responded with a status of 4" in said for said in one.said)
    page.get_by_role("link", name="To the trends").click()
    page.locator("#plot").wait_for()
    assert page.url == asked.url


@pytest.mark.parametrize("name", ["topic", "tz"])
def test_what_is_asked_runs_nowhere(visit, asked, name):
    one = visit()
    one.open(f"{asked.url}?{name}=%22%3E%3Cimg%20src%3Dx%20onerror%3D%22window.ran%3D1%22%3E")

    assert not one.ran
    assert one.foreign(asked.url) == []
    assert not [said for said in one.said if "status of 4" not in said]
