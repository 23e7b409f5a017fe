"""One visit of a page: what the browser said, asked for and ran meanwhile, and questions to it."""

from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

WIDTHS = (320, 390, 900)
_MARKER = "window.ran !== undefined"
_FOCUSED = """() => {
  const one = document.activeElement, frame = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const all = [...document.querySelectorAll("*")];
  return {
    place: all.indexOf(one), tag: one.localName, text: one.innerText || one.value || "",
    name: one.getAttribute("aria-label") || one.getAttribute("aria-labelledby") || "",
    visible: frame.width > 0 && frame.height > 0,
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    marksItself: one.type === "date",  // its picker
  };
}"""
_MOVING = """() => [
  ...document.getAnimations().map(() => "an animation"),
  ...[...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    return parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
  }).map((one) => one.localName),
]"""


@dataclass
class Visit:
    """A context of its own, closed at its end; without a network but the page's own."""

    browser: Browser
    options: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    """Messages of the console that are warnings or errors, faults of scripts, dialogs."""
    requests: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.context: BrowserContext = self.browser.new_context(**self.options)
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.said.append(f"fault: {error}"))
        self.page.on("dialog", self._asked)
        self.page.on("request", lambda request: self.requests.append(request.url))
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.said.append(f"{message.type}: {message.text}")

    def _asked(self, dialog: Any) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, url: str) -> Page:
        self.page.goto(url)
        return self.page

    @property
    def ran(self) -> bool:
        """Whether anything of a payload ran: they all set the same marker."""
        return bool(self.page.evaluate(_MARKER))

    def foreign(self, url: str) -> list[str]:
        """What was asked of anybody but the origin of this address."""
        return [one for one in self.requests if _origin(one) not in (_origin(url), ("data", ""))]

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        return int(
            self.page.evaluate(
                "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
            )
        )

    def violations(self) -> list[str]:
        """What axe finds that is serious or critical."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        grave = [one for one in found if one["impact"] in ("serious", "critical")]
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in grave]

    def moving(self) -> list[str]:
        """What moves by itself, or slides when it changes."""
        return list(self.page.evaluate(_MOVING))

    def focused(self, most: int = 80) -> list[dict[str, Any]]:
        """What tab comes by, once around."""
        found: list[dict[str, Any]] = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            one = self.page.evaluate(_FOCUSED)
            if one["tag"] in ("body", "html") or (found and one["place"] == found[0]["place"]):
                return found
            found.append(one)
        return found


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
