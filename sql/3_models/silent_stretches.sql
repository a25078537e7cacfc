-- Stretches of more than two hours in which no store at all was pinged.
-- grain: one row per stretch that reaches into the report's windows
-- needs: store_windows
-- Pings are looked at by the hour: a stretch that long always spans an hour without any.
with span as (
    select
        min(window_start) as starts_at,
        max(window_end) as ends_at,
        max(as_of) as as_of
    from store_windows
),

hours_with_pings as (
    select
        min(store_status.observed_at) as first_at,
        max(store_status.observed_at) as last_at
    from store_status
    cross join span
    where store_status.observed_at >= span.starts_at and store_status.observed_at <= span.as_of
    group by date_trunc('hour', store_status.observed_at)
),

pings_before as (
    select store_status.observed_at
    from store_status
    cross join span
    where store_status.observed_at >= date_trunc('week', span.starts_at)
        and store_status.observed_at < span.starts_at
    union all
    select store_weeks.last_at
    from store_weeks
    cross join span
    where store_weeks.week_start < date_trunc('week', span.starts_at)
),

last_ping_before as (
    select max(observed_at) as last_at from pings_before
),

moments as (
    select first_at, last_at from hours_with_pings
    union all
    select coalesce(last_ping_before.last_at, span.starts_at),
        coalesce(last_ping_before.last_at, span.starts_at)
    from last_ping_before
    cross join span
    union all
    select as_of, as_of from span
),

stretches as (
    select
        lag(last_at) over (order by first_at, last_at) as starts_at,
        first_at as ends_at
    from moments
)

select
    greatest(stretches.starts_at, span.starts_at) as starts_at,
    least(stretches.ends_at, span.ends_at) as ends_at
from stretches
cross join span
where stretches.ends_at > stretches.starts_at + interval '2 hours'
    and stretches.starts_at < span.ends_at
    and stretches.ends_at > span.starts_at
