"""The pages: made here from what is stored, whole, and readable without any script."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from monitor import csvs
from monitor.errors import NothingStoredError
from monitor.pages import environment
from monitor.points import Point
from monitor.web import shown
from monitor.web.asked import AskedPart
from monitor.web.assets import FOR_EVER, addresses, assets
from monitor.web.desk import Desk, TheDesk
from monitor.web.explorer import explorer
from monitor.web.question import AskedPage

pages = APIRouter(include_in_schema=False)
_REPORT = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""A report's own policy allows its one style by a hash; both hold, so that nothing else does."""
_NUMBERS = (
    "volume", "reposts", "scored", "unscored", "positive", "neutral", "negative",
    "mean_compound", "net_tone", "authors", "author_mean", "copies", "coverage",
)  # fmt: skip


@pages.get("/")
def trends(desk: TheDesk, question: AskedPage) -> HTMLResponse:
    return _page(desk, "trends.html.j2", "/", **explorer(desk, question))


@pages.get("/runs")
def runs(
    desk: TheDesk, before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None
) -> HTMLResponse:
    return _page(desk, "table.html.j2", "/runs", table=shown.runs(desk, before))


@pages.get("/reports")
def reports(desk: TheDesk) -> HTMLResponse:
    return _page(desk, "table.html.j2", "/reports", table=shown.reports(desk))


@pages.get("/gaps")
def gaps(desk: TheDesk) -> HTMLResponse:
    return _page(desk, "table.html.j2", "/gaps", table=shown.gaps(desk))


@pages.get("/spend")
def spend(desk: TheDesk) -> HTMLResponse:
    return _page(desk, "table.html.j2", "/spend", table=shown.spend(desk))


@pages.get("/events")
def events(desk: TheDesk) -> HTMLResponse:
    return _page(desk, "table.html.j2", "/events", table=shown.events(desk))


@pages.get("/reports/{name}")
def report(desk: TheDesk, name: str) -> Response:
    """The page as it stands in the report folder, byte for byte, under its own policy."""
    found = desk.page(name)
    if found is None:
        raise NothingStoredError(
            "there is no such page in the report folder; make one with: "
            "monitor report --date 2020-07-02"
        )
    headers = {"content-security-policy": _REPORT}
    return Response(found, media_type="text/html; charset=utf-8", headers=headers)


@pages.get("/trend.csv")
def trend_csv(
    desk: TheDesk, topic: Annotated[str, Query(min_length=1, max_length=200)], asked: AskedPart
) -> Response:
    """The same points as the API's, a row each; what is not known is empty."""
    desk.must_know(topic)
    rows = ({"topic": topic, **_flat(point)} for point in desk.view.trend(topic, asked).trend)
    columns = ("topic", "start", "end", *_NUMBERS, "ci_low", "ci_high", "rules_changed")
    headers = {"content-disposition": 'attachment; filename="trend.csv"'}
    text = "".join(csvs.table(columns, rows))
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


def _flat(point: Point) -> dict[str, Any]:
    low, high = point.ci or (None, None)
    return {**point.to_dict(), "ci_low": low, "ci_high": high}


@pages.get("/static/{name}")
def static(name: str) -> Response:
    asset = assets().get(name)
    if asset is None:
        raise NothingStoredError("there is no such file; load the page anew")
    headers = {"cache-control": FOR_EVER}
    return Response(asset.body, media_type=asset.media_type, headers=headers)


def _page(desk: Desk, template: str, here: str, **values: Any) -> HTMLResponse:
    found = environment("monitor.web", "monitor.charts", html=True).get_template(template)
    heading = shown.heading(desk)
    return HTMLResponse(found.render(here=here, static=addresses(), **heading, **values))
