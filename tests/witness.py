"""What must have come of whatever happened: what X sold, and what each run says it has read.

    witness = Witness(house)
    with witness.looking(): house.collect()
    witness.check()                             and whether it stands in the database

The monitor is believed in one thing alone, which time its runs cover: all
that X would have told of that time must be stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from monitor import text
from monitor.app.sources import x_query
from monitor.matching import Matcher
from monitor.sources.clock import NEAR
from monitor.storage.watched import HISTORY
from monitor.timeline import Window
from tests import invariants
from tests.fakes import rows
from tests.fakex.clock import milliseconds
from tests.fakex.ledger import POST_USD
from tests.fakex.query import parsed
from tests.fakex.world import FakePost, Version
from tests.machine import AnyHouse

_TINY = 1e-9


@dataclass
class Witness:
    """Knows what X sold, under which rules, and for which time the monitor vouches."""

    house: AnyHouse
    due: set[int] = field(default_factory=set)
    """Versions that must have been read."""
    topics: dict[int, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))
    """Of each version that X sold, what it was about by the rules of each time."""
    spoilt: set[int] = field(default_factory=set)
    """Sold with a page on which something was broken: it may have been this one."""
    most: dict[str, float] = field(default_factory=dict)
    """By day and by month, the most that the budget ever allowed for it."""
    vanished: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By day, what X billed in vain: it is in nobody's books."""
    acts: int = 0
    _sold: int = 0
    _last_run: int = 0
    _ended: set[tuple[object, ...]] = field(default_factory=set)
    _open: datetime | None = None
    _open_since: datetime | None = None
    """Since when the open window is being read, which closes at `_open`."""

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Around whatever the monitor does."""
        house, begin = self.house, self.house.x.now
        opened, matcher = house.checkpoint.window, Matcher(house.topics)
        query = parsed(x_query(house.monitor.config)).finds if house.switched_on else None
        self._note_budget(begin)
        yield
        self._note_budget(begin)
        self._note_vanished(begin)
        sold = self._newly_sold()
        for version in sold:
            self.topics[version.id].append(frozenset(invariants.topics_of(version, matcher)))
        found = self._new_runs()
        if any(rejected for *_, rejected in found):
            self.spoilt |= {version.id for version in sold}
        for job, parts, _ in found:
            resumed = opened and job != HISTORY and job != "fill"
            since = self._open_since if resumed and self._open_since else begin
            opened = None if resumed else opened
            self.due |= {v.id for v in self._visible(parts, since) if query and query(v.document)}
        self._note_open(begin)
        self.acts += 1

    def _note_open(self, begin: datetime) -> None:
        window = self.house.checkpoint.window
        if window is None:
            self._open_since = self._open = None
        elif self._open != window.closes_at:
            self._open_since, self._open = begin, window.closes_at

    def _newly_sold(self) -> list[Version]:
        reads = self.house.x.reads
        ids, self._sold = {int(told) for told, _ in reads[self._sold :]}, len(reads)
        return [v for post in self.house.x.world.posts for v in post.versions if v.id in ids]

    def _new_runs(self) -> list[tuple[str, list[Window], int]]:
        """Of each run over X its job, what it covers, and how much of it was rejected."""
        question = f"""
            select r.id, r.job, r.rejected, c.start, c."end" from run r
            left join coverage c on c.run_id = r.id
            where r.source = 'x' and r.id > {self._last_run} order by r.id
        """
        found: dict[int, tuple[str, list[Window], int]] = {}
        for run, job, rejected, *part in rows(self.house.store, question):
            parts = found.setdefault(run, (job, [], rejected))[1]
            if part[0] is not None:
                parts.append(Window(*map(invariants.moment, part)))
        self._last_run = max(found, default=self._last_run)
        return list(found.values())

    def _visible(self, parts: Iterable[Window], since: datetime) -> Iterator[Version]:
        """What X told of this time from then on up to now."""
        first, last = milliseconds(since), self.house.x.clock.now_ms()
        for post in self.house.x.world.posts:
            version = post.at(first)
            if version and version is post.at(last) and invariants.holds(parts, version):
                yield version

    def _note_budget(self, begin: datetime) -> None:
        """The days are X's, whatever day it is by our clock."""
        for name in self._days(begin):
            for part, most in ((name, self.house.daily), (name[:7], self.house.monthly)):
                allowed = float("inf") if most is None else most
                self.most[part] = max(self.most.get(part, 0.0), allowed)

    def _note_vanished(self, begin: datetime) -> None:
        """What X billed with an answer that was lost, and does not show at the same place any
        more: it was edited or deleted before it was asked for again, or was indexed so late
        that it came in between. Nobody can know of it."""
        now_ms, posts = self.house.x.clock.now_ms(), self.house.x.world.posts
        on_time = [post.at(now_ms) for post in posts if post.late_s <= invariants.LATE_S]
        shown = {version.native_id for version in on_time if version}
        for day in self._days(begin):
            told = rows(self.house.store, f"select version_id from billed where utc_day = '{day}'")
            unpaid = self.house.x.billed.get(day, set()) - {version for (version,) in told}
            self.vanished[day] |= unpaid - shown

    def _days(self, begin: datetime) -> set[str]:
        """Of X, from that moment up to now."""
        return {f"{moment:%Y-%m-%d}" for moment in (begin, self.house.x.now)}

    # What must hold

    def check(self) -> None:
        """All of it, as it stands now."""
        self._check_stored()
        self._check_money()
        self._check_runs()
        self._check_dates()

    def _check_stored(self) -> None:
        stored = self._stored()
        for post in self.house.x.world.posts:
            latest, told = stored.get(post.first_id, (None, frozenset[str]()))
            self._check_newest(post, latest)
            if latest is not None:
                self._check_topics(post, latest, told)

    def _stored(self) -> dict[str, tuple[int, frozenset[str]]]:
        """By first id, the version that stands in the database, and its topics."""
        topics = defaultdict(set)
        for topic, native_id in invariants.mentions(self.house):
            topics[native_id].add(topic)
        question = "select native_id, latest_id from post where platform = 'x'"
        found = rows(self.house.store, question)
        return {one: (int(latest), frozenset(topics[one])) for one, latest in found}

    def _check_newest(self, post: FakePost, latest: int | None) -> None:
        """Of the versions that were read, the newest one stands, if it is about anything."""
        due = [v.id for v in post.versions if v.id in self.due and v.id not in self.spoilt]
        if not due:
            return
        about = _always(self.topics[due[-1]])
        assert latest is not None or not about, f"covered, and not stored: {_said(post)}"
        if latest is not None:
            assert latest >= due[-1], f"an older wording is stored than was read: {_said(post)}"

    def _check_topics(self, post: FakePost, latest: int, told: frozenset[str]) -> None:
        about = self.topics[latest]
        assert about, f"stored, and never sold: {_said(post)}"
        ever = frozenset[str]().union(*about)
        right = _always(about) <= told <= ever
        assert right, f"stored as {sorted(told)}, and is {sorted(ever)}: {_said(post)}"

    def _check_money(self) -> None:
        house, months = self.house, defaultdict[str, float](float)
        for day, ids in house.x.billed.items():
            billed, month = len(ids - self.vanished[day]) * POST_USD, day[:7]
            months[month] += billed
            with house.store.read() as reader:
                mine = reader.ledger.spent(datetime.fromisoformat(day).date(), "x").day / 1e6
            assert billed <= mine + _TINY, f"on {day} X billed ${billed}, and we know of ${mine}"
            allowed = self.most.get(day, 0.0)
            assert billed <= allowed + _TINY, f"on {day} X billed ${billed} of ${allowed}"
        for month, billed in months.items():
            allowed = self.most.get(month, 0.0)
            assert billed <= allowed + _TINY, f"in {month} X billed ${billed} of ${allowed}"

    def _check_runs(self) -> None:
        """A run that has ended stands as it ended; one that did not end well says why."""
        ended = set(rows(self.house.store, "select * from run where status <> 'running'"))
        assert self._ended <= ended, f"changed behind its end: {self._ended - ended}"
        self._ended = ended
        unwell = "select id, status, reason, error from run where status not in ('ok', 'running')"
        for run in rows(self.house.store, unwell):
            assert all(run), f"a run that says nothing: {run}"

    def _check_dates(self) -> None:
        """Behind a run that ended well, nothing is dated in X's future."""
        ends = rows(self.house.store, "select status from run where source = 'x' order by id")
        if self.house.knows_the_time and ends and ends[-1] == ("ok",):
            dated = "select since_at from query union all select since_at from topic_rules"
            late = max(invariants.moment(since) for (since,) in rows(self.house.store, dated))
            assert late <= self.house.x.now + NEAR, f"dated in X's future: {late}"


def _always(about: list[frozenset[str]]) -> frozenset[str]:
    """By whatever rules it was read, it is about these."""
    return frozenset.intersection(*about) if about else frozenset()


def _said(post: FakePost) -> str:
    told = [f"{v.created_at:%d %H:%M:%S.%f} {text.stored(v.said.whole)!r}" for v in post.versions]
    return f"{post.first_id} {told} deleted {post.deleted_ms} late {post.late_s}"
