"""what analysts read

Nobody's words, nobody's id: three views of totals, with the same columns and values on both
databases. Days and hours are UTC's; local ones come from `monitor trend`. A batch change of a
table that they read (bucket, coverage, query, run, topic_rules) leaves them standing on SQLite;
PostgreSQL wants them dropped before a column's type changes, and made again.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

HOUR, DAY = 3600, 86_400
EPOCH = {
    "sqlite": "cast(strftime('%s', {}) as integer)",
    "postgresql": "cast(floor(extract(epoch from {})) as bigint)",
}
TEXT = {
    ("sqlite", HOUR): "strftime('%Y-%m-%dT%H:00:00Z', {}, 'unixepoch')",
    ("sqlite", DAY): "strftime('%Y-%m-%d', {}, 'unixepoch')",
    (
        "postgresql",
        HOUR,
    ): """to_char(to_timestamp({}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24":00:00Z"')""",
    ("postgresql", DAY): "to_char(to_timestamp({}) at time zone 'UTC', 'YYYY-MM-DD')",
}
# Stretches that meet are made one, then parted at each step that they touch.
STRETCHES = """
marked as (
    select kind, who, what, a, b,
        case when a <= max(b) over (
            partition by kind, who, what order by a, b
            rows between unbounded preceding and 1 preceding
        ) then 0 else 1 end as fresh
    from piece where a < b
),
numbered as (
    select kind, who, what, a, b, sum(fresh) over (
        partition by kind, who, what order by a, b rows unbounded preceding
    ) as island
    from marked
),
stretch as (
    select kind, who, what, min(a) as a, max(b) as b
    from numbered group by kind, who, what, island
),
stepped (kind, who, what, step, a, b) as (
    select kind, who, what, a - a % {step}, a, b from stretch
    union all
    select kind, who, what, step + {step}, a, b from stepped where step + {step} < b
)"""
# A step counts as watched where a run of the platform watched any of it, which
# began while the topic was watched: then nothing is 0, and not unknown. Of a file
# whose posts name their platforms themselves, nothing is 0 of the platform ''.
TREND = """
create view {name} as
with recursive
dated as (
    select topic, since_at, rules,
        lead(since_at) over (partition by topic order by since_at) as until_at
    from topic_rules
),
piece as (
    select distinct d.topic as topic, coalesce(r.platform, '') as platform,
        {start} - {start} % {step} as step, {end} - 1 - ({end} - 1) % {step} as until
    from coverage c join run r on r.id = c.run_id
    join dated d on r.started_at >= d.since_at
        and (d.until_at is null or r.started_at < d.until_at)
    where d.rules <> 'null' and {start} < {end}
),
watched (topic, platform, step, until) as (
    select topic, platform, step, until from piece
    union all
    select topic, platform, step + {step}, until from watched where step < until
),
counted as (
    select topic, platform, start - start % {step} as step, scorer, n, reposts, unscored,
        positive, neutral, negative, compound_e4, positive + neutral + negative as scored
    from bucket
    union all
    select distinct topic, platform, step, null, 0, 0, 0, 0, 0, 0, 0, 0 from watched
),
summed as (
    select topic, platform, step,
        sum(n) as n, sum(reposts) as reposts, sum(unscored) as unscored, sum(scored) as scored,
        sum(positive) as positive, sum(neutral) as neutral, sum(negative) as negative,
        sum(compound_e4) as compound_e4,
        count(distinct case when scored > 0 then scorer end) as scorers,
        min(case when scored > 0 then scorer end) as scorer
    from counted group by topic, platform, step
)
select topic, platform, {text} as {label}, step as ts_epoch,
    cast(n as bigint) as volume,
    cast(reposts as bigint) as reposts,
    cast(unscored as bigint) as unscored,
    cast(scored as bigint) as scored,
    case when scorers < 2 then cast(positive as bigint) end as positive,
    case when scorers < 2 then cast(neutral as bigint) end as neutral,
    case when scorers < 2 then cast(negative as bigint) end as negative,
    case when scorers = 1
        then cast(compound_e4 as double precision) / cast(10000 * scored as double precision)
    end as mean_compound,
    case when scorers = 1
        then cast(positive - negative as double precision) / cast(scored as double precision)
    end as net_tone,
    cast(scorers as bigint) as scorers,
    case when scorers = 1 then scorer end as scorer
from summed
"""
# A source answers for all time since it was switched on, up to where it was last
# asked, and for what it was asked for before; a file from its first to its last
# covered moment. There, what was not watched is a share of 0; elsewhere nothing
# is known, and there is no row.
COVERAGE = (
    """
create view {name} as
with recursive
asked as (
    select source, text, {since_at} as a,
        lead({since_at}) over (partition by source order by since_at) as b,
        min({since_at}) over (partition by source) as begun
    from query
),
latest as (select source, max({window_end}) as z from run group by source),
piece as (
    select 0 as kind, q.source as who, '' as what, q.a as a, coalesce(q.b, l.z) as b
    from asked q join latest l on l.source = q.source where q.text is not null
    union all
    select 0, r.source, '', {window_start}, {window_end}
    from run r join (select distinct source, begun from asked) q on q.source = r.source
    where {window_start} < q.begun
    union all
    select 0, r.source, '', min({start}), max({end})
    from coverage c join run r on r.id = c.run_id group by r.id, r.source
    union all
    select 1, r.source, '', {start}, {end} from coverage c join run r on r.id = c.run_id
),"""
    + STRETCHES
    + """,
summed as (
    select who, step, min(kind) as kind,
        sum(case when kind = 0 then 0 else
            (case when b < step + {step} then b else step + {step} end)
            - (case when a > step then a else step end)
        end) as watched
    from stepped group by who, step
)
select who as source, {text} as {label}, step as ts_epoch,
    cast(watched as bigint) as watched_s,
    cast(watched as double precision) / {step} as share
from summed where kind = 0
"""
)


def view(name: str, body: str, step: int, dialect: str) -> str:
    epoch = EPOCH[dialect]
    return body.format(
        name=name,
        step=step,
        label="day" if step == DAY else "hour_utc",
        text=TEXT[dialect, step].format("step"),
        start=epoch.format("c.start"),
        end=epoch.format('c."end"'),
        since_at=epoch.format("since_at"),
        window_start=epoch.format("window_start"),
        window_end=epoch.format("window_end"),
    )


def upgrade() -> None:
    bind = op.get_bind()
    for name, body, step in (
        ("v_hourly_trend", TREND, HOUR),
        ("v_daily_trend", TREND, DAY),
        ("v_coverage", COVERAGE, HOUR),
    ):
        sql = view(name, body, step, bind.dialect.name)
        # A colon begins no parameter here.
        op.execute(sql.replace(":", "\\:"))
