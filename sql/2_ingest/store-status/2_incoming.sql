-- What the file says of each store and instant, next to what is held already.
-- grain: one row per (store_id, observed_at) of the file
create or replace temp table incoming as
with pings as (
    select
        store_id,
        observed_at,
        count(*) filter (where status = 'active') as active_rows,
        count(*) filter (where status = 'inactive') as inactive_rows
    from staged
    where reject is null
    group by store_id, observed_at
),

file_range as (
    select min(observed_at) as first_at, max(observed_at) as last_at from pings
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
    case when held.status = 'active' then held.load_id else overruled.load_id end
        as held_active_load_id,
    case when held.status = 'inactive' then held.load_id end as held_inactive_load_id,
    pings.active_rows > 0
    and coalesce(held.status, 'inactive') <> 'active'
    and overruled.load_id is null as is_active_fresh,
    pings.inactive_rows > 0 and coalesce(held.status, 'active') <> 'inactive' as is_inactive_fresh
from pings
left join held on pings.store_id = held.store_id and pings.observed_at = held.observed_at
left join overruled
    on pings.store_id = overruled.store_id and pings.observed_at = overruled.observed_at
