-- From when to when pings may matter to a report. Those after its windows end do not; those before
-- they begin do back to the last opening, at most 16 days, and to the Monday before that.
-- grain: one row
-- params: $as_of, $clock, $latest_at, $window_start, $day
-- With $day each store's window is that date on its own clock, up to 14 hours from UTC.
with params as (
    select
        cast($as_of as timestamp) as as_of,
        cast($clock as timestamp) as clock,
        cast($latest_at as timestamp) as latest_at,
        cast($window_start as timestamp) as window_start,
        cast($day as timestamp) as day_start
)

select
    date_trunc('week', coalesce(window_start, day_start - interval '1 day') - interval '16 days')
        as starts_at,
    coalesce(window_start, day_start + interval '1 day') as last_window_start,
    case
        when as_of is not null then as_of
        when clock >= day_start + interval '2 days' then day_start + interval '2 days'
        else greatest(clock, latest_at)
    end as ends_at
from params
