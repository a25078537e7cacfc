-- Drops what lost its event id to an event that is dropped.
delete from order_events_overruled
where event_id not in (select event_id from order_events where event_id is not null)
