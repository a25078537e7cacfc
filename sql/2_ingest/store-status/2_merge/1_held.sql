-- The pings of the file at whose instant the store's status is held already, and what they add.
-- grain: one row per (store_id, observed_at)
create or replace temp table held_pings as
with file_range as (
    select min(observed_at) as first_at, max(observed_at) as last_at
    from contents
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
    contents.store_id,
    contents.observed_at,
    contents.active_rows,
    contents.inactive_rows,
    case when held.status = 'active' then held.load_id else overruled.load_id end
        as held_active_load_id,
    case when held.status = 'inactive' then held.load_id end as held_inactive_load_id,
    contents.active_rows > 0
    and held.status = 'inactive'
    and overruled.load_id is null as is_active_fresh,
    contents.inactive_rows > 0 and held.status = 'active' as is_inactive_fresh
from contents
inner join held on contents.store_id = held.store_id and contents.observed_at = held.observed_at
left join overruled
    on contents.store_id = overruled.store_id and contents.observed_at = overruled.observed_at
