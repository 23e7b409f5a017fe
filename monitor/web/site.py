"""The application: what is asked for under which address, and what is said instead."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from monitor import __version__
from monitor.errors import MonitorError
from monitor.text import printable
from monitor.web.api import api, health
from monitor.web.desk import Desk
from monitor.web.guard import FAULT, LOOPBACK, OPEN, Guard
from monitor.web.pages import pages
from monitor.web.refusals import Harmless, Refusal, refusal_of, refused

_THREADS = 8
"""Requests that are answered at once; each holds one connection to the database."""
_NOT_WELL = Refusal(503, "the database cannot be read now", "The log of this server says more.")
_DESCRIPTION = (
    "What is said about the topics of one watch: volume, tone, coverage. Figures alone: no text, "
    "id or author of any post. Null is *not known*, never zero."
)


def site(desk: Desk, hosts: Iterable[str] = (), token: str | None = None) -> ASGIApp:
    """The dashboard of one watch, answering to loopback's names and to `hosts`."""
    app = FastAPI(
        title="monitor",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,  # its pages would load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_few_threads,
        redirect_slashes=False,
        default_response_class=Harmless,
    )
    app.state.desk = desk
    for router in (api, health, pages):
        app.include_router(router)
    app.add_exception_handler(MonitorError, _ours)
    app.add_exception_handler(RequestValidationError, _asked_wrongly)
    app.add_exception_handler(HTTPException, _not_there)
    app.add_exception_handler(Exception, _fault)
    app.openapi = _described(app, token is not None)  # type: ignore[method-assign]
    return Guard(app, frozenset((*LOOPBACK, *(host.lower() for host in hosts))), token)


@asynccontextmanager
async def _few_threads(_app: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = _THREADS
    yield


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, MonitorError)
    path = request.url.path
    return refused(_NOT_WELL if path == OPEN else refusal_of(error), path)


async def _asked_wrongly(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = printable(str(first["loc"][-1]))
    refusal = Refusal(400, f"{name} is not as it should be", f"{printable(first['msg'])}.")
    return refused(refusal, request.url.path)


async def _not_there(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    fix = "The API is described at /api/v1/openapi.json, the pages begin at /."
    return refused(Refusal(error.status_code, "there is no such page", fix), request.url.path)


async def _fault(request: Request, _error: Exception) -> Response:
    """It is raised again behind this, and the doorkeeper writes it into the log."""
    return refused(FAULT, request.url.path)


def _described(app: FastAPI, asks_for_token: bool) -> Callable[[], dict[str, Any]]:
    """The OpenAPI as it is true here: what is asked wrongly is a 400 of our own shape."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            for path in told["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)
            for name in ("HTTPValidationError", "ValidationError"):
                told["components"]["schemas"].pop(name, None)
            if asks_for_token:
                kinds = {name: {"type": "http", "scheme": name} for name in ("bearer", "basic")}
                told["components"]["securitySchemes"] = kinds
                told["security"] = [{name: []} for name in kinds]
            app.openapi_schema = told
        return app.openapi_schema

    return description
