-- Works them out again from the pings that are left.
insert into store_weeks
with span as (
    select min(week_start) as starts_at, max(week_start) + interval '7 days' as ends_at
    from changed_weeks
),

pings as (
    select
        store_status.store_id,
        date_trunc('week', store_status.observed_at) as week_start,
        store_status.observed_at,
        store_status.status
    from store_status
    cross join span
    where store_status.observed_at >= span.starts_at and store_status.observed_at < span.ends_at
)

select
    pings.store_id,
    pings.week_start,
    min(pings.observed_at),
    max(pings.observed_at),
    latest_known(pings.status, pings.observed_at)
from pings
inner join changed_weeks
    on pings.store_id = changed_weeks.store_id and pings.week_start = changed_weeks.week_start
group by pings.store_id, pings.week_start
