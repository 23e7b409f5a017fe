"""What must hold where text leaves: small questions, each about one kind of reader."""

import csv
import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from markdown_it import MarkdownIt

OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
"""What a terminal obeys, or turns the writing around; written anew here, not taken from there."""
_RUNS = {"script", "iframe", "object", "embed", "base", "form", "frame", "applet", "template"}
_LINKS = {
    "href",
    "src",
    "action",
    "formaction",
    "srcdoc",
    "data",
    "poster",
    "xlink:href",
    "srcset",
}
_XLINK = "{http://www.w3.org/1999/xlink}href"
_FORMULA = tuple("=+-@＝＋－＠\t\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
# Where GitHub makes a link or a call out of what is shown, whatever was escaped.
_LINKS_ITSELF = re.compile(r"@\w|https?://|www\.\w|#\d|\bGH-\d", re.IGNORECASE)
# Where Slack, Discord and Telegram do.
_CALLS = re.compile(r"@(everyone|here|channel)|<[!@#]|://|\w\.(example|gg|me)\b", re.IGNORECASE)


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", [(data, None)]))

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.elements.append(("declaration", [(decl, None)]))

    def handle_pi(self, data: str) -> None:
        self.elements.append(("instruction", [(data, None)]))

    def unknown_decl(self, data: str) -> None:
        self.elements.append(("declaration", [(data, None)]))

    @property
    def links(self) -> list[str]:
        """Wherever something in it leads, or is fetched from."""
        named = (pair for _, attrs in self.elements for pair in attrs)
        return [value or "" for name, value in named if name in _LINKS]


def running(page: Page, *allowed: str) -> list[Any]:
    """What in a page would run, or could be made to, but for the elements that are allowed."""
    bad = _RUNS | {"comment", "declaration", "instruction"}
    found: list[Any] = [tag for tag, _ in page.elements if tag in bad - {*allowed}]
    named = (pair for _, attrs in page.elements for pair in attrs)
    return found + [pair for pair in named if pair[0].startswith("on")]


def markdown_page(text: str, preset: str = "gfm-like") -> Page:
    """As a viewer would show it that lets raw HTML through."""
    # The links that GitHub finds need another package; `links_itself` finds more of them.
    options = {"html": True, "linkify": False}
    return Page(MarkdownIt(preset, options).render(text))


def links_itself(shown: str) -> list[str]:
    """What GitHub would make a link of in text that nobody marked as one."""
    return [found[0] for found in _LINKS_ITSELF.finditer(shown)]


def picture(svg: str) -> Element:
    """The picture, read as strictly as XML is. Raises where it would run or fetch anything."""
    root = fromstring(svg)
    for part in root.iter():
        tag = part.tag.rpartition("}")[2]
        assert tag not in {"script", "foreignObject", "a", "image", "use", "set", "animate"}, tag
        for name, value in part.attrib.items():
            assert not name.lower().startswith("on"), name
            assert name not in ("href", _XLINK), value
            assert "url(" not in value or "url(#" in value, value
    return root


def json_of(text: str) -> Any:
    """What JSON says that any reader takes: no NaN, no halves of letters, no key twice."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    def whole(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), [name for name, _ in pairs]
        return dict(pairs)

    text.encode()
    return json.loads(text, parse_constant=refuse, object_pairs_hook=whole)


def obeyed(text: str) -> list[str]:
    """The code points that would move a terminal or turn the writing around."""
    return [f"U+{ord(char):04X}" for char in OBEYED.findall(text)]


def is_one_line(text: str) -> bool:
    """Whether no reader sees a second line in it, and a terminal obeys nothing."""
    return len(text.splitlines()) <= 1 and not OBEYED.search(text.removesuffix("\n"))


def rows_of(text: str) -> list[list[str]]:
    """The cells of a table, which must be one as RFC 4180 has it."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return rows


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run it, however careless it is of what stands before."""
    seen = cell.lstrip("".join(char for char in cell if _is_nothing(char)))
    return not _NUMBER.fullmatch(cell) and (seen or cell).startswith(_FORMULA)


def _is_nothing(char: str) -> bool:
    """Space, or a mark without width."""
    return char not in "\t\r" and (char.isspace() or unicodedata.category(char) in ("Cf", "Cc"))


def calls(said: str) -> list[str]:
    """What a chat would call somebody by, or make a link of."""
    return [found[0] for found in _CALLS.finditer(said)]
