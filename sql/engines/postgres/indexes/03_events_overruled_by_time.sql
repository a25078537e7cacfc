-- A load looks at what is held of its own range of time.
create index events_overruled_by_time on events_overruled (occurred_at)
