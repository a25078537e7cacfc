-- What is in use again is no longer overruled.
delete from events_overruled
using events
where events_overruled.event_id in (select event_id from reopened)
    and events_overruled.event_id = events.event_id
    and events_overruled.user_id = events.user_id
    and events_overruled.event_type = events.event_type
    and events_overruled.occurred_at = events.occurred_at
