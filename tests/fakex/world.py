"""The posts that exist on this X: written, edited, reposted, deleted. All invented."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from tests.fakex.clock import Clock, first_id, milliseconds, moment, moment_of
from tests.fakex.query import Document
from tests.fakex.wording import Wording, user_id, wording, words

REPOSTED, QUOTED, REPLIED = "retweeted", "quoted", "replied_to"


@dataclass(eq=False)
class Version:
    """What an id stands for: the first wording of a post, or a later one."""

    id: int
    said: Wording
    post: "FakePost"

    @property
    def created_at(self) -> datetime:
        return moment_of(self.id)

    @property
    def native_id(self) -> str:
        return str(self.id)

    @cached_property
    def document(self) -> Document:
        """What a search looks at."""
        post, kinds = self.post, {kind for kind, _ in self.post.references}
        marks = {
            "is:retweet": REPOSTED in kinds,
            "is:reply": REPLIED in kinds,
            "is:quote": QUOTED in kinds,
            "is:nullcast": post.nullcast,
            "has:links": bool(self.said.links),
            "has:hashtags": bool(self.said.hashtags),
            "has:mentions": bool(self.said.mentions),
        }
        return Document(
            words=self.said.words,
            hashtags=self.said.hashtags,
            mentions=self.said.mentions,
            links=tuple(words(full) for _, full in self.said.links),
            author=frozenset((post.author.lower(), user_id(post.author))),
            language=post.lang,
            marks=frozenset(mark for mark, holds in marks.items() if holds),
        )


@dataclass(eq=False)
class FakePost:
    """A post with all its versions.

    It is found `late_s` seconds after it was written; `raw` is laid over its
    answer as it stands.
    """

    author: str
    lang: str
    references: tuple[tuple[str, "FakePost"], ...] = ()
    nullcast: bool = False
    late_s: float = 0.0
    raw: dict[str, Any] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    deleted_ms: int | None = None

    @property
    def id(self) -> str:
        """The id of the newest version."""
        return self.versions[-1].native_id

    @property
    def first_id(self) -> str:
        return self.versions[0].native_id

    def at(self, now_ms: int) -> Version | None:
        """The version that exists now; None before the first and after deletion."""
        if self.deleted_ms is not None and self.deleted_ms <= now_ms:
            return None
        end = first_id(now_ms + 1 - round(self.late_s * 1000))
        return next((v for v in reversed(self.versions) if v.id < end), None)

    def history(self, until: Version) -> list[str]:
        return [v.native_id for v in self.versions if v.id <= until.id]


@dataclass
class World:
    clock: Clock
    posts: list[FakePost] = field(default_factory=list)
    _taken: dict[int, int] = field(default_factory=dict)

    def write(self, post: FakePost, text: str, at: str | datetime | None) -> FakePost:
        self.posts.append(post)
        self.edit(post, text, at)
        return post

    def edit(self, post: FakePost, text: str, at: str | datetime | None) -> Version:
        """A new wording is a new and higher id."""
        version = Version(self._new_id(at), wording(text), post)
        if post.versions and version.id <= post.versions[-1].id:
            raise ValueError("an edit comes after what it edits")
        post.versions.append(version)
        return version

    def delete(self, post: FakePost, at: str | datetime | None) -> None:
        post.deleted_ms = milliseconds(moment(at)) if at else self.clock.now_ms()

    def visible(self) -> Iterator[Version]:
        """Of each post that exists now, its newest version."""
        now_ms = self.clock.now_ms()
        return filter(None, (post.at(now_ms) for post in self.posts))

    def found(self, native_id: str) -> Version | None:
        """The version with this id, if its post exists now."""
        now_ms = self.clock.now_ms()
        for post in self.posts:
            if post.at(now_ms) and native_id in (v.native_id for v in post.versions):
                return next(v for v in post.versions if v.native_id == native_id)
        return None

    def _new_id(self, at: str | datetime | None) -> int:
        """A real snowflake: milliseconds, then a number within the millisecond."""
        when = milliseconds(moment(at)) if at else self.clock.now_ms()
        self._taken[when] = self._taken.get(when, 0) + 1
        return first_id(when) + self._taken[when]
