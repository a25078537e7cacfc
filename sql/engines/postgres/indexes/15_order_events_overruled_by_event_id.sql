-- The same event_id may come with other content.
create index order_events_overruled_by_event_id on order_events_overruled (event_id)
