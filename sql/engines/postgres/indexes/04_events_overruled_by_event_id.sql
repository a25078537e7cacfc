-- The same event_id may come with another time.
create index events_overruled_by_event_id on events_overruled (event_id)
