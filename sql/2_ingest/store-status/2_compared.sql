-- What the file says of each store and instant, next to what is held already.
-- grain: one row per (store_id, observed_at) of the file
create or replace temp table compared_pings as
with pings as (
    select
        store_id,
        observed_at,
        cast(count(*) filter (where status = 'active') as integer) as active_rows,
        cast(count(*) filter (where status = 'inactive') as integer) as inactive_rows
    from staged
    where reject is null
    group by store_id, observed_at
),

file_range as (
    select min(observed_at) as first_at, max(observed_at) as last_at
    from staged
    where reject is null
),

held as (
    select store_id, observed_at, status, load_id
    from store_status
    cross join file_range
    where observed_at >= file_range.first_at and observed_at <= file_range.last_at
),

overruled as (
    select store_id, observed_at, load_id
    from store_status_overruled
    cross join file_range
    where observed_at >= file_range.first_at and observed_at <= file_range.last_at
)

select
    pings.store_id,
    pings.observed_at,
    pings.active_rows,
    pings.inactive_rows,
    held.status as held_status,
    held.load_id as held_load_id,
    overruled.load_id as overruled_load_id
from pings
left join held on pings.store_id = held.store_id and pings.observed_at = held.observed_at
left join overruled
    on pings.store_id = overruled.store_id and pings.observed_at = overruled.observed_at
