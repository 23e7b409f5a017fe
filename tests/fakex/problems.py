"""What X answers when it refuses, in the shapes that were recorded."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

PROBLEMS = "https://api.twitter.com/2/problems"
_KNOWN: dict[int, tuple[str, str, str]] = {
    402: (
        "CreditsDepleted",
        "Your enrolled account does not have any credits to fulfill this request.",
        f"{PROBLEMS}/credits",
    ),
    403: (
        "Client Forbidden",
        "The app of these keys is not enrolled for this endpoint.",
        f"{PROBLEMS}/client-forbidden",
    ),
}
_BLANK = "about:blank"

USAGE_CAP: dict[str, Any] = {
    "account_id": 1000000001,
    "product_name": "standard-basic",
    "title": "UsageCapExceeded",
    "period": "Monthly",
    "scope": "Product",
    "detail": "Usage cap exceeded: Monthly product cap",
    "type": f"{PROBLEMS}/usage-capped",
}


@dataclass
class RefusedError(Exception):
    status: int
    body: dict[str, Any]


def problem(status: int) -> dict[str, Any]:
    """The plain shape of a problem."""
    phrase = _phrase(status)
    title, detail, kind = _KNOWN.get(status, (phrase, phrase, _BLANK))
    return {"title": title, "detail": detail, "type": kind, "status": status}


def invalid(message: str, /, **parameters: str) -> RefusedError:
    """A 400 that names the parameters."""
    named = {name: [value] for name, value in parameters.items()}
    return RefusedError(400, invalid_body({"parameters": named, "message": message}))


def invalid_body(*errors: dict[str, Any]) -> dict[str, Any]:
    return {
        "errors": list(errors),
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": f"{PROBLEMS}/invalid-request",
    }


def bad_query(query: str, why: str) -> RefusedError:
    return invalid(f"There were errors processing your request: {why}", query=query)


def not_found(native_id: str) -> dict[str, Any]:
    """One entry of the `errors` that stand beside `data`."""
    return {
        "value": native_id,
        "detail": f"Could not find tweet with ids: [{native_id}].",
        "title": "Not Found Error",
        "resource_type": "tweet",
        "parameter": "ids",
        "resource_id": native_id,
        "type": f"{PROBLEMS}/resource-not-found",
    }


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
