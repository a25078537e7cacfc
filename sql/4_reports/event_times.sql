-- The moment an event report is as of, and its window, from what the user typed.
-- grain: one row
-- needs: asked_times
-- params: $is_as_of_free
-- A window that the clock has passed is seen as of its end, unless as_of is free or was given.
with latest as (
    select max(occurred_at) as latest_at from events
),

windows as (
    select
        asked_times.*,
        coalesce(
            from_given, local_to_utc(cast(day_date as timestamp), tz)
        ) as window_start,
        coalesce(
            to_given, local_to_utc(cast(day_date + 1 as timestamp), tz)
        ) as window_end
    from asked_times
),

report as (
    select
        case
            when windows.as_of_mode = 'at' then windows.as_of_given
            when windows.as_of_mode = 'now' then windows.clock
            when windows.as_of_mode = 'default'
                and windows.window_end <= windows.clock
                and not cast($is_as_of_free as boolean)
                then windows.window_end
            else latest.latest_at
        end as as_of,
        latest.latest_at,
        us_between(latest.latest_at, windows.clock) as latest_age_us,
        windows.day_date,
        windows.window_start,
        windows.window_end
    from windows
    cross join latest
)

select
    *,
    instant_text(as_of, 'UTC') as as_of_text,
    instant_text(latest_at, 'UTC') as latest_text
from report
