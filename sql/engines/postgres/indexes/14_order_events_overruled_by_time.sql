-- A load looks at what is held of its own range of time.
create index order_events_overruled_by_time on order_events_overruled (occurred_at)
