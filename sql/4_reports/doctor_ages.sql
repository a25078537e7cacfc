-- How old the newest observations are, and what lies in the future of the clock.
-- grain: one row per kind of file that has observations
-- params: $clock
-- example: ordstat doctor, check freshness
with params as (
    select cast($clock as timestamp) as clock
),

observations as (
    select 'events' as kind, occurred_at from events
    union all
    select 'store-status', observed_at from store_status
    union all
    select case when origin = 'event' then 'order-events' else 'orders' end, occurred_at
    from order_events
),

ages as (
    select
        observations.kind,
        max(observations.occurred_at) as newest_at,
        greatest(
            min(observations.occurred_at), max(observations.occurred_at) - interval '7 days'
        ) as last_week_starts_at,
        max(observations.occurred_at) < max(params.clock) - interval '24 hours' as is_stale,
        count(*) filter (where observations.occurred_at > params.clock) as future_rows
    from observations
    cross join params
    group by observations.kind
)

select
    kind,
    newest_at,
    last_week_starts_at,
    instant_text(newest_at, 'UTC') as newest_text,
    is_stale,
    future_rows
from ages
order by kind collate "C"
