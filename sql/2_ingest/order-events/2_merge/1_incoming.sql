-- What the file says, next to what is held already.
-- grain: one row per distinct event of the file
create or replace temp table incoming as
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

select
    contents.*,
    held.load_id as held_load_id,
    held.load_id is null as is_fresh
from contents
left join held
    on contents.order_id = held.order_id
    and contents.status = held.status
    and contents.occurred_at = held.occurred_at
    and contents.user_id is not distinct from held.user_id
    and contents.total is not distinct from held.total
    and contents.items is not distinct from held.items
    and contents.details is not distinct from held.details
    and contents.event_id is not distinct from held.event_id
    and contents.reference_id is not distinct from held.reference_id
