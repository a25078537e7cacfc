-- The moment a report on orders is as of, and the bounds of --since and --until, from what the user
-- typed. A bound that was given as a duration is that long before as_of.
-- grain: one row
-- needs: asked_times
-- params: $is_now_default, $since_ago_us, $until_ago_us
with latest as (
    select max(occurred_at) as latest_at from order_events
),

moments as (
    select
        case
            when asked_times.as_of_mode = 'at' then asked_times.as_of_given
            when asked_times.as_of_mode = 'now' then asked_times.clock
            when asked_times.as_of_mode = 'default' and cast($is_now_default as boolean)
                then asked_times.clock
            else latest.latest_at
        end as as_of,
        asked_times.clock,
        asked_times.from_given,
        asked_times.to_given,
        latest.latest_at
    from asked_times
    cross join latest
),

report as (
    select
        as_of,
        latest_at,
        us_between(latest_at, clock) as latest_age_us,
        coalesce(from_given, plus_us(as_of, -cast($since_ago_us as bigint))) as since,
        coalesce(to_given, plus_us(as_of, -cast($until_ago_us as bigint))) as until
    from moments
)

select
    *,
    since >= until as is_range_empty,
    instant_text(as_of, 'UTC') as as_of_text,
    instant_text(latest_at, 'UTC') as latest_text
from report
