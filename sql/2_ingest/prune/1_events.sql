-- Drops old events.
-- params: $before_at
delete from events where occurred_at < cast($before_at as timestamp)
