-- A load looks at what is held of its own range of time, and so does a report.
create index store_status_by_time on store_status (observed_at)
