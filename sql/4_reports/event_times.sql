-- The moment an event report is as of, and its window, from what the user typed.
-- grain: one row
-- params: $clock, $as_of_mode, $as_of_local, $as_of_offset_us, $tz, $day, $day_word,
-- params: $from_local, $from_offset_us, $to_local, $to_offset_us, $is_as_of_free
-- A window that the clock has passed is seen as of its end, unless as_of is free or was given.
with params as (
    select
        cast($clock as timestamp) as clock,
        cast($as_of_mode as text) as as_of_mode,
        instant_of($as_of_local, $as_of_offset_us, $tz) as as_of_given,
        instant_of($from_local, $from_offset_us, $tz) as from_given,
        instant_of($to_local, $to_offset_us, $tz) as to_given,
        cast($day as date) as day_given,
        cast($day_word as text) as day_word,
        cast($tz as text) as tz,
        cast($is_as_of_free as boolean) as is_as_of_free
),

latest as (
    select max(occurred_at) as latest_at from events
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

windows as (
    select
        days.day_date,
        coalesce(
            params.from_given, local_to_utc(cast(days.day_date as timestamp), params.tz)
        ) as window_start,
        coalesce(
            params.to_given, local_to_utc(cast(days.day_date + 1 as timestamp), params.tz)
        ) as window_end
    from params
    cross join days
),

report as (
    select
        case
            when params.as_of_mode = 'at' then params.as_of_given
            when params.as_of_mode = 'now' then params.clock
            when params.as_of_mode = 'default'
                and windows.window_end <= params.clock and not params.is_as_of_free
                then windows.window_end
            else latest.latest_at
        end as as_of,
        latest.latest_at,
        windows.day_date,
        windows.window_start,
        windows.window_end
    from params
    cross join latest
    cross join windows
)

select *, instant_text(as_of, 'UTC') as as_of_text from report
