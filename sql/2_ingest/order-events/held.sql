-- What is held of the file's range of time.
-- grain: one row per event
with file_range as (
    select min(occurred_at) as first_at, max(occurred_at) as last_at
    from contents
)

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
