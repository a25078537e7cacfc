-- The moment a store report is as of, and its window, from what the user typed.
-- grain: one row
-- params: $clock, $as_of_mode, $as_of_local, $as_of_offset_us, $tz, $day, $day_word
-- params: $from_local, $from_offset_us, $to_local, $to_offset_us
-- Without a window it is the week before as_of. A range that the clock has passed is seen as of its
-- end. With a day and no as_of that is left to each store's own zone: as_of is null.
with params as (
    select
        cast($clock as timestamp) as clock,
        cast($as_of_mode as text) as as_of_mode,
        instant_of($as_of_local, $as_of_offset_us, $tz) as as_of_given,
        instant_of($from_local, $from_offset_us, $tz) as from_given,
        instant_of($to_local, $to_offset_us, $tz) as to_given,
        cast($day as date) as day_given,
        cast($day_word as text) as day_word,
        cast($tz as text) as tz
),

latest as (
    select max(observed_at) as latest_at from store_status
),

days as (
    select
        case day_word
            when 'today' then cast(utc_to_local(coalesce(as_of_given, clock), tz) as date)
            when 'yesterday' then cast(utc_to_local(coalesce(as_of_given, clock), tz) as date) - 1
            else day_given
        end as day_date
    from params
),

moments as (
    select
        case
            when params.as_of_mode = 'at' then params.as_of_given
            when params.as_of_mode = 'now' then params.clock
            when params.as_of_mode = 'latest' then latest.latest_at
            when days.day_date is not null then null
            when params.to_given <= params.clock then params.to_given
            else latest.latest_at
        end as as_of,
        latest.latest_at,
        days.day_date,
        params.from_given,
        params.to_given
    from params
    cross join latest
    cross join days
),

report as (
    select
        as_of,
        latest_at,
        day_date,
        case when day_date is null then coalesce(from_given, as_of - interval '7 days') end
            as window_start,
        case when day_date is null then coalesce(to_given, as_of) end as window_end
    from moments
)

select *, instant_text(as_of, 'UTC') as as_of_text from report
