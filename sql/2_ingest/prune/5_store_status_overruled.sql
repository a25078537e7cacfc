-- Drops old pings that were not in use.
-- params: $before_at
delete from store_status_overruled where observed_at < cast($before_at as timestamp)
