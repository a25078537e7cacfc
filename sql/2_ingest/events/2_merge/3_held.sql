-- Compares what the file says with what is held. What is new stays as it is, and is not copied.
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
),

held as (
    select
        user_id,
        event_type,
        occurred_at,
        event_id,
        cast(count(*) as integer) as held_rows,
        max(load_id) as held_load_id
    from known_events
    group by user_id, event_type, occurred_at, event_id
)

update contents
set held_rows = held.held_rows, held_load_id = held.held_load_id
from held
where contents.user_id = held.user_id
    and contents.event_type = held.event_type
    and contents.occurred_at = held.occurred_at
    and contents.event_id is not distinct from held.event_id
