-- Compares what the file says with what is held. What is new stays as it is, and is not copied.
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
),

held_pings as (
    select
        held.store_id,
        held.observed_at,
        held.status,
        held.load_id,
        overruled.load_id as overruled_load_id
    from held
    left join overruled
        on held.store_id = overruled.store_id and held.observed_at = overruled.observed_at
)

update contents
set
    held_status = held_pings.status,
    held_load_id = held_pings.load_id,
    overruled_load_id = held_pings.overruled_load_id
from held_pings
where contents.store_id = held_pings.store_id and contents.observed_at = held_pings.observed_at
