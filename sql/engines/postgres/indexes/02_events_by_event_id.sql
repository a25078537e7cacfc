-- The same event_id may come with another time.
create index events_by_event_id on events (event_id) where event_id is not null
