-- The pings that may matter to a report one by one: from the week before its windows begin, since
-- earlier ones are known by their last, to what the report is as of.
-- inlined: it is a choice of rows, which each use makes for itself
-- grain: one row per store and ping
-- params: $as_of, $clock, $latest_at, $window_start, $day
-- With $day each store's window is that date on its own clock, up to 14 hours from UTC. The bounds
-- are made of parameters alone: the planner then knows them, and reads no more than what they hold.
select store_id, observed_at, status
from store_status
where observed_at >= date_trunc(
        'week',
        coalesce(
            cast($window_start as timestamp) - interval '1 day',
            cast($day as timestamp) - interval '2 days'
        )
    )
    and observed_at <= case
        when cast($as_of as timestamp) is not null then cast($as_of as timestamp)
        when cast($clock as timestamp) >= cast($day as timestamp) + interval '2 days'
            then cast($day as timestamp) + interval '2 days'
        else greatest(cast($clock as timestamp), cast($latest_at as timestamp))
    end
