-- From when to when pings may matter to a report: from the week before its windows begin, since
-- earlier ones are known by their last ping, to what the report is as of.
-- grain: one row
-- params: $as_of, $clock, $latest_at, $window_start, $day
-- With $day each store's window is that date on its own clock, up to 14 hours from UTC.
with params as (
    select
        cast($as_of as timestamp) as as_of,
        cast($clock as timestamp) as clock,
        cast($latest_at as timestamp) as latest_at,
        coalesce(
            cast($window_start as timestamp), cast($day as timestamp) - interval '1 day'
        ) as first_window_start,
        coalesce(
            cast($window_start as timestamp), cast($day as timestamp) + interval '1 day'
        ) as last_window_start,
        cast($day as timestamp) + interval '2 days' as day_end
)

select
    date_trunc('week', first_window_start - interval '1 day') as starts_at,
    first_window_start,
    last_window_start,
    case
        when as_of is not null then as_of
        when clock >= day_end then day_end
        else greatest(clock, latest_at)
    end as ends_at
from params
