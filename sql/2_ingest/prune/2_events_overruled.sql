-- Drops old events that were not in use.
-- params: $before_at
delete from events_overruled where occurred_at < cast($before_at as timestamp)
