-- What is held of the file's range of time. The latest load that brought an event counts.
-- grain: one row per (user_id, event_type, occurred_at, event_id)
with file_range as (
    select min(occurred_at) as first_at, max(occurred_at) as last_at
    from contents
),

known_events as (
    select user_id, event_type, occurred_at, event_id, load_id
    from events
    cross join file_range
    where occurred_at >= file_range.first_at and occurred_at <= file_range.last_at
    union all
    select user_id, event_type, occurred_at, event_id, load_id
    from events_overruled
    cross join file_range
    where occurred_at >= file_range.first_at and occurred_at <= file_range.last_at
)

select
    user_id,
    event_type,
    occurred_at,
    event_id,
    cast(count(*) as integer) as held_rows,
    max(load_id) as held_load_id
from known_events
group by user_id, event_type, occurred_at, event_id
