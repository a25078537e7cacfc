-- The same event_id may come with other content.
create index order_events_by_event_id on order_events (event_id) where event_id is not null
