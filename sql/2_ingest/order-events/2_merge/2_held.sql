-- Compares what the file says with what is held. What is new stays as it is, and is not copied.
with file_range as (
    select min(occurred_at) as first_at, max(occurred_at) as last_at
    from contents
),

held as (
    select order_events.*
    from order_events
    cross join file_range
    where order_events.occurred_at >= file_range.first_at
        and order_events.occurred_at <= file_range.last_at
        and order_events.origin = 'event'
    union all
    select order_events_overruled.*
    from order_events_overruled
    cross join file_range
    where order_events_overruled.occurred_at >= file_range.first_at
        and order_events_overruled.occurred_at <= file_range.last_at
)

update contents
set held_load_id = held.load_id
from held
where contents.order_id = held.order_id
    and contents.status = held.status
    and contents.occurred_at = held.occurred_at
    and contents.user_id is not distinct from held.user_id
    and contents.total is not distinct from held.total
    and contents.items is not distinct from held.items
    and contents.details is not distinct from held.details
    and contents.event_id is not distinct from held.event_id
    and contents.reference_id is not distinct from held.reference_id
