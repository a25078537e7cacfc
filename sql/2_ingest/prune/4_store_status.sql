-- Drops old pings.
-- params: $before_at
delete from store_status where observed_at < cast($before_at as timestamp)
