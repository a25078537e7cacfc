-- What is held of the file's range of time, and which load brought an active ping that lost to it.
-- grain: one row per (store_id, observed_at)
with file_range as (
    select min(observed_at) as first_at, max(observed_at) as last_at
    from contents
),

in_use as (
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
    in_use.store_id,
    in_use.observed_at,
    in_use.status as held_status,
    in_use.load_id as held_load_id,
    overruled.load_id as overruled_load_id
from in_use
left join overruled
    on in_use.store_id = overruled.store_id and in_use.observed_at = overruled.observed_at
