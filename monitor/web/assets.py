"""Style, script and icon: served under names that change with what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

FOR_EVER = "public, max-age=31536000, immutable"
"""A changed file has another name, so that this one never changes."""
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    media_type: str


@cache
def assets() -> Mapping[str, Asset]:
    """By the name that stands in its address."""
    return {
        _address(name): Asset(text.encode(), f"{_TYPES[name.partition('.')[2]]}; charset=utf-8")
        for name, text in _texts().items()
    }


@cache
def addresses() -> Mapping[str, str]:
    """Where `style.css` and the others are found, by their plain names."""
    return {name: f"/static/{_address(name)}" for name in _texts()}


@cache
def _texts() -> Mapping[str, str]:
    """The style is the report's own, with what only these pages have."""
    report = files("monitor.report").joinpath("templates", "style.css").read_text("utf-8")
    own = {
        name: files("monitor.web").joinpath("static", name).read_text("utf-8")
        for name in ("style.css", "script.js", "icon.svg")
    }
    return own | {"style.css": report + own["style.css"]}


def _address(name: str) -> str:
    stem, _, ending = name.partition(".")
    return f"{stem}.{sha256(_texts()[name].encode()).hexdigest()[:16]}.{ending}"
