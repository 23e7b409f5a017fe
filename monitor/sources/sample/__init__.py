"""The invented posts of the demo, on the true timeline of June and July 2020.

`python -m tests.sample` wrote them, in the shape of twarc2's files; so they
are read as any archive is, and only their platform tells that nobody wrote
them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from monitor.models import Page, Post
from monitor.sources.archive import ArchiveSource
from monitor.timeline import Window

_HERE = Path(__file__).parent
_POSTS = _HERE / "posts.jsonl.gz"
SIGNATURES = _HERE / "signatures.csv"
"""How many had signed the petition in 2020, as it was reported: these figures are true."""

WATCH = (_HERE / "watch.yaml").read_text("utf-8")
"""The demo's config.yaml: the same topics and events as the real one."""

_COVERED = (
    Window(datetime(2020, 6, 7, tzinfo=UTC), datetime(2020, 6, 22, 20, tzinfo=UTC)),
    Window(datetime(2020, 6, 24, 15, 30, tzinfo=UTC), datetime(2020, 7, 13, tzinfo=UTC)),
)
"""The invented collection was down for two nights and the day between: a gap is not a zero."""


@dataclass(frozen=True, slots=True)
class SampleSource:
    """The shipped posts, as a source that watched all but its one outage."""

    name: str = "sample"
    platform: str | None = "sample"
    file: str | None = None
    covered: tuple[Window, ...] = _COVERED

    @property
    def size(self) -> int:
        return _POSTS.stat().st_size

    def pages(self) -> Iterator[Page]:
        """All pages; the posts are of the platform `sample`, never of X."""
        for page in ArchiveSource(_POSTS, "csv").pages():
            items = tuple(
                replace(item, platform="sample") if isinstance(item, Post) else item
                for item in page.items
            )
            yield Page(items, page.position)
