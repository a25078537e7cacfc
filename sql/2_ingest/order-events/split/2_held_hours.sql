-- The hours in that range of which something is held; what was overruled has an event_id.
-- grain: one row per hour
-- params: $first_at, $last_at
select distinct date_trunc('hour', occurred_at) as held_hour
from order_events
where occurred_at >= cast($first_at as timestamp) and occurred_at <= cast($last_at as timestamp)
