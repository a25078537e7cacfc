-- A load looks at what is held of its own range of time, and so does a report of a day.
create index events_by_time on events (occurred_at)
