"""What holds whatever has happened: after any fault, kill, edit or jump of the clock.

    invariants.check(house)         all of it, as it stands; changes nothing
    invariants.settle(house)        all is well again: a run completes it, the next changes nothing
    invariants.explains(error)      one of our own errors, which says what to do

Each is a function of its own, and says in its `AssertionError` what is wrong.
They look past our own code where they can: at the rows, and at what X knows.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from monitor.errors import MonitorError
from monitor.matching import Matcher
from monitor.storage import Store
from monitor.storage.tables import Row
from monitor.timeline import Window, merged, missing, within
from monitor.upkeep import verify
from tests.fakes import driver, rows
from tests.fakex.ledger import POST_USD, USER_USD
from tests.fakex.world import REPOSTED, Version
from tests.live import House

MENTIONS = """
    select m.topic, p.native_id from mention m
    join post p on p.id = m.post_id where p.platform = 'x'
"""
RUN_AGAIN = (
    "select platform, native_id, latest_id, text, run_id from post",
    "select * from mention",
    "select * from bucket",
    "select * from language_bucket",
    "select platform, native_id from unmatched_sample",
    "select utc_day, sum(micro_usd) from spend group by utc_day",
)
"""What a second run over the same time leaves as it is."""
_SHOWN = 5
PENDING = timedelta(hours=1)
"""The newest time, not asked for yet, is no gap for so long."""
LATE_S = 30
"""A post that X finds within so many seconds is missed by nobody."""
ADVICE = re.compile(
    r"again|[Mm]ake room|[Cc]heck|[Rr]estore|[Ii]nstall|[Pp]ut |[Ww]ait|[Rr]aise|[Mm]end|give |"
    r"Add |name |the next run goes on|move "
)
DRIVERS = re.compile(r"sqlalche\.me|sqlalchemy|psycopg|sqlite3|Traceback|\[SQL", re.IGNORECASE)


def check(house: House) -> None:
    """All that holds at any moment at which nobody is at work."""
    figures_are_what_the_mentions_say(house.store)
    each_post_stands_once(house)
    what_is_covered_is_stored(house)
    covered_and_missing_time_are_all_time(house)
    no_more_is_spent_than_allowed_and_no_less_than_billed(house)
    trends_count_what_is_stored(house)
    the_token_is_nowhere(house)


def settle(house: House) -> None:
    """With nothing in the way a run completes what is missing, and the next changes nothing.

    Each a minute later, so that all there is now is asked for: X's last half minute never is.
    """
    house.x.advance(minutes=1)
    ended = [(one.status, one.error) for one in house.collect()]
    assert all(status == "ok" for status, _ in ended), f"nothing is in the way, and yet: {ended}"
    assert house.checkpoint.window is None, "a run ended well, and its window is open"
    nothing_is_left_running(house.store)
    before = kept(house.store)
    house.x.advance(minutes=1)
    house.collect()
    changed = before ^ kept(house.store)
    assert not changed, f"running again changed {sorted(map(str, changed))[:_SHOWN]}"
    check(house)


def figures_are_what_the_mentions_say(store: Store) -> None:
    assert (differences := verify(store)) == [], f"verify: {differences}"


def each_post_stands_once(house: House) -> None:
    """By the id of its first version, whatever version came first."""
    stored = [native_id for _, native_id in rows(house.store, MENTIONS)]
    unknown = sorted(set(stored) - {post.first_id for post in house.x.world.posts})
    assert not unknown, f"stored, and no post of the world: {unknown[:_SHOWN]}"
    twice = [key for key, n in Counter(mentions(house)).items() if n > 1]
    assert not twice, f"counted twice: {twice[:_SHOWN]}"


def what_is_covered_is_stored(house: House) -> None:
    """All that stands on X in covered time is stored, and nothing that is about no topic.

    Of an edited post its newest version says where it stands; it may as well
    have been read before. A topic whose rules have changed is left out: which
    of them held for a post, nobody can tell. As many as were rejected or
    forgotten may be missing.
    """
    topics = [topic for topic in house.topics if topic.name not in changed_topics(house.store)]
    matcher, stored = Matcher(topics), mentions(house)
    due, allowed = set[tuple[str, str]](), set[tuple[str, str]]()
    covered = {topic.name: covered_time(house, topic.name) for topic in topics}
    for post in house.x.world.posts:
        newest = post.at(house.x.clock.now_ms())
        for version in post.versions:
            for topic in topics_of(version, matcher):
                allowed.add((topic, post.first_id))
                if version is newest and is_found(version) and holds(covered[topic], version):
                    due.add((topic, post.first_id))
    known = {topic.name for topic in topics}
    strange = sorted(pair for pair in set(stored) - allowed if pair[0] in known)
    assert not strange, f"stored, though about something else: {strange[:_SHOWN]}"
    lost = sorted(due - set(stored))
    ((rejected,),) = rows(house.store, "select coalesce(sum(rejected), 0) from run")
    ((forgotten,),) = rows(house.store, "select count(*) from tombstone")
    assert len(lost) <= rejected + forgotten, f"covered, and not stored: {lost[:_SHOWN]}"


def covered_and_missing_time_are_all_time(house: House) -> None:
    """Covered time and gaps do not meet, and together they are the time planned.

    But for what is too new to be a gap. A run that ended well covers all it
    asked for; none covers more, or what is still to come.
    """
    now = house.x.now
    covered, planned = [], list(switched_on(house.store, now))
    first = min((window.start for window in planned), default=now)
    runs = runs_of(house.store)
    for status, asked, parts in runs:
        beyond = merged(parts) != within(parts, Window(asked.start, min(asked.end, now)))
        assert not beyond, f"a run asked for {told([asked])} and covers {told(parts)}"
        left = missing(parts, asked) if status == "ok" else ()
        assert not left, f"a run ended well, and left out {told(left)}"
        covered += parts
        planned += parts if asked.start >= first else [asked]
    gaps = [Window(gap.start, gap.end) for gap in house.told_gaps if gap.source == "x"]
    both = [part for gap in gaps for part in within(covered, gap)]
    assert not both, f"covered, and a gap as well: {told(both)}"
    known = merged([*covered, *gaps])
    outside = [p for w in known for p in missing(merged(planned), w)]
    assert not outside, f"a gap where nobody planned to watch: {told(outside)}"
    asked_up_to = max((asked.end for _, asked, _ in runs), default=first)
    for piece in (p for window in merged(planned) for p in missing(known, window)):
        is_new = piece.start >= asked_up_to and now - piece.start < PENDING
        assert is_new, f"neither covered nor a gap: {told([piece])}"


def no_more_is_spent_than_allowed_and_no_less_than_billed(house: House) -> None:
    """By UTC day and month; the budget is the one that the house has now."""
    question = "select utc_day, sum(micro_usd) from spend where source = 'x' group by utc_day"
    spent = {str(day): float(micro) / 1_000_000 for day, micro in rows(house.store, question)}
    for day, ids in house.x.billed.items():
        users = len(house.x.ledger.users.get(day, ()))
        billed = len(ids) * POST_USD + users * USER_USD
        mine = spent.get(day, 0.0)
        assert billed <= mine + 1e-9, f"on {day} X billed ${billed}, and we know of ${mine}"
    total = sum(spent.values())
    assert house.x.billed_usd <= total + 1e-9, f"X billed ${house.x.billed_usd}, we say ${total}"
    for day, usd in spent.items():
        assert house.daily is None or usd <= house.daily + 1e-9, f"${usd} spent on {day}"
    for month in {date.fromisoformat(day).replace(day=1) for day in spent}:
        usd = sum(one for day, one in spent.items() if day.startswith(f"{month:%Y-%m}"))
        within_it = house.monthly is None or usd <= house.monthly + 1e-9
        assert within_it, f"${usd} spent in {month:%B}"


def trends_count_what_is_stored(house: House) -> None:
    """Every mention stands in one point; a point without a figure is one that nobody watched."""
    for topic in house.topics:
        question = f"select bucket from mention where topic = '{topic.name}'"
        buckets = [datetime.fromtimestamp(start, UTC) for (start,) in rows(house.store, question)]
        watched = covered_time(house, topic.name)
        starts = [*buckets, *(window.start for window in watched)]
        if not starts:
            continue
        until = house.x.now + timedelta(minutes=15)
        points = house.monitor.trend(topic.name, min(starts), until, by="day").points
        for point in points:
            span = Window(point.start, point.end)
            n = sum(point.start <= bucket < point.end for bucket in buckets)
            none = not n and not within(watched, span)
            expected = None if none else n
            what = f"{topic.name} on {point.start:%d %B}"
            assert point.volume == expected, f"{what}: {point.volume}, but {expected} are stored"


def the_token_is_nowhere(house: House) -> None:
    with driver(house.store.database.url) as connection:
        for table in Row.metadata.tables:
            held = repr(connection.execute(f'select * from "{table}"').fetchall())
            assert house.x.token not in held, f"the token stands in the table {table}"


def nothing_is_left_running(store: Store) -> None:
    """Of a clock that was killed, the next clock says so."""
    question = "select id, job, source from run where status = 'running' and job <> 'run'"
    left = rows(store, question)
    assert not left, f"nobody is at it any more, and yet running: {left}"


def explains(error: BaseException | str) -> None:
    """One of our own errors (or what it says), in words of ours which say what to do."""
    if not isinstance(error, str):
        ours = isinstance(error, MonitorError) and error.exit_code != MonitorError.exit_code
        assert ours, f"it came out as it was: {type(error).__name__}: {error}"
    assert not DRIVERS.search(str(error)), f"a driver's words for people: {error}"
    assert ADVICE.search(str(error)), f"it does not say what to do: {error}"


# What they look at


def mentions(house: House) -> list[tuple[str, str]]:
    """(topic, first id) of all that came from X."""
    return [(str(topic), str(native_id)) for topic, native_id in rows(house.store, MENTIONS)]


def kept(store: Store) -> set[tuple[Any, ...]]:
    """All that running again leaves as it is."""
    with driver(store.database.url) as connection:
        held = [connection.execute(question).fetchall() for question in RUN_AGAIN]
    return {(n, *row) for n, of_one in enumerate(held) for row in of_one}


def changed_topics(store: Store) -> set[str]:
    question = "select topic from topic_rules group by topic having count(*) > 1"
    return {topic for (topic,) in rows(store, question)}


def topics_of(version: Version, matcher: Matcher) -> list[str]:
    """The topics that a version is about, of what is asked for at all."""
    post = version.post
    if post.nullcast or any(kind == REPOSTED for kind, _ in post.references):
        return []
    links = [full for _, full in version.said.links]
    return [match.topic for match in matcher.judge(version.said.whole, links).matches]


def is_found(version: Version) -> bool:
    return version.post.late_s <= LATE_S and not version.post.raw


def holds(windows: Iterable[Window], version: Version) -> bool:
    return any(window.start <= version.created_at < window.end for window in windows)


def covered_time(house: House, topic: str) -> tuple[Window, ...]:
    """What was watched of X for a topic, of all time."""
    with house.store.read() as reader:
        always = Window(datetime(2000, 1, 1, tzinfo=UTC), house.x.now)
        covered = reader.watched.covered(always, house.x.now, topic=topic).get("x")
        return covered.windows if covered else ()


def runs_of(store: Store) -> list[tuple[str, Window, list[Window]]]:
    """Of each run over X how it ended, the time that it asked for, and what it covers."""
    question = """
        select r.id, r.status, r.window_start, r.window_end, c.start, c."end" from run r
        left join coverage c on c.run_id = r.id
        where r.source = 'x' and r.window_start is not null
    """
    found: dict[int, tuple[str, Window, list[Window]]] = {}
    for run, status, *told_ in rows(store, question):
        start, end, *part = [moment(value) for value in told_ if value is not None]
        parts = found.setdefault(run, (status, Window(start, end), []))[2]
        parts += [Window(*part)] if part else []
    return list(found.values())


def switched_on(store: Store, now: datetime) -> list[Window]:
    """While X was asked anything at all."""
    asked = rows(store, "select since_at, text from query where source = 'x' order by since_at")
    moments = [*(moment(since) for since, _ in asked), now]
    spans = zip(moments, moments[1:], asked, strict=False)
    return [Window(a, b) for a, b, (_, text) in spans if text is not None and a < b]


def moment(value: Any) -> datetime:
    """SQLite gives text in UTC, PostgreSQL a moment."""
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def told(windows: Iterable[Window]) -> str:
    return ", ".join(f"{w.start:%d %H:%M:%S.%f}..{w.end:%d %H:%M:%S.%f}" for w in windows)
