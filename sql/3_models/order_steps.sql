-- The events of each order in order: by time, by place in the lifecycle, by what they say.
-- A status that the times of a wide row do not bear out comes last of its instant.
-- grain: one row per event
-- needs: seen_order_events, lifecycle
select
    seen_order_events.order_id,
    seen_order_events.status,
    seen_order_events.occurred_at,
    seen_order_events.user_id,
    seen_order_events.total,
    seen_order_events.items,
    seen_order_events.details,
    seen_order_events.event_id,
    seen_order_events.origin <> 'status' as is_timed,
    seen_order_events.as_of,
    lifecycle.is_initial,
    lifecycle.is_failure,
    lifecycle.is_terminal,
    lifecycle.stuck_after_us,
    row_number() over order_of_events as step,
    lag(seen_order_events.status) over order_of_events as previous_status,
    lag(seen_order_events.occurred_at) over order_of_events as previous_at,
    lead(seen_order_events.occurred_at) over order_of_events as next_at,
    lead(seen_order_events.order_id) over order_of_events is null as is_last
from seen_order_events
inner join lifecycle on seen_order_events.status = lifecycle.status
window order_of_events as (
    partition by seen_order_events.order_id
    order by
        seen_order_events.occurred_at,
        seen_order_events.origin = 'status',
        lifecycle.status_position,
        seen_order_events.event_id,
        seen_order_events.reference_id,
        seen_order_events.details,
        seen_order_events.total,
        seen_order_events.user_id,
        seen_order_events.items
)
