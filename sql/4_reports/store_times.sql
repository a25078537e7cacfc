-- The moment a store report is as of, and its window, from what the user typed.
-- grain: one row
-- needs: asked_times
-- Without a window it is the week before as_of. A range that the clock has passed is seen as of its
-- end. With a day and no as_of that is left to each store's own zone: as_of is null.
with latest as (
    select max(observed_at) as latest_at from store_status
),

moments as (
    select
        case
            when asked_times.as_of_mode = 'at' then asked_times.as_of_given
            when asked_times.as_of_mode = 'now' then asked_times.clock
            when asked_times.as_of_mode = 'latest' then latest.latest_at
            when asked_times.day_date is not null then null
            when asked_times.to_given <= asked_times.clock then asked_times.to_given
            else latest.latest_at
        end as as_of,
        latest.latest_at,
        us_between(latest.latest_at, asked_times.clock) as latest_age_us,
        asked_times.day_date,
        asked_times.from_given,
        asked_times.to_given
    from asked_times
    cross join latest
),

report as (
    select
        as_of,
        latest_at,
        latest_age_us,
        day_date,
        case when day_date is null then coalesce(from_given, as_of - interval '7 days') end
            as window_start,
        case when day_date is null then coalesce(to_given, as_of) end as window_end
    from moments
)

select
    *,
    instant_text(as_of, 'UTC') as as_of_text,
    instant_text(latest_at, 'UTC') as latest_text
from report
