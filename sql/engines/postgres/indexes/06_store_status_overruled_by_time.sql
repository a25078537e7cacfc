-- A load looks at what is held of its own range of time.
create index store_status_overruled_by_time on store_status_overruled (observed_at)
