-- What is in use again is no longer overruled.
delete from order_events_overruled
using order_events
where order_events_overruled.event_id in (select event_id from reopened)
    and order_events_overruled.event_id = order_events.event_id
    and order_events_overruled.order_id = order_events.order_id
    and order_events_overruled.status = order_events.status
    and order_events_overruled.occurred_at = order_events.occurred_at
    and order_events_overruled.user_id is not distinct from order_events.user_id
    and order_events_overruled.total is not distinct from order_events.total
    and order_events_overruled.items is not distinct from order_events.items
    and order_events_overruled.details is not distinct from order_events.details
    and order_events_overruled.reference_id is not distinct from order_events.reference_id
