-- A load looks at what is held of its own range of time, and so does a report. A store has one ping
-- at an instant. Rows come in this order, so that the index grows at its end.
create unique index store_status_by_time on store_status (observed_at, store_id)
