-- The hours in that range of which something is held; what was overruled is of the same instants.
-- grain: one row per hour
-- params: $first_at, $last_at
select distinct date_trunc('hour', observed_at) as held_hour
from store_status
where observed_at >= cast($first_at as timestamp) and observed_at <= cast($last_at as timestamp)
