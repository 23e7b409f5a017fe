"""The values that travel through the house: frozen, checked once, never rows."""

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args

from monitor.words import wordings_of

Kind = Literal["original", "reply", "quote", "repost"]
"""How a post refers to others. All but `repost` are *originals*: own words."""

Granularity = Literal["hour", "day", "week", "month"]
Span = Literal["day", "week"]
"""What a report is about."""
Format = Literal["html", "md", "json", "svg"]
"""The forms of a report; the last is its first page as a picture."""
FILED: tuple[Format, ...] = ("html", "md", "json")
"""Those that every report is written in."""
SignatureKind = Literal["observed", "reported", "official"]
"""Who says how many had signed: the counter as it was seen, somebody who published it, or
the petition's platform in data of its own."""

READ_LANGUAGES = frozenset({"en"})
"""What a scorer reads: in other languages VADER finds false friends and zeros."""
EXAMPLE_LINK = "change.org/p/the-petition-s-own-slug"
"""Stands in a new config.yaml until the petition's own link is put in."""
OVERLAYS = frozenset({"charges"})
"""The named sets of words that are read otherwise than VADER's own lexicon has them."""
LEARNED_SETS = frozenset({"365-days"})
"""The named sets of what words tell of a post, learned from labelled posts."""
CUE_SETS = frozenset({"removal"})
"""The named sets of cues that tell where a post stands."""
PLATFORM = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_NATIVE_ID = re.compile(r"[^\s\x00-\x1f\x7f\ud800-\udfff]{1,256}")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing watched here is older; a platform that says so sent a broken date."""
_LATEST = datetime(2999, 1, 1, tzinfo=UTC)
MOST_SIGNATURES = 10_000_000_000
"""More than there are people."""
MILESTONES = (10_000, 50_000, 100_000, 500_000, 1_000_000)
"""What is told of a petition when it passes them, unless others are configured."""
LONGEST_PETITION, LONGEST_ORIGIN = 300, 500
"""Characters of a petition's name, and of where a figure comes from."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message as the platform gave it; an edited post is the same post.

    Raises `ValueError`, in words fit for people, for an id, a time or a kind
    that no platform could have meant.
    """

    platform: str
    native_id: str
    """The first id of its edit history: the natural key within the platform."""
    latest_id: str
    """The id of this version; the version with the highest id wins."""
    created_at: datetime
    """When the first version was written, aware UTC."""
    text: str
    """The full text (of a repost: what the platform repeats, often cut)."""
    kind: Kind = "original"
    author: str | None = None
    """The author's id at the platform; never stored, only its keyed hash."""
    language: str | None = None
    """The platform's own tag, lower case; None where it gave none."""
    links: tuple[str, ...] = ()
    """The links it carries, expanded (of a repost: those of the original)."""
    original_text: str | None = None
    """Of a repost: the full text of the original, where the page had it."""
    original_id: str | None = None
    original_author: str | None = None
    """Of a repost: whose words it holds, so that they can be erased with their author."""

    def __post_init__(self) -> None:
        if not PLATFORM.fullmatch(self.platform):
            raise ValueError(f"platform {self.platform!r} is not a short lower-case name")
        for value in (self.native_id, self.latest_id):
            if not _NATIVE_ID.fullmatch(value):
                raise ValueError("its id is empty, too long or holds spaces")
        if self.created_at.tzinfo is None:
            raise ValueError("created_at has no UTC offset")
        if self.created_at < _EARLIEST:
            raise ValueError(f"created_at is before {_EARLIEST.year}")
        if self.kind not in ("original", "reply", "quote", "repost"):
            raise ValueError(f"kind {self.kind!r} is none of original, reply, quote, repost")

    @property
    def key(self) -> tuple[str, str]:
        """The natural key: (platform, native_id)."""
        return self.platform, self.native_id

    @property
    def is_repost(self) -> bool:
        return self.kind == "repost"

    @property
    def full_text(self) -> str:
        """What is matched: of a repost, the original's full text where it is known."""
        return self.text if self.original_text is None else self.original_text


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something in the place of a post that was none; counted, not kept."""

    where: str
    """Where it stood, for people: `line 12`."""
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a source: what stood in it, in the order it stood there."""

    items: tuple[Post | Rejected, ...]
    position: int = 0
    """How far the source has read, in its own unit (bytes of a file)."""
    # of live sources, which give their newest posts first
    token: str | None = None
    """What the next page is asked by; None behind the last one."""
    newest_id: str | None = None
    oldest_id: str | None = None
    reached: datetime | None = None
    """Everything of the window from here on has come; None where posts are out of order."""
    versions: tuple[str, ...] = ()
    """The ids as the platform bills them: an edit has one of its own."""
    remarks: tuple[str, ...] = ()
    """What the answer says beside its posts, for people."""
    answered_at: datetime | None = None
    """What the platform's own clock said: it decides the day that is billed."""
    until: datetime | None = None
    """Up to when it can hold everything, by that clock."""
    asked_twice: bool = False
    """An answer before this one never came, and may have been billed as well."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What is watched under one name; the rules are those of `matching`.

    Of entries with choices it holds all that they say, so that writing them
    otherwise changes no rule. Raises `ValueError` where they are not well written.
    """

    name: str
    phrases: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    within: "Topic | None" = None
    """A topic whose posts this one's phrases need nothing else in."""
    learned: tuple[tuple[str, float], ...] = ()
    """Words, and pairs of them, with what each tells of a post."""

    def __post_init__(self) -> None:
        for key in ("phrases", "context", "exclude", "near", "exact"):
            said = (wording for entry in getattr(self, key) for wording in wordings_of(entry))
            object.__setattr__(self, key, tuple(dict.fromkeys(said)))

    @property
    def is_bare(self) -> bool:
        """Whether a phrase counts wherever it stands."""
        helps = (self.context, self.near, self.exact, self.within, self.learned)
        return not any(helps)


@dataclass(frozen=True, slots=True)
class Match:
    """The verdict that a post is about a topic, with its reason."""

    topic: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tone:
    """VADER's reading of one text.

    `compound` is -1 to +1, rounded to 4 places by VADER itself; `pos`, `neu`
    and `neg` are shares of the text, rounded to 3. The label follows the
    compound at the configured threshold (0.05 by VADER's own convention:
    Hutto & Gilbert 2014).
    """

    compound: float
    pos: float
    neu: float
    neg: float
    label: Literal["positive", "neutral", "negative"]

    @property
    def compound_e4(self) -> int:
        """The compound times 10,000, exact, since VADER rounds to 4 places."""
        return round(self.compound * 10_000)


@dataclass(frozen=True, slots=True)
class Mention:
    """One post matched to one topic: the unit that is stored and counted."""

    topic: str
    reason: str
    scorer: str
    """The version of the scorer that read it, or declined to."""
    tone: Tone | None = None
    unscored: str | None = None
    """Why an original has no tone; None for scored mentions and reposts."""


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A mention as it stands in the store, with what people ask of its post."""

    platform: str
    id: str
    created_at: datetime
    topic: str
    reason: str
    kind: Kind
    language: str
    compound: float | None
    label: str | None
    text: str | None = None
    """Only where it was asked for, and not erased."""

    def to_dict(self, *, text: bool = False) -> dict[str, Any]:
        """As `monitor posts --json` prints it; the text only when asked."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "text"}
        plain["created_at"] = self.created_at.isoformat()
        plain["scored"] = self.compound is not None
        return plain | ({"text": self.text} if text else {})


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact drawn on the trend."""

    on: date
    label: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """How many had signed a petition at a moment, and who says so.

    Raises `ValueError`, in words fit for people, for what nobody can have counted.
    """

    petition: str
    """Its name here: its link without the scheme, or any other."""
    at: datetime
    """Aware, kept as UTC: when it was seen, published, or true by the platform's own word."""
    count: int
    """Of a reported figure a lower bound: *over 65,000* is written as 65,000."""
    kind: SignatureKind
    origin: str
    """Where the figure comes from; of a reported one its citation."""

    def __post_init__(self) -> None:
        _one_line("petition", self.petition, LONGEST_PETITION)
        _one_line("origin", self.origin, LONGEST_ORIGIN)
        if self.at.utcoffset() is None:
            raise ValueError("its moment has no UTC offset")
        if not _EARLIEST <= self.at < _LATEST:
            raise ValueError(f"its moment is not from {_EARLIEST.year} to {_LATEST.year - 1}")
        if type(self.count) is not int:
            raise ValueError("its count is no whole number")
        if not 0 <= self.count <= MOST_SIGNATURES:
            raise ValueError(f"its count is not from 0 to {MOST_SIGNATURES:,}")
        if self.kind not in get_args(SignatureKind):
            raise ValueError(f"its kind is none of {', '.join(get_args(SignatureKind))}")
        object.__setattr__(self, "at", self.at.astimezone(UTC))

    def to_dict(self) -> dict[str, Any]:
        """As `monitor signatures --json` prints it."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {"at": self.at.isoformat()}


def _one_line(what: str, value: str, longest: int) -> None:
    if not value.strip():
        raise ValueError(f"its {what} is empty")
    if len(value) > longest:
        raise ValueError(f"its {what} is longer than {longest} characters")
    if not value.isprintable():
        raise ValueError(f"its {what} holds what is not to be read: line ends, control characters")
