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
from datetime import datetime, timedelta

from monitor import text
from monitor.app.sources import x_query
from monitor.matching import Matcher
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
    doubted: set[str] = field(default_factory=set)
    """Days and months whose name the monitor was not sure of."""
    vanished: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By day, what X billed in vain: it is in nobody's books."""
    empty_pages: bool = False
    """X has given some that are not the last."""
    acts: int = 0
    misdated: bool = False
    """Something was noted before X's answer had set the clock right: what was watched when
    is told by dates, and cannot be compared with X's any more."""
    _sold: int = 0
    _last_run: int = 0
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
        self._note_vanished()
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
        """The days are X's; where it is not sure which of two it is, both are in doubt.

        So they are where the monitor still takes it for another day, as X's
        first answer alone sets right a clock that was moved; and where
        answers were lost before and behind midnight.
        """
        house = self.house
        moments = (begin, house.x.now, house.live.now("x"))
        days = {f"{moment:%Y-%m-%d}" for moment in moments}
        self.misdated |= abs(moments[2] - begin) > timedelta(minutes=1)
        self.doubted |= {part for day in days for part in (day, day[:7]) if len(days) > 1}
        for name in days:
            for part, most in ((name, house.daily), (name[:7], house.monthly)):
                allowed = float("inf") if most is None else most
                self.most[part] = max(self.most.get(part, 0.0), allowed)

    def _note_vanished(self) -> None:
        """What X billed with an answer that was lost, and does not show any more: for these
        nothing is held back, nor where the same page is empty when it is asked for again."""
        day, now_ms = f"{self.house.x.now:%Y-%m-%d}", self.house.x.clock.now_ms()
        shown = {v.native_id for post in self.house.x.world.posts if (v := post.at(now_ms))}
        told = rows(self.house.store, f"select version_id from billed where utc_day = '{day}'")
        paid = {version for (version,) in told}
        unpaid = self.house.x.billed.get(day, set()) - paid
        self.vanished[day] |= unpaid if self.empty_pages else unpaid - shown

    # What must hold

    def check(self) -> None:
        """All of it, as it stands now."""
        self._check_stored()
        self._check_money()
        self._check_runs()

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
            if day in self.doubted:
                continue
            with house.store.read() as reader:
                mine = reader.ledger.spent(datetime.fromisoformat(day).date(), "x").day / 1e6
            assert billed <= mine + _TINY, f"on {day} X billed ${billed}, and we know of ${mine}"
            allowed = self.most.get(day, 0.0)
            assert billed <= allowed + _TINY, f"on {day} X billed ${billed} of ${allowed}"
        for month, billed in months.items():
            if month not in self.doubted:
                allowed = self.most.get(month, 0.0)
                assert billed <= allowed + _TINY, f"in {month} X billed ${billed} of ${allowed}"

    def _check_runs(self) -> None:
        """Whatever did not end well says why, and what to do."""
        unwell = "select id, status, reason, error from run where status not in ('ok', 'running')"
        for run in rows(self.house.store, unwell):
            assert all(run), f"a run that says nothing: {run}"


def _always(about: list[frozenset[str]]) -> frozenset[str]:
    """By whatever rules it was read, it is about these."""
    return frozenset.intersection(*about) if about else frozenset()


def _said(post: FakePost) -> str:
    told = [f"{v.created_at:%d %H:%M:%S.%f} {text.stored(v.said.whole)!r}" for v in post.versions]
    return f"{post.first_id} {told} deleted {post.deleted_ms} late {post.late_s}"
